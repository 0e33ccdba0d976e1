// SPDX-License-Identifier: MIT
// For each list of member names that a machine was given, a table that has them all: the tables of
// other objects with these names are copies of it, with the values put in place. Internal to
// core/luau.
#pragma once

#include "json/value.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

struct lua_State;
struct LuaTable;

namespace plectrum::luau::bridge {

struct TablePattern
{
    static constexpr std::size_t mostNames = 32;

    std::vector<std::string> names{}; ///< in their order
    std::array<std::uint8_t, mostNames> nodes{}; ///< of the table, by the order of the names
    LuaTable* table = nullptr; ///< kept by the registry
    int reference = 0;
};

class TablePatterns
{
public:
    /// That of an object's names; null for lists that are not kept. `isRoomy`: with room for as
    /// many names again, as steps add some to records. `mayMake`: also a new one, in the place of
    /// another. The place is always there.
    const TablePattern* find(lua_State* L, const json::Value& object, bool isRoomy, bool mayMake);

private:
    static constexpr std::size_t longestName = 64;

    std::array<std::array<TablePattern, 64>, 2> m_patterns; ///< by hash, the last of each
};

} // namespace plectrum::luau::bridge
