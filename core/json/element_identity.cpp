// SPDX-License-Identifier: MIT
#include "json/element_identity.h"

#include "json/printer.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace plectrum::json {

namespace {

/// In lower case; the first that tells all elements apart is taken.
constexpr std::array<std::string_view, 10> defaultNames{"id",  "uuid",   "guid",   "uid",  "key",
                                                        "_id", "itemid", "userid", "name", "slug"};

char lowered(char letter)
{
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

bool isSameName(std::string_view usual, std::string_view name)
{
    return std::ranges::equal(usual, name, {}, {}, lowered);
}

bool tellsApart(const Value& array, std::string_view member)
{
    std::set<std::string> seen;
    for (std::size_t i = 0; i < array.size(); ++i) {
        auto id = identityOf(array.at(i), member);
        if (!id || !seen.insert(*std::move(id)).second)
            return false;
    }
    return true;
}

/// The members of an element that may be meant, the best first.
std::vector<std::string> candidatesIn(const Value& element, const std::vector<std::string>& named)
{
    std::vector<std::string> candidates;
    for (const auto& name : named)
        if (element.find(name))
            candidates.push_back(name);
    for (const auto usual : defaultNames) {
        element.forEachMember([&](std::string_view name, const Value&) {
            if (isSameName(usual, name))
                candidates.emplace_back(name);
        });
    }
    return candidates;
}

} // namespace

std::optional<std::string> identityOf(const Value& element, std::string_view member)
{
    const Value* id = element.isObject() ? element.find(member) : nullptr;
    const bool tells = id && (id->isNumber() || (id->isString() && id->size() > 0));
    return tells ? std::optional(print(*id)) : std::nullopt;
}

ElementIdentity::ElementIdentity(std::vector<std::string> names)
    : m_names(std::move(names))
{
}

std::optional<std::string> ElementIdentity::memberOf(
    std::initializer_list<const Value*> arrays) const
{
    const auto filled = std::ranges::find_if(
        arrays, [](const Value* array) { return array->isArray() && array->size() > 0; });
    if (filled == arrays.end() || !(*filled)->at(0).isObject())
        return std::nullopt;
    for (auto& candidate : candidatesIn((*filled)->at(0), m_names))
        if (std::ranges::all_of(arrays, [&](const Value* array) {
                return array->isArray() && tellsApart(*array, candidate);
            }))
            return std::move(candidate);
    return std::nullopt;
}

IdentifiedElements::IdentifiedElements(const Value& array, std::string_view member)
    : m_array(&array)
{
    m_ids.reserve(array.size());
    for (std::size_t i = 0; i < array.size(); ++i) {
        m_ids.push_back(identityOf(array.at(i), member).value_or(std::string()));
        m_indices.emplace(m_ids.back(), i);
    }
}

std::optional<std::size_t> IdentifiedElements::indexOf(const std::string& id) const
{
    const auto found = m_indices.find(id);
    return found == m_indices.end() ? std::nullopt : std::optional(found->second);
}

const Value* IdentifiedElements::find(const std::string& id) const
{
    const auto index = indexOf(id);
    return index ? &m_array->at(*index) : nullptr;
}

} // namespace plectrum::json
