// SPDX-License-Identifier: MIT
// The order of the elements when two sides have changed one array. Internal to core/json.
#pragma once

#include "json/element_identity.h"

#include <optional>
#include <string>
#include <vector>

namespace plectrum::json {

/// The identities of the merged array in order, where both sides have kept, moved, added and
/// removed whole elements: an element that one side removed is kept only where the other has
/// changed it and is `ours`. nullopt: it cannot be told, for both have moved elements apart, or we
/// removed what they changed.
std::optional<std::vector<std::string>> mergedOrder(const IdentifiedElements& base,
                                                    const IdentifiedElements& theirs,
                                                    const IdentifiedElements& ours);

/// For arrays of one length whose elements nothing tells apart: no change of one side stands beside
/// a change of the other, so that each stands among the elements that it was made among.
bool areChangesApart(const Value& base, const Value& theirs, const Value& ours);

} // namespace plectrum::json
