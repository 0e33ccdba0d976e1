// SPDX-License-Identifier: MIT
#include "documents/transaction/transaction_draft.h"

#include "activity/record_address.h"
#include "documents/basics/failure_text.h"
#include "documents/record/record_draft.h"
#include "documents/transaction/transaction_document.h"
#include "journal/error.h"

#include <utility>

namespace plectrum::documents {

TransactionDraft::TransactionDraft(TransactionDocument* document, journal::Drafts& drafts,
                                   std::string universe)
    : QObject(document)
    , m_document(document)
    , m_drafts(drafts)
    , m_universe(std::move(universe))
    , m_group(drafts.newGroup())
{
    connect(document, &TransactionDocument::changed, this, &TransactionDraft::keep);
    connect(document, &TransactionDocument::partAdded, this, &TransactionDraft::watch);
    connect(document, &TransactionDocument::partAboutToBeRemoved, this, &TransactionDraft::leave);
}

void TransactionDraft::watch(RecordDocument* part)
{
    connect(part, &RecordDocument::loaded, this, [this, part] { claim(part); });
    connect(part, &RecordDocument::modifiedChanged, this, [this, part](bool isModified) {
        if (!isModified)
            reloadIfOutdated(part);
    });
}

void TransactionDraft::leave(RecordDocument* part)
{
    part->disconnect(this);
    m_found.erase(part);
    m_bases.erase(part);
    m_outdated.erase(part);
}

void TransactionDraft::bringBack(const journal::DraftGroup& group)
{
    m_group = group.id;
    for (const journal::Draft& draft : group.parts) {
        const auto address = activity::addressOf(draft.address);
        RecordDocument* part = m_document->addFound(address);
        if (part && draft.isChanged()) // else the key is only part of the page
            m_found.emplace(part, draft);
    }
    m_document->noteFound();
}

const journal::Draft* TransactionDraft::waitingFor(const RecordDocument* part) const
{
    const auto found = m_found.find(const_cast<RecordDocument*>(part));
    return found == m_found.end() ? nullptr : &found->second;
}

void TransactionDraft::claim(RecordDocument* part)
{
    const auto found = m_found.find(part);
    if (found == m_found.end() || !part->isEditable() || part->isModified())
        return;
    // It counts as waiting until it is the part's, so that it is on disk all the time.
    const journal::Draft draft = found->second;
    m_bases[part] = draft.base;
    if (applyFound(*part, draft))
        m_outdated.insert(part);
    m_found.erase(part);
    m_document->noteFound();
}

/// What the draft was made from is shown now, and is no longer what stands there.
void TransactionDraft::reloadIfOutdated(RecordDocument* part)
{
    if (m_outdated.erase(part) > 0)
        QMetaObject::invokeMethod(part, &RecordDocument::reload, Qt::QueuedConnection);
}

journal::GroupPart TransactionDraft::partOf(RecordDocument* part)
{
    if (const journal::Draft* found = waitingFor(part))
        return {found->address, found->base, found->value};
    journal::DraftBase& base = m_bases[part];
    noteBaseOf(*part, base);
    return {activity::recordAddressOf(m_universe, part->address()), base, part->value()};
}

/// With the keys that are not changed: they belong to the page, too. Not what is still being read.
std::vector<journal::GroupPart> TransactionDraft::parts()
{
    std::vector<journal::GroupPart> all;
    for (RecordDocument* part : m_document->parts())
        if (part->isModified() || waitingFor(part) || part->isEditable())
            all.push_back(partOf(part));
    return all;
}

bool TransactionDraft::putOnDisk()
{
    try {
        if (m_document->hasDrafts())
            m_drafts.keepGroup(m_group, parts());
        else
            m_drafts.dropGroup(m_group);
        m_hasReported = false;
        return true;
    } catch (const journal::Error& error) {
        if (!std::exchange(m_hasReported, true))
            emit failed(journalErrorText(error));
        return false;
    }
}

void TransactionDraft::keep()
{
    if (!m_document->isChanging())
        putOnDisk();
}

bool TransactionDraft::keepNow()
{
    return putOnDisk();
}

void TransactionDraft::forget()
{
    try {
        m_drafts.dropGroup(m_group);
    } catch (const journal::Error& error) {
        if (!std::exchange(m_hasReported, true))
            emit failed(journalErrorText(error));
    }
}

} // namespace plectrum::documents

#include "moc_transaction_draft.cpp"
