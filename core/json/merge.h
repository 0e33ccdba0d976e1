// SPDX-License-Identifier: MIT
// Two kinds of merge: Lyra's deep merge of addFields, and the three-way merge of a draft.
#pragma once

#include "json/element_identity.h"
#include "json/pointer.h"
#include "json/value.h"

#include <optional>
#include <vector>

namespace plectrum::json {

/// `fields` is the base and `data` wins, table by table, arrays too, index by index
/// (tests/interop/data/golden/18-merge-deep.json). Two empty tables merge to an empty array.
Value mergeDeep(const Value& fields, const Value& data);

/// A place that both sides changed, differently. A missing side is nullopt (it removed the value).
struct Conflict
{
    Pointer pointer;
    std::optional<Value> base;
    std::optional<Value> theirs;
    std::optional<Value> ours;

    friend bool operator==(const Conflict&, const Conflict&) = default;
};

/// `merged` holds all changes of both sides; at conflicts it holds ours.
struct MergeResult
{
    Value merged;
    std::vector<Conflict> conflicts;
};

/// Changes from `base` to `theirs` (newest) and from `base` to `ours` (draft) put together. Objects
/// merge by member. Arrays whose elements can be told apart merge by element, wherever each stands.
/// Others merge by element only when they have kept their length and no change of one side stands
/// beside one of the other, and an element that both have changed is a conflict; else as a whole.
/// Conflicts are in document order: decide them from the last to the first, for one may take an
/// element out.
MergeResult mergeThreeWay(const Value& base, const Value& theirs, const Value& ours,
                          const ElementIdentity& identity = {});

} // namespace plectrum::json
