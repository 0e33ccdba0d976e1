// SPDX-License-Identifier: MIT
// What differs between two states of a key's data, where either may be "nothing there", with the
// numbers of each kind. Plain; made off the GUI thread for big values.
#pragma once

#include "json/diff.h"
#include "json/value.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace plectrum::documents {

struct Difference
{
    std::vector<json::Change> changes;
    std::size_t added = 0;
    std::size_t removed = 0;
    std::size_t replaced = 0;

    bool isEmpty() const { return changes.empty(); }
};

/// nullopt is a key without data, which is not the same as null.
Difference differenceOf(const std::optional<json::Value>& before,
                        const std::optional<json::Value>& after);
/// All of `more` joins `all`, its places below a first step: what they belong to.
void addBelow(Difference& all, const std::string& name, Difference more);

} // namespace plectrum::documents
