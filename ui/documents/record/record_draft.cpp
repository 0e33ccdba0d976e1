// SPDX-License-Identifier: MIT
#include "documents/record/record_draft.h"

#include "documents/basics/failure_text.h"
#include "documents/record/record_document.h"
#include "journal/error.h"
#include "json/merge.h"

#include <utility>

namespace plectrum::documents {

namespace {

bool isSameNode(const std::optional<json::Value>& left, const std::optional<json::Value>& right)
{
    return left.has_value() == right.has_value() && (!left || left->isSameNode(*right));
}

} // namespace

bool applyFound(RecordDocument& document, const journal::Draft& draft)
{
    const auto newest = document.draftBase();
    auto base = draft.base.data;
    auto value = draft.value;
    bool isOutdated = base != newest;
    if (isOutdated && base && newest) {
        const auto identity = document.records().identityOf(document.address().store);
        auto merge = json::mergeThreeWay(*base, *newest, value, identity);
        if (merge.conflicts.empty()) {
            value = std::move(merge.merged);
            isOutdated = false;
        }
    }
    if (!isOutdated)
        base = newest; // its nodes are those that the views know
    document.applyDraft(std::move(base), std::move(value));
    return isOutdated;
}

void noteBaseOf(const RecordDocument& document, journal::DraftBase& base)
{
    auto data = document.draftBase();
    if (isSameNode(data, base.data))
        return;
    base = {std::move(data), {}, {}};
    if (const auto& entry = document.inspection().entry) {
        base.version = entry->info.version;
        base.time = entry->info.updatedTime;
    }
}

RecordDraft::RecordDraft(RecordDocument* document, journal::Drafts& drafts,
                         journal::RecordAddress address)
    : QObject(document)
    , m_document(document)
    , m_drafts(drafts)
    , m_address(std::move(address))
{
    connect(document, &RecordDocument::loaded, this, &RecordDraft::claim);
    connect(document, &RecordDocument::valueChanged, this, &RecordDraft::keep);
    connect(document, &RecordDocument::modifiedChanged, this, &RecordDraft::dropIfSaved);
}

void RecordDraft::bringBack(journal::Draft draft)
{
    m_found = std::move(draft);
    claim();
}

void RecordDraft::claim()
{
    if (!m_found || !m_document->isEditable() || m_document->isModified())
        return;
    const journal::Draft draft = *std::exchange(m_found, std::nullopt);
    m_base = draft.base;
    m_isOutdated = applyFound(*m_document, draft);
    if (!m_document->isModified())
        forget(); // somebody has saved the same
    emit broughtBack();
}

void RecordDraft::keep()
{
    if (m_found)
        return;
    const auto base = m_document->draftBase();
    if (base == m_document->value())
        return; // modifiedChanged() says so, too
    keepNow();
}

bool RecordDraft::keepNow()
{
    if (m_found)
        return true; // as it was found
    noteBaseOf(*m_document, m_base);
    try {
        m_drafts.keep(m_address, m_base, m_document->value());
        m_hasReported = false;
        return true;
    } catch (const journal::Error& error) {
        reportError(error);
        return false;
    }
}

void RecordDraft::dropIfSaved(bool isModified)
{
    if (isModified)
        return;
    forget();
    // What the draft was made from is shown now, and is no longer what stands there.
    if (std::exchange(m_isOutdated, false))
        QMetaObject::invokeMethod(m_document, &RecordDocument::reload, Qt::QueuedConnection);
}

void RecordDraft::forget()
{
    if (m_found)
        return;
    try {
        m_drafts.drop(m_address);
    } catch (const journal::Error& error) {
        reportError(error);
    }
}

void RecordDraft::reportError(const journal::Error& error)
{
    if (!std::exchange(m_hasReported, true))
        emit failed(journalErrorText(error));
}

} // namespace plectrum::documents

#include "moc_record_draft.cpp"
