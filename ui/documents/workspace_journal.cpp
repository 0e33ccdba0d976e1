// SPDX-License-Identifier: MIT
// The part of Workspace that keeps drafts and the journal.
#include "activity/record_place.h"
#include "activity/recorded_commit.h"
#include "activity/recorded_repair.h"
#include "activity/recovery.h"
#include "activity/undo.h"
#include "activity/write_recorder.h"
#include "documents/record/failure_text.h"
#include "documents/record/record_draft.h"
#include "documents/workspace.h"
#include "journal/error.h"

#include <algorithm>
#include <utility>

namespace plectrum::documents {

namespace {

const std::string actor = "window"; ///< of all that is written here

/// The document that asked for it knows what became of it.
bool isOfOneRecord(journal::Act act)
{
    return act == journal::Act::Save || act == journal::Act::Restore;
}

} // namespace

void Workspace::setJournalFile(journal::JournalFile& journalFile, const std::string& universe)
{
    m_journalFile = &journalFile;
    m_universeId = universe;
    if (!journalFile.journal())
        return;
    const auto commit = [this](editing::CommitRequest request, std::stop_token stop) {
        return m_transactions.commit(std::move(request), std::move(stop));
    };
    m_records->tellRolledBack([journal = journalFile.journal(), universe](const std::string& txId) {
        try {
            return journal->wasRolledBack(universe, txId);
        } catch (const journal::Error&) {
            return false; // what cannot be read tells nothing
        }
    });
    m_undo = std::make_unique<activity::Undo>(*journalFile.journal(), universe, *m_records, commit,
                                              actor, troubleSink());
    m_recorder = std::make_unique<activity::WriteRecorder>(
        journalFile.journal(), activity::Origin{.universe = universe, .actor = actor},
        troubleSink());
    m_records.emplace(m_records->observedBy(*m_recorder));
    m_journalled =
        journalFile.journal()->subscribe([this](journal::EntryId id) { showWritten(id); });
    m_tasks.start(settleWrites());
}

activity::ErrorHandler Workspace::troubleSink()
{
    return [this](const journal::Error& error) { reportError(error); };
}

async::Task<editing::CommitResult> Workspace::commit(editing::CommitRequest request,
                                                     std::stop_token stop)
{
    const auto commit = [this](editing::CommitRequest asked, std::stop_token stopping) {
        return m_transactions.commit(std::move(asked), std::move(stopping));
    };
    activity::CommitOrigin origin{.universe = m_universeId, .actor = actor, .group = {}};
    if (journal())
        origin.group = journal()->newGroup();
    return activity::commitRecorded(journal(), std::move(origin), troubleSink(), *m_records, commit,
                                    std::move(request), std::move(stop));
}

async::Task<editing::EndResult> Workspace::endTransaction(editing::FoundTransaction found,
                                                          bool isFinish,
                                                          store::LockPatience patience,
                                                          std::stop_token stop)
{
    activity::Origin origin{.universe = m_universeId, .actor = actor};
    if (journal())
        origin.group = journal()->newGroup();
    activity::WriteRecorder recorder(journal(), std::move(origin), troubleSink());
    co_return co_await activity::endTransactionRecorded(
        &recorder, &m_transactions, std::move(found),
        isFinish ? journal::Act::FinishTransaction : journal::Act::RollBackTransaction, patience,
        std::move(stop));
}

/// A record that is open and was written by an undo or a transaction is read again.
void Workspace::showWritten(journal::EntryId id)
{
    const auto entry = journal()->entry(id);
    if (!entry || (isOfOneRecord(entry->act) && !entry->undoes)
        || entry->outcome != journal::Outcome::Done || entry->place.universe != m_universeId)
        return;
    if (RecordDocument* document = find(activity::addressOf(entry->place)))
        document->reload(); // refused while it is edited: saving merges then
}

journal::Journal* Workspace::journal() const
{
    return m_journalFile ? m_journalFile->journal() : nullptr;
}

async::Task<void> Workspace::settleWrites()
{
    std::optional<journal::Error> error;
    try {
        co_await activity::recoverInterrupted(journal(), m_universeId, *m_records,
                                              m_tasks.stopToken());
    } catch (const journal::Error& caught) {
        error = caught;
    }
    if (error)
        reportError(*error);
}

void Workspace::reportError(const journal::Error& error)
{
    if (!std::exchange(m_hasToldTrouble, true))
        emit journalFailed(journalErrorText(error));
}

void Workspace::recoverDrafts()
{
    if (!m_journalFile)
        return;
    if (m_journalFile->problem())
        return reportError(*m_journalFile->problem());
    journal::FoundDrafts found;
    try {
        found = m_journalFile->drafts()->recover(m_universeId);
    } catch (const journal::Error& error) {
        return reportError(error);
    }
    for (const journal::DraftGroup& group : found.groups)
        emit transactionFound(group);
    for (const journal::Draft& draft : found.drafts)
        bringBack(draft);
    if (!m_documents.empty() && !m_current)
        setCurrentDocument(m_documents.front());
    const auto ofUnknownGroup =
        std::ranges::count(found.drafts, true, &journal::Draft::isGroupUnknown);
    if (!found.drafts.empty() || !found.groups.empty() || found.unreadable > 0)
        emit draftsRecovered(int(found.drafts.size()), int(found.groups.size()),
                             int(found.unreadable), int(ofUnknownGroup));
}

void Workspace::bringBack(const journal::Draft& draft)
{
    const auto address = activity::addressOf(draft.place);
    RecordDocument* document = find(address);
    if (!document)
        document = open(address);
    pin(document);
    if (auto* keeper = document->findChild<RecordDraft*>(Qt::FindDirectChildrenOnly))
        keeper->bringBack(draft);
}

void Workspace::keepDraft(RecordDocument* document)
{
    if (!drafts())
        return;
    const auto place = activity::placeOf(m_universeId, document->address());
    auto* draft = new RecordDraft(document, *drafts(), place);
    connect(draft, &RecordDraft::failed, this, &Workspace::journalFailed);
    try {
        if (auto kept = drafts()->kept(place))
            draft->bringBack(*std::move(kept));
    } catch (const journal::Error& error) {
        reportError(error);
    }
}

} // namespace plectrum::documents
