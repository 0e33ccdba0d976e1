// SPDX-License-Identifier: MIT
#include "replay.h"

#include "json/printer.h"
#include "store/error.h"

#include <algorithm>
#include <set>
#include <stdexcept>
#include <utility>

namespace plectrum::interop {

namespace {

using json::Value;

double secondsOf(async::Duration duration)
{
    return double(duration.count()) / 1000;
}

std::string keyOf(const Value& step)
{
    return std::string(step["args"].at(0).toString());
}

std::string firstLine(const std::string& text)
{
    return text.substr(0, text.find('\n'));
}

std::vector<std::int64_t> userIdsOf(const Value& list)
{
    std::vector<std::int64_t> ids;
    list.forEachElement([&](const Value& id) { ids.push_back(id.toInteger()); });
    return ids;
}

store::StoreConfig defaultConfig(const Value& golden)
{
    store::StoreConfig config;
    config.name = "PlayerData";
    config.templateData = Value::object({{"coins", 0}, {"items", Value::array()}});
    config.schema = [](const Value& data) -> std::optional<std::string> {
        if (!data["coins"].isNumber())
            return "coins must be a number";
        return std::nullopt;
    };
    if (const auto* chunk = golden.find("maxChunkSize"))
        config.maximumChunk = std::size_t(chunk->toInteger());
    return config;
}

} // namespace

Replay::Replay(std::string name)
    : universe(clock, async::Random(1))
    , golden(readGolden(name))
    , m_start(clock.now())
{
    universe.setObserver([this](const mock::ObservedCall& call) { observe(call); });
}

store::Store& Replay::server(const std::string& name)
{
    auto& server = m_servers[name];
    if (!server)
        server = std::make_unique<store::Store>(configOf(name), universe.dataStores(),
                                                universe.memoryStores(), clock, m_random);
    return *server;
}

store::StoreConfig Replay::configOf(const std::string& name)
{
    auto config = defaultConfig(golden);
    const auto now = [this] { return secondsOf(clock.now() - m_start); };
    config.changedCallbacks.push_back([this, name, now](const std::string& key, const Value& data,
                                                        const std::optional<Value>& before) {
        Value::Members members{{"key", key}, {"new", data}, {"server", name}, {"t", now()}};
        if (before)
            members.emplace_back("old", *before);
        m_changed.push_back(Value::object(std::move(members)));
    });
    config.onLockLost = [this, name, now](const std::string& key) {
        m_lost.push_back(Value::object({{"key", key}, {"server", name}, {"t", now()}}));
    };
    config.logCallback = [this, name, now](const store::LogMessage& message) {
        m_log.push_back(Value::object({{"context", message.context},
                                       {"level", std::string(store::nameOf(message.level))},
                                       {"message", message.message},
                                       {"server", name},
                                       {"t", now()}}));
    };
    if (m_configure)
        m_configure(name, config);
    return config;
}

void Replay::observe(const mock::ObservedCall& call)
{
    Value::Members members{
        {"t", secondsOf(call.time - m_start)}, {"op", mock::nameOf(call.op)}, {"key", call.key}};
    if (!call.failed.empty())
        members.emplace_back("failed", call.failed);
    if (mock::isHashMapOp(call.op)) {
        if (call.op != mock::Op::MapUpdate)
            return;
        members.emplace_back("ttl", std::int64_t(call.ttl.count()));
        if (call.value)
            members.emplace_back("new", *call.value);
        if (call.oldValue)
            members.emplace_back("old", *call.oldValue);
        m_locks.push_back(Value::object(std::move(members)));
        return;
    }
    members.emplace_back("store", call.container);
    if (call.value)
        members.emplace_back("value", *call.value);
    if (!call.userIds.empty()) {
        std::vector<Value> ids(call.userIds.begin(), call.userIds.end());
        members.emplace_back("userIds", Value::array(std::move(ids)));
    }
    m_writes.push_back(Value::object(std::move(members)));
}

void Replay::seed(std::size_t count)
{
    for (std::size_t i = 0; i < count; ++i)
        writeRaw(i);
}

void Replay::writeRaw(std::size_t index)
{
    const Value& write = golden["writes"].at(index);
    auto& store = universe.dataStores().dataStore(std::string(write["store"].toString()));
    const std::string key(write["key"].toString());
    if (write["op"].toString() == "remove")
        clock.blockOn(store.remove(key));
    else
        clock.blockOn(store.set(key, write["value"]));
}

void Replay::waitUntil(async::Duration time)
{
    const auto left = m_start + time - clock.now();
    if (m_isWaiterFirst && left.count() > 0)
        clock.blockOn(clock.sleep(left));
    else
        clock.runUntil(m_start + time);
}

void Replay::advanceTo(async::Duration time)
{
    while (!m_at.empty() && m_at.begin()->first <= time) {
        waitUntil(m_at.begin()->first);
        const auto action = m_at.begin()->second;
        m_at.erase(m_at.begin());
        action(*this);
    }
    waitUntil(time);
}

void Replay::run()
{
    std::size_t index = 0;
    golden["steps"].forEachElement([&](const Value& step) {
        if (!step.find("call"))
            return;
        advanceTo(async::Duration(millisecondsOf(step["t"])));
        const auto [first, last] = m_before.equal_range(index);
        for (auto action = first; action != last; ++action)
            action->second(*this);
        if (!std::ranges::contains(m_skipped, index)) {
            m_steps.push_back(std::make_shared<Step>(index, step));
            m_tasks.start(perform(m_steps.back()));
        }
        ++index;
    });
    while (std::ranges::any_of(m_steps, [](const auto& step) { return step->end.count() < 0; }))
        if (!clock.step())
            return;
    // What still goes on in the background; locks of keys that stay loaded are refreshed for ever.
    clock.advance(async::Duration(1));
}

async::Task<void> Replay::perform(StepPointer step)
{
    try {
        step->result = co_await call(step);
    } catch (const std::exception& error) {
        step->error = error.what();
    }
    step->end = clock.now() - m_start;
}

async::Task<std::optional<Value>> Replay::call(StepPointer step)
{
    if (m_performer)
        co_return co_await m_performer(step->golden);
    const std::string what(step->golden["call"].toString());
    const auto key = keyOf(step->golden);
    auto& store = server(std::string(step->golden["server"].toString()));
    if (what == "load")
        co_await store.load(key, userIdsOf(step->golden["args"].at(1)));
    else if (what == "unload")
        co_await store.unload(key);
    else if (what == "save")
        co_await store.save(key);
    else if (what == "close")
        co_await store.close();
    else if (what == "get")
        co_return co_await store.get(key);
    else if (what == "peek")
        co_return co_await store.peek(key);
    else if (what == "probeLockActive")
        co_return Value(co_await store.probeLockActive(key));
    else if (what == "readVersion")
        co_return (co_await store.readVersion(
                       key, versionOf(key, std::string(step->golden["args"].at(1).toString()))))
            .data;
    else if (what == "update")
        co_return Value(co_await store.update(key, nextTransform(key)));
    else if (what == "updateImmutable") {
        const auto transform = nextTransform(key);
        co_return Value(co_await store.updateImmutable(key, [transform](const Value& data) {
            Value copy = data;
            return transform(copy);
        }));
    } else if (what == "tx" || what == "txImmutable")
        co_return Value(co_await tx(step));
    else
        throw std::logic_error("no such call here: " + what);
    co_return std::nullopt;
}

async::Task<bool> Replay::tx(StepPointer step)
{
    std::vector<std::string> keys;
    step->golden["args"].at(0).forEachElement(
        [&](const Value& key) { keys.emplace_back(key.toString()); });
    const auto transform =
        m_nextTx < m_txTransforms.size() ? m_txTransforms[m_nextTx] : TxTransform();
    ++m_nextTx;
    auto& store = server(std::string(step->golden["server"].toString()));
    if (step->golden["call"].toString() == "tx")
        return store.tx(std::move(keys), transform);
    return store.txImmutable(std::move(keys), [transform](const store::TxData& data) {
        store::TxData copy = data;
        const auto answer = transform(copy);
        if (!answer.isBool() || !answer.toBool())
            return answer;
        return Value::object(Value::Members(copy.begin(), copy.end()));
    });
}

/// Our version for one of the recording: the same in the order of the key's versions.
std::string Replay::versionOf(const std::string& key, const std::string& recorded)
{
    std::set<std::string> all;
    golden["steps"].forEachElement([&](const Value& step) {
        const std::string version(step["args"].at(1).toString());
        if (step["call"].toString() == "readVersion" && keyOf(step) == key && version.contains('.'))
            all.insert(version);
    });
    const auto place = all.find(recorded);
    if (place == all.end())
        return recorded;
    auto& records = universe.dataStores().dataStore("lyra/records/PlayerData");
    const auto page = clock.blockOn(records.listVersions({.key = key}));
    return page.items.at(std::size_t(std::distance(all.begin(), place))).version;
}

Replay::Transform Replay::nextTransform(const std::string& key)
{
    if (m_transforms)
        return m_transforms->at(m_nextTransform++);
    return [data = nextData(key)](Value& into) {
        into = data;
        return Value(true);
    };
}

Value Replay::nextData(const std::string& key)
{
    std::size_t& next = m_nextChange[key];
    const Value& changes = golden["changed"];
    while (next < changes.size()
           && !(changes.at(next).find("old") && changes.at(next)["key"].toString() == key))
        ++next;
    return changes.at(next++)["new"];
}

Value Replay::peek(const std::string& key)
{
    return clock.blockOn(server("A").peek(key)).value_or(Value());
}

void Replay::expectChange(const std::string& key, const Value& before, const Value& now)
{
    m_expectedChanges.push_back(
        Value::object({{"key", key}, {"new", now}, {"old", before}, {"server", "A"}, {"t", 0}}));
}

Value Replay::expectedChanges() const
{
    std::vector<Value> changes;
    for (std::size_t i = 0; i < golden["changed"].size(); ++i)
        if (!std::ranges::contains(m_exceptChanges, i))
            changes.push_back(golden["changed"].at(i));
    changes.insert(changes.end(), m_expectedChanges.begin(), m_expectedChanges.end());
    return Value::array(std::move(changes));
}

Value Replay::finalStores() const
{
    Value::Members stores;
    for (const auto* kind : {"records", "shards", "tx"})
        stores.emplace_back(std::string("lyra/") + kind + "/PlayerData", Value::object());
    Value result = Value::object(std::move(stores));
    for (const auto& record : universe.storeRecords()) {
        Value::Members entries;
        universe.forEachEntry(record, [&](const std::string& key, const auto& versions) {
            if (!versions.back().isDeleted)
                entries.emplace_back(key, versions.back().value);
        });
        result = result.withMember(record.name, Value::object(std::move(entries)));
    }
    return result;
}

std::string Replay::compare(const char* what, const Value& ours, const Value& theirs)
{
    if (ours == theirs)
        return {};
    return std::string(what) + "\n  ours:   " + json::print(ours)
        + "\n  theirs: " + json::print(theirs);
}

std::string Replay::stepDifference(const Step& step) const
{
    const auto place = "step " + std::to_string(step.index) + " " + json::print(step.golden);
    const auto expected = m_errors.find(step.index);
    const std::string error = expected != m_errors.end()
        ? expected->second
        : bareError(std::string(step.golden["error"].toString()));
    const auto* end = step.golden.find("tEnd");
    if (withoutIds(step.error) != withoutIds(error))
        return place + "\n  our error: " + step.error;
    if (end && step.end.count() != millisecondsOf(*end))
        return place + "\n  our end: " + std::to_string(step.end.count()) + " ms";
    const auto* result = step.golden.find("result");
    if (const auto other = m_results.find(step.index); other != m_results.end())
        result = &other->second;
    if (step.result.has_value() != (result != nullptr) || (result && *result != *step.result))
        return place + "\n  our result: " + (step.result ? json::print(*step.result) : "none");
    return {};
}

/// What people look for in a log: who says what when of which key. Left out are the library's own
/// queue, whose messages have no counterpart, and where in its code an error came up.
Value Replay::comparableLog(const Value& log) const
{
    std::vector<Value> list;
    log.forEachElement([&](const Value& message) {
        const std::string text(message["message"].toString());
        const Value& context = message["context"];
        if (context["component"].toString() == "PromiseQueue"
            || std::ranges::contains(m_exceptLog, text))
            return;
        Value::Members members{{"level", message["level"]},
                               {"message", text},
                               {"server", message["server"]},
                               {"t", message["t"]}};
        for (const char* name : {"immutable", "key", "keys", "lockId", "method", "txId"})
            if (const auto* value = context.find(name))
                members.emplace_back(name, *value);
        if (const auto* error = context.find("error"))
            members.emplace_back("error", bareError(firstLine(std::string(error->toString()))));
        list.push_back(Value::object(std::move(members)));
    });
    return comparableLocks(Value::array(std::move(list)), m_isUnordered);
}

std::string Replay::writesDifference() const
{
    if (!m_writeCount) {
        return compare("writes and final stores",
                       comparable(Value::array(m_writes), finalStores(), m_isUnordered),
                       comparable(golden["writes"], golden["final"], m_isUnordered));
    }
    std::vector<Value> writes;
    for (std::size_t i = 0; i < *m_writeCount; ++i)
        writes.push_back(golden["writes"].at(i));
    return compare("writes", comparable(Value::array(m_writes), Value(), m_isUnordered),
                   comparable(Value::array(std::move(writes)), Value(), m_isUnordered));
}

std::string Replay::difference() const
{
    for (const auto& step : m_steps)
        if (auto text = stepDifference(*step); !text.empty())
            return text;
    auto text = writesDifference();
    if (text.empty())
        text = compare("locks", comparableLocks(Value::array(m_locks), m_isUnordered),
                       comparableLocks(golden["locks"], m_isUnordered));
    if (text.empty())
        text = compare("changed", comparableLocks(Value::array(m_changed), m_isUnordered),
                       comparableLocks(expectedChanges(), m_isUnordered));
    if (text.empty()) {
        // The library tells of a lost lock twice.
        const auto once = golden["lockLost"].size() == 2 ? golden["lockLost"].withoutElement(1)
                                                         : golden["lockLost"];
        text = compare("lockLost", Value::array(m_lost), once);
    }
    if (text.empty())
        text = compare("log", comparableLog(Value::array(m_log)), comparableLog(golden["log"]));
    return text;
}

} // namespace plectrum::interop
