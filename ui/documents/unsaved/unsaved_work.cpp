// SPDX-License-Identifier: MIT
#include "documents/unsaved/unsaved_work.h"

#include "documents/basics/failure_text.h"
#include "documents/basics/visible_name.h"
#include "documents/locks/lock_status.h"
#include "documents/record/record_draft.h"
#include "documents/save/save_intent.h"
#include "documents/transaction/outcome_text.h"
#include "documents/transaction/transaction_draft.h"
#include "journal/drafts.h"

#include <QStringList>

#include <utility>

namespace plectrum::documents {

using namespace Qt::StringLiterals;

namespace {

QString nameOfRecord(const store::KeyAddress& address)
{
    return visibleName(address.store) % u" › "_s % visibleName(address.key);
}

RecordDraft* keeperOf(const RecordDocument* document)
{
    return document ? document->findChild<RecordDraft*>(Qt::FindDirectChildrenOnly) : nullptr;
}

} // namespace

UnsavedRecord::UnsavedRecord(RecordDocument* document)
    : m_document(document)
    , m_draft(document->draft())
{
}

QString UnsavedRecord::title() const
{
    return m_document ? nameOfRecord(m_document->address()) : QString();
}

std::vector<UnsavedWork::Part> UnsavedRecord::parts() const
{
    const std::string name = title().toStdString();
    if (!m_draft.replaced)
        return {{{name}, m_draft.base, m_draft.value}};
    return {{{name, tr("entry that is replaced").toStdString()}, m_draft.replaced->value, {}},
            {{name, tr("data that is written").toStdString()}, {}, m_draft.value}};
}

QString UnsavedRecord::obstacle() const
{
    if (!m_document || !m_document->isEditable())
        return tr("This record cannot be written now.");
    return m_document->lock()->view().state == editing::LockState::Another
        ? tr("A game server holds the lock of this key.")
        : QString();
}

editing::LockConsent* UnsavedRecord::lockConsent() const
{
    return m_document ? &m_document->lock()->lockConsent() : nullptr;
}

void UnsavedRecord::stopTrying()
{
    if (m_document)
        m_document->stopTrying();
}

void UnsavedRecord::write(bool keepsTrying)
{
    if (!m_document)
        return end(false, tr("It is closed already."));
    if (!m_document->isModified())
        return end(true, tr("There is nothing left to save."));
    connect(m_document, &RecordDocument::saveFinished, this, &UnsavedRecord::noteSaved);
    connect(m_document, &RecordDocument::saveFailed, this,
            [this](const QString& why, bool isOfLock) { end(false, why, isOfLock); });
    m_document->save(m_draft, keepsTrying);
}

void UnsavedRecord::noteSaved(const editing::SaveResult& result)
{
    using enum editing::SaveOutcome;
    end(result.outcome == Saved || result.outcome == Unchanged, saveOutcomeText(result));
}

void UnsavedRecord::end(bool isWritten, const QString& outcome, bool isOfLock)
{
    if (m_document)
        m_document->disconnect(this);
    emit ended(isWritten, outcome, isOfLock);
}

bool UnsavedRecord::canBeKept() const
{
    return keeperOf(m_document);
}

bool UnsavedRecord::keep()
{
    RecordDraft* keeper = keeperOf(m_document);
    return keeper && keeper->keepNow();
}

UnsavedTransaction::UnsavedTransaction(TransactionDocument* document)
    : m_document(document)
    , m_drafts(document->drafts())
{
    const TransactionDraft* keeper = document->draftKeeper();
    for (const RecordDocument* part : document->parts())
        if (const journal::Draft* found = keeper ? keeper->waitingFor(part) : nullptr)
            m_waiting.push_back(
                {{title().toStdString(), part->address().key}, found->base.data, found->value});
}

QString UnsavedTransaction::title() const
{
    QStringList keys;
    if (m_document)
        for (const RecordDocument* part : m_document->parts())
            keys += visibleName(part->address().key);
    return tr("Transaction %1").arg(keys.join(u", "_s));
}

std::vector<UnsavedWork::Part> UnsavedTransaction::parts() const
{
    std::vector<Part> all = m_waiting;
    for (const auto& [part, draft] : m_drafts)
        all.push_back({{title().toStdString(), part->address().key}, draft.base, draft.value});
    return all;
}

QString UnsavedTransaction::obstacle() const
{
    if (m_document && m_document->isIncomplete())
        return tr("A recovered key cannot be edited now; nothing is committed without it.");
    return m_document && m_document->canCommit() ? QString()
                                                 : tr("This transaction cannot be committed now.");
}

editing::LockConsent* UnsavedTransaction::lockConsent() const
{
    return m_document ? &m_document->lockConsent() : nullptr;
}

void UnsavedTransaction::stopTrying()
{
    if (m_document)
        m_document->stopTrying();
}

void UnsavedTransaction::write(bool keepsTrying)
{
    if (const QString why = obstacle(); !why.isEmpty())
        return end(false, why);
    connect(m_document, &TransactionDocument::ended, this, &UnsavedTransaction::noteEnded);
    connect(m_document, &TransactionDocument::failed, this,
            [this](const QString& why, bool isOfLock) { end(false, why, isOfLock); });
    m_document->commit(m_drafts, false, keepsTrying);
}

void UnsavedTransaction::noteEnded()
{
    using enum store::CommitOutcome;
    const editing::CommitResult& result = *m_document->result();
    QStringList sentences{outcomeText(result)};
    if (result.outcome == NotReady) {
        sentences = QStringList{tr("Nothing was written.")};
        for (const editing::KeyResult& key : result.keys)
            if (const QString why = keyStateText(key); !why.isEmpty())
                sentences += tr("%1: %2").arg(visibleName(key.key), why);
    }
    end(result.outcome == Committed || result.outcome == Unchanged, sentences.join(u' '));
}

void UnsavedTransaction::end(bool isWritten, const QString& outcome, bool isOfLock)
{
    if (m_document)
        m_document->disconnect(this);
    emit ended(isWritten, outcome, isOfLock);
}

bool UnsavedTransaction::canBeKept() const
{
    return m_document && m_document->draftKeeper();
}

bool UnsavedTransaction::keep()
{
    return canBeKept() && m_document->draftKeeper()->keepNow();
}

} // namespace plectrum::documents

#include "moc_unsaved_work.cpp"
