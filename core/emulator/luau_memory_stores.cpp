// SPDX-License-Identifier: MIT
#include "emulator/luau_memory_stores.h"

#include "emulator/luau_pages.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <stdexcept>

namespace plectrum::emulator {

using async::Task;
using json::Value;
using luau::Any;
using luau::AsyncNative;
using luau::Native;
using luau::Values;

namespace {

struct MapTarget
{
    luau::Vm* vm = nullptr;
    mock::Universe* universe = nullptr;
    datastore::HashMap* map = nullptr;
};

struct SortedTarget
{
    luau::Vm* vm = nullptr;
    mock::Universe* universe = nullptr;
    MemoryStores* stores = nullptr;
    std::string name;

    SortedMap& map() const { return stores->sortedMaps[name]; }
    async::Time now() const { return universe->now(); }
};

/// The first result of the transform as data; null when it declined.
Value answerOf(const Values& given)
{
    if (!given.empty() && !given[0].isData())
        throw std::invalid_argument("Cannot store this kind of value in a memory store.");
    return dataAt(given, 0);
}

std::chrono::seconds ttlAt(const Values& arguments, std::size_t index)
{
    const double seconds = numberAt(arguments, index);
    if (!(seconds >= 0 && seconds <= double(longestTtl.count())))
        throw std::invalid_argument("The expiration must be from 0 to 3888000 seconds.");
    return std::chrono::seconds(std::int64_t(seconds));
}

Task<Values> mapGet(MapTarget target, Values arguments, std::stop_token stop)
{
    const auto value = co_await target.map->get(textAt(arguments, 0), stop);
    co_return Values{value.value_or(Value())};
}

Task<Values> mapSet(MapTarget target, Values arguments, std::stop_token stop)
{
    co_await target.map->set(textAt(arguments, 0), dataAt(arguments, 1), ttlAt(arguments, 2), stop);
    co_return Values{Value(true)};
}

Task<Values> mapUpdate(MapTarget target, Values arguments, std::stop_token stop)
{
    luau::Vm* const vm = target.vm;
    const luau::Reference transform = functionAt(*vm, arguments, 1);
    const auto change = [vm, transform](const std::optional<Value>& old) -> std::optional<Value> {
        Value value = answerOf(vm->call(transform, {old.value_or(Value())}));
        return value.isNull() ? std::nullopt : std::optional(std::move(value));
    };
    const auto value =
        co_await target.map->update(textAt(arguments, 0), change, ttlAt(arguments, 2), stop);
    co_return Values{value.value_or(Value())};
}

Task<Values> mapRemove(MapTarget target, Values arguments, std::stop_token stop)
{
    co_await target.map->remove(textAt(arguments, 0), stop);
    co_return Values{};
}

Task<LuauPage> mapPage(MapTarget target, std::size_t size, std::string cursor, std::stop_token)
{
    LuauPage page;
    for (const auto& [key, item] : target.universe->hashItems(target.map->name())) {
        if (!cursor.empty() && key <= cursor)
            continue;
        if (page.items.size() == size) {
            page.nextCursor = page.items.back()["key"].toString();
            break;
        }
        page.items.push_back(Value::object({{"key", key}, {"value", item.value}}));
    }
    co_return page;
}

Task<Values> mapList(MapTarget target, Values arguments, std::stop_token stop)
{
    const double count = numberAt(arguments, 0);
    if (!(count >= 1 && count <= 200))
        throw std::invalid_argument("The count must be from 1 to 200.");
    return makeLuauPages(
        target.vm,
        [target, size = std::size_t(count)](std::string cursor, std::stop_token stopped) {
            return mapPage(target, size, std::move(cursor), std::move(stopped));
        },
        std::move(stop));
}

Value sortKeyOf(const SortedItem& item)
{
    if (item.numericKey)
        return *item.numericKey;
    return item.stringKey ? Value(*item.stringKey) : Value();
}

void setSortKey(SortedItem& item, const Value& key)
{
    if (key.isNumber())
        item.numericKey = key.toDouble();
    else if (key.isString())
        item.stringKey = std::string(key.toString());
    else if (!key.isNull())
        throw std::invalid_argument("The sort key must be a number or a string.");
}

void put(const SortedTarget& target, const std::string& id, const Value& value, const Value& key,
         std::chrono::seconds ttl)
{
    SortedItem item;
    item.id = id;
    item.value = value;
    item.expires = target.now() + ttl;
    setSortKey(item, key);
    target.map().put(std::move(item));
}

Values sortedGet(const SortedTarget& target, const Values& arguments)
{
    const SortedItem* item = target.map().find(textAt(arguments, 0), target.now());
    return item ? Values{item->value, sortKeyOf(*item)} : Values{Value(), Value()};
}

Values sortedSet(const SortedTarget& target, const Values& arguments)
{
    const std::string id = textAt(arguments, 0);
    const bool isNew = !target.map().find(id, target.now());
    put(target, id, dataAt(arguments, 1), dataAt(arguments, 3), ttlAt(arguments, 2));
    return {Value(isNew)};
}

Values sortedUpdate(const SortedTarget& target, const Values& arguments)
{
    const std::string id = textAt(arguments, 0);
    const luau::Reference& transform = functionAt(*target.vm, arguments, 1);
    const auto ttl = ttlAt(arguments, 2);
    const Values given = target.vm->call(transform, sortedGet(target, arguments));
    const Value value = answerOf(given);
    if (value.isNull())
        return {Value(), Value()};
    put(target, id, value, dataAt(given, 1), ttl);
    return sortedGet(target, arguments);
}

Values sortedRemove(const SortedTarget& target, const Values& arguments)
{
    target.map().remove(textAt(arguments, 0));
    return {};
}

Values sortedSize(const SortedTarget& target, const Values&)
{
    return {Value(std::int64_t(target.map().items({}, target.now()).size()))};
}

/// Bounds {key = ..., sortKey = ...} are exclusive; only their keys are compared here.
void addBound(ItemRange& range, const Value& bound, bool isLower)
{
    if (const Value& key = bound["key"]; key.isString())
        range.bounds.push_back({"id", isLower, std::string(key.toString()), {}});
    const Value& sortKey = bound["sortKey"];
    if (sortKey.isString())
        range.bounds.push_back({"sortKey", isLower, std::string(sortKey.toString()), {}});
    else if (sortKey.isNumber())
        range.bounds.push_back({"sortKey", isLower, {}, sortKey.toDouble()});
}

Values sortedRange(const SortedTarget& target, const Values& arguments)
{
    const double count = numberAt(arguments, 1);
    if (!(count >= 1 && count <= 200))
        throw std::invalid_argument("The count must be from 1 to 200.");
    ItemRange range;
    addBound(range, dataAt(arguments, 2), true);
    addBound(range, dataAt(arguments, 3), false);
    auto items = target.map().items(range, target.now());
    if (dataAt(arguments, 0)["Name"].toString() == "Descending")
        std::ranges::reverse(items);
    std::vector<Value> found;
    for (const SortedItem* item : items) {
        if (found.size() == std::size_t(count))
            break;
        Value entry = Value::object({{"key", item->id}, {"value", item->value}});
        const Value key = sortKeyOf(*item);
        found.push_back(key.isNull() ? entry : entry.withMember("sortKey", key));
    }
    return {Value::array(std::move(found))};
}

std::string nameAt(const Values& arguments)
{
    constexpr std::size_t longestName = 128;
    std::string name = textAt(arguments, 0);
    if (name.size() > longestName)
        throw std::invalid_argument("The name of a memory store has 128 characters at most.");
    return name;
}

luau::Reference makeHashMap(luau::Vm& vm, MapTarget target)
{
    using Method = Task<Values> (*)(MapTarget, Values, std::stop_token);
    std::vector<luau::Function> methods;
    for (const auto& [name, method] :
         std::initializer_list<std::pair<const char*, Method>>{{"GetAsync", mapGet},
                                                               {"SetAsync", mapSet},
                                                               {"UpdateAsync", mapUpdate},
                                                               {"RemoveAsync", mapRemove},
                                                               {"ListItemsAsync", mapList}})
        methods.push_back(
            {name, AsyncNative([target, method](Values arguments, std::stop_token stop) {
                 return method(target, std::move(arguments), std::move(stop));
             })});
    return vm.makeObject("MemoryStoreHashMap", std::move(methods));
}

luau::Reference makeSortedMap(luau::Vm& vm, const SortedTarget& target)
{
    using Method = Values (*)(const SortedTarget&, const Values&);
    std::vector<luau::Function> methods;
    for (const auto& [name, method] :
         std::initializer_list<std::pair<const char*, Method>>{{"GetAsync", sortedGet},
                                                               {"SetAsync", sortedSet},
                                                               {"UpdateAsync", sortedUpdate},
                                                               {"RemoveAsync", sortedRemove},
                                                               {"GetRangeAsync", sortedRange},
                                                               {"GetSizeAsync", sortedSize}})
        methods.push_back({name, Native([target, method](Values arguments) {
                               return method(target, arguments);
                           })});
    return vm.makeObject("MemoryStoreSortedMap", std::move(methods));
}

} // namespace

luau::Reference makeMemoryStoreService(luau::Vm& vm, mock::Universe& universe, MemoryStores& stores)
{
    luau::Vm* const machine = &vm;
    mock::Universe* const target = &universe;
    MemoryStores* const sorted = &stores;
    const auto known = std::make_shared<LuauNames>();
    const auto hashMap = [machine, target, known](Values arguments) {
        known->add(*machine, "h/" + nameAt(arguments));
        datastore::HashMap& map = target->memoryStores().hashMap(textAt(arguments, 0));
        return Values{makeHashMap(*machine, {machine, target, &map})};
    };
    const auto sortedMap = [machine, target, sorted, known](Values arguments) {
        known->add(*machine, "s/" + nameAt(arguments));
        return Values{makeSortedMap(*machine, {machine, target, sorted, textAt(arguments, 0)})};
    };
    return vm.makeObject("MemoryStoreService",
                         {{"GetHashMap", Native(hashMap)}, {"GetSortedMap", Native(sortedMap)}});
}

Value luauEnums()
{
    const auto item = [](const char* name, int value) {
        return Value::object({{"Name", name}, {"Value", value}});
    };
    return Value::object({{"SortDirection",
                           Value::object({{"Ascending", item("Ascending", 0)},
                                          {"Descending", item("Descending", 1)}})}});
}

} // namespace plectrum::emulator
