// SPDX-License-Identifier: MIT
#include "documents/activity/journal_text.h"

#include "documents/basics/failure_text.h"
#include "documents/basics/visible_name.h"
#include "documents/history/value_text.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QStringList>
#include <QTimeZone>

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <utility>

namespace plectrum::documents {

using namespace Qt::StringLiterals;
using journal::Act;
using journal::Entry;

namespace {

struct JournalText
{
    Q_DECLARE_TR_FUNCTIONS(JournalText)
};

constexpr int valueLength = 24;
constexpr std::size_t namedPointers = 2;
constexpr std::size_t namedKeys = 3;

QDateTime dateTimeOf(async::Time time)
{
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count(), QTimeZone::UTC);
}

QString valueOr(const std::optional<json::Value>& value, const QString& otherwise)
{
    return value ? abbreviated(*value, valueLength) : otherwise;
}

QString changeText(const journal::Change& change)
{
    const QString pointer = pointerText(change.pointer);
    if (!change.before)
        return JournalText::tr("%1 added: %2").arg(pointer, valueOr(change.after, {}));
    if (!change.after)
        return JournalText::tr("%1 removed").arg(pointer);
    return JournalText::tr("%1: %2 → %3")
        .arg(pointer, valueOr(change.before, {}), valueOr(change.after, {}));
}

QString pointersText(const std::vector<journal::Change>& changes)
{
    if (changes.empty())
        return JournalText::tr("Nothing in the data");
    if (changes.size() == 1)
        return changeText(changes.front());
    QStringList pointers;
    for (std::size_t i = 0; i < std::min(changes.size(), namedPointers); ++i)
        pointers += pointerText(changes[i].pointer);
    const QString named = pointers.join(u", "_s);
    if (changes.size() <= namedPointers)
        return named;
    return JournalText::tr("%1 and %n more value(s)", nullptr, int(changes.size() - namedPointers))
        .arg(named);
}

QString actText(const Entry& entry, const QString& changes)
{
    const QString detail = QString::fromStdString(entry.detail);
    switch (entry.act) {
    case Act::Save:
        return entry.madeData ? JournalText::tr("New record") : changes;
    case Act::Restore:
        return JournalText::tr("Old version restored: %1").arg(changes);
    case Act::Transaction:
        return changes;
    case Act::Import:
        return detail.isEmpty() ? JournalText::tr("File imported")
                                : JournalText::tr("Imported %1").arg(detail);
    case Act::FinishTransaction:
        return JournalText::tr("Unfinished transaction finished");
    case Act::RollBackTransaction:
        return JournalText::tr("Unfinished transaction rolled back");
    case Act::BreakLock:
        return JournalText::tr("Lock of another server broken");
    case Act::Delete:
        return JournalText::tr("Record deleted");
    }
    return changes;
}

Difference differenceFrom(const std::vector<journal::Change>& changes,
                          std::optional<json::Value> journal::Change::* before,
                          std::optional<json::Value> journal::Change::* after)
{
    Difference difference;
    for (const journal::Change& change : changes) {
        json::Change made;
        made.pointer = change.pointer;
        made.before = (change.*before).value_or(json::Value());
        made.after = (change.*after).value_or(json::Value());
        made.kind = json::ChangeKind::Replaced;
        if (!(change.*before))
            made.kind = json::ChangeKind::Added;
        else if (!(change.*after))
            made.kind = json::ChangeKind::Removed;
        difference.added += made.kind == json::ChangeKind::Added;
        difference.removed += made.kind == json::ChangeKind::Removed;
        difference.replaced += made.kind == json::ChangeKind::Replaced;
        difference.changes.push_back(std::move(made));
    }
    return difference;
}

QString conflictText(const activity::UndoResult& result, const QString& record)
{
    QStringList pointers;
    for (const auto& conflict : result.conflicts)
        pointers += pointerText(conflict.pointer);
    pointers.removeDuplicates();
    if (pointers.isEmpty())
        return JournalText::tr("%1 was not undone: its data is gone. Nothing was written.")
            .arg(record);
    return JournalText::tr("%1 was not undone: somebody has changed the same values since "
                           "(%2). Nothing was written. Open the record to change them by hand.")
        .arg(record, pointers.mid(0, 4).join(u", "_s));
}

} // namespace

WriteState stateOf(const Entry& entry)
{
    if (entry.undoneBy)
        return WriteState::Undone;
    switch (entry.outcome) {
    case journal::Outcome::Pending:
        return WriteState::Pending;
    case journal::Outcome::Done:
        return WriteState::Done;
    case journal::Outcome::Failed:
        return WriteState::Failed;
    case journal::Outcome::Unknown:
        break;
    }
    return WriteState::Unknown;
}

WriteState stateOf(const std::vector<Entry>& entries)
{
    std::set<WriteState> states;
    for (const Entry& entry : entries)
        states.insert(stateOf(entry));
    for (const WriteState state : {WriteState::Pending, WriteState::Unknown, WriteState::Failed,
                                   WriteState::Done, WriteState::Undone}) {
        if (states.contains(state))
            return state;
    }
    return WriteState::Done;
}

QString shortMoment(async::Time time, async::Time now)
{
    const QDateTime moment = dateTimeOf(time);
    const QLocale locale;
    return moment.date() == dateTimeOf(now).date()
        ? locale.toString(moment, u"HH:mm:ss"_s)
        : locale.toString(moment, JournalText::tr("d MMM, HH:mm", "a date format"));
}

QString recordText(const journal::RecordAddress& address)
{
    if (address.store.empty())
        return JournalText::tr("The whole universe");
    const QString store = visibleName(address.store);
    return address.key.empty() ? store : store + u" / "_s + visibleName(address.key);
}

QString recordsText(const std::vector<Entry>& entries)
{
    std::set<std::string> stores;
    std::set<journal::RecordAddress> addresses;
    for (const Entry& entry : entries) {
        stores.insert(entry.address.store);
        addresses.insert(entry.address);
    }
    if (addresses.size() == 1)
        return recordText(*addresses.begin());
    const QString count = JournalText::tr("%n key(s)", nullptr, int(addresses.size()));
    return stores.size() == 1 ? visibleName(*stores.begin()) + u" / "_s + count : count;
}

QString writeText(const Entry& entry, const std::vector<journal::Change>& changes)
{
    const QString text = actText(entry, pointersText(changes));
    return entry.undoes ? JournalText::tr("Undo: %1").arg(text) : text;
}

QString writesText(const std::vector<Entry>& entries)
{
    QStringList keys;
    for (const Entry& entry : entries)
        keys += visibleName(entry.address.key);
    keys.removeDuplicates();
    const bool isCut = keys.size() > qsizetype(namedKeys);
    const QString named = keys.mid(0, namedKeys).join(u", "_s) + (isCut ? u", …"_s : QString());
    const bool isUndo =
        std::ranges::all_of(entries, [](const Entry& one) { return one.undoes.has_value(); });
    return isUndo
        ? JournalText::tr("Undo of %n write(s) together: %1", nullptr, int(entries.size()))
              .arg(named)
        : JournalText::tr("%n write(s) together: %1", nullptr, int(entries.size())).arg(named);
}

QString actorText(const std::string& actor)
{
    return actor == "window" ? JournalText::tr("Window") : QString::fromStdString(actor);
}

QString stateText(WriteState state)
{
    switch (state) {
    case WriteState::Pending:
        return JournalText::tr("Under way");
    case WriteState::Done:
        return JournalText::tr("Written");
    case WriteState::Failed:
        return JournalText::tr("Failed");
    case WriteState::Unknown:
        return JournalText::tr("Unknown");
    case WriteState::Undone:
        return JournalText::tr("Undone");
    }
    return {};
}

Difference differenceOf(const std::vector<journal::Change>& changes)
{
    return differenceFrom(changes, &journal::Change::before, &journal::Change::after);
}

Difference reversedDifferenceOf(const std::vector<journal::Change>& changes)
{
    return differenceFrom(changes, &journal::Change::after, &journal::Change::before);
}

QString refusalText(activity::Refusal refusal)
{
    switch (refusal) {
    case activity::Refusal::NotFound:
        return JournalText::tr("The write is no longer in the journal.");
    case activity::Refusal::OtherUniverse:
        return JournalText::tr("It was made in another universe. Open that one to undo it.");
    case activity::Refusal::NotDone:
        return JournalText::tr("Nothing was written, so there is nothing to undo.");
    case activity::Refusal::AlreadyUndone:
        return JournalText::tr("It is undone already.");
    case activity::Refusal::NothingChanged:
        return JournalText::tr("It changed no data.");
    case activity::Refusal::WholeUniverse:
        return JournalText::tr("An import of a whole file cannot be undone.");
    case activity::Refusal::MadeTheKey:
        return JournalText::tr("It made the record. Delete the record instead.");
    case activity::Refusal::NoTransactions:
        return JournalText::tr("It is part of a transaction, and this universe can make none.");
    }
    return {};
}

QString resultText(const activity::UndoResult& result)
{
    const QString record = recordText(result.address);
    using enum activity::UndoState;
    switch (result.state) {
    case Undone:
        return JournalText::tr("%1 is as it was before that write.").arg(record);
    case Unchanged:
        return JournalText::tr("%1 is as before already. Nothing was written.").arg(record);
    case Conflicts:
        return conflictText(result, record);
    case Locked:
        return JournalText::tr("%1 is locked by another server. Nothing was written. Try again "
                               "when it is free.")
            .arg(record);
    case NotWritable:
        return JournalText::tr("%1 cannot be written. %2")
            .arg(record, result.damage ? damageText(*result.damage) : QString());
    case HeldBack:
        return JournalText::tr("%1 was left as it is, because another key of the same transaction "
                               "could not be taken back.")
            .arg(record);
    case Refused:
        return JournalText::tr("%1 was not undone. %2")
            .arg(record, result.refusal ? refusalText(*result.refusal) : QString());
    case Failed:
        break;
    }
    const QString error = QString::fromStdString(result.error);
    return result.isOutcomeUnknown
        ? JournalText::tr("Whether %1 was undone is not known: %2. Reload the record.")
              .arg(record, error)
        : JournalText::tr("%1 was not undone: %2").arg(record, error);
}

} // namespace plectrum::documents
