// SPDX-License-Identifier: MIT
// What came of taking one write back.
#pragma once

#include "datastore/error.h"
#include "editing/record_access.h"
#include "editing/transaction_access.h"
#include "journal/entry.h"
#include "json/merge.h"

#include <exception>
#include <optional>
#include <string>
#include <vector>

namespace plectrum::activity {

/// Why a write cannot be taken back at all.
enum class Refusal
{
    NotFound, ///< no such entry
    OtherUniverse, ///< of another universe than the open one
    NotDone, ///< it failed, or is under way
    AlreadyUndone,
    NothingChanged, ///< it changed no data: a broken lock, a transaction that was rolled back
    WholeUniverse, ///< an import
    MadeTheKey, ///< with others in one transaction, or its version is not known: delete the key
    NoTransactions, ///< part of a transaction, and the universe here can make none
};

enum class UndoState
{
    Undone,
    Unchanged, ///< what it had changed is as before already: nothing was written
    Conflicts, ///< somebody has changed the same places since: nothing was written
    Locked, ///< by another server: nothing was written
    NotWritable, ///< the newest entry is damaged, not Lyra's, or inside a transaction
    HeldBack, ///< another key of the same transaction could not be taken back
    Refused,
    Failed, ///< `error` says why; see isOutcomeUnknown
};

struct UndoResult
{
    journal::EntryId entry = 0; ///< what was to be taken back
    journal::RecordAddress address;
    UndoState state{};
    std::optional<Refusal> refusal; ///< for Refused
    std::vector<json::Conflict> conflicts; ///< base: as the write left it, ours: as it was before
    std::optional<store::Damage> damage; ///< for NotWritable
    std::string version; ///< for Undone: of the entry as written
    std::string error;
    std::optional<datastore::ErrorKind> cause; ///< for Failed: what the service refused it with
    bool isOutcomeUnknown = false;
    bool isOfLock = false; ///< for Failed: its lock could not be taken, so nothing was written
};

UndoResult resultFor(const journal::Entry& entry, UndoState state);
UndoResult refused(const journal::Entry& entry, Refusal refusal);
UndoResult failed(const journal::Entry& entry, const std::exception_ptr& error);
UndoResult resultOf(const journal::Entry& entry, editing::SaveResult saved);
/// Of one key of a transaction that takes it back.
UndoResult resultOf(const journal::Entry& entry, const editing::CommitResult& committed,
                    const editing::KeyResult& key);

} // namespace plectrum::activity
