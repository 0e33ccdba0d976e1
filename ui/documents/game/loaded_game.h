// SPDX-License-Identifier: MIT
// A game's code that was loaded once: its stores, and what their schemas and steps say of data. The
// machine is used by one thread at a time, whichever; callers wait for each other, so nothing here
// belongs into the thread of the window but report() and find().
#pragma once

#include "documents/game/game_spec.h"
#include "editing/record_access.h"
#include "json/value.h"

#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace plectrum::documents {

class LoadedGame
{
public:
    using Applied = std::optional<std::vector<std::string>>;

    /// Runs the game's code on nothing. What goes wrong stands in the report. Throws Cancelled.
    static std::shared_ptr<const LoadedGame> load(const GameSpec& spec, std::stop_token stop = {});
    /// Whether this Plectrum can run Luau at all.
    static bool isSupported();

    ~LoadedGame();
    LoadedGame(const LoadedGame&) = delete;
    LoadedGame& operator=(const LoadedGame&) = delete;

    const GameReport& report() const { return m_report; }
    bool isUsable() const { return !m_report.failure && !m_report.stores.empty(); }
    /// The store of that name; the only one when the name is empty; null: none.
    const GameStoreInfo* find(const std::string& store) const;

    /// What a load of that data would come to: the pending steps, then the schema. Throws
    /// Cancelled.
    GameCheck check(const std::string& store, const json::Value& data, const Applied& applied,
                    std::stop_token stop = {}) const;
    /// The same for whoever writes: a step that fails is not held against the data, which may be
    /// the mending of it.
    static editing::DataCheck dataCheck(std::shared_ptr<const LoadedGame> game, std::string store);
    /// The text of a script by its name in errors; empty when it cannot be read.
    std::string sourceOf(const std::string& script) const;

private:
    struct Code;
    LoadedGame();

    GameReport m_report;
    std::unique_ptr<Code> m_code;
};

/// Why a report has no store, as a sentence; empty when it has some.
std::string noStoreReason(const GameReport& report);

} // namespace plectrum::documents
