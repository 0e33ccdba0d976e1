// SPDX-License-Identifier: MIT
#include "emulator/api_key.h"

#include <algorithm>
#include <format>
#include <set>
#include <stdexcept>

namespace plectrum::emulator {

using json::Value;

namespace {

[[noreturn]] void refuse(std::size_t index, std::string_view what)
{
    throw std::invalid_argument(std::format("/keys/{}: {}", index, what));
}

std::vector<std::string> texts(const Value& list, std::size_t index, std::string_view name)
{
    std::vector<std::string> found;
    if (!list.isArray())
        refuse(index, std::format("\"{}\" must be an array of strings", name));
    list.forEachElement([&](const Value& each) {
        if (!each.isString())
            refuse(index, std::format("\"{}\" must be an array of strings", name));
        found.emplace_back(each.toString());
    });
    return found;
}

std::vector<std::int64_t> numbers(const Value& list, std::size_t index)
{
    std::vector<std::int64_t> found;
    if (!list.isArray())
        refuse(index, "\"universes\" must be an array of numbers");
    list.forEachElement([&](const Value& each) {
        if (!each.isInteger())
            refuse(index, "\"universes\" must be an array of numbers");
        found.push_back(each.toInteger());
    });
    return found;
}

ApiKey apiKeyOf(const Value& source, std::size_t index)
{
    static const std::set<std::string_view> known{"key",       "name",       "owner",  "scopes",
                                                  "universes", "dataStores", "expires"};
    if (!source.isObject())
        refuse(index, "must be an object");
    source.forEachMember([&](std::string_view name, const Value&) {
        if (!known.contains(name))
            refuse(index, std::format("\"{}\" is not known", name));
    });
    ApiKey key;
    key.text = source["key"].toString();
    if (key.text.empty())
        refuse(index, "\"key\" must be a string that is not empty");
    key.owner = source["owner"].toInteger(1);
    if (const Value* scopes = source.find("scopes"))
        key.scopes = texts(*scopes, index, "scopes");
    if (const Value* universes = source.find("universes"))
        key.universes = numbers(*universes, index);
    if (const Value* dataStores = source.find("dataStores"))
        key.dataStores = texts(*dataStores, index, "dataStores");
    if (const Value* expires = source.find("expires"))
        key.expires = async::fromRfc3339(expires->toString());
    return key;
}

template <typename List, typename Item>
bool isAmong(const List& list, const Item& item)
{
    return list.empty() || std::ranges::find(list, item) != list.end();
}

} // namespace

bool ApiKey::hasScope(std::string_view scope) const
{
    return std::ranges::any_of(scopes, [scope](std::string_view each) {
        return each == "*" || each == scope
            || (each.ends_with(":*") && scope.starts_with(each.substr(0, each.size() - 1)));
    });
}

bool ApiKey::mayEnter(std::int64_t universe) const
{
    return isAmong(universes, universe);
}

bool ApiKey::mayOpen(std::string_view dataStore) const
{
    return isAmong(dataStores, dataStore);
}

std::vector<ApiKey> apiKeysOf(const json::Value& document)
{
    const Value& list = document["keys"];
    if (!list.isArray())
        throw std::invalid_argument("\"keys\" must be an array");
    std::vector<ApiKey> keys;
    list.forEachElement([&](const Value& each) { keys.push_back(apiKeyOf(each, keys.size())); });
    return keys;
}

} // namespace plectrum::emulator
