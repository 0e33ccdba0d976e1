// SPDX-License-Identifier: MIT
// A whole mock universe with the real services' rules: data stores and hash maps over one clock,
// one random source and one fault plan, in memory or in one file. One thread. It must outlive the
// tasks of its services.
#pragma once

#include "async/executor.h"
#include "datastore/universe.h"
#include "mock/call.h"
#include "mock/fault_plan.h"
#include "mock/file_mode.h"
#include "mock/storage.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace plectrum::mock {

class DataStore;

struct Options
{
    std::string title = "Memory"; ///< of a universe in memory; a file has its name
    bool hasBudgets = false; ///< request budgets and per-key throughput are enforced
    int players = 0; ///< for the budgets
    bool hasReadCache = false; ///< gets are answered from a 4-second cache, as on game servers
    std::int64_t maximumFileSize =
        0; ///< bytes; writing beyond fails as on a full disk; 0: no limit
    FaultPlan faults{};
    Observer observer{};
    MissListener missing{};
};

/// Writes made while a batch lives last together from its commit on. A file takes them back when
/// the batch ends without; in memory they stay.
class Batch
{
public:
    explicit Batch(Storage& storage);
    Batch(Batch&& other) noexcept;
    Batch& operator=(Batch&&) = delete;
    ~Batch();
    void commit(); ///< throws Error of kind Storage; then all is taken back

private:
    Storage* m_storage;
};

class Universe final : public datastore::Universe
{
public:
    /// Empty and in memory. The clock must outlive the universe.
    Universe(async::Clock& clock, async::Random random, Options options = {});
    /// In a file NAME.plectrum, where each write lasts when its call is done. Throws Error of kind
    /// Storage as UniverseFile does. Needs a QCoreApplication and stays in the calling thread, but
    /// for large values, which the executor reads; it must outlive the universe.
    static std::unique_ptr<Universe> open(std::string path, FileMode mode, async::Clock& clock,
                                          async::Random random, async::Executor& executor,
                                          Options options = {});
    ~Universe() override;

    std::string title() const override;
    datastore::DataStoreService& dataStores() override;
    datastore::MemoryStoreService& memoryStores() override;

    void setFaultPlan(FaultPlan plan);
    const FaultPlan& faultPlan() const; ///< what is left of it
    void setObserver(Observer observer);
    Time now() const; ///< the clock's time and the fault plan's jumps

    struct Snapshot
    {
        bool isNew = false;
        Time time{};
    };
    /// The next write to each key makes a version. At most one each UTC day: a second one on a day
    /// is not new and gives the time of the first.
    Snapshot takeSnapshot();

    Batch batch();

    /// Data stores of that name are out of reach at once and go for good 30 days later: gives that
    /// moment, of the first deletion when they are deleted already; nullopt when there are none.
    std::optional<Time> deleteDataStore(const std::string& name);
    /// False when there are none that are deleted.
    bool undeleteDataStore(const std::string& name);
    /// When they go for good; nullopt for what is not deleted.
    std::optional<Time> deletionOf(const std::string& name) const;

    // For servers: what the interfaces do not tell.

    /// As dataStores().dataStore(), with what a mock data store can do beyond.
    DataStore& mockDataStore(const std::string& name, const std::string& scope);
    /// At most `limit` keys that begin with `prefix` and stand after `after`, in byte order.
    std::vector<std::string> keys(const StoreRecord& store, const std::string& prefix,
                                  const std::string& after, std::size_t limit) const;
    /// As keys(), with those that are removed but not forgotten yet.
    std::vector<std::string> keysWithRemoved(const StoreRecord& store, const std::string& prefix,
                                             const std::string& after, std::size_t limit) const;
    /// A tombstone too, for 30 days; its value may be null.
    std::optional<Version> newestVersion(const std::string& name, const std::string& scope,
                                         const std::string& key) const;
    /// What has not expired, oldest first, tombstones included; values may be null.
    std::vector<Version> versions(const std::string& name, const std::string& scope,
                                  const std::string& key) const;

    // For import and export: past limits, faults, budgets and the observer.

    /// Makes the data store if it is not there.
    void importDataStore(const std::string& name, const std::string& scope, Time created);
    /// A key's whole history as it is, oldest first, times growing. Throws Error: Conflict when the
    /// key has a history.
    void importEntry(const std::string& name, const std::string& scope, const std::string& key,
                     std::vector<Version> versions);
    /// Writes a value (its size and tags set) as any write of now would be.
    void importValue(const std::string& name, const std::string& scope, const std::string& key,
                     Version version);
    void importHashItem(const std::string& map, const std::string& key, HashItem item);
    /// Whether the key has any version, a tombstone included.
    bool hasHistory(const std::string& name, const std::string& scope, const std::string& key);

    /// In byte order of name and scope.
    std::vector<StoreRecord> storeRecords(bool withDeleted = false) const;
    /// Each key with its unexpired versions, oldest first, tombstones included, in byte order.
    void forEachEntry(const StoreRecord& store,
                      const std::function<void(const std::string& key,
                                               const std::vector<Version>& versions)>& visit) const;
    std::vector<std::string> hashMapNames() const;
    /// What has not expired, in byte order of keys.
    std::vector<std::pair<std::string, HashItem>> hashItems(const std::string& map) const;

private:
    struct Services;
    explicit Universe(std::unique_ptr<Services> services);
    std::unique_ptr<Services> m_services;
};

} // namespace plectrum::mock
