// SPDX-License-Identifier: MIT
#include "json/merge.h"

#include "json/array_merge.h"

#include <algorithm>
#include <utility>

namespace plectrum::json {

namespace {

Value mergeDeepArrays(const Value& fields, const Value& data)
{
    std::vector<Value> elements;
    const std::size_t count = std::max(fields.size(), data.size());
    elements.reserve(count);
    for (std::size_t i = 0; i < count; ++i)
        elements.push_back(mergeDeep(fields.at(i), data.at(i)));
    return Value::array(std::move(elements));
}

Value mergeObjects(const Value& fields, const Value& data)
{
    Value merged = fields;
    data.forEachMember([&](std::string_view name, const Value& value) {
        merged = merged.withMember(name, mergeDeep(fields[name], value));
    });
    return merged;
}

/// A side of a merge at one place; null pointer: nothing stands there.
using Side = const Value*;

bool sameSide(Side left, Side right)
{
    return left && right ? *left == *right : left == right;
}

std::optional<Value> copyOf(Side side)
{
    return side ? std::optional(*side) : std::nullopt;
}

class ThreeWay
{
public:
    explicit ThreeWay(const ElementIdentity& identity)
        : m_identity(identity)
    {
    }
    std::optional<Value> merge(Side base, Side theirs, Side ours);
    std::vector<Conflict> takeConflicts() { return std::move(m_conflicts); }

private:
    Value mergeMembers(const Value& base, const Value& theirs, const Value& ours);
    std::optional<Value> mergeArrays(const Value& base, const Value& theirs, const Value& ours);
    Value mergeElements(const Value& base, const Value& theirs, const Value& ours);
    std::optional<Value> mergeIdentified(const IdentifiedElements& base,
                                         const IdentifiedElements& theirs,
                                         const IdentifiedElements& ours);
    std::optional<Value> conflict(Side base, Side theirs, Side ours);
    std::optional<Value> mergeChild(std::string_view token, Side base, Side theirs, Side ours);

    const ElementIdentity& m_identity;
    std::vector<std::string> m_pointer;
    std::vector<Conflict> m_conflicts;
};

std::optional<Value> ThreeWay::merge(Side base, Side theirs, Side ours)
{
    if (sameSide(theirs, ours) || sameSide(base, theirs))
        return copyOf(ours);
    if (sameSide(base, ours))
        return copyOf(theirs);
    if (theirs && ours && theirs->isObject() && ours->isObject() && (!base || base->isObject()))
        return mergeMembers(base ? *base : Value::object(), *theirs, *ours);
    if (base && theirs && ours && base->isArray() && theirs->isArray() && ours->isArray()) {
        if (std::optional<Value> merged = mergeArrays(*base, *theirs, *ours))
            return merged;
    }
    return conflict(base, theirs, ours);
}

std::optional<Value> ThreeWay::conflict(Side base, Side theirs, Side ours)
{
    m_conflicts.push_back({Pointer(m_pointer), copyOf(base), copyOf(theirs), copyOf(ours)});
    return copyOf(ours);
}

/// Nothing when they can only be taken as a whole.
std::optional<Value> ThreeWay::mergeArrays(const Value& base, const Value& theirs,
                                           const Value& ours)
{
    if (const auto member = m_identity.memberOf({&base, &theirs, &ours})) {
        return mergeIdentified(IdentifiedElements(base, *member),
                               IdentifiedElements(theirs, *member),
                               IdentifiedElements(ours, *member));
    }
    if (base.size() != theirs.size() || base.size() != ours.size()
        || !areChangesApart(base, theirs, ours)) {
        return std::nullopt;
    }
    return mergeElements(base, theirs, ours);
}

std::optional<Value> ThreeWay::mergeChild(std::string_view token, Side base, Side theirs, Side ours)
{
    m_pointer.emplace_back(token);
    std::optional<Value> merged = merge(base, theirs, ours);
    m_pointer.pop_back();
    return merged;
}

/// Starts from ours and visits the names of all three in order, so that conflicts come in order
/// too.
Value ThreeWay::mergeMembers(const Value& base, const Value& theirs, const Value& ours)
{
    std::vector<std::string_view> names;
    for (const Value* side : {&base, &theirs, &ours})
        side->forEachMember([&](std::string_view name, const Value&) { names.push_back(name); });
    std::ranges::sort(names);
    const auto repeated = std::ranges::unique(names);
    names.erase(repeated.begin(), repeated.end());
    Value merged = ours;
    for (const std::string_view name : names) {
        const Side own = ours.find(name);
        std::optional<Value> value = mergeChild(name, base.find(name), theirs.find(name), own);
        if (!value)
            merged = merged.withoutMember(name);
        else if (!own || !value->isSameNode(*own))
            merged = merged.withMember(name, std::move(*value));
    }
    return merged;
}

Value ThreeWay::mergeElements(const Value& base, const Value& theirs, const Value& ours)
{
    Value merged = ours;
    for (std::size_t i = 0; i < ours.size(); ++i) {
        const Value& own = ours.at(i);
        if (theirs.at(i) == own || theirs.at(i) == base.at(i))
            continue;
        if (own == base.at(i)) {
            merged = merged.withElement(i, theirs.at(i));
            continue;
        }
        // Both have changed it, and nothing tells that it is the same one still.
        m_pointer.push_back(std::to_string(i));
        conflict(&base.at(i), &theirs.at(i), &own);
        m_pointer.pop_back();
    }
    return merged;
}

std::optional<Value> ThreeWay::mergeIdentified(const IdentifiedElements& base,
                                               const IdentifiedElements& theirs,
                                               const IdentifiedElements& ours)
{
    const auto order = mergedOrder(base, theirs, ours);
    if (!order)
        return std::nullopt;
    std::vector<Value> elements;
    elements.reserve(order->size());
    for (const auto& id : *order) {
        std::optional<Value> element = mergeChild(std::to_string(elements.size()), base.find(id),
                                                  theirs.find(id), ours.find(id));
        elements.push_back(std::move(*element));
    }
    return Value::array(std::move(elements));
}

} // namespace

Value mergeDeep(const Value& fields, const Value& data)
{
    if (data.isNull())
        return fields;
    if (!fields.isContainer() || !data.isContainer())
        return data;
    if (fields.size() == 0 && data.size() == 0)
        return Value::array();
    if (data.size() == 0 || fields.size() == 0)
        return data.size() == 0 ? fields : data;
    if (fields.isArray() && data.isArray())
        return mergeDeepArrays(fields, data);
    // An array and an object together have no JSON text; the data stay as they are.
    return fields.isObject() && data.isObject() ? mergeObjects(fields, data) : data;
}

MergeResult mergeThreeWay(const Value& base, const Value& theirs, const Value& ours,
                          const ElementIdentity& identity)
{
    ThreeWay merge(identity);
    std::optional<Value> merged = merge.merge(&base, &theirs, &ours);
    return {std::move(*merged), merge.takeConflicts()};
}

} // namespace plectrum::json
