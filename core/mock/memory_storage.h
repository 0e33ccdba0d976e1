// SPDX-License-Identifier: MIT
// A mock universe's things in ordered maps: about 200 bytes a key with a short name.
#pragma once

#include "mock/storage.h"

#include <functional>
#include <map>
#include <memory>
#include <unordered_map>

namespace plectrum::mock {

class MemoryStorage final : public Storage
{
public:
    StoreId storeId(const std::string& name, const std::string& scope) override;
    std::vector<StoreRecord> stores() override;
    void makeStore(StoreId store, Time created) override;
    std::optional<Version> newest(StoreId store, const std::string& key, bool withValue) override;
    std::optional<FoundVersion> findNewest(StoreId store, const std::string& key) override;
    std::optional<FoundVersion> find(StoreId store, const std::string& key,
                                     const std::string& id) override;
    std::vector<Version> versions(StoreId store, const std::string& key, bool withValues) override;
    void write(StoreId store, const std::string& key, HistoryChange change) override;
    void putHistory(StoreId store, const std::string& key, std::vector<Version> versions) override;
    std::vector<std::string> keys(StoreId store, const std::string& prefix,
                                  const std::string& after, bool withRemoved,
                                  std::size_t limit) override;
    std::optional<HashItem> hashItem(const std::string& map, const std::string& key) override;
    void putHashItem(const std::string& map, const std::string& key, HashItem item,
                     Time now) override;
    void removeHashItem(const std::string& map, const std::string& key) override;
    std::vector<std::string> hashMaps() override;
    std::vector<std::pair<std::string, HashItem>> hashItems(const std::string& map) override;
    const std::map<std::string, Time>& deletedStores() override { return m_deleted; }
    void setDeleted(const std::string& name, std::optional<Time> gone) override;
    void eraseStores(const std::string& name) override;
    Time lastSnapshot() override { return m_lastSnapshot; }
    void setLastSnapshot(Time time) override { m_lastSnapshot = time; }
    void begin() override { }
    void commit() override { }
    void rollback() override { }

private:
    struct Table
    {
        StoreRecord record;
        bool isMade = false;
        std::map<std::string, VersionHistory> histories;
    };
    struct Items
    {
        std::unordered_map<std::string, HashItem> byKey;
        std::size_t nextSweep = 64; ///< size at which expired items are swept out
    };

    const VersionHistory* history(StoreId store, const std::string& key) const;

    std::vector<std::unique_ptr<Table>> m_tables; ///< by StoreId
    std::map<std::pair<std::string, std::string>, StoreId> m_ids; ///< by name and scope
    std::map<std::string, Items> m_hashMaps;
    std::map<std::string, Time> m_deleted; ///< data stores
    Time m_lastSnapshot = Time::min();
};

} // namespace plectrum::mock
