// SPDX-License-Identifier: MIT
// The difference of two values as a list of changes. Stops at shared nodes, so the cost of
// comparing a value with an edit of it is that of the edit.
#pragma once

#include "json/pointer.h"
#include "json/value.h"

#include <vector>

namespace plectrum::json {

enum class ChangeKind
{
    Added,
    Removed,
    Replaced
};

/// One place that differs. `pointer` is meant in the old value for Removed, in the new one
/// otherwise: all its array indices, also those on the way to it, are old ones or new ones. So
/// `after` comes from `before` by first making all removals, from the last to the first, and then
/// all additions and replacements, from the first to the last; each place is right at its turn. An
/// addition to an array inserts before the element that has its index.
struct Change
{
    ChangeKind kind{};
    Pointer pointer;
    Value before; ///< null when Added
    Value after; ///< null when Removed

    friend bool operator==(const Change&, const Change&) = default;
};

/// Changes in document order. Array elements that were inserted or removed in the middle are found
/// as such where the rest of the array is equal, so that one insertion is one change; arrays that
/// differ in many hundred places are compared index by index. A container is never replaced by one
/// of its own type: the changes inside are listed.
std::vector<Change> diff(const Value& before, const Value& after);

} // namespace plectrum::json
