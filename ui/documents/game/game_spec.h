// SPDX-License-Identifier: MIT
// What of a game is bound to a store, and what its code was found to be. Plain values.
#pragma once

#include "json/value.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace plectrum::documents {

/// Where a store's configuration is and how it is loaded.
struct GameSpec
{
    std::string file{}; ///< the .luau file that is run
    std::string project{}; ///< empty: the one that is found above the file, or none
    std::string call{}; ///< an expression that creates the store; empty: running the file does
    std::string codeStore{}; ///< its name in the code; empty: as the bound store is called
    std::optional<std::int64_t> gameId{};
    std::optional<std::int64_t> placeId{};

    friend bool operator==(const GameSpec&, const GameSpec&) = default;
};

/// A line of the game's code.
struct CodePlace
{
    std::string script{}; ///< its name in errors; empty when no line is to blame
    int line = 0; ///< from 1; 0 when unknown

    friend bool operator==(const CodePlace&, const CodePlace&) = default;
};

/// How the game's code failed.
struct GameFailure
{
    CodePlace place{};
    std::string text{}; ///< without the place
    std::string traceback{};
    std::string source{}; ///< of the script; empty when it cannot be read

    friend bool operator==(const GameFailure&, const GameFailure&) = default;
};

struct GameStoreInfo
{
    std::string name{};
    bool forPlayers = false;
    json::Value templateData{};
    std::vector<std::string> steps{};
    CodePlace place{};
};

/// Something that loading found beside the stores: a call that creates one, what is not there, a
/// problem.
struct GameNote
{
    std::string what{};
    CodePlace place{};

    friend bool operator==(const GameNote&, const GameNote&) = default;
};

struct GameReport
{
    std::vector<GameStoreInfo> stores{};
    std::vector<GameNote> creators{};
    std::vector<GameNote> missing{};
    std::vector<GameNote> problems{};
    std::vector<std::filesystem::path> files{}; ///< that were read
    std::optional<GameFailure> failure{}; ///< loading ended with it; then there are no stores
    std::size_t changedCallbacks = 0;
};

/// What a game says of data.
struct GameCheck
{
    /// As the schema words it, of the data that a load would make; none: it passes.
    std::optional<std::string> schemaProblem{};
    /// A pending migration step failed: a load would, too.
    std::optional<GameFailure> failure{};
    std::string failedStep{};
    std::size_t pendingSteps = 0;

    bool passes() const { return !schemaProblem && !failure; }
    friend bool operator==(const GameCheck&, const GameCheck&) = default;
};

} // namespace plectrum::documents
