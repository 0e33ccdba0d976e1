// SPDX-License-Identifier: MIT
#include "store/record/record_writer.h"

#include "store/error.h"
#include "store/record/data_depth.h"
#include "store/record/record_codec.h"

#include <algorithm>
#include <format>
#include <memory>
#include <utility>

namespace plectrum::store {

namespace {

using WriteResult = std::expected<WrittenRecord, WriteFailure>;

/// Also when shards, which hold text, would take it: what is read must fit in one record again.
Error tooDeep(const std::string& key)
{
    return Error(ErrorKind::DataStore,
                 std::format("the data of key '{}' are nested too deep: a record holds {} levels, "
                             "those around the data counted",
                             key, json::maximumDepth));
}

Record recordOf(RecordDraft draft, File file)
{
    Record record;
    record.appliedMigrations = std::move(draft.appliedMigrations);
    record.file = std::move(file);
    record.orphanedFiles = std::move(draft.orphans);
    record.otherMembers = std::move(draft.otherMembers);
    if (draft.replaced && std::holds_alternative<ShardedFile>(*draft.replaced))
        record.orphanedFiles.push_back(*std::move(draft.replaced));
    return record;
}

std::optional<ShardedFile> shardsOf(const File& file)
{
    const auto* sharded = std::get_if<ShardedFile>(&file);
    return sharded ? std::optional(*sharded) : std::nullopt;
}

Error lockLost(const std::string& key)
{
    return Error(ErrorKind::LockLost, "Lock lost for key '" + key + "'");
}

/// Nothing of a record is written without its lock, nor by a store that is gone.
SendCheck checkOf(const std::string& key, const Lock* lock)
{
    return [key, lock] {
        if (!lock->hasTime(writeMargin))
            throw lockLost(key);
        return lock->timeLeft();
    };
}

/// What a written record is worth, now that the lock may be gone.
WriteResult acknowledged(WrittenRecord written, const std::string& key, const Lock& lock)
{
    if (lock.isHeld())
        return written;
    auto error = std::make_exception_ptr(lockLost(key).withUnknownOutcome(true));
    return std::unexpected(WriteFailure{std::move(error), shardsOf(written.record.file), false});
}

void addOrphan(Record& record, const File& file)
{
    if (std::holds_alternative<ShardedFile>(file) && file != record.file
        && !std::ranges::contains(record.orphanedFiles, file))
        record.orphanedFiles.push_back(file);
}

/// One record on its way.
struct Attempt
{
    LyraStore store;
    std::string key;
    Record record;
    datastore::WriteOptions options;
    const Lock* lock;
    bool writesOver;
};
using AttemptPointer = std::shared_ptr<Attempt>;

/// Makes the next try write over what stands there.
void claim(Attempt& attempt, const std::optional<datastore::Entry>& entry)
{
    attempt.options.onlyIfAbsent = !entry;
    attempt.options.ifVersion = entry ? std::optional(entry->info.version) : std::nullopt;
    const auto there = entry ? std::optional(decodeRecord(entry->value)) : std::nullopt;
    if (!there || !*there)
        return;
    addOrphan(attempt.record, (*there)->file);
    for (const File& file : (*there)->orphanedFiles)
        addOrphan(attempt.record, file);
}

/// Nothing: it shall be tried again.
Task<std::optional<WriteResult>> trySetting(AttemptPointer attempt, bool isLast)
{
    const json::Value value = encodeRecord(attempt->record);
    std::optional<Error> failure;
    try {
        auto info = co_await attempt->store.records.setChecked(
            attempt->key, value, attempt->options, checkOf(attempt->key, attempt->lock));
        co_return acknowledged({attempt->record, std::move(info)}, attempt->key, *attempt->lock);
    } catch (const Error& caught) {
        failure = caught;
    }
    const bool mayClaim = failure->isConflict() && attempt->writesOver && !isLast;
    WriteFailure reported{std::make_exception_ptr(*failure), shardsOf(attempt->record.file),
                          !failure->isOutcomeUnknown()};
    if (reported.isCertain && !mayClaim)
        co_return std::unexpected(std::move(reported));
    std::optional<datastore::Entry> entry;
    bool isRead = false;
    try {
        entry = co_await attempt->store.records.get(attempt->key);
        isRead = true;
    } catch (const Error&) {
        // Then nothing more can be told.
    }
    if (entry && entry->value == value)
        co_return acknowledged({attempt->record, entry->info}, attempt->key, *attempt->lock);
    if (!isRead || !mayClaim)
        co_return std::unexpected(std::move(reported));
    claim(*attempt, entry);
    co_return std::nullopt;
}

Task<WriteResult> setRecord(AttemptPointer attempt)
{
    constexpr int tries = 4;
    for (int i = 1;; ++i) {
        auto writing = co_await trySetting(attempt, i == tries);
        if (writing)
            co_return *std::move(writing);
    }
}

} // namespace

Task<WriteResult> writeRecord(LyraStore store, std::string key, RecordDraft draft,
                              datastore::WriteOptions options, const Lock* lock)
{
    const bool writesOver = draft.writesOver;
    const json::Value info = encodeTxInfo(draft.info);
    if (json::isDeeperThan(info, json::maximumDepth - levelsAroundTxInfo))
        co_return std::unexpected(WriteFailure{std::make_exception_ptr(tooDeep(key)), {}, true});
    auto planned = co_await store.files.plan(info);
    if (const auto shards = shardsOf(planned.file); shards && draft.onShards)
        draft.onShards(shards->shard);
    Record record = recordOf(std::move(draft), planned.file);
    std::exception_ptr error;
    try {
        co_await store.files.writeShards(std::move(planned), options.userIds, checkOf(key, lock));
    } catch (const Error&) {
        error = std::current_exception();
    }
    if (error)
        co_return std::unexpected(WriteFailure{error, shardsOf(record.file), true, true});
    const auto attempt = std::make_shared<Attempt>(store, std::move(key), std::move(record),
                                                   std::move(options), lock, writesOver);
    co_return co_await setRecord(attempt);
}

void logFailure(const Log& log, const WriteFailure& failure)
{
    if (!log.isOn())
        return;
    log.with({{"method", "writeRecord"}})
        .write(LogLevel::Error,
               failure.isOfShards ? "Files.write failed" : "failed to write main record",
               {{"error", textOf(failure.error)}});
}

Task<bool> removeShards(Files files, File file)
{
    const auto sharded = shardsOf(file);
    if (!sharded)
        co_return true;
    try {
        co_await files.remove(*sharded);
    } catch (const Error&) {
        co_return false;
    }
    co_return true;
}

namespace {

bool namesFile(const Record& record, const File& file)
{
    return record.file == file || std::ranges::contains(record.orphanedFiles, file);
}

} // namespace

Task<bool> removeLeftover(LyraStore store, std::string key, ShardedFile leftover)
{
    std::optional<datastore::Entry> entry;
    try {
        entry = co_await store.records.get(std::move(key));
    } catch (const Error&) {
        co_return false;
    }
    if (entry) {
        const auto record = decodeRecord(entry->value);
        if (!record || namesFile(*record, leftover))
            co_return false;
    }
    co_return co_await removeShards(store.files, leftover);
}

Task<void> removeAllShards(Files files, std::vector<File> orphans)
{
    for (const File& file : orphans)
        co_await removeShards(files, file);
}

Task<std::vector<File>> orphansLeft(Files files, RecordDraft draft)
{
    std::vector<File> left;
    for (const File& file : draft.orphans) {
        const bool isInUse = file == draft.replaced;
        if (isInUse || !co_await removeShards(files, file))
            left.push_back(file);
    }
    co_return left;
}

} // namespace plectrum::store
