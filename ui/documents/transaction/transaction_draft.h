// SPDX-License-Identifier: MIT
// Keeps the drafts of a transaction on disk as one thing while they are made, and brings back what
// a crash left: all of them, never some. Belongs to the document; a disk that cannot be written
// stops no edit: failed() says so once.
#pragma once

#include "journal/drafts.h"

#include <QObject>
#include <QString>

#include <map>
#include <set>
#include <string>

namespace plectrum::journal {
class Error;
}

namespace plectrum::documents {

class RecordDocument;
class TransactionDocument;

class TransactionDraft final : public QObject
{
    Q_OBJECT

public:
    /// `drafts` must outlive the document; `universe` is the lasting id of the universe.
    TransactionDraft(TransactionDocument* document, journal::Drafts& drafts, std::string universe);

    /// Makes these the drafts of the document, each as soon as its record is read.
    void bringBack(const journal::DraftGroup& group);
    /// Found drafts that are not taken over yet, or cannot be because their record cannot be
    /// edited now. Nothing is committed without them.
    bool isWaiting() const { return !m_found.empty(); }
    /// What was found for this key and waits; null when there is none.
    const journal::Draft* waitingFor(const RecordDocument* part) const;
    /// Writes them once more where they are not on disk; false when they cannot be kept.
    bool keepNow();
    /// The user has thrown them away.
    void forget();

signals:
    void failed(const QString& why); ///< a sentence: drafts cannot be kept

private:
    void watch(RecordDocument* part);
    void leave(RecordDocument* part);
    void claim(RecordDocument* part);
    void reloadIfOutdated(RecordDocument* part);
    void keep();
    std::vector<journal::GroupPart> parts();
    journal::GroupPart partOf(RecordDocument* part);
    bool putOnDisk();

    TransactionDocument* m_document;
    journal::Drafts& m_drafts;
    std::string m_universe;
    std::string m_group;
    std::map<RecordDocument*, journal::Draft> m_found;
    std::map<RecordDocument*, journal::DraftBase> m_bases;
    std::set<RecordDocument*> m_outdated; ///< whose base is not the newest data
    bool m_hasReported = false;
};

} // namespace plectrum::documents
