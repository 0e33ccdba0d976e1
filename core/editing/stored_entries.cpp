// SPDX-License-Identifier: MIT
#include "editing/stored_entries.h"

#include "store/names.h"
#include "store/record/files.h"
#include "store/record/record_codec.h"

#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace plectrum::editing {

namespace {

/// How often all is read anew because the record was written meanwhile.
constexpr int maxTries = 5;

using Entries = std::vector<datastore::StoredEntry>;

/// What a record names beside itself: data store and key of each.
struct NamedEntry
{
    std::string dataStore;
    std::string key;
};

std::vector<NamedEntry> partsOf(const json::Value& value, const std::string& store)
{
    std::vector<NamedEntry> parts;
    const auto record = store::decodeRecord(value);
    if (!record)
        return parts;
    const auto addShards = [&](const store::File& file) {
        if (const auto* sharded = std::get_if<store::ShardedFile>(&file))
            for (std::int64_t i = 1; i <= sharded->count; ++i)
                parts.push_back({store::names::shards(store), store::shardKey(*sharded, i)});
    };
    addShards(record->file);
    for (const store::File& orphan : record->orphanedFiles)
        addShards(orphan);
    if (const auto* data = std::get_if<json::Value>(&record->file))
        if (const auto info = store::decodeTxInfo(*data, "/file/data"); info && info->txId)
            parts.push_back({store::names::transactions(store), *info->txId});
    return parts;
}

} // namespace

Task<Entries> storedEntries(AccessServices services, store::KeyAddress address,
                            std::stop_token stop)
{
    const bool isLyra = address.kind == store::KeyAddress::Kind::Lyra;
    store::KeyAddress stored = address;
    stored.kind = store::KeyAddress::Kind::Plain;
    stored.store = isLyra ? store::names::records(address.store) : address.store;
    for (int tries = 1;; ++tries) {
        Entries entries;
        auto own = co_await services.plainStoreOf(stored).get(address.key, stop);
        if (!own)
            co_return entries;
        const std::string version = own->info.version;
        const std::vector<NamedEntry> parts =
            isLyra ? partsOf(own->value, address.store) : std::vector<NamedEntry>();
        entries.push_back({stored.store, address.scope, address.key, *std::move(own)});
        for (const NamedEntry& part : parts) {
            stored.store = part.dataStore;
            if (auto entry = co_await services.plainStoreOf(stored).get(part.key, stop))
                entries.push_back({part.dataStore, address.scope, part.key, *std::move(entry)});
        }
        if (parts.empty())
            co_return entries;
        stored.store = entries.front().dataStore;
        const auto now = co_await services.plainStoreOf(stored).get(address.key, stop);
        if (now && now->info.version == version)
            co_return entries;
        if (tries == maxTries) {
            throw store::Error(store::ErrorKind::DataStore,
                               "the record is written again and again while it is read");
        }
    }
}

} // namespace plectrum::editing
