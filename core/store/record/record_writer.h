// SPDX-License-Identifier: MIT
// Writes one record: the shards, a look at the lock, the record. Nothing is removed here: the
// record names what it replaces, and the caller removes it afterwards. The record's new text is
// never written when its shards could not be, nor when the lock is gone.
#pragma once

#include "async/task.h"
#include "datastore/entry.h"
#include "store/lock/lock.h"
#include "store/lyra_store.h"
#include "store/record/record.h"

#include <exception>
#include <expected>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace plectrum::store {

struct RecordDraft
{
    TxInfo info;
    std::optional<std::vector<std::string>> appliedMigrations;
    json::Value otherMembers = json::Value::object();
    std::optional<File> replaced; ///< the file of the record that is there now
    std::vector<File> orphans; ///< earlier files whose shards may still be there
    /// For who holds the lock and has taken all into account: another entry than the condition
    /// names is read and written over, its shards named as orphans. It is a late write of our own,
    /// or of one whose lock ran out.
    bool writesOver = false;
    /// Told of the id of the shards before the first of them is written; none: nobody is.
    std::function<void(const std::string& shardId)> onShards{};
};

struct WrittenRecord
{
    Record record;
    datastore::EntryInfo info;
};

struct WriteFailure
{
    std::exception_ptr error;
    std::optional<ShardedFile> leftover; ///< shards that were or may have been written
    bool isCertain = true; ///< false: the record may have been written all the same
    bool isOfShards = false; ///< the record itself was not tried
};

/// `options` are those of the record; its shards get the user ids. The lock is asked right before
/// each try to write a shard or the record (writeMargin), and once more when it is written: a write
/// that came late may have been read by the next holder or not, and counts as unknown. Other writes
/// whose outcome is unknown are read back first. A write that is reported as failed and done later
/// is why each has a condition: it must not come over a newer one. The lock must outlive the task.
/// Not cancellable: a half-done write would have to be undone.
Task<std::expected<WrittenRecord, WriteFailure>> writeRecord(LyraStore store, std::string key,
                                                             RecordDraft draft,
                                                             datastore::WriteOptions options,
                                                             const Lock* lock);

/// Says it as the library does.
void logFailure(const Log& log, const WriteFailure& failure);

/// Removes the shards of a file; an error is only told by false.
Task<bool> removeShards(Files files, File file);
/// As removeShards(), of a write that failed at `key`: only when the record that stands there could
/// be read and does not name them.
Task<bool> removeLeftover(LyraStore store, std::string key, ShardedFile leftover);
/// Those of all files, which no record holds any more. What cannot be removed stays named in the
/// record and goes with a later save.
Task<void> removeAllShards(Files files, std::vector<File> orphans);
/// The orphans of the record that is there now, without those that are surely gone: it holds them
/// no more, so they can be removed before it is written anew. Else the list would only ever grow.
Task<std::vector<File>> orphansLeft(Files files, RecordDraft draft);

} // namespace plectrum::store
