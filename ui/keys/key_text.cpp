// SPDX-License-Identifier: MIT
#include "ui/keys/key_text.h"

#include "datastore/limits.h"
#include "documents/basics/failure_text.h"
#include "documents/basics/version_text.h"
#include "documents/basics/visible_name.h"
#include "documents/workspace.h"
#include "editing/lock_watch.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace plectrum::ui {

namespace {

struct KeyText
{
    Q_DECLARE_TR_FUNCTIONS(KeyText)
};

QString nameOf(const store::KeyAddress& address)
{
    return documents::visibleName(address.key);
}

bool isLyra(const store::KeyAddress& address)
{
    return address.kind == store::KeyAddress::Kind::Lyra;
}

/// Why an entry can be neither written over nor removed.
QString damageProblem(const store::Inspection& now)
{
    if (now.transaction == store::TransactionState::Pending)
        return KeyText::tr("What stands there is inside an unfinished transaction.");
    if (now.state == store::RecordState::NotLyra)
        return KeyText::tr("What stands there is not Lyra's.");
    if (now.damage)
        return KeyText::tr("What stands there is damaged: %1.")
            .arg(documents::damageText(*now.damage));
    return {};
}

} // namespace

QString problemOfSource(const store::KeyAddress& from, const store::Inspection& source)
{
    if (!source.entry)
        return KeyText::tr("There is no entry at %1.").arg(nameOf(from));
    if (!source.isEditable() || !source.data)
        return KeyText::tr("%1 holds no data that could be copied.").arg(nameOf(from));
    return {};
}

QString problemOfTarget(const store::Inspection& target, bool isCopy)
{
    if (target.entry && !isCopy)
        return KeyText::tr("There is a record at this key already.");
    return damageProblem(target);
}

QString problemOfDeletion(const store::KeyAddress& address, const store::Inspection& now)
{
    if (!now.entry)
        return KeyText::tr("There is no entry at %1.").arg(nameOf(address));
    return damageProblem(now);
}

KeyQuestion::Question newRecordQuestion(const documents::Workspace& workspace,
                                        const store::KeyAddress& address)
{
    const editing::StoreListing store{.kind = address.kind, .name = address.store};
    const documents::RecordTemplate made = workspace.recordTemplate(store);
    KeyQuestion::Question question;
    question.title = KeyText::tr("New Record");
    question.explanation = made.source.isEmpty()
        ? KeyText::tr("Makes a record with an empty object as its data, while nothing stands at "
                      "the key. Undo in the journal removes it again.")
        : KeyText::tr("Makes a record of the template in %1, with its migrations as applied, "
                      "while nothing stands at the key. Undo in the journal removes it again.")
              .arg(made.source);
    question.confirmText = KeyText::tr("Make %1");
    question.key = QString::fromStdString(address.key);
    question.stores = workspace.stores();
    question.store = store;
    return question;
}

KeyQuestion::Question copyQuestion(const documents::Workspace& workspace,
                                   const store::KeyAddress& from)
{
    KeyQuestion::Question question;
    question.title = KeyText::tr("Copy %1 to Another Key").arg(nameOf(from));
    question.explanation = isLyra(from)
        ? KeyText::tr("Copies the data with its applied migrations, user IDs and attributes. Data "
                      "that stands at the other key is replaced; it stays in the history.")
        : KeyText::tr("Copies the value with its user IDs and attributes. A value that stands at "
                      "the other key is replaced; it stays in the history.");
    question.confirmText = KeyText::tr("Copy to %1");
    const std::string copied = from.key + "_copy";
    question.key =
        QString::fromStdString(copied.size() <= datastore::limits::keyLength ? copied : from.key);
    std::ranges::copy_if(workspace.stores(), std::back_inserter(question.stores),
                         [&from](const auto& store) { return store.kind == from.kind; });
    question.store = editing::StoreListing{.kind = from.kind, .name = from.store};
    return question;
}

SaveDialog::Question deleteQuestion(documents::Workspace& workspace,
                                    const store::KeyAddress& address, const store::Inspection& now)
{
    QStringList sentences;
    sentences += isLyra(address) && now.shardCount > 0
        ? KeyText::tr("Removes the record and its shards.")
        : KeyText::tr("Removes the entry.");
    sentences += KeyText::tr("This version stays in the history for 30 days, from where Undelete, "
                             "or Undo in the journal, brings it back.");
    if (isLyra(address)) {
        const auto lock = workspace.records().lockWatch().view(address).state;
        sentences += lock == editing::LockState::Another
            ? KeyText::tr("A game server holds it now: nothing is removed while it does.")
            : KeyText::tr("A game that loads this key later begins with a new record.");
    }
    for (const documents::RecordDocument* open : workspace.documents())
        if (open->address() == address && open->isModified())
            sentences += KeyText::tr("It is open with unsaved changes, which are not part of it.");
    SaveDialog::Question question;
    question.title = KeyText::tr("Delete %1").arg(nameOf(address));
    question.explanation = sentences.join(u' ');
    question.confirmText = KeyText::tr("Delete %1").arg(nameOf(address));
    question.before = now.data;
    return question;
}

SaveDialog::Question undeleteQuestion(const store::KeyAddress& address,
                                      const store::Inspection& version)
{
    const QString moment =
        documents::momentText(version.entry->info.updatedTime.time_since_epoch().count());
    SaveDialog::Question question;
    question.title = KeyText::tr("Undelete %1").arg(nameOf(address));
    question.explanation = isLyra(address)
        ? KeyText::tr("Writes the version of %1, the last one before the removal, with its own "
                      "applied migrations, user IDs and attributes, while nothing stands at the "
                      "key.")
              .arg(moment)
        : KeyText::tr("Writes the version of %1, the last one before the removal, with its user "
                      "IDs and attributes, while nothing stands at the key.")
              .arg(moment);
    question.confirmText = KeyText::tr("Undelete %1").arg(nameOf(address));
    question.after = version.data;
    return question;
}

std::optional<editing::KeyCopy> newRecordOf(const documents::RecordTemplate& made)
{
    editing::KeyCopy copy;
    copy.draft = made.data;
    copy.around.to.appliedMigrations = made.appliedMigrations;
    return copy;
}

QString refusedWriteText(const store::KeyAddress& address, const editing::SaveResult& result)
{
    const QString name = nameOf(address);
    using enum editing::SaveOutcome;
    switch (result.outcome) {
    case Saved:
        break;
    case Unchanged:
        return KeyText::tr("%1 is like that already. Nothing was written.").arg(name);
    case Conflicts:
        return KeyText::tr("%1 has changed since it was shown. Nothing was written.").arg(name);
    case Locked:
        return KeyText::tr("A game server holds the lock of %1. Nothing was written.").arg(name);
    case NotWritable:
        return result.damage ? KeyText::tr("Nothing was written at %1: %2.")
                                   .arg(name, documents::damageText(*result.damage))
                             : KeyText::tr("%1 cannot be written.").arg(name);
    case Refused:
        return KeyText::tr("Nothing was written at %1: it does not pass the schema. %2")
            .arg(name, QString::fromStdString(result.schemaProblem));
    }
    return {};
}

} // namespace plectrum::ui
