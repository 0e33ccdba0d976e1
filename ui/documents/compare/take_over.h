// SPDX-License-Identifier: MIT
// A difference taken over in parts: of all the changes that make one value into another only those
// that were chosen. Indices of arrays come out right whatever is left out, for each array is put
// together anew from both.
#pragma once

#include "json/diff.h"
#include "json/value.h"

#include <optional>
#include <vector>

namespace plectrum::documents {

/// `changes` are of differenceOf(before, after); `isChosen` has an entry for each of them. All
/// chosen gives `after`, none gives `before`.
std::optional<json::Value> takeOver(const std::optional<json::Value>& before,
                                    const std::optional<json::Value>& after,
                                    const std::vector<json::Change>& changes,
                                    const std::vector<bool>& isChosen);

} // namespace plectrum::documents
