// SPDX-License-Identifier: MIT
// As text: [{"place": POINTER, "before": VALUE, "after": VALUE, "arrays": [STEP, ...]}, ...]; what
// was or is absent, and an empty "arrays", is left out. STEP: {"length": COUNT, "member": NAME,
// "id": TEXT} or {"length": COUNT, "around": [HASH, ...]}.
#include "journal/change.h"

#include "json/hash.h"
#include "json/printer.h"

#include <algorithm>
#include <format>
#include <utility>

namespace plectrum::journal {

using json::Pointer;
using json::Value;

namespace {

std::string hashText(const Value& array, std::size_t index)
{
    return index < array.size() ? std::format("{:x}", json::hashOf(array.at(index)))
                                : std::string();
}

/// The element at an index of two arrays of one length, among its neighbours.
ArrayStep stepByNeighbours(const Value& before, const Value& after, std::size_t index)
{
    ArrayStep step{before.size(), {}, {}, {}};
    for (const std::size_t each : {index - 1, index, index + 1}) { // -1 is beyond the end, too
        step.around.push_back(hashText(before, each));
        step.around.push_back(hashText(after, each));
    }
    return step;
}

bool isAmongThem(const ArrayStep& step, const Value& array, std::size_t index)
{
    if (array.size() != step.length || step.around.size() != 6)
        return false;
    const auto isKnown = [&](std::size_t pointer, std::size_t at) {
        const auto hash = hashText(array, at);
        return hash == step.around[pointer] || hash == step.around[pointer + 1];
    };
    if (hashText(array, index) == step.around[2])
        return true; // as before the write: nothing is left to be done here
    return isKnown(0, index - 1) && isKnown(2, index) && isKnown(4, index + 1);
}

class Comparison
{
public:
    explicit Comparison(const json::ElementIdentity& identity)
        : m_identity(identity)
    {
    }
    void compare(const Value& before, const Value& after)
    {
        if (before.isSameNode(after) || (before.type() == after.type() && before == after))
            return;
        if (before.isObject() && after.isObject())
            compareMembers(before, after);
        else if (before.isArray() && after.isArray())
            compareArrays(before, after);
        else if (before != after)
            add(before, after);
    }
    void add(std::optional<Value> before, std::optional<Value> after)
    {
        changes.push_back({Pointer(m_pointer), std::move(before), std::move(after), m_arrays});
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
            m_pointer.emplace_back(isNewOnly ? newName : oldName);
            if (isOldOnly)
                add(before.at(i++), std::nullopt);
            else if (isNewOnly)
                add(std::nullopt, after.at(j++));
            else
                compare(before.at(i++), after.at(j++));
            m_pointer.pop_back();
        }
    }
    void compareArrays(const Value& before, const Value& after)
    {
        const auto member = m_identity.memberOf({&before, &after});
        if (member)
            compareIdentified(before, after, *member);
        else if (before.size() == after.size())
            compareElements(before, after);
        else
            add(before, after);
    }
    void compareIdentified(const Value& before, const Value& after, const std::string& member)
    {
        const json::IdentifiedElements now(after, member);
        if (json::IdentifiedElements(before, member).ids() != now.ids()) {
            add(before, after);
            return;
        }
        for (std::size_t i = 0; i < before.size(); ++i)
            compareElement(before, after, i, {before.size(), member, now.ids()[i], {}});
    }
    void compareElements(const Value& before, const Value& after)
    {
        for (std::size_t i = 0; i < before.size(); ++i)
            if (before.at(i) != after.at(i))
                compareElement(before, after, i, stepByNeighbours(before, after, i));
    }
    void compareElement(const Value& before, const Value& after, std::size_t index, ArrayStep step)
    {
        m_arrays.push_back(std::move(step));
        m_pointer.push_back(std::to_string(index));
        compare(before.at(index), after.at(index));
        m_pointer.pop_back();
        m_arrays.pop_back();
    }

    const json::ElementIdentity& m_identity;
    std::vector<std::string> m_pointer;
    std::vector<ArrayStep> m_arrays;
};

Value written(const ArrayStep& step)
{
    Value::Members members{{"length", std::int64_t(step.length)}};
    if (!step.member.empty()) {
        members.emplace_back("member", step.member);
        members.emplace_back("id", step.id);
    } else {
        std::vector<Value> around(step.around.begin(), step.around.end());
        members.emplace_back("around", Value::array(std::move(around)));
    }
    return Value::object(std::move(members));
}

Value written(const Change& change)
{
    Value::Members members{{"place", change.pointer.toString()}};
    if (change.before)
        members.emplace_back("before", *change.before);
    if (change.after)
        members.emplace_back("after", *change.after);
    if (!change.arrays.empty()) {
        std::vector<Value> arrays;
        for (const ArrayStep& step : change.arrays)
            arrays.push_back(written(step));
        members.emplace_back("arrays", Value::array(std::move(arrays)));
    }
    return Value::object(std::move(members));
}

ArrayStep readStep(const Value& step)
{
    ArrayStep read{std::size_t(step["length"].toInteger()),
                   std::string(step["member"].toString()),
                   std::string(step["id"].toString()),
                   {}};
    step["around"].forEachElement(
        [&](const Value& hash) { read.around.emplace_back(hash.toString()); });
    return read;
}

std::optional<Value> optionalMember(const Value& object, std::string_view name)
{
    const Value* member = object.find(name);
    return member ? std::optional(*member) : std::nullopt;
}

/// Where a place is now, or how far the way leads there still.
struct Way
{
    std::vector<std::string> tokens;
    bool isThere = false;
};

/// The index of the element that was meant.
std::optional<std::size_t> elementIn(const Value& array, const ArrayStep& step, std::size_t index)
{
    if (step.member.empty())
        return isAmongThem(step, array, index) ? std::optional(index) : std::nullopt;
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i < array.size(); ++i) {
        if (json::identityOf(array.at(i), step.member) != step.id)
            continue;
        if (found)
            return std::nullopt;
        found = i;
    }
    return found;
}

Way wayTo(const Value& root, const Change& change)
{
    Way way;
    const Value* at = &root;
    std::size_t array = 0;
    const auto& tokens = change.pointer.tokens();
    for (const auto& token : tokens) {
        way.tokens.push_back(token);
        if (!at || !at->isContainer()) {
            way.tokens = tokens;
            return way;
        }
        if (at->isArray()) {
            const auto meant = json::arrayIndex(token);
            const auto index = meant && array < change.arrays.size()
                ? elementIn(*at, change.arrays[array++], *meant)
                : std::nullopt;
            if (!index)
                return way;
            way.tokens.back() = std::to_string(*index);
            at = &at->at(*index);
        } else {
            at = at->find(token); // the member itself, the last, may be absent
        }
    }
    way.isThere = true;
    return way;
}

/// At the element that is not there, or at the place.
json::Conflict conflictAt(const Change& change, const Way& way, const Value& newest)
{
    const Pointer pointer(way.tokens);
    const Value* theirs = json::resolve(newest, pointer);
    const bool isWhole = way.tokens.size() == change.pointer.tokens().size();
    return {pointer, isWhole ? change.after : std::nullopt,
            theirs ? std::optional(*theirs) : std::nullopt, isWhole ? change.before : std::nullopt};
}

/// The value with something, or nothing, at the place, whose way is there.
Value withPointer(const Value& root, const Pointer& pointer, const std::optional<Value>& value)
{
    if (pointer.isRoot())
        return value.value_or(Value());
    const bool isThere = json::resolve(root, pointer) != nullptr;
    if (!value && !isThere)
        return root;
    const auto edited = !value ? json::removeAt(root, pointer)
        : isThere              ? json::replaceAt(root, pointer, *value)
                               : json::insertAt(root, pointer, *value);
    return edited.value_or(root);
}

} // namespace

std::vector<Change> changesBetween(const std::optional<Value>& before,
                                   const std::optional<Value>& after,
                                   const json::ElementIdentity& identity)
{
    Comparison comparison(identity);
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
        auto pointer = Pointer::parse(each["place"].toString());
        isRight = isRight && pointer && each["place"].isString();
        if (!isRight)
            return;
        Change change{
            *std::move(pointer), optionalMember(each, "before"), optionalMember(each, "after"), {}};
        each["arrays"].forEachElement(
            [&](const Value& step) { change.arrays.push_back(readStep(step)); });
        changes.push_back(std::move(change));
    });
    return isRight ? std::optional(std::move(changes)) : std::nullopt;
}

Reversal reverse(const std::vector<Change>& changes, const Value& newest)
{
    Reversal reversal{newest, newest, {}};
    for (const Change& change : changes) {
        const Way way = wayTo(newest, change);
        if (!way.isThere) {
            auto conflict = conflictAt(change, way, newest);
            if (!std::ranges::contains(reversal.conflicts, conflict))
                reversal.conflicts.push_back(std::move(conflict));
            continue;
        }
        const Pointer pointer(way.tokens);
        reversal.after = withPointer(reversal.after, pointer, change.after);
        reversal.before = withPointer(reversal.before, pointer, change.before);
    }
    return reversal;
}

} // namespace plectrum::journal
