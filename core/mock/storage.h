// SPDX-License-Identifier: MIT
// Where a mock universe keeps its things: in memory (memory_storage.h) or in one file
// (universe_file.h). Knows nothing of limits, faults or the clock. One thread.
#pragma once

#include "mock/version_history.h"

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace plectrum::mock {

/// A data store, made or not, for as long as the storage lives.
using StoreId = std::size_t;

struct StoreRecord
{
    StoreId id = 0;
    std::string name;
    std::string scope;
    Time createdTime{};
};

struct HashItem
{
    json::Value value;
    Time expires{};
};

/// A version as it was found. What is kept as text is not read yet: that is work for an executor.
struct FoundVersion
{
    Version version;
    /// Gives the value that `version` does not have yet, or throws Error (Storage). May be called
    /// in any thread. Null: the version has its value.
    std::function<json::Value()> readValue{};
};

/// Every call that writes is done as a whole or, when it throws, not at all, and lasts when it
/// returns unless a batch is open. Throws datastore::Error of kind Storage.
class Storage
{
public:
    virtual ~Storage() = default;

    virtual StoreId storeId(const std::string& name, const std::string& scope) = 0;
    /// Those that were made, in byte order of name and scope.
    virtual std::vector<StoreRecord> stores() = 0;
    /// Without effect on one that was made. The first write to a store makes it too.
    virtual void makeStore(StoreId store, Time created) = 0;

    /// Without its value that may be null.
    virtual std::optional<Version> newest(StoreId store, const std::string& key,
                                          bool withValue) = 0;
    virtual std::optional<FoundVersion> findNewest(StoreId store, const std::string& key) = 0;
    virtual std::optional<FoundVersion> find(StoreId store, const std::string& key,
                                             const std::string& id) = 0;
    /// Oldest first; expired ones may be among them. Without values they may be null.
    virtual std::vector<Version> versions(StoreId store, const std::string& key,
                                          bool withValues) = 0;
    virtual void write(StoreId store, const std::string& key, HistoryChange change) = 0;
    /// For imports: the whole history of a key that has none yet, oldest first.
    virtual void putHistory(StoreId store, const std::string& key,
                            std::vector<Version> versions) = 0;
    /// In byte order: at most `limit` keys that begin with `prefix` and stand after `after`.
    virtual std::vector<std::string> keys(StoreId store, const std::string& prefix,
                                          const std::string& after, bool withRemoved,
                                          std::size_t limit) = 0;

    virtual std::optional<HashItem> hashItem(const std::string& map, const std::string& key) = 0;
    virtual void putHashItem(const std::string& map, const std::string& key, HashItem item,
                             Time now) = 0;
    virtual void removeHashItem(const std::string& map, const std::string& key) = 0;
    virtual std::vector<std::string> hashMaps() = 0; ///< in byte order
    /// In byte order of keys; expired ones may be among them.
    virtual std::vector<std::pair<std::string, HashItem>> hashItems(const std::string& map) = 0;

    /// The names of data stores that were deleted, each with the moment at which it goes for good.
    virtual const std::map<std::string, Time>& deletedStores() = 0;
    virtual void setDeleted(const std::string& name, std::optional<Time> gone) = 0;
    /// Forgets all that data stores of that name hold, and that they were there, deleted or not.
    virtual void eraseStores(const std::string& name) = 0;

    virtual Time lastSnapshot() = 0; ///< Time::min() before the first
    virtual void setLastSnapshot(Time time) = 0;

    /// Writes between begin() and commit() last from the commit on; nested ones count as one.
    /// rollback() takes them back where the storage can (a file; in memory they stay), and does not
    /// throw.
    virtual void begin() = 0;
    virtual void commit() = 0;
    virtual void rollback() = 0;
};

} // namespace plectrum::mock
