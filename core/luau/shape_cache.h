// SPDX-License-Identifier: MIT
// The lists of member names that a machine's tables were read with, each kept once: objects of one
// shape share their names. Internal to core/luau.
#pragma once

#include "json/object_names.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace plectrum::luau::bridge {

/// A list of names, in the order of a table.
struct Shape
{
    explicit Shape(std::span<const std::string_view> given);
    bool has(std::span<const std::string_view> given) const;

    std::vector<std::string> written;
    json::ObjectNames names;
    std::vector<const char*> places{}; ///< of the names, in this round
    std::uint64_t round = 0;
};

class ShapeCache
{
public:
    /// Until the next call names at the places of names before are the same, and shapes that were
    /// given stay.
    void begin();
    /// That of these names; null for a list that is not kept: too long, or with a name that is too
    /// long or no UTF-8. Equal names stand mostly at equal places, as Luau keeps each text once.
    Shape* find(std::span<const std::string_view> names);
    /// Of the table before at that depth, in this round, or null.
    Shape* before(std::size_t depth) const
    {
        return depth < m_before.size() ? m_before[depth] : nullptr;
    }
    void setBefore(std::size_t depth, Shape* shape)
    {
        if (depth < m_before.size())
            m_before[depth] = shape;
    }

private:
    static constexpr std::size_t longestName = 64;
    static constexpr std::size_t mostNames = 32;

    std::uint64_t m_round = 1;
    std::array<std::unique_ptr<Shape>, 64> m_shapes; ///< by hash, the last of each
    std::vector<std::unique_ptr<Shape>> m_replaced; ///< in this round
    std::array<Shape*, 8> m_before{};
};

} // namespace plectrum::luau::bridge
