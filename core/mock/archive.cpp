// SPDX-License-Identifier: MIT
#include "mock/archive.h"

#include "mock/archive_reader.h"

namespace plectrum::mock {

using json::Value;

namespace {

Value timeText(Time time)
{
    return Value(async::toRfc3339(time));
}

/// `previous` and `next` are nullptr at the ends: what follows from them is left out.
Value exported(const Version& version, const Version* previous, const Version* next)
{
    Value::Members members{{"version", version.id()},
                           {"createdTime", timeText(version.time)},
                           {"deleted", version.isDeleted}};
    if (!version.isDeleted)
        members.emplace_back("value", version.value);
    if (version.tags && !version.tags->userIds.empty()) {
        const auto& ids = version.tags->userIds;
        members.emplace_back("userIds", Value::array({ids.begin(), ids.end()}));
    }
    if (version.tags && version.tags->attributes.size() > 0)
        members.emplace_back("attributes", version.tags->attributes);
    const bool isFirst = !previous || previous->isDeleted;
    if (version.entryCreated != (isFirst ? version.time : previous->entryCreated))
        members.emplace_back("entryCreatedTime", timeText(version.entryCreated));
    if (next && version.superseded != next->time)
        members.emplace_back("supersededTime", timeText(version.superseded));
    return Value::object(std::move(members));
}

Value exported(const std::string& key, const std::vector<Version>& versions)
{
    std::vector<Value> list;
    list.reserve(versions.size());
    for (std::size_t i = 0; i < versions.size(); ++i)
        list.push_back(exported(versions[i], i > 0 ? &versions[i - 1] : nullptr,
                                i + 1 < versions.size() ? &versions[i + 1] : nullptr));
    return Value::object({{"key", key}, {"versions", Value::array(std::move(list))}});
}

Value exportedStore(const Universe& universe, const StoreRecord& store)
{
    std::vector<Value> entries;
    universe.forEachEntry(store, [&](const std::string& key, const std::vector<Version>& versions) {
        entries.push_back(exported(key, versions));
    });
    return Value::object({{"name", store.name},
                          {"scope", store.scope},
                          {"createdTime", timeText(store.createdTime)},
                          {"entries", Value::array(std::move(entries))}});
}

Value exportedMap(const std::string& name, std::vector<std::pair<std::string, HashItem>> items)
{
    std::vector<Value> list;
    for (auto& [key, item] : items)
        list.push_back(Value::object(
            {{"key", key}, {"value", item.value}, {"expires", timeText(item.expires)}}));
    return Value::object({{"name", name}, {"items", Value::array(std::move(list))}});
}

void importEntry(Universe& universe, const ArchivedStore& store, ArchivedEntry& entry)
{
    if (entry.isCurrentOnly)
        universe.importValue(store.name, store.scope, entry.key, std::move(entry.versions.back()));
    else
        universe.importEntry(store.name, store.scope, entry.key, std::move(entry.versions));
}

} // namespace

Value exportUniverse(const Universe& universe)
{
    std::vector<Value> stores;
    for (const auto& store : universe.storeRecords())
        stores.push_back(exportedStore(universe, store));
    std::vector<Value> maps;
    for (const auto& name : universe.hashMapNames()) {
        auto items = universe.hashItems(name);
        if (!items.empty())
            maps.push_back(exportedMap(name, std::move(items)));
    }
    return Value::object({{"format", "plectrum-universe"},
                          {"version", 1},
                          {"dataStores", Value::array(std::move(stores))},
                          {"hashMaps", Value::array(std::move(maps))}});
}

Value currentContents(const Universe& universe)
{
    Value::Members stores;
    for (const auto& store : universe.storeRecords()) {
        if (store.scope != "global")
            continue;
        Value::Members entries;
        universe.forEachEntry(store,
                              [&](const std::string& key, const std::vector<Version>& versions) {
                                  if (!versions.back().isDeleted)
                                      entries.emplace_back(key, versions.back().value);
                              });
        stores.emplace_back(store.name, Value::object(std::move(entries)));
    }
    return Value::object(std::move(stores));
}

void importUniverse(Universe& universe, const Value& source)
{
    Archive archive = readArchive(source);
    for (const auto& store : archive.stores) {
        for (const auto& entry : store.entries)
            if (!entry.isCurrentOnly && universe.hasHistory(store.name, store.scope, entry.key))
                throw archiveError(datastore::ErrorKind::Conflict, entry.pointer,
                                   "the universe has versions of this key already");
    }
    auto batch = universe.batch();
    for (auto& store : archive.stores) {
        const Time oldest = store.entries.empty() || store.entries.front().isCurrentOnly
            ? universe.now()
            : store.entries.front().versions.front().time;
        universe.importDataStore(store.name, store.scope, store.created.value_or(oldest));
        for (auto& entry : store.entries)
            importEntry(universe, store, entry);
    }
    for (auto& item : archive.items)
        universe.importHashItem(item.map, item.key, std::move(item.item));
    batch.commit();
}

} // namespace plectrum::mock
