// SPDX-License-Identifier: MIT
#include "ui/record/record_draft.h"

#include "journal/error.h"
#include "json/merge.h"
#include "ui/record/failure_text.h"
#include "ui/record/record_document.h"

#include <utility>

namespace plectrum::ui {

namespace {

bool isSameNode(const std::optional<json::Value>& left, const std::optional<json::Value>& right)
{
    return left.has_value() == right.has_value() && (!left || left->isSameNode(*right));
}

} // namespace

RecordDraft::RecordDraft(RecordDocument* document, journal::Drafts& drafts, journal::Place place)
    : QObject(document)
    , m_document(document)
    , m_drafts(drafts)
    , m_place(std::move(place))
{
    connect(document, &RecordDocument::loaded, this, &RecordDraft::takeOver);
    connect(document, &RecordDocument::valueChanged, this, &RecordDraft::keep);
    connect(document, &RecordDocument::modifiedChanged, this, &RecordDraft::dropIfSaved);
}

void RecordDraft::bringBack(journal::Draft draft)
{
    m_found = std::move(draft);
    takeOver();
}

/// Goes on from the newest data where nothing is in the way; where something is, from what the
/// draft was made from, so that saving shows the conflict.
void RecordDraft::takeOver()
{
    if (!m_found || !m_document->isEditable() || m_document->isModified())
        return;
    const journal::Draft draft = *std::exchange(m_found, std::nullopt);
    const auto newest = m_document->draftBase();
    auto base = draft.base.data;
    auto value = draft.value;
    m_isOutdated = base != newest;
    if (m_isOutdated && base && newest) {
        auto merge = json::mergeThreeWay(*base, *newest, value);
        if (merge.conflicts.empty()) {
            base = newest;
            value = std::move(merge.merged);
            m_isOutdated = false;
        }
    }
    m_base = draft.base;
    if (!m_isOutdated)
        base = newest; // its nodes are those that the views know
    m_document->adoptDraft(std::move(base), std::move(value));
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
    noteBase();
    try {
        m_drafts.keep(m_place, m_base, m_document->value());
        m_hasTold = false;
    } catch (const journal::Error& error) {
        tell(error);
    }
}

void RecordDraft::noteBase()
{
    auto base = m_document->draftBase();
    if (isSameNode(base, m_base.data))
        return;
    m_base = {std::move(base), {}, {}};
    if (const auto& entry = m_document->inspection().entry) {
        m_base.version = entry->info.version;
        m_base.time = entry->info.updatedTime;
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
        m_drafts.drop(m_place);
    } catch (const journal::Error& error) {
        tell(error);
    }
}

void RecordDraft::tell(const journal::Error& error)
{
    if (!std::exchange(m_hasTold, true))
        emit failed(journalErrorText(error));
}

} // namespace plectrum::ui

#include "moc_record_draft.cpp"
