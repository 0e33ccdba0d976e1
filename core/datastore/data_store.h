// SPDX-License-Identifier: MIT
// A data store of a universe: a map from key to versioned entry. Calls throw datastore::Error;
// "not there" is nullopt. A data store must live until its tasks are done.
#pragma once

#include "async/task.h"
#include "datastore/entry.h"

#include <functional>
#include <optional>
#include <stop_token>
#include <string>

namespace plectrum::datastore {

using async::Task;

/// What an update writes instead of the current entry; nullopt from the transform leaves all as it
/// is.
struct Written
{
    json::Value value;
    std::vector<std::int64_t> userIds{};
    json::Value attributes = json::Value::object();
};
/// Gets the current entry (nullopt when there is none). May be called more than once; must not have
/// effects of its own.
using Transform = std::function<std::optional<Written>(const std::optional<Entry>&)>;

class DataStore
{
public:
    virtual ~DataStore() = default;
    virtual const std::string& name() const = 0;
    virtual const std::string& scope() const = 0;

    virtual Task<std::optional<Entry>> get(std::string key, std::stop_token stop = {}) = 0;
    /// Gives the info of the entry as it is after the write.
    virtual Task<EntryInfo> set(std::string key, json::Value value, WriteOptions options = {},
                                std::stop_token stop = {}) = 0;
    /// Read, transform, conditional write, again on conflict. Gives the entry after the write, or
    /// nullopt when the transform declined.
    virtual Task<std::optional<Entry>> update(std::string key, Transform transform,
                                              std::stop_token stop = {}) = 0;
    /// Leaves a tombstone. Gives what was there, or nullopt.
    virtual Task<std::optional<Entry>> remove(std::string key, std::stop_token stop = {}) = 0;
    /// As remove(), on conditions. True: what was meant is gone. False: it is not there, or not at
    /// that version, and nothing was done. Throws an Error with noConditionalRemovalCode where the
    /// service cannot remove a given version only.
    virtual Task<bool> removeIf(std::string key, RemoveOptions options,
                                std::stop_token stop = {}) = 0;
    /// Keys in byte order. Removed keys are not listed.
    virtual Task<Page<KeyInfo>> listKeys(ListKeysQuery query, std::stop_token stop = {}) = 0;
    /// Versions of a key, tombstones included; empty for a key that never was.
    virtual Task<Page<VersionInfo>> listVersions(ListVersionsQuery query,
                                                 std::stop_token stop = {}) = 0;
    /// nullopt when there is no such version, it has expired, or it is a tombstone.
    virtual Task<std::optional<Entry>> getVersion(std::string key, std::string version,
                                                  std::stop_token stop = {}) = 0;
    /// What time it is at least where the times of its entries come from. Throws Error
    /// (Unreachable) while the service has not told. Here: the caller's own clock is the service's.
    virtual Time serverTime(const async::Clock& clock) const { return clock.now(); }
};

} // namespace plectrum::datastore
