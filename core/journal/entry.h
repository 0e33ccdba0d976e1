// SPDX-License-Identifier: MIT
// One write as the journal knows it: plain values.
#pragma once

#include "async/clock.h"
#include "journal/record_address.h"
#include "json/element_identity.h"
#include "json/value.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace plectrum::journal {

using EntryId = std::int64_t;

enum class Act
{
    Save, ///< of an edit
    Restore, ///< of an old version
    Transaction, ///< one key of a write of several keys at once; they have one group
    Import, ///< of a file into the universe; without a store and a key
    FinishTransaction, ///< one that was left unfinished
    RollBackTransaction, ///< one that was left unfinished
    BreakLock, ///< of another server
    Delete, ///< of a key
};

enum class Outcome
{
    Pending, ///< under way, or cut off by the end of the program
    Done,
    Failed, ///< nothing was written
    Unknown, ///< it may have been written, and reading back could not tell
};

/// What is about to be written. Of the data only what differs is kept.
struct Intent
{
    RecordAddress address{};
    Act act = Act::Save;
    std::string actor{}; ///< who asked: "window", "plectrumctl update"
    std::string group{}; ///< of writes that belong together; empty: a group of its own
    std::optional<json::Value> before{}; ///< the data; nullopt: none
    std::optional<json::Value> after{};
    std::string versionBefore{}; ///< of the entry that is written over; empty when there is none
    /// What is kept around the data and changes with this write (applied migrations, user ids,
    /// attributes), in a form of the writer's; null for both when all of it stays.
    json::Value aroundBefore{};
    json::Value aroundAfter{};
    std::string detail{}; ///< more that a reader should know: a version restored, a file imported
    std::optional<EntryId> undoes{}; ///< the entry that this write takes back
    json::ElementIdentity identity{}; ///< by which the elements of its arrays are told apart
};

/// As listed: without the changes, which Journal::changes() reads.
struct Entry
{
    EntryId id = 0; ///< counts up in the order of the writes
    async::Time time{}; ///< of the intent
    std::optional<async::Time> settled{}; ///< when the outcome was known
    RecordAddress address{};
    Act act{};
    std::string actor{};
    std::string group{}; ///< never empty
    std::size_t changeCount = 0; ///< places that differ
    bool madeData = false; ///< there was no data before
    std::string versionBefore{};
    std::string versionAfter{}; ///< of a write that is Done
    json::Value aroundBefore{};
    json::Value aroundAfter{};
    std::string detail{};
    Outcome outcome{};
    std::string reason{}; ///< of one that is not Done, as the store said it
    std::optional<EntryId> undoes{}; ///< the entry that this one takes back
    std::optional<EntryId>
        undoneBy{}; ///< the entry that took this one back, unless that was undone

    friend bool operator==(const Entry&, const Entry&) = default;
};

/// Which entries: all that meet every condition that is given.
struct Filter
{
    std::optional<async::Time> from{}; ///< inclusive
    std::optional<async::Time> until{}; ///< inclusive
    std::string universe{};
    std::string store{};
    std::string key{};
    std::string group{};
    std::string text{}; ///< stands in store, key, actor, detail, reason or the changes; ASCII
                        ///< letters of either case
};

} // namespace plectrum::journal
