// SPDX-License-Identifier: MIT
// One thing that is open and not saved: the draft of a record, or those of a transaction, which are
// one. Holds what it shows from its making on; write() writes that or nothing.
#pragma once

#include "documents/record/record_document.h"
#include "documents/transaction/transaction_document.h"

#include <QObject>
#include <QPointer>
#include <QString>

#include <optional>
#include <string>
#include <vector>

namespace plectrum::documents {

class UnsavedWork : public QObject
{
    Q_OBJECT

public:
    /// What is to be written at one place.
    struct Part
    {
        std::vector<std::string> name; ///< of the place, from the work's own on
        std::optional<json::Value> before{};
        std::optional<json::Value> after{};
    };

    virtual QString title() const = 0;
    virtual std::vector<Part> parts() const = 0;
    virtual bool isTransaction() const = 0;
    /// Why it cannot be written now; empty when it can be tried.
    virtual QString obstacle() const = 0;
    /// Ends with ended(), maybe before it comes back. `keepsTrying`: errors of its locks are waited
    /// out for as long as a game server would.
    virtual void write(bool keepsTrying) = 0;
    virtual void stopTrying() = 0;
    /// Whether it may be written without locks that cannot be reached; null when it is gone.
    virtual editing::LockConsent* lockConsent() const = 0;
    /// Makes sure that it is on disk for the next start; false when it cannot be kept.
    virtual bool keep() = 0;
    virtual bool canBeKept() const = 0;

signals:
    /// `isOfLock`: not written for an error of a lock, so that one can go on with more patience.
    void ended(bool isWritten, const QString& outcome, bool isOfLock = false);
};

class UnsavedRecord final : public UnsavedWork
{
    Q_OBJECT

public:
    explicit UnsavedRecord(RecordDocument* document);
    QString title() const override;
    std::vector<Part> parts() const override;
    bool isTransaction() const override { return false; }
    QString obstacle() const override;
    void write(bool keepsTrying) override;
    void stopTrying() override;
    editing::LockConsent* lockConsent() const override;
    bool keep() override;
    bool canBeKept() const override;

private:
    void noteSaved(const editing::SaveResult& result);
    void end(bool isWritten, const QString& outcome, bool isOfLock = false);

    QPointer<RecordDocument> m_document;
    DraftState m_draft;
};

class UnsavedTransaction final : public UnsavedWork
{
    Q_OBJECT

public:
    explicit UnsavedTransaction(TransactionDocument* document);
    QString title() const override;
    std::vector<Part> parts() const override;
    bool isTransaction() const override { return true; }
    QString obstacle() const override;
    void write(bool keepsTrying) override;
    void stopTrying() override;
    editing::LockConsent* lockConsent() const override;
    bool keep() override;
    bool canBeKept() const override;

private:
    void noteEnded();
    void end(bool isWritten, const QString& outcome, bool isOfLock = false);

    QPointer<TransactionDocument> m_document;
    TransactionDrafts m_drafts;
    std::vector<Part> m_waiting; ///< found, of keys that cannot be edited now
};

} // namespace plectrum::documents
