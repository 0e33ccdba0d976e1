// SPDX-License-Identifier: MIT
#include "store/record_writer.h"

#include "store/data_depth.h"
#include "store/error.h"
#include "store/record_codec.h"

#include <algorithm>
#include <format>
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

/// What stands at the key when the answer of a write was lost: ours or not.
Task<WriteResult> readBack(LyraStore store, std::string key, Record record, json::Value value,
                           std::exception_ptr error)
{
    WriteFailure failure{error, shardsOf(record.file), false};
    std::optional<datastore::Entry> entry;
    try {
        entry = co_await store.records.get(std::move(key));
    } catch (const Error&) {
        co_return std::unexpected(std::move(failure));
    }
    if (entry && entry->value == value)
        co_return WrittenRecord{std::move(record), entry->info};
    co_return std::unexpected(std::move(failure));
}

Error lockLost(const std::string& key)
{
    return Error(ErrorKind::LockLost, "Lock lost for key '" + key + "'");
}

/// What a written record is worth, now that the lock may be gone.
WriteResult acknowledged(WrittenRecord written, const std::string& key, const Lock& lock)
{
    if (lock.isHeld())
        return written;
    auto error = std::make_exception_ptr(lockLost(key).withUnknownOutcome(true));
    return std::unexpected(WriteFailure{std::move(error), shardsOf(written.record.file), false});
}

Task<WriteResult> setRecord(LyraStore store, std::string key, Record record,
                            datastore::WriteOptions options, const Lock* lock)
{
    const json::Value value = encodeRecord(record);
    auto check = [key, lock] {
        if (!lock->hasTime(writeMargin))
            throw lockLost(key);
        return lock->timeLeft();
    };
    std::exception_ptr error;
    bool isUnknown = false;
    try {
        auto info =
            co_await store.records.setChecked(key, value, std::move(options), std::move(check));
        co_return acknowledged({std::move(record), std::move(info)}, key, *lock);
    } catch (const Error& caught) {
        error = std::current_exception();
        isUnknown = caught.isOutcomeUnknown();
    }
    if (!isUnknown)
        co_return std::unexpected(WriteFailure{error, shardsOf(record.file), true});
    auto outcome = co_await readBack(store, key, std::move(record), value, error);
    if (!outcome)
        co_return outcome;
    co_return acknowledged(*std::move(outcome), key, *lock);
}

} // namespace

Task<WriteResult> writeRecord(LyraStore store, std::string key, RecordDraft draft,
                              datastore::WriteOptions options, const Lock* lock)
{
    const json::Value info = encodeTxInfo(draft.info);
    if (json::isDeeperThan(info, json::maximumDepth - levelsAroundTxInfo)) {
        co_return std::unexpected(WriteFailure{std::make_exception_ptr(tooDeep(key)), {}, true});
    }
    auto planned = co_await store.files.plan(info);
    Record record = recordOf(std::move(draft), planned.file);
    std::exception_ptr error;
    try {
        co_await store.files.writeShards(std::move(planned), options.userIds);
    } catch (const Error&) {
        error = std::current_exception();
    }
    if (error)
        co_return std::unexpected(WriteFailure{error, shardsOf(record.file), true, true});
    co_return co_await setRecord(store, std::move(key), std::move(record), std::move(options),
                                 lock);
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
