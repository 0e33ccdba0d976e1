// SPDX-License-Identifier: MIT
#include "store/record/record_reader.h"

#include "json/printer.h"
#include "store/error.h"
#include "store/record/record_codec.h"
#include "store/transaction/transactions.h"

#include <expected>
#include <optional>
#include <utility>

namespace plectrum::store {

namespace {

/// How often a record that changes while it is read is begun anew.
constexpr int maximumReadings = 20;

Inspection damaged(Inspection inspection, Damage damage)
{
    inspection.state = RecordState::Damaged;
    inspection.damage = std::move(damage);
    return inspection;
}

Inspection byMarker(Inspection inspection)
{
    inspection.evidence = TransactionEvidence::Marker;
    return inspection;
}

/// The entry and what its own value tells; the state is Valid as far as that goes.
Inspection decodeEntry(datastore::Entry entry)
{
    Inspection inspection;
    auto record = decodeRecord(entry.value);
    inspection.entry = std::move(entry);
    if (!record) {
        inspection = damaged(std::move(inspection), record.error().damage);
        if (!record.error().isLyra)
            inspection.state = RecordState::NotLyra;
        return inspection;
    }
    inspection.state = RecordState::Valid;
    if (const auto* sharded = std::get_if<ShardedFile>(&record->file))
        inspection.shardCount = sharded->count;
    inspection.record = *std::move(record);
    return inspection;
}

std::expected<TxInfo, Damage> txInfoOf(const Record& record, const FileContent& content)
{
    if (!content.value)
        return std::unexpected(content.value.error());
    const bool isSmall = std::holds_alternative<json::Value>(record.file);
    return decodeTxInfo(*content.value, isSmall ? "/file/data" : "");
}

Inspection resolved(Inspection inspection, const std::expected<Resolved, Damage>& result)
{
    if (!result)
        return damaged(std::move(inspection), result.error());
    inspection.transaction = result->state;
    inspection.evidence = result->evidence;
    inspection.data = result->data;
    if (result->data)
        inspection.dataSize = json::printedSize(*result->data);
    return inspection;
}

/// About how much there is to resolve.
std::size_t sizeOf(const Inspection& inspection)
{
    return inspection.shardSize + (inspection.entry ? inspection.entry->size : 0);
}

/// As resolved() of resolve(), by the executor when it is much.
Task<Inspection> resolvedBy(async::Executor* executor, Reading reading, bool isMarkerThere,
                            std::stop_token stop)
{
    const std::size_t size = sizeOf(reading.inspection);
    auto work = [reading = std::move(reading), isMarkerThere] {
        return resolved(reading.inspection, resolve(*reading.info, isMarkerThere));
    };
    if (!executor)
        co_return work();
    co_return co_await executor->run(size, std::move(work), std::move(stop));
}

Task<Reading> readFile(LyraStore store, datastore::Entry entry, RemovedShards removed,
                       std::stop_token stop)
{
    Reading reading{decodeEntry(std::move(entry)), std::nullopt};
    if (reading.inspection.state != RecordState::Valid)
        co_return reading;
    const auto content = co_await store.files.read(reading.inspection.record->file, removed, stop);
    reading.inspection.shardSize = content.shardSize;
    auto info = txInfoOf(*reading.inspection.record, content);
    if (!info) {
        reading.inspection = damaged(std::move(reading.inspection), info.error());
        co_return reading;
    }
    reading.inspection.txId = info->txId;
    reading.info = *std::move(info);
    co_return reading;
}

Task<bool> isMarkerThere(LyraStore store, std::optional<std::string> txId, std::stop_token stop)
{
    if (!txId)
        co_return false;
    co_return (co_await store.transactions.get(*txId, stop)).has_value();
}

/// Another server may have replaced the file, or rolled the transaction back, between our calls;
/// then the record is another one by now.
bool mayBeOutdated(const Reading& reading, bool markerIsThere)
{
    const auto& damage = reading.inspection.damage;
    if (damage)
        return damage->kind == DamageKind::MissingShard;
    return reading.info && reading.info->txId && !markerIsThere;
}

void throwIfTooMany(int reading, const std::string& key)
{
    if (reading > maximumReadings)
        throw Error(ErrorKind::DataStore, "Key changes too often to be read: " + key);
}

bool isSameEntry(const datastore::Entry& left, const std::optional<datastore::Entry>& right)
{
    return right && left.info.version == right->info.version && left.value == right->value;
}

/// What the version that follows one in time tells; nothing when there is none.
Task<Following> followingOf(LyraStore store, std::string key, datastore::Entry entry,
                            std::stop_token stop)
{
    Following following;
    following.mayBeRolledBackLater = isLateInItsHour(entry.info.updatedTime);
    datastore::ListVersionsQuery query;
    query.key = key;
    query.from = entry.info.updatedTime;
    bool isFound = false;
    do {
        const auto page = co_await store.records.listVersions(query, stop);
        for (const auto& version : page.items) {
            if (!isFound) {
                isFound = version.version == entry.info.version;
                continue;
            }
            following.isRemoved = version.deleted;
            if (version.deleted)
                co_return following;
            auto next = co_await store.records.getVersion(key, version.version, stop);
            if (next) {
                auto reading =
                    co_await readFile(store, *std::move(next), RemovedShards::FromVersions, stop);
                following.next = std::move(reading.info);
            }
            co_return following;
        }
        query.cursor = page.nextCursor;
    } while (!query.cursor.empty());
    co_return following;
}

} // namespace

Inspection inspectPlain(std::optional<datastore::Entry> entry)
{
    Inspection inspection;
    if (!entry)
        return inspection;
    inspection.state = RecordState::Plain;
    inspection.data = entry->value;
    inspection.dataSize = entry->size;
    inspection.entry = std::move(entry);
    return inspection;
}

Task<Inspection> inspectRecord(LyraStore store, std::string key, std::stop_token stop)
{
    auto entry = co_await store.records.get(key, stop);
    for (int reading = 1; entry; ++reading) {
        throwIfTooMany(reading, key);
        auto read = co_await readFile(store, *entry, RemovedShards::AreMissing, stop);
        const bool isPending = read.info && co_await isMarkerThere(store, read.info->txId, stop);
        if (mayBeOutdated(read, isPending)) {
            auto now = co_await store.records.get(key, stop);
            if (!isSameEntry(*entry, now)) {
                entry = std::move(now);
                continue;
            }
        }
        if (!read.info)
            co_return std::move(read.inspection);
        co_return co_await resolvedBy(store.executor, std::move(read), isPending, stop);
    }
    co_return Inspection();
}

Task<Reading> readUnresolved(LyraStore store, std::string key, std::stop_token stop)
{
    auto entry = co_await store.records.get(key, stop);
    for (int reading = 1; entry; ++reading) {
        throwIfTooMany(reading, key);
        auto read = co_await readFile(store, *entry, RemovedShards::AreMissing, stop);
        if (!mayBeOutdated(read, true))
            co_return read;
        auto now = co_await store.records.get(key, stop);
        if (isSameEntry(*entry, now))
            co_return read;
        entry = std::move(now);
    }
    co_return Reading();
}

Task<Inspection> inspectRecordVersion(LyraStore store, std::string key, std::string version,
                                      std::stop_token stop)
{
    auto entry = co_await store.records.getVersion(key, version, stop);
    if (!entry)
        co_return Inspection();
    auto read = co_await readFile(store, *entry, RemovedShards::FromVersions, stop);
    if (!read.info)
        co_return std::move(read.inspection);
    const TxInfo info = *read.info;
    if (!info.txId)
        co_return co_await resolvedBy(store.executor, std::move(read), true, stop);
    if (co_await isMarkerThere(store, info.txId, stop))
        co_return byMarker(co_await resolvedBy(store.executor, std::move(read), true, stop));
    const auto now = co_await store.records.get(key, stop);
    const bool isNewest = now && now->info.version == version;
    if (isNewest && now->value != entry->value)
        co_return co_await inspectRecordVersion(store, std::move(key), std::move(version), stop);
    if (isNewest)
        co_return byMarker(co_await resolvedBy(store.executor, std::move(read), false, stop));
    auto following = co_await followingOf(store, key, *entry, stop);
    following.wasRolledBack = store.wasRolledBack && store.wasRolledBack(*info.txId);
    const auto decided = resolveByNext(info, following);
    auto inspection = resolved(std::move(read.inspection), decided);
    if (decided && decided->state == TransactionState::Undecided) {
        if (const auto committed = applyTransaction(info))
            inspection.dataIfCommitted = *committed;
    }
    co_return inspection;
}

} // namespace plectrum::store
