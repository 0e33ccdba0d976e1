// SPDX-License-Identifier: MIT
// Everything that can be told of one key, or of one version of it, without a lock: the data, what
// Lyra keeps around it, and what is wrong with it. Plain values.
#pragma once

#include "datastore/entry.h"
#include "json/value.h"
#include "store/record/damage.h"
#include "store/record/record.h"

#include <cstddef>
#include <optional>
#include <string>

namespace plectrum::store {

enum class RecordState
{
    Absent, ///< no entry at this key
    Plain, ///< an entry of a data store that is not Lyra's: `data` is the entry's value
    Valid, ///< a Lyra record whose data could be resolved
    NotLyra, ///< an entry in a records store that is not in Lyra's format; only `entry` is there
    Damaged, ///< Lyra's format, but its data cannot be had; `damage` says why
};

enum class TransactionState
{
    None, ///< no tx id in the record
    Committed, ///< tx id whose marker is gone: the patch counts
    Pending, ///< tx id whose marker is there: a transaction runs or was left unfinished
    Undecided, ///< an old version inside a transaction that nothing decides any more
    RolledBack, ///< an old version whose transaction was rolled back: the patch does not count
};

/// What tells whether the transaction of an old version was committed.
enum class TransactionEvidence
{
    None, ///< nothing, or nothing is to be told
    Marker, ///< it stands there, or is gone while this is the newest entry
    NoEffect, ///< the patch changes nothing
    NextVersion, ///< the one that follows began with the data after it, or before it
    Hour, ///< the next one holds other data, and this was not written in the last minutes of its
          ///< hour (UTC): a rollback comes within seconds, and of an hour only the last write stays
    Journal, ///< our own journal says that it was rolled back
};

struct Inspection
{
    RecordState state = RecordState::Absent;
    std::optional<datastore::Entry> entry; ///< raw, as the backend has it
    std::optional<Record> record; ///< for Valid, and for Damaged as far as it could be read
    std::optional<json::Value> data; ///< resolved; also nullopt for a Valid record that holds nil
    std::optional<Damage> damage;
    TransactionState transaction = TransactionState::None;
    TransactionEvidence evidence = TransactionEvidence::None; ///< for old versions
    std::optional<std::string> txId;
    /// For Undecided: the data if the transaction was committed (`data` is that before it).
    std::optional<json::Value> dataIfCommitted;
    std::size_t dataSize = 0; ///< bytes of the data's JSON text
    std::size_t shardSize = 0; ///< bytes of all shards together, 0 when not sharded
    std::int64_t shardCount = 0;

    /// There is data that can be edited and written back.
    bool isEditable() const { return state == RecordState::Plain || state == RecordState::Valid; }
};

} // namespace plectrum::store
