// SPDX-License-Identifier: MIT
// Reads a record without a lock and resolves its data: file, shards, transaction. What another
// server changes meanwhile is noticed and read again. Damage is a result; what the services throw
// is store::Error.
#pragma once

#include "async/task.h"
#include "store/lyra_store.h"
#include "store/record/inspection.h"

#include <optional>
#include <stop_token>
#include <string>

namespace plectrum::store {

/// A record as far as its own file tells, and the tx info when it could be had.
struct Reading
{
    Inspection inspection; ///< without the data
    std::optional<TxInfo> info;
};
/// The record as it is now, its transaction not resolved; Absent when there is none.
Task<Reading> readUnresolved(LyraStore store, std::string key, std::stop_token stop = {});

/// The record as it is now.
Task<Inspection> inspectRecord(LyraStore store, std::string key, std::stop_token stop = {});

/// An old version of it; Absent when there is none. Shards that were removed since are taken from
/// their own versions. A version inside a transaction is decided by the marker and by the version
/// that follows it.
Task<Inspection> inspectRecordVersion(LyraStore store, std::string key, std::string version,
                                      std::stop_token stop = {});

/// An entry of a data store that is not Lyra's.
Inspection inspectPlain(std::optional<datastore::Entry> entry);

} // namespace plectrum::store
