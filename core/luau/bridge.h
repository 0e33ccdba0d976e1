// SPDX-License-Identifier: MIT
// json::Value to Luau tables and back. What one side cannot hold is refused (Error of kind Value
// with the JSON Pointer of the place), but nulls: Luau has none, so a member that is null is left
// out.
#pragma once

#include "json/value.h"

#include <cstddef>
#include <memory_resource>
#include <unordered_map>

struct lua_State;

namespace plectrum::luau {
class KeptBytes;
}

namespace plectrum::luau::bridge {

/// The values that frozen tables were made of. As nobody can change a frozen table, reading one
/// gives the value again without looking inside. The tables must be kept alive meanwhile.
using Originals = std::pmr::unordered_map<const void*, json::Value>;

/// Containers within containers, both ways.
inline constexpr int deepest = 200;

/// Pushes a value. Integers that a double cannot hold exactly are refused. With `originals` all
/// tables are frozen and entered there. Empty objects are remembered, so that they are read as such
/// again.
void push(lua_State* L, const json::Value& value, Originals* originals = nullptr);

struct ReadOptions
{
    const Originals* originals = nullptr;
    /// Of the whole value; tables that share parts could be made to look endless.
    std::size_t maxBytes = std::size_t{64} << 20;
    /// Counts what the value needs; without it that is counted while it is read.
    KeptBytes* kept = nullptr;
    std::size_t* bytes = nullptr; ///< is set to what the value needs
    /// Is set to whether what is read back later differs from the table: numeric keys have become
    /// texts, or metatables are gone.
    bool* isChanged = nullptr;
};

/// The value at a stack index. Tables with the keys 1 to n are arrays, an empty table is an array
/// unless it came as an object, all others are objects whose numeric keys became texts. Whole
/// numbers become integers. Refused: NaN, infinities, functions and all that is no data,
/// keys of other types, cycles, texts that are no UTF-8, more than `deepest` levels.
json::Value read(lua_State* L, int index, const ReadOptions& options = {});

} // namespace plectrum::luau::bridge
