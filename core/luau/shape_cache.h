// SPDX-License-Identifier: MIT
// The lists of member names that a machine's tables were read with, each kept once: objects of one
// shape share their names. Internal to core/luau.
#pragma once

#include "json/object_names.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace plectrum::luau::bridge {

class ShapeCache
{
public:
    /// Until the next call names at the places of names before are the same.
    void begin() { ++m_round; }
    /// An object of these members, which are moved from; nullopt for a list that is not kept: too
    /// long, or with a name that is too long or no UTF-8. Equal names stand mostly at equal places,
    /// as Luau keeps each text once.
    std::optional<json::Value> object(std::span<const std::string_view> names,
                                      std::span<json::Value> values,
                                      const json::ObjectMemory* memory);

private:
    static constexpr std::size_t longestName = 64;
    static constexpr std::size_t mostNames = 32;

    struct Shape
    {
        Shape(std::span<const std::string_view> given);
        bool has(std::span<const std::string_view> given) const;

        std::vector<std::string> written;
        json::ObjectNames names;
        std::vector<const char*> places{}; ///< of the names, in this round
        std::uint64_t round = 0;
    };

    std::uint64_t m_round = 1;

    std::array<std::unique_ptr<Shape>, 64> m_shapes; ///< by hash, the last of each
};

} // namespace plectrum::luau::bridge
