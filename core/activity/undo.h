// SPDX-License-Identifier: MIT
// Takes writes of the journal back, now or long after: the inverse change as a new guarded write
// (the lock, the newest data, a three-way merge, never over damage), entered in the journal itself,
// so that it can be taken back, too. What others have changed since elsewhere in the record stays.
#pragma once

#include "activity/recorded_commit.h"
#include "activity/undo_result.h"
#include "activity/write_recorder.h"
#include "async/task.h"
#include "editing/record_access.h"
#include "journal/journal.h"
#include "store/lock/lock_patience.h"

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace plectrum::activity {

class Undo
{
public:
    /// `commit` may be empty: then no transaction can be taken back. All that is passed must
    /// outlive this object, and this object its tasks.
    Undo(journal::Journal& journal, std::string universe, editing::RecordAccess access,
         Commit commit, std::string actor, ErrorHandler onError);

    /// Why this entry cannot be taken back; nullopt when it can be tried.
    std::optional<Refusal> refusalOf(const journal::Entry& entry) const;

    /// Takes one write back. Of a transaction, too, its other keys stay as they are.
    async::Task<UndoResult> undo(journal::EntryId entry, store::LockPatience patience,
                                 std::stop_token stop = {});
    /// Takes all writes of a group back that still count, the last first: those of a transaction by
    /// one transaction, others one by one, each with its result. Empty when there is no such group.
    async::Task<std::vector<UndoResult>> undoGroup(std::string group, store::LockPatience patience,
                                                   std::stop_token stop = {});

private:
    struct Plan;
    async::Task<Plan> plan(journal::Entry entry, std::stop_token stop);
    async::Task<UndoResult> write(journal::Entry entry, std::string group,
                                  store::LockPatience patience, std::stop_token stop);
    async::Task<UndoResult> writeWhole(journal::Entry entry, std::string group,
                                       store::LockPatience patience, std::stop_token stop);
    async::Task<UndoResult> writePlan(Plan plan, std::string group, store::LockPatience patience,
                                      std::stop_token stop);
    async::Task<std::vector<UndoResult>> commitBack(std::vector<journal::Entry> entries,
                                                    std::string group, store::LockPatience patience,
                                                    std::stop_token stop);

    journal::Journal& m_journal;
    std::string m_universe;
    editing::RecordAccess m_access;
    Commit m_commit;
    std::string m_actor;
    ErrorHandler m_onError;
};

} // namespace plectrum::activity
