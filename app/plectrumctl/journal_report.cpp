// SPDX-License-Identifier: MIT
#include "plectrumctl/journal_report.h"

#include "journal/change.h"
#include "json/parser.h"
#include "plectrumctl/error_report.h"
#include "plectrumctl/output.h"
#include "plectrumctl/report.h"

#include <format>

namespace plectrum::ctl {

namespace {

using activity::Refusal;
using activity::UndoState;
using journal::Act;
using journal::Entry;

std::string_view wordFor(Act act)
{
    switch (act) {
    case Act::Save:
        return "save";
    case Act::Restore:
        return "restore";
    case Act::Transaction:
        return "transaction";
    case Act::Import:
        return "import";
    case Act::FinishTransaction:
        return "finish transaction";
    case Act::RollBackTransaction:
        return "roll back transaction";
    case Act::Delete:
        return "delete";
    case Act::BreakLock:
        break;
    }
    return "break lock";
}

std::string_view wordFor(journal::Outcome outcome)
{
    switch (outcome) {
    case journal::Outcome::Pending:
        return "pending";
    case journal::Outcome::Done:
        return "done";
    case journal::Outcome::Failed:
        return "failed";
    case journal::Outcome::Unknown:
        break;
    }
    return "unknown";
}

std::string outcomeText(const Entry& entry)
{
    if (entry.undoneBy)
        return std::format("undone by {}", *entry.undoneBy);
    std::string text(wordFor(entry.outcome));
    if (entry.undoes)
        text += std::format(", undoes {}", *entry.undoes);
    return text;
}

std::string addressText(const journal::RecordAddress& address)
{
    return address.store.empty() ? "" : std::format("{}/{}", address.store, address.key);
}

std::string_view wordFor(UndoState state)
{
    switch (state) {
    case UndoState::Undone:
        return "undone";
    case UndoState::Unchanged:
        return "unchanged";
    case UndoState::Conflicts:
        return "conflict";
    case UndoState::Locked:
        return "locked";
    case UndoState::NotWritable:
        return "not writable";
    case UndoState::HeldBack:
        return "held back";
    case UndoState::Refused:
        return "refused";
    case UndoState::Failed:
        break;
    }
    return "failed";
}

std::string_view whyRefused(Refusal refusal)
{
    switch (refusal) {
    case Refusal::NotFound:
        return "there is no such entry";
    case Refusal::OtherUniverse:
        return "it is of another universe";
    case Refusal::NotDone:
        return "it was not done";
    case Refusal::AlreadyUndone:
        return "it is undone already";
    case Refusal::NothingChanged:
        return "it changed no data";
    case Refusal::WholeUniverse:
        return "an import cannot be undone; restore the keys that you want back";
    case Refusal::MadeTheKey:
        return "there was no data before it; delete the key instead";
    case Refusal::NoTransactions:
        break;
    }
    return "it was part of a transaction, and there are none here";
}

std::string whyNot(const activity::UndoResult& result)
{
    switch (result.state) {
    case UndoState::Conflicts:
        if (result.conflicts.empty())
            return "there is no data any more";
        return std::format("changed by somebody else since at {}",
                           printable(result.conflicts.front().pointer.isRoot()
                                         ? "the whole data"
                                         : result.conflicts.front().pointer.toString()));
    case UndoState::Locked:
        return "a game server holds it";
    case UndoState::NotWritable:
        return result.damage ? reasonOf(*result.damage) : "it cannot be written over";
    case UndoState::HeldBack:
        return "another key of its transaction could not be undone";
    case UndoState::Refused:
        return std::string(whyRefused(result.refusal.value()));
    case UndoState::Failed:
        return result.isOutcomeUnknown
            ? result.error + " (it may have been written all the same: read it back)"
            : result.error;
    default:
        return {};
    }
}

} // namespace

std::string tableOf(const std::vector<Entry>& entries)
{
    Table table({"ENTRY", "TIME", "WHO", "WHAT", "KEY", "CHANGES", "OUTCOME"});
    for (const Entry& entry : entries) {
        table.add({std::to_string(entry.id), plainTime(entry.time), entry.actor,
                   std::string(wordFor(entry.act)), addressText(entry.address),
                   std::to_string(entry.changeCount), outcomeText(entry)});
    }
    return table.text();
}

json::Value documentOf(const Entry& entry, const std::vector<journal::Change>& changes)
{
    json::Value::Members members{{"entry", entry.id},
                                 {"time", async::toRfc3339(entry.time)},
                                 {"who", entry.actor},
                                 {"what", wordFor(entry.act)},
                                 {"group", entry.group},
                                 {"universe", entry.address.universe},
                                 {"store", entry.address.store},
                                 {"raw", entry.address.kind == journal::RecordAddress::Kind::Plain},
                                 {"scope", entry.address.scope},
                                 {"key", entry.address.key},
                                 {"outcome", wordFor(entry.outcome)},
                                 {"reason", entry.reason},
                                 {"detail", entry.detail},
                                 {"versionBefore", entry.versionBefore},
                                 {"versionAfter", entry.versionAfter},
                                 {"changes", json::parse(journal::changesText(changes)).value()}};
    if (entry.undoes)
        members.emplace_back("undoes", *entry.undoes);
    if (entry.undoneBy)
        members.emplace_back("undoneBy", *entry.undoneBy);
    return json::Value::object(std::move(members));
}

json::Value documentOf(const activity::UndoResult& result)
{
    json::Value::Members members{{"entry", result.entry},
                                 {"store", result.address.store},
                                 {"key", result.address.key},
                                 {"outcome", wordFor(result.state)}};
    if (!result.version.empty())
        members.emplace_back("version", result.version);
    if (const auto reason = whyNot(result); !reason.empty())
        members.emplace_back("reason", reason);
    return json::Value::object(std::move(members));
}

std::string textOf(const activity::UndoResult& result)
{
    std::string text = std::format("Entry {}", result.entry);
    if (const auto address = addressText(result.address); !address.empty())
        text += std::format(" ({})", printable(address));
    if (result.state == UndoState::Undone && result.version.empty())
        return text + " is undone: the key that it made is removed.\n";
    if (result.state == UndoState::Undone)
        return text + std::format(" is undone by version {}.\n", result.version);
    if (result.state == UndoState::Unchanged)
        return text + " is as before already; nothing was written.\n";
    return text + std::format(" is not undone: {}.\n", whyNot(result));
}

ExitCode exitCodeOf(const activity::UndoResult& result)
{
    switch (result.state) {
    case UndoState::Undone:
    case UndoState::Unchanged:
        return ExitCode::Ok;
    case UndoState::Conflicts:
    case UndoState::HeldBack:
        return ExitCode::Conflict;
    case UndoState::Locked:
        return ExitCode::Locked;
    case UndoState::NotWritable:
        return ExitCode::Damaged;
    case UndoState::Refused:
        return result.refusal == Refusal::NotFound || result.refusal == Refusal::OtherUniverse
            ? ExitCode::NotFound
            : ExitCode::NotUndoable;
    case UndoState::Failed:
        break;
    }
    return result.cause ? exitCodeOf(*result.cause) : ExitCode::Failed;
}

} // namespace plectrum::ctl
