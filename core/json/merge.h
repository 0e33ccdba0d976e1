// SPDX-License-Identifier: MIT
// Two kinds of merge: Lyra's deep merge of addFields, and the three-way merge of a draft.
#pragma once

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
    Pointer place;
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
/// merge by member; arrays merge by element when they have kept their length, else as a whole.
MergeResult mergeThreeWay(const Value& base, const Value& theirs, const Value& ours);

} // namespace plectrum::json
