// SPDX-License-Identifier: MIT
// A hash map of a universe, reached by scripts that run in one of its places. What was last seen at
// a key is taken for what stands there, and the script compares: so a free lock is taken, refreshed
// and let go by one script each.
#pragma once

#include "async/clock.h"
#include "datastore/universe.h"
#include "opencloud/hash_map_calls.h"

#include <map>
#include <memory>
#include <optional>
#include <string>

namespace plectrum::opencloud {

class HashMap final : public datastore::HashMap
{
public:
    /// `calls` and `clock` must outlive it and its tasks.
    HashMap(HashMapCalls& calls, async::Clock& clock, std::string name);

    const std::string& name() const override { return m_name; }
    Task<std::optional<json::Value>> get(std::string key, std::stop_token stop) override;
    Task<void> set(std::string key, json::Value value, std::chrono::seconds ttl,
                   std::stop_token stop) override;
    /// Ends as an Error when it is not known within a minute that it was done.
    Task<std::optional<json::Value>> update(std::string key, Transform transform,
                                            std::chrono::seconds ttl,
                                            std::stop_token stop) override;
    Task<void> remove(std::string key, std::stop_token stop) override;

private:
    using Seen = std::optional<json::Value>;
    MapOperation operation(MapOperation::Kind kind, std::string key) const;
    Task<MapResult> swap(MapOperation operation, async::Duration until, std::stop_token stop);
    void note(const std::string& key, Seen value);

    HashMapCalls& m_calls;
    async::Clock& m_clock;
    std::string m_name;
    std::map<std::string, Seen> m_seen;
};

class HashMapService final : public datastore::MemoryStoreService
{
public:
    /// The transport and the clock must outlive it and its tasks.
    HashMapService(Transport& transport, async::Clock& clock, HashMapCallSettings settings);
    datastore::HashMap& hashMap(const std::string& name) override;

private:
    HashMapCalls m_calls;
    async::Clock& m_clock;
    std::map<std::string, std::unique_ptr<HashMap>> m_maps;
};

} // namespace plectrum::opencloud
