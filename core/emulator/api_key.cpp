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

/// All that the service knows and that mean anything here; others are misspelled.
bool isKnownScope(std::string_view scope)
{
    static const std::set<std::string_view> known{"*",
                                                  "universe:read",
                                                  "universe:write",
                                                  "user.advanced:read",
                                                  "universe-datastores.control:list",
                                                  "universe-datastores.control:create",
                                                  "universe-datastores.control:delete",
                                                  "universe-datastores.control:snapshot",
                                                  "universe-datastores.objects:list",
                                                  "universe-datastores.objects:read",
                                                  "universe-datastores.objects:create",
                                                  "universe-datastores.objects:update",
                                                  "universe-datastores.objects:delete",
                                                  "universe-datastores.versions:list",
                                                  "universe-datastores.versions:read",
                                                  "universe.ordered-data-store.scope.entry:read",
                                                  "universe.ordered-data-store.scope.entry:write",
                                                  "universe.place.luau-execution-session:read",
                                                  "universe.place.luau-execution-session:write",
                                                  "memory-store:flush",
                                                  "memory-store.queue:add",
                                                  "memory-store.queue:dequeue",
                                                  "memory-store.queue:discard",
                                                  "memory-store.sorted-map:read",
                                                  "memory-store.sorted-map:write"};
    if (!scope.ends_with(":*"))
        return known.contains(scope);
    return std::ranges::any_of(known, [&](std::string_view each) {
        return each.starts_with(scope.substr(0, scope.size() - 1));
    });
}

std::int64_t ownerIn(const Value& source, std::size_t index)
{
    const Value* owner = source.find("owner");
    if (owner && (!owner->isInteger() || owner->toInteger() <= 0))
        refuse(index, "\"owner\" must be the id of a user");
    return owner ? owner->toInteger() : 1;
}

async::Time timeIn(const Value& text, std::size_t index)
{
    try {
        return async::fromRfc3339(text.toString());
    } catch (const std::invalid_argument&) {
        refuse(index, "\"expires\" must be a time of RFC 3339");
    }
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
    // A header cannot carry any other.
    if (!std::ranges::all_of(key.text, [](char letter) { return letter > ' ' && letter <= '~'; }))
        refuse(index, "\"key\" must be of visible ASCII letters without spaces");
    key.owner = ownerIn(source, index);
    if (const Value* scopes = source.find("scopes"))
        key.scopes = texts(*scopes, index, "scopes");
    for (const std::string& scope : key.scopes)
        if (!isKnownScope(scope))
            refuse(index, std::format("there is no scope \"{}\"", scope));
    if (const Value* universes = source.find("universes"))
        key.universes = numbers(*universes, index);
    if (const Value* dataStores = source.find("dataStores"))
        key.dataStores = texts(*dataStores, index, "dataStores");
    if (const Value* expires = source.find("expires"))
        key.expires = timeIn(*expires, index);
    return key;
}

template <typename List, typename Item>
bool isAmong(const std::optional<List>& list, const Item& item)
{
    return !list || std::ranges::find(*list, item) != list->end();
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
    if (!list.isArray() || list.size() == 0)
        throw std::invalid_argument("\"keys\" must be an array with a key in it");
    document.forEachMember([](std::string_view name, const Value&) {
        if (name != "keys")
            throw std::invalid_argument(std::format("\"{}\" is not known", name));
    });
    std::vector<ApiKey> keys;
    list.forEachElement([&](const Value& each) {
        ApiKey key = apiKeyOf(each, keys.size());
        if (std::ranges::contains(keys, key.text, &ApiKey::text))
            refuse(keys.size(), "the same \"key\" stands before");
        keys.push_back(std::move(key));
    });
    return keys;
}

} // namespace plectrum::emulator
