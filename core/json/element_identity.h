// SPDX-License-Identifier: MIT
// By which member the elements of an array can be told apart. An index says where an element stands
// at one moment, not which one it is.
#pragma once

#include "json/value.h"

#include <cstddef>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plectrum::json {

class ElementIdentity
{
public:
    ElementIdentity() = default;
    /// Members that are looked for before the usual ones (id, uuid, guid, key, ...).
    explicit ElementIdentity(std::vector<std::string> names);

    /// The member that every element of all these arrays has, with a text or a number that no other
    /// element of its array has; nullopt when there is none or no element at all.
    std::optional<std::string> memberOf(std::initializer_list<const Value*> arrays) const;

    friend bool operator==(const ElementIdentity&, const ElementIdentity&) = default;

private:
    std::vector<std::string> m_names;
};

/// The elements of an array by what tells them apart.
class IdentifiedElements
{
public:
    /// `member` must be one of ElementIdentity::memberOf() of this array.
    IdentifiedElements(const Value& array, std::string_view member);

    /// Nothing when there is no such element.
    const Value* find(const std::string& id) const;
    std::optional<std::size_t> indexOf(const std::string& id) const;
    /// In the order of the array.
    const std::vector<std::string>& ids() const { return m_ids; }

private:
    const Value* m_array;
    std::vector<std::string> m_ids;
    std::map<std::string, std::size_t> m_indices;
};

/// The text that stands for an element's identity; nullopt when it has none by this member.
std::optional<std::string> identityOf(const Value& element, std::string_view member);

} // namespace plectrum::json
