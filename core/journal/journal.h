// SPDX-License-Identifier: MIT
// Every write that Plectrum makes, entered before it is made and settled after it, so that one that
// a crash cut off is found by the next start. Entries are never changed but for their outcome and
// who undid them. Failures throw journal::Error.
//
// For a list: page(filter, {}, 100) gives the newest, page(filter, last.id, 100) what came before
// them. subscribe() tells of each entry that this process makes or settles; hasForeignChanges(),
// asked every few seconds, tells whether another Plectrum has written, so that a look at the first
// page is due.
#pragma once

#include "journal/change.h"
#include "journal/entry.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace plectrum::journal {

class Database;

class Journal
{
public:
    /// What subscribe() gives: listening ends with it.
    class [[nodiscard]] Subscription
    {
    public:
        Subscription() = default;

    private:
        friend class Journal;
        std::shared_ptr<void> m_listener;
    };
    using Listener = std::function<void(EntryId)>;

    /// The database must outlive it.
    explicit Journal(Database& database);

    /// A name for writes that belong together.
    std::string newGroup();
    /// Enters a write that is about to be made; on the disk when it returns. Its outcome is
    /// Pending.
    EntryId begin(const Intent& intent);
    /// Puts more behind the detail of an entry, after a comma; on the disk when it returns.
    void addDetail(EntryId id, const std::string& text);
    /// Enters what came of it. `versionAfter` of one that is Done; `reason` of all others. A done
    /// undo marks what it took back as undone, or no longer as undone if that was itself an undo.
    void complete(EntryId id, Outcome outcome, const std::string& versionAfter = {},
                  const std::string& reason = {});

    /// Newest first, at most `count`; with `before` only those that are older than that entry.
    std::vector<Entry> page(const Filter& filter, std::optional<EntryId> before,
                            std::size_t count) const;
    /// How many there are.
    std::size_t count(const Filter& filter) const;
    std::optional<Entry> entry(EntryId id) const;
    /// All entries of a group, oldest first.
    std::vector<Entry> group(const std::string& group) const;
    /// What the write changed; none for an entry that is not there.
    std::vector<Change> changes(EntryId id) const;
    /// Whether this transaction is known to have been rolled back.
    bool wasRolledBack(const std::string& universe, const std::string& txId) const;
    /// Entries of a universe whose outcome nobody will settle any more: Pending, of a Plectrum that
    /// has ended. Oldest first.
    std::vector<Entry> interrupted(const std::string& universe) const;

    /// Calls listener(id) after each begin() and settle() of this object, and for each entry that
    /// was marked as undone.
    Subscription subscribe(Listener listener);
    /// Whether another process has written since the last call.
    bool hasForeignChanges();

private:
    std::vector<EntryId> markUndone(EntryId undo);
    void notify(EntryId id);

    Database& m_database;
    std::vector<std::weak_ptr<Listener>> m_listeners;
    std::int64_t m_foreignChanges;
};

} // namespace plectrum::journal
