// SPDX-License-Identifier: MIT
// Making a patch as the library does. Two tables of one kind (array, object; an empty table is an
// array) are compared:
//   - arrays from the last element of the old one to its first: an element beyond the new length is
//     removed, a table of one kind is compared in its turn, anything else that differs is replaced;
//     then the new elements beyond the old length are appended with "/-";
//   - objects: members that are gone are removed, the others compared in the same way, new ones
//     added; here in order of their names, in the library in that of Luau's tables.
// Tables of two kinds are replaced as a whole, below the root and at the root (path ""); only an
// empty root that becomes an object gets its members one by one.
// Where the library's patch would not apply to the same result, the table is replaced instead:
// a member named "-" that would be added to a table that is empty then, and nulls in arrays.
#include "json/luau_table.h"
#include "json/patch.h"
#include "json/sequence.h"

#include <algorithm>
#include <vector>

namespace plectrum::json {

namespace {

/// Luau's view: a member that is null is not there.
const Value* member(const Value& table, std::string_view name)
{
    const Value* found = table.find(name);
    return found && !found->isNull() ? found : nullptr;
}

/// Equal, or empty tables both.
bool isSame(const Value& before, const Value& after)
{
    return (isEmptyTable(before) && isEmptyTable(after)) || before == after;
}

class PatchMaker
{
public:
    void compareRoot(const Value& before, const Value& after);
    Value take() { return Value::array(std::move(m_operations)); }

private:
    void compareTables(const Value& before, const Value& after);
    void compareArrays(const Value& before, const Value& after);
    void compareObjects(const Value& before, const Value& after);
    void compareChild(std::string_view token, const Value& before, const Value& after);
    void add(std::string_view token, const Value& value);
    void emit(std::string_view op, const Value* value = nullptr);
    template <typename Inside>
    void at(std::string_view token, Inside inside);

    std::string m_path;
    std::vector<Value> m_operations;
};

template <typename Inside>
void PatchMaker::at(std::string_view token, Inside inside)
{
    const std::size_t length = m_path.size();
    m_path += '/';
    for (const char c : token)
        if (c == '~' || c == '/')
            m_path += c == '~' ? "~0" : "~1";
        else
            m_path += c;
    inside();
    m_path.resize(length);
}

void PatchMaker::emit(std::string_view op, const Value* value)
{
    Value::Members members{{"op", op}, {"path", m_path}};
    if (value)
        members.emplace_back("value", *value);
    m_operations.push_back(Value::object(std::move(members)));
}

void PatchMaker::compareRoot(const Value& before, const Value& after)
{
    if (isSame(before, after))
        return;
    if (after.isNull()) {
        emit("remove");
    } else if (isEmptyTable(before) && after.isObject()) {
        compareObjects(before, after);
    } else if (before.isContainer() && after.isContainer()
               && isArrayTable(before) == isArrayTable(after)) {
        compareTables(before, after);
    } else {
        emit("replace", &after);
    }
}

void PatchMaker::compareTables(const Value& before, const Value& after)
{
    if (isArrayTable(before))
        compareArrays(before, after);
    else
        compareObjects(before, after);
}

void PatchMaker::compareChild(std::string_view token, const Value& before, const Value& after)
{
    if (isSame(before, after))
        return;
    at(token, [&] {
        if (before.isContainer() && after.isContainer()
            && isArrayTable(before) == isArrayTable(after)) {
            compareTables(before, after);
        } else {
            emit("replace", &after);
        }
    });
}

void PatchMaker::add(std::string_view token, const Value& value)
{
    at(token, [&] { emit("add", &value); });
}

void PatchMaker::compareArrays(const Value& before, const Value& after)
{
    const std::size_t both = std::min(before.size(), after.size());
    std::vector<std::size_t> different;
    bool nulls = false;
    if (both > 0) {
        sequence::forEachUnshared(*NodeAccess::root(before), *NodeAccess::root(after),
                                  [&](std::size_t index, const Value& a, const Value& b) {
                                      if (!isSame(a, b)) {
                                          different.push_back(index);
                                          nulls = nulls || a.isNull() || b.isNull();
                                      }
                                      return true;
                                  });
    }
    for (std::size_t i = both; i < after.size(); ++i)
        nulls = nulls || after.at(i).isNull();
    if (nulls) {
        emit("replace", &after);
        return;
    }
    for (std::size_t i = before.size(); i > both; --i)
        at(std::to_string(i - 1), [this] { emit("remove"); });
    for (auto it = different.rbegin(); it != different.rend(); ++it)
        compareChild(std::to_string(*it), before.at(*it), after.at(*it));
    for (std::size_t i = both; i < after.size(); ++i)
        add("-", after.at(i));
}

void PatchMaker::compareObjects(const Value& before, const Value& after)
{
    bool anyStays = false;
    before.forEachMember([&](std::string_view name, const Value& value) {
        anyStays = anyStays || (!value.isNull() && member(after, name));
    });
    if (!anyStays && member(after, "-")) {
        emit("replace", &after);
        return;
    }
    before.forEachMember([&](std::string_view name, const Value& value) {
        const Value* now = member(after, name);
        if (now && !value.isNull())
            compareChild(name, value, *now);
        else if (!now && !value.isNull())
            at(name, [this] { emit("remove"); });
    });
    after.forEachMember([&](std::string_view name, const Value& value) {
        if (!value.isNull() && !member(before, name))
            add(name, value);
    });
}

} // namespace

Value createPatch(const Value& before, const Value& after)
{
    PatchMaker maker;
    maker.compareRoot(before, after);
    return maker.take();
}

} // namespace plectrum::json
