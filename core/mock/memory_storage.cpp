// SPDX-License-Identifier: MIT
#include "mock/memory_storage.h"

#include <algorithm>

namespace plectrum::mock {

StoreId MemoryStorage::storeId(const std::string& name, const std::string& scope)
{
    const auto [at, isNew] = m_ids.try_emplace({name, scope}, m_tables.size());
    if (isNew) {
        auto table = std::make_unique<Table>();
        table->record = {at->second, name, scope, {}};
        m_tables.push_back(std::move(table));
    }
    return at->second;
}

std::vector<StoreRecord> MemoryStorage::stores()
{
    std::vector<StoreRecord> made;
    for (const auto& [name, id] : m_ids)
        if (m_tables[id]->isMade)
            made.push_back(m_tables[id]->record);
    return made;
}

void MemoryStorage::makeStore(StoreId store, Time created)
{
    Table& table = *m_tables[store];
    if (!std::exchange(table.isMade, true))
        table.record.createdTime = created;
}

const VersionHistory* MemoryStorage::history(StoreId store, const std::string& key) const
{
    const auto& histories = m_tables[store]->histories;
    const auto at = histories.find(key);
    return at == histories.end() ? nullptr : &at->second;
}

std::optional<Version> MemoryStorage::newest(StoreId store, const std::string& key, bool)
{
    if (const auto* found = history(store, key))
        return found->newest();
    return std::nullopt;
}

std::optional<FoundVersion> MemoryStorage::findNewest(StoreId store, const std::string& key)
{
    const auto* found = history(store, key);
    return found ? std::optional(FoundVersion{found->newest()}) : std::nullopt;
}

std::optional<FoundVersion> MemoryStorage::find(StoreId store, const std::string& key,
                                                const std::string& id)
{
    const auto* found = history(store, key);
    const Version* version = found ? found->find(id) : nullptr;
    return version ? std::optional(FoundVersion{*version}) : std::nullopt;
}

std::vector<Version> MemoryStorage::versions(StoreId store, const std::string& key, bool)
{
    const auto* found = history(store, key);
    return found ? found->all() : std::vector<Version>();
}

void MemoryStorage::write(StoreId store, const std::string& key, HistoryChange change)
{
    makeStore(store, change.now);
    m_tables[store]->histories[key].apply(std::move(change));
}

void MemoryStorage::putHistory(StoreId store, const std::string& key, std::vector<Version> versions)
{
    m_tables[store]->histories[key] = VersionHistory(std::move(versions));
}

std::vector<std::string> MemoryStorage::keys(StoreId store, const std::string& prefix,
                                             const std::string& after, bool withRemoved,
                                             std::size_t limit)
{
    const auto& histories = m_tables[store]->histories;
    std::vector<std::string> found;
    auto at = after < prefix ? histories.lower_bound(prefix) : histories.upper_bound(after);
    for (; at != histories.end() && found.size() < limit; ++at) {
        if (!at->first.starts_with(prefix))
            break;
        if (withRemoved || !at->second.newest().isDeleted)
            found.push_back(at->first);
    }
    return found;
}

void MemoryStorage::setDeleted(const std::string& name, std::optional<Time> gone)
{
    if (gone)
        m_deleted.insert_or_assign(name, *gone);
    else
        m_deleted.erase(name);
}

void MemoryStorage::eraseStores(const std::string& name)
{
    for (const auto& [key, id] : m_ids) {
        if (key.first == name) {
            m_tables[id]->isMade = false;
            m_tables[id]->histories.clear();
        }
    }
    m_deleted.erase(name);
}

std::optional<HashItem> MemoryStorage::hashItem(const std::string& map, const std::string& key)
{
    const auto items = m_hashMaps.find(map);
    if (items == m_hashMaps.end())
        return std::nullopt;
    const auto at = items->second.byKey.find(key);
    return at == items->second.byKey.end() ? std::nullopt : std::optional(at->second);
}

void MemoryStorage::putHashItem(const std::string& map, const std::string& key, HashItem item,
                                Time now)
{
    Items& items = m_hashMaps[map];
    items.byKey.insert_or_assign(key, std::move(item));
    if (items.byKey.size() >= items.nextSweep) {
        std::erase_if(items.byKey, [&](const auto& entry) { return entry.second.expires <= now; });
        items.nextSweep = 2 * items.byKey.size() + 64;
    }
}

void MemoryStorage::removeHashItem(const std::string& map, const std::string& key)
{
    if (const auto items = m_hashMaps.find(map); items != m_hashMaps.end())
        items->second.byKey.erase(key);
}

std::vector<std::string> MemoryStorage::hashMaps()
{
    std::vector<std::string> names;
    for (const auto& [name, items] : m_hashMaps)
        names.push_back(name);
    return names;
}

std::vector<std::pair<std::string, HashItem>> MemoryStorage::hashItems(const std::string& map)
{
    std::vector<std::pair<std::string, HashItem>> found;
    if (const auto items = m_hashMaps.find(map); items != m_hashMaps.end())
        found.assign(items->second.byKey.begin(), items->second.byKey.end());
    std::ranges::sort(found, {}, &std::pair<std::string, HashItem>::first);
    return found;
}

} // namespace plectrum::mock
