// SPDX-License-Identifier: MIT
// What a step changes without saying so: the ways in which data changes its kind on the way through
// Luau, found by comparing what was stored with what would be stored.
#pragma once

#include "json/pointer.h"
#include "json/value.h"

#include <array>
#include <cstddef>
#include <vector>

namespace plectrum::gamecode {

enum class ChangeClass
{
    MapToList, ///< {} or a map has become [], or {} a list
    ListToMap, ///< [] or a list has become {}, or [] a map
    NullToAbsent, ///< a member that was null is gone: Luau has no null
    AbsentToNull, ///< a member that was not there is null
    IntegerToFraction, ///< a whole number is none any more
    NumberKeysToTexts, ///< keys that are numbers in Luau are stored as texts
};
inline constexpr std::size_t changeClassCount = 6;

struct ClassifiedChange
{
    ChangeClass kind{};
    json::Pointer pointer{}; ///< in the value after; of what is gone: in the one before

    friend bool operator==(const ClassifiedChange&, const ClassifiedChange&) = default;
};

struct ClassifiedChanges
{
    std::array<std::size_t, changeClassCount> places{}; ///< by class: how many
    std::vector<ClassifiedChange> first{}; ///< of each class at most `samples`

    std::size_t of(ChangeClass kind) const { return places[static_cast<std::size_t>(kind)]; }
};

/// Elements of an array whose length has changed are compared only where the beginning or the end
/// is equal on both sides: which of the others belong together is not known. `keysChanged`: storing
/// has made texts of number keys (luau::ReadBack); without it none are looked for.
ClassifiedChanges classifyChanges(const json::Value& before, const json::Value& after,
                                  bool keysChanged, std::size_t samples = 3);

} // namespace plectrum::gamecode
