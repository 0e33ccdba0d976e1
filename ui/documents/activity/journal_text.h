// SPDX-License-Identifier: MIT
// The words of the journal: when, where, what changed, what came of it, and how taking it back
// went. Plain functions over facts; times are UTC.
#pragma once

#include "activity/undo.h"
#include "documents/history/difference.h"
#include "journal/change.h"
#include "journal/entry.h"

#include <QString>

#include <string>
#include <vector>

namespace plectrum::documents {

/// What became of a write as the list shows it.
enum class WriteState
{
    Pending,
    Done,
    Failed,
    Unknown,
    Undone,
};
WriteState stateOf(const journal::Entry& entry);
/// Of writes that belong together: what they have in common, else the one to look after.
WriteState stateOf(const std::vector<journal::Entry>& entries);

/// "23:31:05" of the same day as `now`, else "22 Nov, 23:31".
QString shortMoment(async::Time time, async::Time now);
/// "players / player_261"; only the store, or the universe, where there is no key.
QString recordText(const journal::RecordAddress& address);
/// "players / 3 keys"
QString recordsText(const std::vector<journal::Entry>& entries);
/// "coins: 10 → 25", "coins, inventory › 3 and 4 more places", "Broke the lock"
QString writeText(const journal::Entry& entry, const std::vector<journal::Change>& changes);
/// "3 writes together: a, b, c"
QString writesText(const std::vector<journal::Entry>& entries);
QString actorText(const std::string& actor);
QString stateText(WriteState state);

/// As a list of changes, or of what taking them back changes.
Difference differenceOf(const std::vector<journal::Change>& changes);
Difference reversedDifferenceOf(const std::vector<journal::Change>& changes);

/// Why a write cannot be taken back, as a sentence.
QString refusalText(activity::Refusal refusal);
/// How it went, as a sentence or two.
QString resultText(const activity::UndoResult& result);

} // namespace plectrum::documents
