// SPDX-License-Identifier: MIT
// What a write changed, place by place, both ways: what stood there and what stands there now. Cut
// as json::mergeThreeWay cuts: an array by element where its elements can be told apart or it has
// kept its length, else as a whole.
#pragma once

#include "json/element_identity.h"
#include "json/merge.h"
#include "json/pointer.h"
#include "json/value.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace plectrum::journal {

/// An array on the way to a place, and which of its elements was meant.
struct ArrayStep
{
    std::size_t length = 0;
    std::string member; ///< by which its elements can be told apart; empty: by nothing
    std::string id; ///< of the element, as json::identityOf() gives it
    /// Without a member: hashes of the element before it, of it, and of the one behind it, each
    /// before the write and after it; empty where none stands. Those of one element must be among
    /// these for an index to mean what it meant.
    std::vector<std::string> around;

    friend bool operator==(const ArrayStep&, const ArrayStep&) = default;
};

struct Change
{
    json::Pointer pointer; ///< the root for the whole data
    std::optional<json::Value> before; ///< nullopt: nothing stood there
    std::optional<json::Value> after; ///< nullopt: nothing stands there now
    std::vector<ArrayStep> arrays; ///< on the way to the place, from the root on

    friend bool operator==(const Change&, const Change&) = default;
};

/// In document order; none when both are equal.
std::vector<Change> changesBetween(const std::optional<json::Value>& before,
                                   const std::optional<json::Value>& after,
                                   const json::ElementIdentity& identity = {});

/// As JSON text, and back; nullopt for what is not such a list.
std::string changesText(const std::vector<Change>& changes);
std::optional<std::vector<Change>> readChanges(const json::Value& list);

/// Two values with which a three-way merge takes the changes back from `newest`: the one as the
/// write left it and the one as it was before, with all other places as they are in `newest`. So
/// mergeThreeWay(after, newest, before) takes back just these changes, or conflicts where somebody
/// has changed the same places since. Elements are looked for by what tells them apart. Places that
/// cannot even be found are in `conflicts`, by themselves: the element that is gone, or is among
/// others now, or else the place.
struct Reversal
{
    json::Value after;
    json::Value before;
    std::vector<json::Conflict> conflicts;
};
Reversal reverse(const std::vector<Change>& changes, const json::Value& newest);

} // namespace plectrum::journal
