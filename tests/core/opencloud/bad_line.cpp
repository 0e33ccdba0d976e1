// SPDX-License-Identifier: MIT
#include "bad_line.h"

#include "async/task_owner.h"
#include "datastore/error.h"
#include "json/printer.h"
#include "store/session/store.h"

#include <algorithm>
#include <utility>

namespace plectrum::test {

using async::Task;
using datastore::Error;
using datastore::ErrorKind;
using opencloud::Request;
using opencloud::Response;

BadLine::BadLine(opencloud::Transport& transport)
    : m_transport(transport)
{
}

std::size_t BadLine::count(const std::string& method, const std::string& part) const
{
    return std::size_t(std::ranges::count_if(sent, [&](const Request& each) {
        return each.method == method && (each.path + '?' + each.query).contains(part);
    }));
}

Task<Response> BadLine::send(Request request, std::stop_token stop)
{
    sent.push_back(request);
    if (before)
        before(request);
    const std::string target = request.path + '?' + request.query;
    const auto rule = std::ranges::find_if(rules, [&](const Rule& each) {
        return each.times > 0 && each.method == request.method && target.contains(each.part);
    });
    const bool isBad = rule != rules.end();
    const Way way = isBad ? rule->way : Way::Twice;
    if (isBad)
        --rule->times;
    if (isBad && way == Way::KeptBack) {
        kept.push_back(std::move(request));
        throw Error(ErrorKind::Unreachable, "no answer").withUnknownOutcome();
    }
    if (isBad && way == Way::Refused) {
        Response refused{.status = 0}; // not answered yet
        change(request, refused);
        co_return refused;
    }
    if (isBad && way == Way::Twice)
        co_await m_transport.send(request, stop);
    Response answer = co_await m_transport.send(request, stop);
    if (isBad && way == Way::Lost)
        throw Error(ErrorKind::Unreachable, "no answer").withUnknownOutcome();
    if (change)
        change(request, answer);
    co_return answer;
}

Task<void> BadLine::deliver()
{
    for (auto& request : std::exchange(kept, {}))
        co_await m_transport.send(std::move(request), {});
}

namespace {

emulator::Options optionsOf()
{
    auto options = CloudWorld::usual();
    options.hasUnevenPages = false;
    return options;
}

store::StoreConfig gameConfig()
{
    store::StoreConfig config;
    config.name = "Game";
    config.templateData = coins(0);
    config.schema = [](const json::Value&) { return std::optional<std::string>(); };
    return config;
}

} // namespace

BadWorld::BadWorld(opencloud::ProtocolSetting protocol)
    : there(clock, async::Random(1))
    , service(there, clock, async::Random(2), optionsOf())
    , network(service, CloudWorld::apiKey)
    , line(network)
    , universe(line, {.universeId = 1, .protocol = protocol}, &there.memoryStores())
    , access(universe, clock, random, executor)
{
}

datastore::DataStore& BadWorld::ours(const std::string& name)
{
    return universe.dataStores().dataStore(name);
}

datastore::DataStore& BadWorld::theirs(const std::string& name)
{
    return there.dataStores().dataStore(name);
}

void BadWorld::writeNow(const std::string& name, const std::string& key, json::Value value)
{
    async::TaskOwner owner{async::TaskOwner::ErrorSink()};
    // Without latency it is done when it is started.
    auto write = [](datastore::DataStore* store, std::string at, json::Value what) -> Task<void> {
        co_await store->set(std::move(at), std::move(what));
    };
    owner.start(write(&theirs(name), key, std::move(value)));
}

void BadWorld::lockNow(const std::string& key)
{
    async::TaskOwner owner{async::TaskOwner::ErrorSink()};
    owner.start(
        there.memoryStores().hashMap(locks).set(key, json::Value("game"), std::chrono::hours(1)));
}

void BadWorld::putRecord(const std::string& key, const json::Value& data)
{
    store::Store game(gameConfig(), there.dataStores(), there.memoryStores(), clock, random);
    blockOn(game.load(key));
    blockOn(game.updateImmutable(key, [data](const json::Value&) { return data; }));
    blockOn(game.close());
}

json::Value BadWorld::loaded(const std::string& key)
{
    store::Store game(gameConfig(), there.dataStores(), there.memoryStores(), clock, random);
    return blockOn(game.peek(key)).value_or(json::Value());
}

std::string BadWorld::record(const std::string& key)
{
    const auto entry = blockOn(theirs(records).get(key));
    return entry ? json::print(entry->value) : "absent";
}

std::size_t BadWorld::shardCount()
{
    return blockOn(theirs(shards).listKeys({.pageSize = 100})).items.size();
}

editing::SaveResult BadWorld::save(const std::string& key, std::optional<json::Value> base,
                                   json::Value draft)
{
    return blockOn(access.saveDraft(lyra(key), std::move(base), std::move(draft),
                                    std::chrono::milliseconds(0)));
}

editing::CommitResult BadWorld::commit(std::vector<editing::TransactionDraft> drafts)
{
    editing::CommitRequest request;
    request.store = "Game";
    request.drafts = std::move(drafts);
    auto transactions = access.transactions();
    return blockOn(transactions.commit(std::move(request)));
}

json::Value coins(int count)
{
    return json::Value::object({{"coins", count}});
}

json::Value muchData(int seed)
{
    async::Random random{std::uint64_t(seed)};
    std::vector<json::Value> list;
    for (int i = 0; i < 120'000; ++i)
        list.emplace_back(random.guid());
    return json::Value::object({{"items", json::Value::array(std::move(list))}});
}

} // namespace plectrum::test
