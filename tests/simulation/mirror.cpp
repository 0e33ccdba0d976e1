// SPDX-License-Identifier: MIT
#include "simulation/mirror.h"

#include "store/record/files.h"
#include "store/record/record_codec.h"
#include "store/transaction/transactions.h"

#include <utility>
#include <variant>

namespace plectrum::simulation {

namespace {

constexpr std::size_t pastKept = 200;

} // namespace

std::vector<std::string> shardKeysOf(const store::File& file)
{
    std::vector<std::string> keys;
    if (const auto* sharded = std::get_if<store::ShardedFile>(&file))
        for (std::int64_t i = 1; i <= sharded->count; ++i)
            keys.push_back(store::shardKey(*sharded, i));
    return keys;
}

std::string shardIdOf(const std::string& shardKey)
{
    return shardKey.substr(0, shardKey.rfind('-'));
}

/// What the file holds; null and `damage` when it cannot be had.
json::Value Mirror::content(StoredKey& stored) const
{
    if (const auto* small = std::get_if<json::Value>(&stored.record.file))
        return *small;
    std::string whole;
    for (const auto& key : shardKeysOf(stored.record.file)) {
        const auto found = m_shards.find(key);
        if (found == m_shards.end()) {
            stored.damage = "missing shard " + key;
            return {};
        }
        whole += found->second;
    }
    auto value = store::decodeShards(whole);
    if (value)
        return *std::move(value);
    stored.damage = value.error().text;
    return {};
}

void Mirror::resolve(StoredKey& stored, Duration now)
{
    stored.data.reset();
    stored.counts = {};
    stored.coins = 0;
    if (!stored.info)
        return;
    const bool isPending = stored.info->txId && m_markers.contains(*stored.info->txId);
    auto resolved = store::resolve(*stored.info, isPending);
    if (!resolved) {
        stored.damage = resolved.error().text;
        stored.info.reset();
        return;
    }
    stored.data = std::move(resolved->data);
    if (stored.data) {
        stored.counts = countsOf(*stored.data);
        stored.coins = coinsOf(*stored.data);
    }
    stored.past.emplace_back(now, stored.data);
    if (stored.past.size() > pastKept)
        stored.past.pop_front();
}

std::vector<std::string> Mirror::setRecord(const std::string& key, const json::Value& value,
                                           Duration now)
{
    auto& stored = m_keys[key];
    if (const auto* old = std::get_if<store::ShardedFile>(&stored.record.file))
        m_users.erase(old->shard);
    stored.info.reset();
    stored.damage.clear();
    auto record = store::decodeRecord(value);
    if (!record) {
        stored.damage = record.error().damage.text;
        resolve(stored, now);
        return {key};
    }
    stored.record = *std::move(record);
    if (const auto* file = std::get_if<store::ShardedFile>(&stored.record.file))
        m_users[file->shard] = key;
    const auto inner = content(stored);
    if (stored.damage.empty()) {
        auto info = store::decodeTxInfo(inner, "/file/data");
        if (info)
            stored.info = *std::move(info);
        else
            stored.damage = info.error().text;
    }
    if (stored.info && stored.info->txId)
        m_transactions[*stored.info->txId].insert(key);
    resolve(stored, now);
    return {key};
}

std::vector<std::string> Mirror::setMarker(const std::string& txId, bool isThere, Duration now)
{
    if (isThere)
        m_markers.insert(txId);
    else
        m_markers.erase(txId);
    std::vector<std::string> changed;
    for (const auto& key : keysOf(txId)) {
        auto& stored = m_keys[key];
        if (!stored.info || stored.info->txId != txId)
            continue;
        resolve(stored, now);
        changed.push_back(key);
    }
    return changed;
}

void Mirror::setShard(const std::string& key, const json::Value* text)
{
    if (text)
        m_shards[key] = std::string(text->toString());
    else
        m_shards.erase(key);
}

void Mirror::setLock(const std::string& key, StoredLock lock)
{
    m_locks[key] = std::move(lock);
}

void Mirror::removeLock(const std::string& key)
{
    m_locks.erase(key);
}

const StoredKey* Mirror::find(const std::string& key) const
{
    const auto found = m_keys.find(key);
    return found == m_keys.end() ? nullptr : &found->second;
}

const std::set<std::string>& Mirror::keysOf(const std::string& txId) const
{
    static const std::set<std::string> none;
    const auto found = m_transactions.find(txId);
    return found == m_transactions.end() ? none : found->second;
}

const StoredLock* Mirror::lock(const std::string& key, Duration now) const
{
    const auto found = m_locks.find(key);
    if (found == m_locks.end() || now - found->second.taken >= lockLife)
        return nullptr;
    return &found->second;
}

bool Mirror::isHeldBy(const std::string& key, int life, Duration now) const
{
    const auto* held = lock(key, now);
    return held && held->life == life;
}

const std::string* Mirror::userOf(const std::string& shardKey) const
{
    const auto found = m_users.find(shardIdOf(shardKey));
    return found == m_users.end() ? nullptr : &found->second;
}

bool Mirror::wasSeen(const std::string& key, const std::optional<json::Value>& data,
                     Duration since) const
{
    const auto* stored = find(key);
    if (!stored)
        return !data;
    // What was seen last before `since` still stood at that moment.
    for (auto at = stored->past.rbegin(); at != stored->past.rend(); ++at) {
        if (at->second == data)
            return true;
        if (at->first < since)
            return false;
    }
    return !data || stored->past.size() == pastKept;
}

} // namespace plectrum::simulation
