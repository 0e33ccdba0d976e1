// SPDX-License-Identifier: MIT
// A game's own module, run once in a machine of its own: the stores that it creates, with their
// schema, template and migration steps as functions that can be called.
#pragma once

#include "async/random.h"
#include "luau/module_loader.h"
#include "luau/vm.h"

#include <filesystem>
#include <map>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace plectrum::luau {

/// As Lyra.MigrationStep made it.
struct GameStep
{
    std::string name{};
    bool addsFields = false;
    json::Value fields{}; ///< when it adds fields
    Reference transform{}; ///< else
};

/// The options of one Lyra.createStore or createPlayerStore.
struct GameStore
{
    std::string name{};
    bool forPlayers = false; ///< keys are user ids
    json::Value templateData{};
    Reference schema{};
    std::vector<GameStep> steps{};
    Reference importLegacyData{}; ///< empty when there is none
    std::vector<Reference> changedCallbacks{};
    bool useDataStoreLocking = false;
    std::string script{}; ///< where it is created
    int line = 0;
};

class GameCode
{
public:
    /// Runs a configuration module, or the script that creates the stores. A module may also return
    /// the options themselves. Throws Error; then nothing of the module can be used.
    /// Throws Cancelled when the token of `load` stops.
    GameCode(std::filesystem::path entry, std::filesystem::path project, Vm::Options options,
             LoadOptions load = {});
    GameCode(const GameCode&) = delete;
    GameCode& operator=(const GameCode&) = delete;
    ~GameCode();

    const std::vector<GameStore>& stores() const { return m_stores; }
    /// The store of that name, or null.
    const GameStore* find(const std::string& name) const;
    /// What the module used that is not there. It may matter or not.
    const std::vector<Missing>& missing() const { return m_loader.missing(); }
    const std::vector<ProjectProblem>& problems() const { return m_loader.problems(); }
    const std::vector<std::filesystem::path>& files() const { return m_loader.files(); }
    Vm& vm() { return m_vm; }

    /// Why a value does not pass a store's schema, in the words of the schema; empty when it does.
    /// What the schema throws is thrown as Error.
    /// The token ends it with Cancelled, from any thread. A function that has run out of its time
    /// some times is not called any more but fails at once as it did.
    std::string schemaProblem(const GameStore& store, const json::Value& data,
                              std::stop_token stop = {});
    /// What a transform step makes of data; null for Luau's nil. Throws Error, and Cancelled.
    json::Value applyTransform(const GameStep& step, const json::Value& data,
                               std::stop_token stop = {});

private:
    void provideLibraries();
    Values capture(const Values& arguments);
    GameStore readStore(const Reference& config) const;
    GameStep readStep(const Reference& step) const;
    json::Value dataOf(const Reference& table) const;
    Values elementsOf(const Reference& table) const;
    Values callCounted(const Reference& function, const json::Value& data, CallOptions options);

    Vm m_vm;
    ModuleLoader m_loader;
    async::Random m_random;
    Reference m_lyra;
    std::vector<GameStore> m_stores;
    struct Overrun
    {
        int times = 0;
        Failure last{};
    };
    std::map<int, Overrun> m_overruns; ///< by the number of the function
};

} // namespace plectrum::luau
