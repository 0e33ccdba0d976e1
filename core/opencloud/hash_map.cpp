// SPDX-License-Identifier: MIT
#include "opencloud/hash_map.h"

#include "datastore/error.h"

#include <optional>
#include <utility>

namespace plectrum::opencloud {

using async::Duration;
using datastore::Error;
using json::Value;
using Kind = MapOperation::Kind;

namespace {

constexpr std::size_t maxSeen = 2000;
constexpr int maxSwaps = 8; ///< of an update that meets others again and again
constexpr Duration updatePatience = std::chrono::seconds(60);

} // namespace

HashMap::HashMap(HashMapCalls& calls, async::Clock& clock, std::string name)
    : m_calls(calls)
    , m_clock(clock)
    , m_name(std::move(name))
{
}

MapOperation HashMap::operation(Kind kind, std::string key) const
{
    MapOperation made;
    made.kind = kind;
    made.map = m_name;
    made.key = std::move(key);
    return made;
}

void HashMap::note(const std::string& key, Seen value)
{
    if (!value) {
        m_seen.erase(key);
        return;
    }
    if (m_seen.size() >= maxSeen)
        m_seen.clear(); // costs one more script for each key that is updated next
    m_seen[key] = std::move(value);
}

Task<std::optional<Value>> HashMap::get(std::string key, std::stop_token stop)
{
    MapResult result = co_await m_calls.call(operation(Kind::Get, key), std::move(stop));
    note(key, result.value);
    co_return std::move(result.value);
}

Task<void> HashMap::set(std::string key, Value value, std::chrono::seconds ttl,
                        std::stop_token stop)
{
    MapOperation made = operation(Kind::Set, key);
    made.value = value;
    made.ttl = ttl;
    note(key, {});
    co_await m_calls.call(std::move(made), std::move(stop));
    note(key, std::move(value));
}

Task<void> HashMap::remove(std::string key, std::stop_token stop)
{
    note(key, {});
    co_await m_calls.call(operation(Kind::Remove, std::move(key)), std::move(stop));
}

/// A swap whose answer was lost is sent again, marked as such, while there is time: then it is done
/// where it was not, and seen where it was. What the last try ends with says nothing of the first.
Task<MapResult> HashMap::swap(MapOperation made, Duration until, std::stop_token stop)
{
    constexpr Duration pause = std::chrono::seconds(1);
    while (true) {
        made.patience = until - m_clock.elapsed();
        std::optional<Error> lost;
        try {
            co_return co_await m_calls.call(made, stop);
        } catch (const Error& error) {
            lost = error;
        }
        if (!lost->isOutcomeUnknown() && !made.isRepeated)
            throw *lost;
        if (!lost->isRetryable() || m_clock.elapsed() + pause >= until)
            throw Error(*lost).withUnknownOutcome();
        made.isRepeated = true;
        co_await m_clock.sleep(pause, stop);
    }
}

Task<std::optional<Value>> HashMap::update(std::string key, Transform transform,
                                           std::chrono::seconds ttl, std::stop_token stop)
{
    const Duration until = m_clock.elapsed() + updatePatience;
    const auto known = m_seen.find(key);
    Seen current = known == m_seen.end() ? Seen() : known->second;
    bool isCertain = false;
    for (int tries = 0; tries < maxSwaps; ++tries) {
        const std::optional<Value> next = transform(current);
        if (!next && isCertain)
            co_return std::nullopt;
        if (!next) {
            current = co_await get(key, stop);
            isCertain = true;
            continue;
        }
        MapOperation made = operation(Kind::Swap, key);
        made.expected = current;
        made.value = next;
        made.ttl = ttl;
        note(key, {});
        MapResult result = co_await swap(std::move(made), until, stop);
        if (result.isDone) {
            note(key, ttl.count() > 0 ? next : Seen());
            co_return next;
        }
        current = std::move(result.value);
        isCertain = true;
        note(key, current);
    }
    throw Error(datastore::ErrorKind::Conflict,
                "The value in the hash map was changed by others all the time.")
        .withRetryable(true);
}

HashMapService::HashMapService(Transport& transport, async::Clock& clock,
                               HashMapCallSettings settings)
    : m_calls(transport, clock, std::move(settings))
    , m_clock(clock)
{
}

datastore::HashMap& HashMapService::hashMap(const std::string& name)
{
    auto& map = m_maps[name];
    if (!map)
        map = std::make_unique<HashMap>(m_calls, m_clock, name);
    return *map;
}

} // namespace plectrum::opencloud
