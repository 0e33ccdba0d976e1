// SPDX-License-Identifier: MIT
// The part of Workspace that keeps drafts and the journal.
#include "activity/record_place.h"
#include "activity/settlement.h"
#include "activity/undo.h"
#include "activity/write_recorder.h"
#include "ui/record/failure_text.h"
#include "ui/record/record_draft.h"
#include "ui/workspace.h"

#include <utility>

namespace plectrum::ui {

void Workspace::setNotebook(journal::Notebook& notebook, const std::string& universe)
{
    m_notebook = &notebook;
    m_universeId = universe;
    if (!notebook.journal())
        return;
    const auto onTrouble = [this](const journal::Error& error) { tellTrouble(error); };
    const std::string asker = "window";
    const auto commit = [this](store::CommitRequest request, std::stop_token stop) {
        return m_transactions.commit(std::move(request), std::move(stop));
    };
    m_undo = std::make_unique<activity::Undo>(*notebook.journal(), universe, *m_records, commit,
                                              asker, onTrouble);
    m_recorder = std::make_unique<activity::WriteRecorder>(
        notebook.journal(), activity::Origin{.universe = universe, .asker = asker}, onTrouble);
    m_records.emplace(m_records->observedBy(*m_recorder));
    m_journalled = notebook.journal()->subscribe([this](journal::EntryId id) { showUndone(id); });
    m_tasks.start(settleWrites());
}

/// A record that is open and was written by an undo is read again.
void Workspace::showUndone(journal::EntryId id)
{
    const auto entry = journal()->entry(id);
    if (!entry || !entry->undoes || entry->outcome != journal::Outcome::Done
        || entry->place.universe != m_universeId)
        return;
    if (RecordDocument* document = find(activity::addressOf(entry->place)))
        document->reload(); // refused while it is edited: saving merges then
}

journal::Journal* Workspace::journal() const
{
    return m_notebook ? m_notebook->journal() : nullptr;
}

async::Task<void> Workspace::settleWrites()
{
    std::optional<journal::Error> error;
    try {
        co_await activity::settleCutOff(journal(), m_universeId, *m_records, m_tasks.stopToken());
    } catch (const journal::Error& caught) {
        error = caught;
    }
    if (error)
        tellTrouble(*error);
}

void Workspace::tellTrouble(const journal::Error& error)
{
    if (!std::exchange(m_hasToldTrouble, true))
        emit journalFailed(journalErrorText(error));
}

void Workspace::recoverDrafts()
{
    if (!m_notebook)
        return;
    if (m_notebook->problem())
        return tellTrouble(*m_notebook->problem());
    journal::FoundDrafts found;
    try {
        found = m_notebook->drafts()->recover(m_universeId);
    } catch (const journal::Error& error) {
        return tellTrouble(error);
    }
    for (const journal::Draft& draft : found.drafts)
        bringBack(draft);
    if (!m_documents.empty() && !m_current)
        setCurrentDocument(m_documents.front());
    if (!found.drafts.empty() || found.unreadable > 0)
        emit draftsRecovered(int(found.drafts.size()), int(found.unreadable));
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
    if (!m_notebook || !m_notebook->drafts())
        return;
    const auto place = activity::placeOf(m_universeId, document->address());
    auto* draft = new RecordDraft(document, *m_notebook->drafts(), place);
    connect(draft, &RecordDraft::failed, this, &Workspace::journalFailed);
}

} // namespace plectrum::ui
