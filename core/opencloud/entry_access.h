// SPDX-License-Identifier: MIT
// Reads, writes and removes single entries so that what is done is done once and known: a write
// whose answer was lost is read back before anything else is decided.
#pragma once

#include "datastore/error.h"
#include "opencloud/data_calls.h"
#include "opencloud/seen_revisions.h"

#include <optional>

namespace plectrum::opencloud {

/// What a write came to.
struct WriteResult
{
    /// As it stands after the write; nullopt: a conflict, nothing was done.
    std::optional<SeenEntry> entry;
};

class EntryAccess
{
public:
    /// `calls` must outlive it and its tasks.
    explicit EntryAccess(DataCalls& calls);

    Task<std::optional<SeenEntry>> read(Place place, CallManner manner);
    /// Throws datastore::Error; one with isOutcomeUnknown() where reading back did not tell either.
    Task<WriteResult> write(Place place, datastore::Written written, Condition condition,
                            CallManner manner);
    /// Removes what was seen. False: it is not what was seen, nothing was done.
    Task<bool> remove(Place place, SeenEntry seen, CallManner manner);
    /// What a conditional write on this version needs; nullopt when that is not the current one.
    Task<std::optional<Revision>> revisionOf(Place place, std::string version, CallManner manner);

private:
    enum class Verdict
    {
        Done,
        NotDone,
        Unknown,
    };
    /// One request that writes or removes, and what its answer says.
    struct Try
    {
        std::optional<SeenEntry> entry{}; ///< a write was done
        bool isDone = false; ///< a removal was done
        bool isGone = false; ///< nothing was there to be removed
        bool isConflict = false;
        std::optional<datastore::Error> failed{}; ///< perhaps with isOutcomeUnknown()
    };
    struct ReadBack
    {
        Verdict verdict = Verdict::Unknown;
        std::optional<SeenEntry> now{};
    };
    Task<Try> tryWrite(Place place, datastore::Written written, Condition condition,
                       CallManner manner);
    Task<Try> settleRefusal(Place place, Answer answer, Condition condition, CallManner manner);
    /// Whether the write stands there, when `before` (if known) was there before it.
    Task<ReadBack> readBack(Place place, datastore::Written written, std::optional<Sighting> before,
                            datastore::Error lost, CallManner manner);
    Task<bool> neverWas(Place place, CallManner manner);
    Task<Try> tryRemove(Place place, Revision revision, CallManner manner);
    Task<std::optional<SeenEntry>> readAfterLoss(Place place, datastore::Error lost,
                                                 CallManner manner);

    DataCalls& m_calls;
    SeenRevisions m_seen;
};

} // namespace plectrum::opencloud
