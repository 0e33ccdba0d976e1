// SPDX-License-Identifier: MIT
#include "mock/hash_map.h"

#include "datastore/limits.h"
#include "json/printer.h"
#include "json/utf8.h"

namespace plectrum::mock {

namespace limits = datastore::limits;
using async::Task;
using datastore::Error;
using datastore::ErrorKind;

namespace {

void checkKey(const std::string& key)
{
    if (key.empty() || !json::utf8::isValid(key))
        throw Error(ErrorKind::InvalidArgument, "InvalidRequest: bad key");
    if (key.size() > limits::hashMapKeyLength)
        throw Error(ErrorKind::TooLarge, "InvalidRequest: key too long");
}

void checkItem(const json::Value& value, std::chrono::seconds ttl)
{
    if (ttl < std::chrono::seconds::zero() || ttl > limits::hashMapMaximumTtl)
        throw Error(ErrorKind::InvalidArgument, "InvalidRequest: bad expiration");
    if (value.isNull())
        throw Error(ErrorKind::InvalidArgument, "InvalidRequest: no value");
    if (json::printedSize(value) > limits::hashMapValueSize)
        throw Error(ErrorKind::TooLarge, "ItemValueSizeTooLarge");
}

} // namespace

HashMap::HashMap(Context& context, std::string name)
    : m_context(context)
    , m_name(std::move(name))
{
}

std::optional<json::Value> HashMap::current(const std::string& key)
{
    checkKey(key);
    auto item = m_context.storage->hashItem(m_name, key);
    if (!item || item->expires <= m_context.now())
        return std::nullopt;
    return std::move(item->value);
}

void HashMap::write(const std::string& key, json::Value value, std::chrono::seconds ttl)
{
    checkItem(value, ttl);
    const Time now = m_context.now();
    if (ttl == std::chrono::seconds::zero())
        m_context.storage->removeHashItem(m_name, key);
    else
        m_context.storage->putHashItem(m_name, key, {std::move(value), now + ttl}, now);
}

void HashMap::setNow(const std::string& key, json::Value value, std::chrono::seconds ttl)
{
    checkKey(key);
    write(key, value, ttl);
    ObservedCall call;
    call.op = Op::MapSet;
    call.place = m_name;
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
    call.place = m_name;
    call.key = key;
    call.value = value ? &*value : nullptr;
    call.oldValue = old ? &*old : nullptr;
    call.ttl = ttl;
    m_context.observe(call);
    return value;
}

void HashMap::removeNow(const std::string& key)
{
    checkKey(key);
    m_context.storage->removeHashItem(m_name, key);
    ObservedCall call;
    call.op = Op::MapRemove;
    call.place = m_name;
    call.key = key;
    m_context.observe(call);
}

Task<std::optional<json::Value>> HashMap::get(std::string key, std::stop_token stop)
{
    auto verdict = m_context.decide(Op::MapGet, m_name, key, stop);
    if (verdict.latency > Duration::zero())
        co_await m_context.clock.sleep(verdict.latency, stop);
    co_return m_context.carryOut(std::move(verdict), Op::MapGet, m_name, key,
                                 [&] { return current(key); });
}

Task<void> HashMap::set(std::string key, json::Value value, std::chrono::seconds ttl,
                        std::stop_token stop)
{
    auto verdict = m_context.decide(Op::MapSet, m_name, key, stop);
    if (verdict.latency > Duration::zero())
        co_await m_context.clock.sleep(verdict.latency, stop);
    m_context.carryOut(std::move(verdict), Op::MapSet, m_name, key,
                       [&] { setNow(key, std::move(value), ttl); });
}

Task<std::optional<json::Value>> HashMap::update(std::string key, Transform transform,
                                                 std::chrono::seconds ttl, std::stop_token stop)
{
    auto verdict = m_context.decide(Op::MapUpdate, m_name, key, stop);
    if (verdict.latency > Duration::zero())
        co_await m_context.clock.sleep(verdict.latency, stop);
    co_return m_context.carryOut(std::move(verdict), Op::MapUpdate, m_name, key,
                                 [&] { return updateNow(key, transform, ttl); });
}

Task<void> HashMap::remove(std::string key, std::stop_token stop)
{
    auto verdict = m_context.decide(Op::MapRemove, m_name, key, stop);
    if (verdict.latency > Duration::zero())
        co_await m_context.clock.sleep(verdict.latency, stop);
    m_context.carryOut(std::move(verdict), Op::MapRemove, m_name, key, [&] { removeNow(key); });
}

} // namespace plectrum::mock
