// SPDX-License-Identifier: MIT
#include "opencloud/same_value.h"

#include <algorithm>

namespace plectrum::opencloud {

using json::Value;

namespace {

bool isTable(const Value& value)
{
    return value.isObject() || value.isArray();
}

bool areSameMembers(const Value& left, const Value& right)
{
    bool isSame = left.size() == right.size();
    left.forEachMember([&](std::string_view name, const Value& value) {
        const Value* other = isSame ? right.find(name) : nullptr;
        isSame = other && isSameValue(value, *other);
    });
    return isSame;
}

bool areSameElements(const Value& left, const Value& right)
{
    bool isSame = left.size() == right.size();
    for (std::size_t i = 0; isSame && i < left.size(); ++i)
        isSame = isSameValue(left.at(i), right.at(i));
    return isSame;
}

void makeSet(std::vector<std::int64_t>& ids)
{
    std::ranges::sort(ids);
    const auto rest = std::ranges::unique(ids);
    ids.erase(rest.begin(), rest.end());
}

} // namespace

bool isSameValue(const Value& left, const Value& right)
{
    if (left == right)
        return true;
    if (left.isNumber() && right.isNumber())
        return left.toDouble() == right.toDouble();
    if (!isTable(left) || !isTable(right))
        return false;
    if (left.size() == 0 && right.size() == 0)
        return true;
    if (left.isObject() && right.isObject())
        return areSameMembers(left, right);
    return left.isArray() && right.isArray() && areSameElements(left, right);
}

bool isSameTags(std::vector<std::int64_t> left, std::vector<std::int64_t> right)
{
    makeSet(left);
    makeSet(right);
    return left == right;
}

} // namespace plectrum::opencloud
