// SPDX-License-Identifier: MIT
// Keeps what is edited in one document on disk as it is made, and brings back what a crash left.
// Belongs to the document. A disk that cannot be written stops no edit: failed() says so once.
#pragma once

#include "journal/drafts.h"
#include "journal/record_address.h"

#include <QObject>
#include <QString>

#include <optional>

namespace plectrum::journal {
class Error;
}

namespace plectrum::documents {

class RecordDocument;

/// Makes a found draft the document's: from the newest data where nothing is in the way; where
/// something is, from what the draft was made from, so that saving shows the conflict. Then true:
/// its base is not the newest data. The document must be editable and without a draft.
bool applyFound(RecordDocument& document, const journal::Draft& draft);
/// Brings the base up to the document's, with the version that it was read as.
void noteBaseOf(const RecordDocument& document, journal::DraftBase& base);

class RecordDraft final : public QObject
{
    Q_OBJECT

public:
    /// `drafts` must outlive the document.
    RecordDraft(RecordDocument* document, journal::Drafts& drafts, journal::RecordAddress address);

    /// Makes this the document's draft, as soon as the record is read. What cannot be taken over,
    /// because the record cannot be edited now, stays on disk as it is.
    void bringBack(journal::Draft draft);
    /// Keeps it once more where that failed; false when it cannot be kept.
    bool keepNow();
    /// The user has thrown away what is not saved. What was not taken over stays.
    void forget();
    /// A draft was found that is not taken over (yet).
    bool isWaiting() const { return m_found.has_value(); }

signals:
    void broughtBack();
    void failed(const QString& why); ///< a sentence: drafts cannot be kept

private:
    void claim();
    void keep();
    void dropIfSaved(bool isModified);
    void reportError(const journal::Error& error);

    RecordDocument* m_document;
    journal::Drafts& m_drafts;
    journal::RecordAddress m_address;
    journal::DraftBase m_base;
    std::optional<journal::Draft> m_found;
    bool m_isOutdated = false; ///< the draft's base is not the newest data
    bool m_hasReported = false;
};

} // namespace plectrum::documents
