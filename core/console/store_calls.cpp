// SPDX-License-Identifier: MIT
#include "console/store_calls.h"

#include "async/task_owner.h"
#include "gamecode/transforms.h"
#include "json/parser.h"
#include "store/error.h"

#include <array>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace plectrum::console {

namespace {

using json::Value;
using luau::Any;
using luau::Values;

/// One call under way.
struct Call
{
    std::shared_ptr<luau::Vm> vm;
    std::shared_ptr<OpenStore> store;
    Values arguments; ///< without the store
    std::stop_token stop;

    const Value& data(std::size_t index) const
    {
        static const Value none;
        return index < arguments.size() ? arguments[index].data() : none;
    }
    std::string text(std::size_t index) const { return std::string(data(index).toString()); }
    std::vector<std::string> texts(std::size_t index) const
    {
        std::vector<std::string> list;
        data(index).forEachElement([&](const Value& each) { list.emplace_back(each.toString()); });
        return list;
    }
    std::vector<std::int64_t> integers(std::size_t index) const
    {
        std::vector<std::int64_t> list;
        data(index).forEachElement([&](const Value& each) { list.push_back(each.toInteger()); });
        return list;
    }
    gamecode::TransformFunction transform(std::size_t index) const
    {
        return {vm, arguments.at(index).reference()};
    }
};

Value millisecondsOf(async::Time time)
{
    return std::int64_t(time.time_since_epoch().count());
}

// Loading ------------------------------------------------------------------------------------

/// A new key gets the template, which is known only with a configuration.
Task<void> requireKnownKey(std::shared_ptr<OpenStore> open, store::Store* engine, std::string key,
                           std::stop_token stop)
{
    if (open->isConfigured() || open->loaded().contains(key))
        co_return;
    if (co_await engine->peek(key, stop))
        co_return;
    throw store::Error(store::ErrorKind::NotFound,
                       "There is no data at key '" + key + "' of store '" + open->name()
                           + "', and no configuration is bound to it that says what a new key "
                             "holds");
}

/// A load is given up by unloading; what runs after that is the engine's affair.
void cancelLoad(async::TaskOwner& tasks, store::Store* engine, const std::string& key)
{
    tasks.start(engine->unload(key));
}

Task<Values> load(Call call)
{
    const auto pass = call.store->pass();
    const std::string key = call.text(0);
    store::Store* const engine = co_await call.store->engine(call.stop);
    co_await requireKnownKey(call.store, engine, key, call.stop);
    async::throwIfStopped(call.stop);
    async::TaskOwner cancelling{async::TaskOwner::ErrorSink()};
    {
        const std::stop_callback onStop(
            call.stop, [&cancelling, engine, &key] { cancelLoad(cancelling, engine, key); });
        co_await engine->load(key, call.integers(1));
    }
    call.store->noteLoaded(key);
    co_return Values{};
}

Task<Values> unload(Call call)
{
    const auto pass = call.store->passIfWritable();
    const std::string key = call.text(0);
    store::Store* const engine = co_await call.store->engine(call.stop);
    call.store->noteUnloaded(key);
    co_await engine->unload(key);
    co_return Values{};
}

Task<Values> close(Call call)
{
    const auto pass = call.store->passIfWritable();
    store::Store* const engine = co_await call.store->engine(call.stop);
    call.store->noteClosed();
    co_await engine->close();
    co_return Values{};
}

// Reading and changing ------------------------------------------------------------------------

Task<Values> get(Call call)
{
    store::Store* const engine = co_await call.store->engine(call.stop);
    co_return Values{co_await engine->get(call.text(0))};
}

Task<Values> update(Call call)
{
    const auto pass = call.store->pass();
    store::Store* const engine = co_await call.store->engine(call.stop);
    co_return Values{
        Value(co_await engine->update(call.text(0), call.transform(1).mutableTransform()))};
}

Task<Values> updateImmutable(Call call)
{
    const auto pass = call.store->pass();
    store::Store* const engine = co_await call.store->engine(call.stop);
    co_return Values{Value(
        co_await engine->updateImmutable(call.text(0), call.transform(1).immutableTransform()))};
}

Task<Values> tx(Call call)
{
    const auto pass = call.store->pass();
    store::Store* const engine = co_await call.store->engine(call.stop);
    co_return Values{
        Value(co_await engine->tx(call.texts(0), call.transform(1).mutableTxTransform()))};
}

Task<Values> txImmutable(Call call)
{
    const auto pass = call.store->pass();
    store::Store* const engine = co_await call.store->engine(call.stop);
    co_return Values{Value(
        co_await engine->txImmutable(call.texts(0), call.transform(1).immutableTxTransform()))};
}

Task<Values> save(Call call)
{
    const auto pass = call.store->pass();
    store::Store* const engine = co_await call.store->engine(call.stop);
    co_await engine->save(call.text(0));
    co_return Values{};
}

// Without a loaded key -------------------------------------------------------------------------

Task<Values> peek(Call call)
{
    store::Store* const engine = co_await call.store->engine(call.stop);
    co_return Values{(co_await engine->peek(call.text(0), call.stop)).value_or(Value())};
}

Task<Values> probeLockActive(Call call)
{
    store::Store* const engine = co_await call.store->engine(call.stop);
    co_return Values{Value(co_await engine->probeLockActive(call.text(0), call.stop))};
}

datastore::ListVersionsQuery versionsQueryOf(const Value& given)
{
    datastore::ListVersionsQuery query;
    query.key = given["key"].toString();
    if (given["isDescending"].toBool())
        query.order = datastore::SortOrder::Descending;
    if (const auto from = given["from"].toInteger(); from > 0)
        query.from = async::Time(async::Duration(from));
    if (const auto until = given["until"].toInteger(); until > 0)
        query.until = async::Time(async::Duration(until));
    if (const auto size = given["pageSize"].toInteger(); size > 0)
        query.pageSize = int(size);
    query.cursor = given["cursor"].toString();
    return query;
}

Task<Values> listVersions(Call call)
{
    store::Store* const engine = co_await call.store->engine(call.stop);
    const auto page = co_await engine->listVersions(versionsQueryOf(call.data(0)), call.stop);
    std::vector<Value> items;
    for (const datastore::VersionInfo& info : page.items)
        items.push_back(Value::object({{"Version", info.version},
                                       {"CreatedTime", millisecondsOf(info.createdTime)},
                                       {"IsDeleted", info.deleted}}));
    co_return Values{
        Value::object({{"items", Value::array(std::move(items))}, {"cursor", page.nextCursor}})};
}

Task<Values> readVersion(Call call)
{
    store::Store* const engine = co_await call.store->engine(call.stop);
    const auto version = co_await engine->readVersion(call.text(0), call.text(1), call.stop);
    const std::vector<Value> users(version.info.userIds.begin(), version.info.userIds.end());
    co_return Values{version.data.value_or(Value()),
                     Value::object({{"version", version.info.version},
                                    {"created", millisecondsOf(version.info.createdTime)},
                                    {"updated", millisecondsOf(version.info.updatedTime)},
                                    {"userIds", Value::array(users)},
                                    {"metadata", version.info.attributes}})};
}

// ------------------------------------------------------------------------------------------------

/// As the library rejects: a text, or of a close that failed the list of its errors.
Value rejectionOf(const store::Error& error)
{
    if (error.kind() == store::ErrorKind::Close)
        if (auto list = json::parse(error.text()))
            return *std::move(list);
    return error.text();
}

Task<Values> answered(Task<Values> work)
{
    Value rejection;
    try {
        Values results = co_await std::move(work);
        results.insert(results.begin(), Value(true));
        co_return results;
    } catch (const async::Cancelled&) {
        throw;
    } catch (const store::Error& error) {
        rejection = rejectionOf(error);
    } catch (const std::exception& error) {
        rejection = error.what();
    }
    co_return Values{Value(false), rejection};
}

using Body = Task<Values> (*)(Call call);

} // namespace

luau::Reference makeStoreCalls(const std::shared_ptr<luau::Vm>& vm, const StoreOf& storeOf)
{
    static constexpr std::array<std::pair<const char*, Body>, 13> bodies{
        {{"load", load},
         {"unload", unload},
         {"get", get},
         {"update", update},
         {"updateImmutable", updateImmutable},
         {"tx", tx},
         {"txImmutable", txImmutable},
         {"save", save},
         {"close", close},
         {"peek", peek},
         {"probeLockActive", probeLockActive},
         {"listVersions", listVersions},
         {"readVersion", readVersion}}};
    std::vector<luau::Function> functions;
    // The machine holds these functions: they must not hold it.
    const std::weak_ptr<luau::Vm> machine = vm;
    for (const auto& [name, body] : bodies) {
        functions.push_back(
            {name,
             luau::AsyncNative(
                 [machine, storeOf, start = body](Values arguments, std::stop_token stop) {
                     Call call{machine.lock(), storeOf(arguments.at(0).data().toInteger()),
                               Values(arguments.begin() + 1, arguments.end()), std::move(stop)};
                     return answered(start(std::move(call)));
                 })});
    }
    return vm->makeLibrary(std::move(functions));
}

} // namespace plectrum::console
