// SPDX-License-Identifier: MIT
#include "activity/undo_result.h"

#include "store/error.h"
#include "store/lock/lock_error.h"

#include <utility>

namespace plectrum::activity {

using journal::Entry;

namespace {

UndoState stateOf(editing::KeyState state)
{
    switch (state) {
    case editing::KeyState::Conflicts:
        return UndoState::Conflicts;
    case editing::KeyState::Locked:
        return UndoState::Locked;
    case editing::KeyState::NotWritable:
        return UndoState::NotWritable;
    default:
        return UndoState::HeldBack;
    }
}

} // namespace

UndoResult resultFor(const Entry& entry, UndoState state)
{
    UndoResult result;
    result.entry = entry.id;
    result.address = entry.address;
    result.state = state;
    return result;
}

UndoResult refused(const Entry& entry, Refusal refusal)
{
    auto result = resultFor(entry, UndoState::Refused);
    result.refusal = refusal;
    return result;
}

UndoResult failed(const Entry& entry, const std::exception_ptr& error)
{
    auto result = resultFor(entry, UndoState::Failed);
    result.error = store::textOf(error);
    try {
        std::rethrow_exception(error);
    } catch (const store::LockError& known) {
        result.isOfLock = true;
        result.cause = known.cause();
    } catch (const store::Error& known) {
        result.isOutcomeUnknown = known.isOutcomeUnknown();
        result.cause = known.cause();
    } catch (const datastore::Error& known) {
        result.isOutcomeUnknown = known.isOutcomeUnknown();
        result.cause = known.kind();
    } catch (...) {
        // Nothing more is known.
    }
    return result;
}

UndoResult resultOf(const Entry& entry, editing::SaveResult saved)
{
    using enum editing::SaveOutcome;
    UndoResult result = resultFor(entry, UndoState::Undone);
    switch (saved.outcome) {
    case Saved:
        result.version = std::move(saved.version);
        break;
    case Unchanged:
        result.state = UndoState::Unchanged;
        break;
    case Conflicts:
        result.state = UndoState::Conflicts;
        result.conflicts = std::move(saved.conflicts);
        break;
    case Locked:
        result.state = UndoState::Locked;
        break;
    case NotWritable:
        result.state = UndoState::NotWritable;
        result.damage = std::move(saved.damage);
        break;
    case Refused:
        result.state = UndoState::Failed;
        result.error = std::move(saved.schemaProblem);
        break;
    }
    return result;
}

UndoResult resultOf(const Entry& entry, const editing::CommitResult& committed,
                    const editing::KeyResult& key)
{
    using enum store::CommitOutcome;
    UndoResult result = resultFor(entry, UndoState::Undone);
    result.version = key.version;
    result.conflicts = key.conflicts;
    result.damage = key.damage;
    result.error = committed.error;
    if (committed.outcome == NotReady)
        result.state = stateOf(key.state);
    else if (committed.outcome == Unchanged || key.state == editing::KeyState::Unchanged)
        result.state = UndoState::Unchanged;
    else if (committed.outcome != Committed)
        result.state = UndoState::Failed;
    result.isOutcomeUnknown =
        committed.outcome == store::CommitOutcome::Unknown || committed.outcome == Unfinished;
    return result;
}

} // namespace plectrum::activity
