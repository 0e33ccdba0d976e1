// SPDX-License-Identifier: MIT
// As text: [{"place": POINTER, "before": VALUE, "after": VALUE, "lengths": [COUNT, ...]}, ...];
// what was or is absent, and an empty "lengths", is left out.
#include "journal/change.h"

#include "json/printer.h"

#include <utility>

namespace plectrum::journal {

using json::Pointer;
using json::Value;

namespace {

class Comparison
{
public:
    void compare(const Value& before, const Value& after)
    {
        if (before.isSameNode(after) || (before.type() == after.type() && before == after))
            return;
        if (before.isObject() && after.isObject())
            compareMembers(before, after);
        else if (before.isArray() && after.isArray() && before.size() == after.size())
            compareElements(before, after);
        else if (before != after)
            add(before, after);
    }
    void add(std::optional<Value> before, std::optional<Value> after)
    {
        changes.push_back({Pointer(m_place), std::move(before), std::move(after), m_lengths});
    }

    std::vector<Change> changes;

private:
    void compareMembers(const Value& before, const Value& after)
    {
        std::size_t i = 0;
        std::size_t j = 0;
        while (i < before.size() || j < after.size()) {
            const std::string_view oldName = before.nameAt(i);
            const std::string_view newName = after.nameAt(j);
            const bool isOldOnly = j == after.size() || (i < before.size() && oldName < newName);
            const bool isNewOnly = !isOldOnly && (i == before.size() || newName < oldName);
            m_place.emplace_back(isNewOnly ? newName : oldName);
            if (isOldOnly)
                add(before.at(i++), std::nullopt);
            else if (isNewOnly)
                add(std::nullopt, after.at(j++));
            else
                compare(before.at(i++), after.at(j++));
            m_place.pop_back();
        }
    }
    void compareElements(const Value& before, const Value& after)
    {
        m_lengths.push_back(before.size());
        for (std::size_t i = 0; i < before.size(); ++i) {
            m_place.push_back(std::to_string(i));
            compare(before.at(i), after.at(i));
            m_place.pop_back();
        }
        m_lengths.pop_back();
    }

    std::vector<std::string> m_place;
    std::vector<std::size_t> m_lengths;
};

Value written(const Change& change)
{
    Value::Members members{{"place", change.place.toString()}};
    if (change.before)
        members.emplace_back("before", *change.before);
    if (change.after)
        members.emplace_back("after", *change.after);
    if (!change.lengths.empty()) {
        std::vector<Value> lengths;
        for (const std::size_t length : change.lengths)
            lengths.emplace_back(std::int64_t(length));
        members.emplace_back("lengths", Value::array(std::move(lengths)));
    }
    return Value::object(std::move(members));
}

std::optional<Value> optionalMember(const Value& object, std::string_view name)
{
    const Value* member = object.find(name);
    return member ? std::optional(*member) : std::nullopt;
}

/// What the arrays on the way to a place must be for it to mean what it meant.
bool isWayThere(const Value& root, const Change& change)
{
    const Value* at = &root;
    std::size_t array = 0;
    const auto& tokens = change.place.tokens();
    for (const auto& token : tokens) {
        if (!at || !at->isContainer())
            return false;
        if (at->isArray()) {
            const auto index = json::arrayIndex(token);
            if (!index || array >= change.lengths.size() || change.lengths[array++] != at->size())
                return false;
            at = &at->at(*index);
        } else if (&token == &tokens.back()) {
            return true; // the member itself may be absent
        } else {
            at = at->find(token);
        }
    }
    return true;
}

/// The value with something, or nothing, at the place, whose way is there.
Value withPlace(const Value& root, const Pointer& place, const std::optional<Value>& value)
{
    if (place.isRoot())
        return value.value_or(Value());
    const bool isThere = json::resolve(root, place) != nullptr;
    if (!value && !isThere)
        return root;
    const auto edited = !value ? json::removeAt(root, place)
        : isThere              ? json::replaceAt(root, place, *value)
                               : json::insertAt(root, place, *value);
    return edited.value_or(root);
}

} // namespace

std::vector<Change> changesBetween(const std::optional<Value>& before,
                                   const std::optional<Value>& after)
{
    Comparison comparison;
    if (before && after)
        comparison.compare(*before, *after);
    else if (before || after)
        comparison.add(before, after);
    return std::move(comparison.changes);
}

std::string changesText(const std::vector<Change>& changes)
{
    std::vector<Value> list;
    list.reserve(changes.size());
    for (const Change& change : changes)
        list.push_back(written(change));
    return json::print(Value::array(std::move(list)));
}

std::optional<std::vector<Change>> readChanges(const Value& list)
{
    if (!list.isArray())
        return std::nullopt;
    std::vector<Change> changes;
    bool isRight = true;
    list.forEachElement([&](const Value& each) {
        auto place = Pointer::parse(each["place"].toString());
        isRight = isRight && place && each["place"].isString();
        if (!isRight)
            return;
        Change change{
            *std::move(place), optionalMember(each, "before"), optionalMember(each, "after"), {}};
        each["lengths"].forEachElement([&](const Value& length) {
            change.lengths.push_back(std::size_t(length.toInteger()));
        });
        changes.push_back(std::move(change));
    });
    return isRight ? std::optional(std::move(changes)) : std::nullopt;
}

Reversal reverse(const std::vector<Change>& changes, const Value& newest)
{
    Reversal reversal{newest, newest, {}};
    for (const Change& change : changes) {
        if (!isWayThere(newest, change)) {
            const Value* theirs = json::resolve(newest, change.place);
            reversal.conflicts.push_back({change.place, change.after,
                                          theirs ? std::optional(*theirs) : std::nullopt,
                                          change.before});
            continue;
        }
        reversal.after = withPlace(reversal.after, change.place, change.after);
        reversal.before = withPlace(reversal.before, change.place, change.before);
    }
    return reversal;
}

} // namespace plectrum::journal
