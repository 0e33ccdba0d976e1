// SPDX-License-Identifier: MIT
// The omniscient reader: what the universe holds at this instant, kept up to date write by write,
// and what any reader would make of it. Never waits, never asks a server.
#pragma once

#include "async/clock.h"
#include "simulation/game.h"
#include "store/record/record.h"

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace plectrum::simulation {

using async::Duration;

struct StoredKey
{
    store::Record record;
    std::optional<store::TxInfo> info; ///< nullopt: it cannot be read
    std::string damage; ///< why not
    std::optional<json::Value> data; ///< as any reader must see it
    Counts counts{};
    std::int64_t coins = 0;
    /// What readers saw from which moment on, the newest last.
    std::deque<std::pair<Duration, std::optional<json::Value>>> past;
};

struct StoredLock
{
    std::string id;
    int life = 0; ///< of the server that set or refreshed it
    Duration taken{}; ///< when it was set or refreshed
};

class Mirror
{
public:
    static constexpr Duration lockLife = std::chrono::seconds(90);

    // Writes as they are done. Each gives the keys whose data may be another now.
    std::vector<std::string> setRecord(const std::string& key, const json::Value& value,
                                       Duration now);
    std::vector<std::string> setMarker(const std::string& txId, bool isThere, Duration now);
    void setShard(const std::string& key, const json::Value* text);
    void setLock(const std::string& key, StoredLock lock);
    void removeLock(const std::string& key);

    const std::map<std::string, StoredKey>& keys() const { return m_keys; }
    const StoredKey* find(const std::string& key) const;
    const std::map<std::string, std::string>& shards() const { return m_shards; }
    const std::set<std::string>& markers() const { return m_markers; }
    /// Every key that ever had this transaction in its record.
    const std::set<std::string>& keysOf(const std::string& txId) const;
    const StoredLock* lock(const std::string& key, Duration now) const; ///< a live one
    bool isHeldBy(const std::string& key, int life, Duration now) const;
    /// The record that names this shard as its file, or nullptr.
    const std::string* userOf(const std::string& shardKey) const;
    /// Whether a reader could have seen this between then and now.
    bool wasSeen(const std::string& key, const std::optional<json::Value>& data,
                 Duration since) const;

private:
    void resolve(StoredKey& stored, Duration now);
    json::Value content(StoredKey& stored) const;

    std::map<std::string, StoredKey> m_keys;
    std::map<std::string, std::string> m_shards;
    std::map<std::string, std::string> m_users; ///< key by shard id, of current files
    std::set<std::string> m_markers;
    std::map<std::string, std::set<std::string>> m_transactions;
    std::map<std::string, StoredLock> m_locks;
};

/// The shards of a file: none, or "GUID-1" ...
std::vector<std::string> shardKeysOf(const store::File& file);
/// "GUID" of "GUID-1".
std::string shardIdOf(const std::string& shardKey);

} // namespace plectrum::simulation
