// SPDX-License-Identifier: MIT
// The drafts of several keys of one Lyra store that are to be written together or not at all: one
// undo for all of them, the commit, and how it went. Each key is a RecordDocument that is never
// saved by itself.
#pragma once

#include "async/event.h"
#include "async/task_owner.h"
#include "documents/record/record_document.h"
#include "documents/transaction/transfer.h"
#include "editing/transaction_access.h"

#include <QObject>

#include <memory>
#include <optional>
#include <vector>

namespace plectrum::journal {
struct DraftGroup;
}

namespace plectrum::documents {

enum class DraftFate;
class TransactionDraft;
class Workspace;

/// A place of one of the keys.
struct PartPointer
{
    RecordDocument* part = nullptr;
    json::Pointer pointer;
};

/// The changed keys at one moment: what a question shows, and what is written after its yes.
struct PartDraft
{
    RecordDocument* part = nullptr;
    DraftState draft{};
};
using TransactionDrafts = std::vector<PartDraft>;

/// What stood at a key, what was to stand there, and what a reader is given now.
struct ReaderView
{
    std::string key;
    std::optional<json::Value> before;
    std::optional<json::Value> after;
    store::Inspection now;
};

class TransactionDocument final : public QObject
{
    Q_OBJECT

public:
    enum class Phase
    {
        Editing,
        Committing,
        Paused ///< after a step, until goOn() or crash()
    };
    enum class Added
    {
        Yes,
        AlreadyThere,
        OtherStore, ///< all keys of a transaction are of one store
        NotLyra,
        NotNow
    };

    /// The workspace must outlive the document and its tasks.
    explicit TransactionDocument(Workspace& workspace, QObject* parent = nullptr);
    ~TransactionDocument() override;
    /// For whoever closes it: asks what runs to stop; finished() tells when it did.
    void requestStop();
    async::Task<void> finished();
    /// Whether it may be committed without locks that cannot be reached.
    editing::LockConsent& lockConsent() const;

    /// What keeps the drafts on disk; null when none are kept.
    TransactionDraft* draftKeeper() const { return m_draft; }
    /// It is being closed: what happens to it from now on is no edit.
    void stopKeeping(DraftFate fate);
    /// Opens again what an ended Plectrum left.
    void bringBack(const journal::DraftGroup& group);
    /// Adds a key for a found draft; null when it cannot be one of this transaction.
    RecordDocument* addFound(const store::KeyAddress& address);
    void noteFound() { emit changed(); }
    /// Something of it is not committed, taken over from a crash or still to be.
    bool hasDrafts() const;
    /// An edit of several keys is half done: nothing is to be kept or shown of it.
    bool isChanging() const { return m_group || m_isReplaying; }

    Added add(const store::KeyAddress& address);
    void remove(RecordDocument* part);
    const std::vector<RecordDocument*>& parts() const;
    RecordDocument* part(const store::KeyAddress& address) const; ///< null when it is not in it
    std::size_t changedCount() const;
    QString storeName() const; ///< empty before the first key
    Phase phase() const;
    bool canCommit() const;
    /// A draft of it was found whose key cannot be edited now, so that nothing can be committed.
    bool isIncomplete() const;
    TransactionDrafts drafts() const; ///< of the keys that are changed
    bool isDrafts(const TransactionDrafts& state) const; ///< nothing of it has changed since

    /// Empty, or a sentence that says why it was not done.
    QString transfer(TransferKind kind, const PartPointer& from, const PartPointer& to);

    bool canUndo() const;
    bool canRedo() const;
    void undo(); ///< the last edit, in all keys that it changed
    void redo();

    /// Writes the drafts that the user has agreed to. Ends with ended() or failed(), which it does
    /// when they are others by now. `isStepwise`: stops after each step. Only where nothing real
    /// can be lost may it be crashed. `keepsTrying`: errors of the locks are waited out for as long
    /// as a game server would.
    void commit(const TransactionDrafts& agreed, bool isStepwise, bool keepsTrying = false);
    /// Ends what keeps trying, unless it has its locks by now.
    void stopTrying();
    void goOn();
    void goOnToTheEnd();
    void crash();
    const std::optional<editing::CommitResult>& result() const; ///< of the last commit
    const std::vector<store::TransactionStep>& steps() const; ///< of the last commit
    const editing::KeyResult* resultOf(const RecordDocument* part) const; ///< may be null
    const std::vector<ReaderView>& readers() const; ///< after a crash

signals:
    void partAdded(plectrum::documents::RecordDocument* part);
    void partAboutToBeRemoved(plectrum::documents::RecordDocument* part);
    void changed(); ///< drafts, phases, undo
    void phaseChanged();
    void stepped(const plectrum::store::TransactionStep& step);
    void ended(); ///< result() is there
    /// Nothing was written. `isOfLock`: for an error of a lock, so that one can go on with more
    /// patience.
    void failed(const QString& why, bool isOfLock = false);
    void readersChanged();

private:
    using Step = std::vector<RecordDocument*>;
    void noteEdit(RecordDocument* part);
    void forget(RecordDocument* part);
    void setPhase(Phase phase);
    void answer(store::StepAnswer answer);
    void apply(editing::CommitResult result);
    editing::CommitRequest makeRequest(const TransactionDrafts& agreed, bool keepsTrying);
    async::Task<store::StepAnswer> observe(store::TransactionStep step);
    async::Task<void> run(editing::CommitRequest request, std::stop_source attempt,
                          std::stop_token stop);
    async::Task<void> readAsOthers(std::stop_token stop);

    Workspace& m_workspace;
    TransactionDraft* m_draft = nullptr;
    std::vector<RecordDocument*> m_parts;
    std::vector<Step> m_undoSteps;
    std::size_t m_undoIndex = 0;
    Step* m_group = nullptr; ///< what an edit of several keys gathers
    bool m_isReplaying = false;
    Phase m_phase = Phase::Editing;
    bool m_isStepwise = false;
    std::stop_source m_attempt; ///< of the commit that runs
    std::shared_ptr<async::Event> m_pause;
    store::StepAnswer m_answer = store::StepAnswer::GoOn;
    std::vector<store::TransactionStep> m_steps;
    std::optional<editing::CommitResult> m_result;
    std::vector<ReaderView> m_readers;
    async::TaskOwner m_tasks;
};

} // namespace plectrum::documents
