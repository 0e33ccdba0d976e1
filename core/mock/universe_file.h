// SPDX-License-Identifier: MIT
// A mock universe's things in one SQLite file (format: file_format.cpp), which is locked for other
// programs while it is open. A write that has returned survives the end of the program and of the
// machine. Nothing but names is held in memory. Opening checks up to 32 MB for damage.
#pragma once

#include "mock/file_mode.h"
#include "mock/storage.h"
#include "sql/connection.h"

#include <memory>

namespace plectrum::mock {

class VersionTable;

class UniverseFile final : public Storage
{
public:
    /// What cannot be written (the file, its folder, its disk) is opened for reading; writing then
    /// fails as READONLY. Throws Error of kind Storage, the file untouched, when it is damaged,
    /// another program's, of a newer format, in use, or not there; error.code() tells which:
    /// DAMAGED, FOREIGN, NEWER, LOCKED, READONLY, MISSING, EXISTS, FULL, IO. With a `maximumSize`
    /// in bytes writing beyond it fails as on a full disk.
    UniverseFile(const std::string& path, FileMode mode, std::int64_t maximumSize = 0);
    ~UniverseFile() override;

    bool isReadOnly() const { return m_isReadOnly; }

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
    void setLastSnapshot(Time time) override;
    void begin() override;
    void commit() override;
    void rollback() override;

private:
    struct Store
    {
        std::string name;
        std::string scope;
        std::int64_t row = 0; ///< 0: not known, or not made
    };

    void open();
    void checkPages();
    void loadFacts();
    template <typename Work>
    void together(Work work); ///< work() as one transaction
    std::int64_t storeRow(StoreId store); ///< 0 when not made

    class Registration;
    std::unique_ptr<Registration> m_registration;
    bool m_isReadOnly = false;
    std::unique_ptr<sql::Connection> m_file;
    std::unique_ptr<VersionTable> m_versions;
    std::vector<Store> m_stores; ///< by StoreId
    std::map<std::string, Time> m_deleted; ///< data stores
    Time m_lastSnapshot = Time::min();
    int m_depth = 0; ///< of transactions
    bool m_isBroken = false; ///< the outer transaction was taken back and must not be continued
    int m_hashWrites = 0;
};

} // namespace plectrum::mock
