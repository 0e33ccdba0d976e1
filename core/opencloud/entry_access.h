// SPDX-License-Identifier: MIT
// Reads, writes and removes single entries so that what is done is done once and known: a write
// whose answer was lost is read back before anything else is decided.
#pragma once

#include "datastore/error.h"
#include "opencloud/data_calls.h"
#include "opencloud/revision_cache.h"

#include <optional>

namespace plectrum::opencloud {

/// What a write came to.
struct WriteResult
{
    /// As it stands after the write; nullopt: a conflict, nothing was done.
    std::optional<SeenEntry> entry;
};

/// How a write goes beside its condition.
struct WriteCall
{
    CallOptions call{};
    /// See datastore::WriteOptions.
    bool isSentOnce = false;
};

class EntryAccess
{
public:
    /// `calls` must outlive it and its tasks.
    explicit EntryAccess(DataCalls& calls);

    Task<std::optional<SeenEntry>> read(EntryAddress address, CallOptions options);
    /// Without a condition: over whatever stands there, which is looked at first if need be, for
    /// nothing is ever sent without a condition. Throws datastore::Error; one with
    /// isOutcomeUnknown() where reading back did not tell either.
    Task<WriteResult> write(EntryAddress address, datastore::Written written,
                            std::optional<Condition> condition, WriteCall options);
    /// Removes what was seen. False: it is not what was seen, nothing was done. `isStrict`: throws
    /// an Error with noConditionalRemovalCode where the wire has no conditional removal.
    Task<bool> remove(EntryAddress address, Revision seen, bool isStrict, CallOptions options);
    /// What a conditional write on this version needs; nullopt when that is not the current one.
    Task<std::optional<Revision>> revisionOf(EntryAddress address, std::string version,
                                             CallOptions options);
    /// Waits longer after each round of others getting ahead.
    Task<void> pause(int round, std::stop_token stop);

    static constexpr int maxRounds = 5; ///< of what others get ahead of

private:
    /// One request that writes or removes, and what its answer says.
    struct Attempt
    {
        std::optional<SeenEntry> entry{}; ///< a write was done
        bool isDone = false; ///< a removal was done
        bool isConflict = false; ///< `refused` says that something else stands there
        /// The service refused it: not believed before it is read back.
        std::optional<datastore::Error> refused{};
        /// It failed before it was looked at, or with isOutcomeUnknown().
        std::optional<datastore::Error> failed{};
    };
    struct ReadBack
    {
        bool isOurs = false; ///< what was sent stands there
        bool isUntouched = false; ///< what was there before stands there
        std::optional<SeenEntry> now{};
    };
    Task<WriteResult> writeIf(EntryAddress address, datastore::Written written, Condition condition,
                              WriteCall options);
    Task<Attempt> tryWrite(EntryAddress address, datastore::Written written, Condition condition,
                           CallOptions options);
    Attempt settled(const DataCalls::Answered& answered, const EntryAddress& address,
                    const datastore::Written& written, const Condition& condition) const;
    /// What stands there now, where `before` did. Throws an Error with isOutcomeUnknown().
    Task<ReadBack> readBack(EntryAddress address, datastore::Written written, KnownRevision before,
                            datastore::Error doubt, CallOptions options);
    /// A new entry that the service says is there and does not show: by the etag of the removed one
    /// that takes its key, or by v1. nullopt: neither.
    std::optional<Condition> aroundRemoved(const EntryAddress& address,
                                           const Condition& condition) const;
    Task<Attempt> tryRemove(EntryAddress address, Revision revision, bool isStrict,
                            CallOptions options);
    Task<std::optional<SeenEntry>> readAfterLoss(EntryAddress address, datastore::Error lost,
                                                 CallOptions options);

    DataCalls& m_calls;
    RevisionCache m_seen;
    RevisionCache m_removed; ///< the etags of removed entries that the service still keeps
};

} // namespace plectrum::opencloud
