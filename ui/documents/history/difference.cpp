// SPDX-License-Identifier: MIT
#include "documents/history/difference.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace plectrum::documents {

Difference differenceOf(const std::optional<json::Value>& before,
                        const std::optional<json::Value>& after)
{
    Difference difference;
    if (before && after)
        difference.changes = json::diff(*before, *after);
    else if (before)
        difference.changes.push_back({json::ChangeKind::Removed, {}, *before, {}});
    else if (after)
        difference.changes.push_back({json::ChangeKind::Added, {}, {}, *after});
    for (const auto& change : difference.changes) {
        switch (change.kind) {
        case json::ChangeKind::Added:
            ++difference.added;
            break;
        case json::ChangeKind::Removed:
            ++difference.removed;
            break;
        case json::ChangeKind::Replaced:
            ++difference.replaced;
            break;
        }
    }
    return difference;
}

void addBelow(Difference& all, const std::string& name, Difference more)
{
    all.added += more.added;
    all.removed += more.removed;
    all.replaced += more.replaced;
    for (json::Change& change : more.changes) {
        std::vector<std::string> tokens{name};
        std::ranges::copy(change.pointer.tokens(), std::back_inserter(tokens));
        change.pointer = json::Pointer(std::move(tokens));
        all.changes.push_back(std::move(change));
    }
}

} // namespace plectrum::documents
