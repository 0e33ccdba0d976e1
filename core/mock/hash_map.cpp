// SPDX-License-Identifier: MIT
#include "mock/hash_map.h"

#include "mock/hash_map_limits.h"

namespace plectrum::mock {

using async::Task;

HashMap::HashMap(Context& context, std::string name)
    : m_context(context)
    , m_name(std::move(name))
{
}

std::optional<json::Value> HashMap::current(const std::string& key)
{
    checkHashMapKey(key);
    auto item = m_context.storage->hashItem(m_name, key);
    if (!item || item->expires <= m_context.now())
        return std::nullopt;
    return std::move(item->value);
}

void HashMap::write(const std::string& key, json::Value value, std::chrono::seconds ttl)
{
    checkHashMapLifetime(ttl);
    checkHashMapValue(value);
    const Time now = m_context.now();
    if (ttl == std::chrono::seconds::zero())
        m_context.storage->removeHashItem(m_name, key);
    else
        m_context.storage->putHashItem(m_name, key, {std::move(value), now + ttl}, now);
}

void HashMap::setNow(const std::string& key, json::Value value, std::chrono::seconds ttl)
{
    checkHashMapKey(key);
    write(key, value, ttl);
    ObservedCall call;
    call.op = Op::MapSet;
    call.container = m_name;
    call.key = key;
    call.value = &value;
    call.ttl = ttl;
    m_context.observe(call);
}

std::optional<json::Value> HashMap::updateNow(const std::string& key, const Transform& transform,
                                              std::chrono::seconds ttl)
{
    const auto old = current(key);
    auto value = transform(old);
    if (value)
        write(key, *value, ttl);
    ObservedCall call;
    call.op = Op::MapUpdate;
    call.container = m_name;
    call.key = key;
    call.value = value ? &*value : nullptr;
    call.oldValue = old ? &*old : nullptr;
    call.ttl = ttl;
    m_context.observe(call);
    return value;
}

void HashMap::removeNow(const std::string& key)
{
    checkHashMapKey(key);
    m_context.storage->removeHashItem(m_name, key);
    ObservedCall call;
    call.op = Op::MapRemove;
    call.container = m_name;
    call.key = key;
    m_context.observe(call);
}

Task<std::optional<json::Value>> HashMap::get(std::string key, std::stop_token stop)
{
    auto outcome = m_context.decide(Op::MapGet, m_name, key, stop);
    if (outcome.latency > Duration::zero())
        co_await m_context.clock.sleep(outcome.latency, stop);
    co_return m_context.carryOut(std::move(outcome), Op::MapGet, m_name, key,
                                 [&] { return current(key); });
}

Task<void> HashMap::set(std::string key, json::Value value, std::chrono::seconds ttl,
                        std::stop_token stop)
{
    auto outcome = m_context.decide(Op::MapSet, m_name, key, stop);
    if (outcome.latency > Duration::zero())
        co_await m_context.clock.sleep(outcome.latency, stop);
    m_context.carryOut(std::move(outcome), Op::MapSet, m_name, key,
                       [&] { setNow(key, std::move(value), ttl); });
}

Task<std::optional<json::Value>> HashMap::update(std::string key, Transform transform,
                                                 std::chrono::seconds ttl, std::stop_token stop)
{
    auto outcome = m_context.decide(Op::MapUpdate, m_name, key, stop);
    if (outcome.latency > Duration::zero())
        co_await m_context.clock.sleep(outcome.latency, stop);
    co_return m_context.carryOut(std::move(outcome), Op::MapUpdate, m_name, key,
                                 [&] { return updateNow(key, transform, ttl); });
}

Task<void> HashMap::remove(std::string key, std::stop_token stop)
{
    auto outcome = m_context.decide(Op::MapRemove, m_name, key, stop);
    if (outcome.latency > Duration::zero())
        co_await m_context.clock.sleep(outcome.latency, stop);
    m_context.carryOut(std::move(outcome), Op::MapRemove, m_name, key, [&] { removeNow(key); });
}

} // namespace plectrum::mock
