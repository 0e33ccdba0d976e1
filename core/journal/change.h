// SPDX-License-Identifier: MIT
// What a write changed, place by place, both ways: what stood there and what stands there now. Cut
// as json::mergeThreeWay cuts: an array that has kept its length by element, else as a whole.
#pragma once

#include "json/merge.h"
#include "json/pointer.h"
#include "json/value.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace plectrum::journal {

struct Change
{
    json::Pointer place; ///< the root for the whole data
    std::optional<json::Value> before; ///< nullopt: nothing stood there
    std::optional<json::Value> after; ///< nullopt: nothing stands there now
    /// How long the arrays on the way to the place are, from the root on: indices mean the same
    /// element only while that is so.
    std::vector<std::size_t> lengths;

    friend bool operator==(const Change&, const Change&) = default;
};

/// In document order; none when both are equal.
std::vector<Change> changesBetween(const std::optional<json::Value>& before,
                                   const std::optional<json::Value>& after);

/// As JSON text, and back; nullopt for what is not such a list.
std::string changesText(const std::vector<Change>& changes);
std::optional<std::vector<Change>> readChanges(const json::Value& list);

/// Two values with which a three-way merge takes the changes back from `newest`: the one as the
/// write left it and the one as it was before, with all other places as they are in `newest`. So
/// mergeThreeWay(after, newest, before) takes back just these changes, or conflicts where somebody
/// has changed the same places since. Places that cannot even be found are in `conflicts`, by
/// themselves.
struct Reversal
{
    json::Value after;
    json::Value before;
    std::vector<json::Conflict> conflicts;
};
Reversal reverse(const std::vector<Change>& changes, const json::Value& newest);

} // namespace plectrum::journal
