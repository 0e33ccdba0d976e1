// SPDX-License-Identifier: MIT
#include "emulator/luau_data_stores.h"

#include "datastore/error.h"
#include "emulator/luau_pages.h"

#include <format>
#include <stdexcept>

namespace plectrum::emulator {

using async::Task;
using json::Value;
using luau::Any;
using luau::AsyncNative;
using luau::Native;
using luau::Values;

namespace {

/// What the methods of one GlobalDataStore work on.
struct Target
{
    luau::Vm* vm = nullptr;
    datastore::DataStore* store = nullptr;
};

Value millisecondsOf(async::Time time)
{
    return std::int64_t(time.time_since_epoch().count());
}

std::vector<std::int64_t> userIdsOf(const Value& list)
{
    std::vector<std::int64_t> users;
    list.forEachElement([&](const Value& id) { users.push_back(id.toInteger()); });
    return users;
}

/// The value and its DataStoreKeyInfo, as gets and updates give them.
Values resultOf(luau::Vm& vm, const Value& value, const datastore::EntryInfo& info)
{
    std::vector<Value> users;
    for (const auto id : info.userIds)
        users.emplace_back(id);
    const Value list = Value::array(std::move(users));
    const Value attributes = info.attributes;
    return {value,
            vm.makeObject(
                "DataStoreKeyInfo",
                {{"GetUserIds", Native([list](Values) { return Values{list}; })},
                 {"GetMetadata", Native([attributes](Values) { return Values{attributes}; })}},
                {{"Version", Value(info.version)},
                 {"CreatedTime", millisecondsOf(info.createdTime)},
                 {"UpdatedTime", millisecondsOf(info.updatedTime)}})};
}

Values resultOf(luau::Vm& vm, const std::optional<datastore::Entry>& entry)
{
    return entry ? resultOf(vm, entry->value, entry->info) : Values{Value(), Value()};
}

Task<Values> get(Target target, Values arguments, std::stop_token stop)
{
    co_return resultOf(*target.vm, co_await target.store->get(textAt(arguments, 0), stop));
}

Task<Values> set(Target target, Values arguments, std::stop_token stop)
{
    if (arguments.size() > 1 && !arguments[1].isData())
        throw std::invalid_argument("104: Cannot store this kind of value in data store.");
    datastore::WriteOptions options;
    options.userIds = userIdsOf(dataAt(arguments, 2));
    const auto info = co_await target.store->set(textAt(arguments, 0), dataAt(arguments, 1),
                                                 std::move(options), stop);
    co_return Values{Value(info.version)};
}

/// What the script's transform gives for an entry; nullopt when it declines.
std::optional<datastore::Written> transformed(luau::Vm& vm, const luau::Reference& transform,
                                              const std::optional<datastore::Entry>& entry)
{
    const Values given = vm.call(transform, resultOf(vm, entry));
    if (given.empty() || (given[0].isData() && given[0].data().isNull()))
        return std::nullopt;
    if (!given[0].isData())
        throw std::invalid_argument("104: Cannot store this kind of value in data store.");
    const Value& attributes = dataAt(given, 2);
    return datastore::Written{given[0].data(), userIdsOf(dataAt(given, 1)),
                              attributes.isObject() ? attributes : Value::object()};
}

Task<Values> update(Target target, Values arguments, std::stop_token stop)
{
    const std::string key = textAt(arguments, 0);
    const luau::Reference transform = functionAt(*target.vm, arguments, 1);
    luau::Vm* const vm = target.vm;
    co_return resultOf(*vm,
                       co_await target.store->update(
                           key,
                           [vm, transform](const std::optional<datastore::Entry>& entry) {
                               return transformed(*vm, transform, entry);
                           },
                           stop));
}

Task<Values> remove(Target target, Values arguments, std::stop_token stop)
{
    co_return resultOf(*target.vm, co_await target.store->remove(textAt(arguments, 0), stop));
}

/// The whole number within 64 bits that a value is; throws std::invalid_argument.
std::int64_t wholeNumber(const Value& value, const char* complaint)
{
    // No whole number has two answers.
    if (!value.isNumber() || value.toInteger(0) != value.toInteger(1))
        throw std::invalid_argument(complaint);
    return value.toInteger();
}

std::optional<datastore::Written> incremented(const std::optional<datastore::Entry>& entry,
                                              std::int64_t delta,
                                              const std::vector<std::int64_t>& users)
{
    const std::int64_t before =
        entry ? wholeNumber(entry->value, "The value is not an integer.") : 0;
    std::int64_t sum = 0;
    if (__builtin_add_overflow(before, delta, &sum))
        throw std::invalid_argument("The sum is beyond the range of integers.");
    return datastore::Written{Value(sum), users};
}

Task<Values> increment(Target target, Values arguments, std::stop_token stop)
{
    const std::int64_t delta = dataAt(arguments, 1).isNull()
        ? 1
        : wholeNumber(Value(numberAt(arguments, 1)), "The delta is not an integer.");
    const auto users = userIdsOf(dataAt(arguments, 2));
    co_return resultOf(*target.vm,
                       co_await target.store->update(
                           textAt(arguments, 0),
                           [delta, users](const std::optional<datastore::Entry>& entry) {
                               return incremented(entry, delta, users);
                           },
                           stop));
}

Task<Values> getVersion(Target target, Values arguments, std::stop_token stop)
{
    co_return resultOf(
        *target.vm,
        co_await target.store->getVersion(textAt(arguments, 0), textAt(arguments, 1), stop));
}

int pageSizeAt(const Values& arguments, std::size_t index)
{
    const int size = int(dataAt(arguments, index).toInteger(0));
    return size == 0 ? 50 : size;
}

Task<LuauPage> keyPage(datastore::DataStore* store, datastore::ListKeysQuery query,
                       std::stop_token stop)
{
    const auto page = co_await store->listKeys(std::move(query), stop);
    LuauPage found{{}, page.nextCursor};
    for (const auto& info : page.items)
        found.items.push_back(Value::object({{"KeyName", info.key}}));
    co_return found;
}

Task<Values> listKeys(Target target, Values arguments, std::stop_token stop)
{
    datastore::ListKeysQuery query;
    query.prefix = dataAt(arguments, 0).toString();
    query.pageSize = pageSizeAt(arguments, 1);
    return makeLuauPages(
        target.vm,
        [store = target.store, query](std::string cursor, std::stop_token stopped) {
            auto next = query;
            next.cursor = std::move(cursor);
            return keyPage(store, std::move(next), std::move(stopped));
        },
        std::move(stop));
}

Task<LuauPage> versionPage(datastore::DataStore* store, datastore::ListVersionsQuery query,
                           std::stop_token stop)
{
    const auto page = co_await store->listVersions(std::move(query), stop);
    LuauPage found{{}, page.nextCursor};
    for (const auto& info : page.items)
        found.items.push_back(Value::object({{"Version", info.version},
                                             {"CreatedTime", millisecondsOf(info.createdTime)},
                                             {"IsDeleted", info.deleted}}));
    co_return found;
}

Task<Values> listVersions(Target target, Values arguments, std::stop_token stop)
{
    datastore::ListVersionsQuery query;
    query.key = textAt(arguments, 0);
    if (dataAt(arguments, 1)["Name"].toString() == "Descending")
        query.order = datastore::SortOrder::Descending;
    if (const auto from = dataAt(arguments, 2).toInteger(); from > 0)
        query.from = async::Time(async::Duration(from));
    if (const auto until = dataAt(arguments, 3).toInteger(); until > 0)
        query.until = async::Time(async::Duration(until));
    query.pageSize = pageSizeAt(arguments, 4);
    return makeLuauPages(
        target.vm,
        [store = target.store, query](std::string cursor, std::stop_token stopped) {
            auto next = query;
            next.cursor = std::move(cursor);
            return versionPage(store, std::move(next), std::move(stopped));
        },
        std::move(stop));
}

Task<LuauPage> storePage(datastore::DataStoreService* service, datastore::ListDataStoresQuery query,
                         std::stop_token stop)
{
    const auto page = co_await service->listDataStores(std::move(query), stop);
    LuauPage found{{}, page.nextCursor};
    for (const auto& info : page.items)
        found.items.push_back(Value::object(
            {{"DataStoreName", info.name}, {"CreatedTime", millisecondsOf(info.createdTime)}}));
    co_return found;
}

Task<Values> listStores(luau::Vm* vm, datastore::DataStoreService* service, Values arguments,
                        std::stop_token stop)
{
    datastore::ListDataStoresQuery query;
    query.prefix = dataAt(arguments, 0).toString();
    query.pageSize = pageSizeAt(arguments, 1);
    return makeLuauPages(
        vm,
        [service, query](std::string cursor, std::stop_token stopped) {
            auto next = query;
            next.cursor = std::move(cursor);
            return storePage(service, std::move(next), std::move(stopped));
        },
        std::move(stop));
}

luau::Reference makeStore(luau::Vm& vm, datastore::DataStore& store)
{
    using Method = Task<Values> (*)(Target, Values, std::stop_token);
    const Target target{&vm, &store};
    std::vector<luau::Function> methods;
    for (const auto& [name, method] :
         std::initializer_list<std::pair<const char*, Method>>{{"GetAsync", get},
                                                               {"SetAsync", set},
                                                               {"UpdateAsync", update},
                                                               {"RemoveAsync", remove},
                                                               {"IncrementAsync", increment},
                                                               {"GetVersionAsync", getVersion},
                                                               {"ListKeysAsync", listKeys},
                                                               {"ListVersionsAsync", listVersions}})
        methods.push_back(
            {name, AsyncNative([target, method](Values arguments, std::stop_token stop) {
                 return method(target, std::move(arguments), std::move(stop));
             })});
    return vm.makeObject("DataStore", std::move(methods), {{"Name", Value(store.name())}});
}

} // namespace

luau::Reference makeDataStoreService(luau::Vm& vm, mock::Universe& universe)
{
    datastore::DataStoreService* const service = &universe.dataStores();
    luau::Vm* const machine = &vm;
    const auto known = std::make_shared<LuauNames>();
    const auto open = [machine, service, known](Values arguments) {
        const std::string scope(dataAt(arguments, 1).toString());
        known->add(*machine, textAt(arguments, 0) + "/" + scope);
        return Values{makeStore(
            *machine, service->dataStore(textAt(arguments, 0), scope.empty() ? "global" : scope))};
    };
    const auto list = [machine, service](Values arguments, std::stop_token stop) {
        return listStores(machine, service, std::move(arguments), std::move(stop));
    };
    return vm.makeObject(
        "DataStoreService",
        {{"GetDataStore", Native(open)}, {"ListDataStoresAsync", AsyncNative(list)}});
}

} // namespace plectrum::emulator
