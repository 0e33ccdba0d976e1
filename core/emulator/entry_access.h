// SPDX-License-Identifier: MIT
// What both wire versions do with the entries of a mock universe: conditional reads and writes
// under the throughput limits of each key. Throws ApiError and datastore::Error.
#pragma once

#include "datastore/data_store.h"
#include "emulator/refusal.h"
#include "mock/budget.h"
#include "mock/universe.h"

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace plectrum::emulator {

struct Address
{
    std::string store;
    std::string scope = "global";
    std::string key{};
};

struct WriteCondition
{
    std::optional<std::string> ifVersion{};
    bool onlyIfAbsent = false;
};

class EntryAccess
{
public:
    /// Both must outlive it and its tasks.
    EntryAccess(mock::Universe& universe, async::Clock& clock, bool hasThroughput);

    /// Throws ApiError for a name, scope or key (when there is one) that the service refuses.
    void check(const Address& address) const;
    /// There is a data store of that name, in any scope, that is not deleted.
    bool hasStore(const std::string& name) const;
    /// Throws ApiError (NotFound) when there is none.
    void needStore(const std::string& name) const;
    /// The current version without its value, or a tombstone.
    std::optional<mock::Version> newest(const Address& address) const;
    /// There is an entry, and not only its tombstone.
    bool isThere(const Address& address) const;

    async::Task<std::optional<datastore::Entry>> get(Address address, std::stop_token stop);
    async::Task<std::optional<datastore::Entry>> getVersion(Address address, std::string version,
                                                            std::stop_token stop);
    /// Throws Error of kind Conflict when the condition does not hold. Gives the entry as it is
    /// then.
    async::Task<datastore::Entry> write(Address address, datastore::Written written,
                                        WriteCondition condition, std::stop_token stop);
    async::Task<void> remove(Address address, std::optional<std::string> ifVersion,
                             std::stop_token stop);
    /// Adds to a whole number, or makes it; users and attributes of before are not kept.
    async::Task<datastore::Entry> increment(Address address, std::int64_t amount,
                                            datastore::Written tags, std::stop_token stop);
    /// Keys in byte order. With all scopes they are "SCOPE/KEY", as the prefix then is.
    std::vector<std::string> keys(const std::string& store, const std::string& scope,
                                  const std::string& prefix, const std::string& after,
                                  std::size_t limit, bool withRemoved) const;
    std::vector<std::string> keysOfAllScopes(const std::string& store, const std::string& prefix,
                                             const std::string& after, std::size_t limit,
                                             bool withRemoved) const;

    mock::Universe& universe() { return m_universe; }

private:
    std::vector<std::string> keysOf(const mock::StoreRecord& record, const std::string& prefix,
                                    const std::string& after, std::size_t limit,
                                    bool withRemoved) const;

    mock::Universe& m_universe;
    async::Clock& m_clock;
    std::optional<mock::Budget> m_throughput;
};

} // namespace plectrum::emulator
