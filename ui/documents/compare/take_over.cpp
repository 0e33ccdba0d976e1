// SPDX-License-Identifier: MIT
#include "documents/compare/take_over.h"

#include "json/pointer.h"

#include <charconv>
#include <cstddef>
#include <map>
#include <string>
#include <utility>

namespace plectrum::documents {

namespace {

/// A change below a place: the tokens from `depth` on lead to it.
struct Part
{
    const json::Change* change;
    bool isChosen;
};
using Parts = std::vector<Part>;

const std::string& tokenOf(const Part& part, std::size_t depth)
{
    return part.change->pointer.tokens()[depth];
}

std::size_t indexOf(const Part& part, std::size_t depth)
{
    const std::string& token = tokenOf(part, depth);
    std::size_t index = 0;
    std::from_chars(token.data(), token.data() + token.size(), index);
    return index;
}

bool endsAt(const Part& part, std::size_t depth)
{
    return part.change->pointer.tokens().size() == depth + 1;
}

bool isOfKind(const Part& part, json::ChangeKind kind)
{
    return part.change->kind == kind;
}

json::Value merged(const json::Value& before, const json::Value& after, const Parts& parts,
                   std::size_t depth);

json::Value mergedObject(const json::Value& before, const json::Value& after, const Parts& parts,
                         std::size_t depth)
{
    std::map<std::string, Parts> byName;
    for (const Part& part : parts)
        byName[tokenOf(part, depth)].push_back(part);
    json::Value result = before;
    for (const auto& [name, below] : byName) {
        const Part& first = below.front();
        if (endsAt(first, depth) && isOfKind(first, json::ChangeKind::Removed)) {
            if (first.isChosen)
                result = result.withoutMember(name);
        } else if (endsAt(first, depth) && isOfKind(first, json::ChangeKind::Added)) {
            if (first.isChosen)
                result = result.withMember(name, first.change->after);
        } else {
            result = result.withMember(name, merged(before[name], after[name], below, depth + 1));
        }
    }
    return result;
}

/// What is to be done with the elements of an array: removals are named by the old index, all else
/// by the new one.
struct ArrayParts
{
    std::map<std::size_t, Part> removed;
    std::map<std::size_t, Part> added;
    std::map<std::size_t, Parts> belowOld;
    std::map<std::size_t, Parts> belowNew;
};

ArrayParts sorted(const Parts& parts, std::size_t depth)
{
    ArrayParts all;
    for (const Part& part : parts) {
        const std::size_t index = indexOf(part, depth);
        const bool isRemoval = isOfKind(part, json::ChangeKind::Removed);
        if (endsAt(part, depth) && isRemoval)
            all.removed.emplace(index, part);
        else if (endsAt(part, depth) && isOfKind(part, json::ChangeKind::Added))
            all.added.emplace(index, part);
        else
            (isRemoval ? all.belowOld : all.belowNew)[index].push_back(part);
    }
    return all;
}

json::Value mergedArray(const json::Value& before, const json::Value& after, const Parts& parts,
                        std::size_t depth)
{
    ArrayParts all = sorted(parts, depth);
    std::vector<json::Value> elements;
    std::size_t from = 0;
    std::size_t to = 0;
    while (from < before.size() || to < after.size()) {
        if (const auto removed = all.removed.find(from); removed != all.removed.end()) {
            if (!removed->second.isChosen)
                elements.push_back(before.at(from));
            ++from;
        } else if (const auto added = all.added.find(to); added != all.added.end()) {
            if (added->second.isChosen)
                elements.push_back(after.at(to));
            ++to;
        } else {
            Parts below = all.belowOld[from];
            const Parts& more = all.belowNew[to];
            below.insert(below.end(), more.begin(), more.end());
            elements.push_back(merged(before.at(from), after.at(to), below, depth + 1));
            ++from;
            ++to;
        }
    }
    return json::Value::array(std::move(elements));
}

json::Value merged(const json::Value& before, const json::Value& after, const Parts& parts,
                   std::size_t depth)
{
    if (parts.empty())
        return before;
    const Part& first = parts.front();
    if (first.change->pointer.tokens().size() == depth)
        return first.isChosen ? after : before;
    if (before.isArray())
        return mergedArray(before, after, parts, depth);
    return mergedObject(before, after, parts, depth);
}

} // namespace

std::optional<json::Value> takeOver(const std::optional<json::Value>& before,
                                    const std::optional<json::Value>& after,
                                    const std::vector<json::Change>& changes,
                                    const std::vector<bool>& isChosen)
{
    if (!before || !after)
        return !isChosen.empty() && isChosen.front() ? after : before;
    Parts parts;
    for (std::size_t i = 0; i < changes.size(); ++i)
        parts.push_back({&changes[i], i < isChosen.size() && isChosen[i]});
    return merged(*before, *after, parts, 0);
}

} // namespace plectrum::documents
