// SPDX-License-Identifier: MIT
// The one meeting place of the views: the open universe, its stores, the open records, the current
// one. Views ask it and listen to it; they do not talk to each other.
#pragma once

#include "activity/write_recorder.h"
#include "async/clock.h"
#include "async/executor.h"
#include "async/random.h"
#include "async/task_owner.h"
#include "datastore/universe.h"
#include "documents/activity/log_buffer.h"
#include "documents/files/file_desk.h"
#include "documents/game/game_binding.h"
#include "documents/record/record_template.h"
#include "documents/production.h"
#include "documents/record/record_document.h"
#include "documents/request_meter.h"
#include "documents/simulation.h"
#include "documents/user_names.h"
#include "documents/work/operation_list.h"
#include "editing/record_access.h"
#include "editing/transaction_access.h"
#include "journal/journal_file.h"

#include <QObject>
#include <QString>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace plectrum::activity {
class Undo;
} // namespace plectrum::activity

namespace plectrum::documents {

/// What becomes of a draft that is not saved when its page is closed.
enum class DraftFate
{
    Keep,
    Drop
};

class Workspace final : public QObject
{
    Q_OBJECT

public:
    /// `clock`, `random` and `executor` must outlive the workspace.
    Workspace(std::unique_ptr<datastore::Universe> universe, async::Clock& clock,
              async::Random& random, async::Executor& executor, QObject* parent = nullptr);
    ~Workspace() override;

    /// Keeps edits and enters writes there from now on; before any record is opened.
    /// `universe` is the lasting id of the universe, the same in each run of the program.
    /// The journalFile must outlive the workspace.
    void setJournalFile(journal::JournalFile& journalFile, const std::string& universe);
    /// The journal; null when there is none.
    journal::Journal* journal() const;
    const std::string& universeId() const { return m_universeId; }
    /// Takes writes back; null when there is no journal.
    activity::Undo* undo() const { return m_undo.get(); }
    /// For writes that no RecordAccess makes, as breaking a lock; null when there is no journal.
    activity::WriteRecorder* recorder() const { return m_recorder.get(); }
    /// Where edits are kept; null when none are.
    journal::Drafts* drafts() const { return m_journalFile ? m_journalFile->drafts() : nullptr; }
    /// TransactionAccess::commit, entered in the journal as one group.
    async::Task<editing::CommitResult> commit(editing::CommitRequest request, std::stop_token stop);
    /// TransactionAccess::finish or rollBack, entered in the journal as one group.
    /// The token ends the trying for the locks.
    async::Task<editing::EndResult> endTransaction(editing::FoundTransaction found, bool isFinish,
                                                   store::LockPatience patience,
                                                   std::stop_token stop = {});
    /// Opens the records whose edits an ended Plectrum left unsaved, gives the transactions that it
    /// left to transactionFound(), and says so by draftsRecovered() or failed().
    void recoverDrafts();

    /// Where whoever works in the universe logs to.
    const std::shared_ptr<LogBuffer>& log() const { return m_log; }

    /// As its user has named it, else as it is called.
    QString universeTitle() const;
    /// Before the window is made.
    void setUniverseTitle(const QString& title) { m_title = title; }
    editing::RecordAccess& records();
    /// The games' code that is bound to stores.
    GameBindings& games() { return m_games; }
    /// The code that comes with the universe, by store: bound until somebody binds something else.
    /// Before the window is made.
    void setSampleGames(std::map<std::string, GameSpec> games) { m_samples = std::move(games); }
    const std::map<std::string, GameSpec>& sampleGames() const { return m_samples; }
    async::Clock& clock();
    /// Runs tasks that belong to no document; their errors come out of failed().
    async::TaskOwner& tasks();
    /// What runs, for those who show it.
    OperationList& operations();
    /// What lives in the universe beside the user; shutDown() stops it. Before the window is made.
    void setSimulation(std::unique_ptr<Simulation> simulation);
    Simulation* simulation() const; ///< may be null
    /// Players are in the universe, which is read-only until it is unlocked. Before the window is
    /// made.
    void setProduction(std::unique_ptr<Production> production);
    /// Who users are. Before the window is made.
    void setUserNames(std::unique_ptr<UserNames> names);
    UserNames* userNames() const { return m_userNames.get(); } ///< may be null
    /// What its requests draw on is counted. Before the window is made.
    void setRequestMeter(std::unique_ptr<RequestMeter> meter);
    RequestMeter* requestMeter() const { return m_requestMeter.get(); } ///< may be null
    Production* production() const { return m_production.get(); } ///< may be null
    /// What new records begin as; without it as an empty object.
    void setRecordTemplates(RecordTemplates templates) { m_templates = std::move(templates); }
    RecordTemplate recordTemplate(const editing::StoreListing& store) const;
    /// Files and other universes. Before the window is made.
    void setFileDesk(std::unique_ptr<FileDesk> desk) { m_fileDesk = std::move(desk); }
    FileDesk* fileDesk() const { return m_fileDesk.get(); } ///< may be null
    /// The access whose writes are entered in the journal as one group of that name; as records()
    /// without a journal. Valid as long as `recorder`, which is made for it.
    editing::RecordAccess groupedRecords(std::unique_ptr<activity::WriteRecorder>& recorder,
                                         const std::string& group);
    /// For whoever has made or removed a key: lists and open records show it.
    void noteKey(const store::KeyAddress& address, bool isThere);
    /// Nothing real hangs on the universe, so that crashes may be played in it. False at first.
    void setPlayground(bool isPlayground) { m_isPlayground = isPlayground; }
    bool isPlayground() const { return m_isPlayground; }
    /// Closes all records, asks everything that runs to stop and comes back when it did. The
    /// workspace may be deleted then. Cannot be cancelled: it is the end.
    async::Task<void> shutDown();

    /// The stores as last listed, Lyra's first.
    const std::vector<editing::StoreListing>& stores() const;
    bool isListingStores() const;
    void reloadStores();

    /// Opens a record, or makes the one that is open already the current one.
    RecordDocument* openRecord(const store::KeyAddress& address);
    /// As openRecord, for a look: the record takes the place of the last one that was only looked
    /// at, unless that one was pinned, changed or is being saved.
    RecordDocument* previewRecord(const store::KeyAddress& address);
    /// The one that the next preview replaces; null when there is none.
    RecordDocument* previewDocument() const;
    /// The document stays open, whatever is looked at next.
    void pin(RecordDocument* document);
    /// Closes it without asking; whoever calls has asked what becomes of its draft. A kept one
    /// comes back when the record is opened again, by this Plectrum or the next.
    void closeRecord(RecordDocument* document, DraftFate fate = DraftFate::Drop);
    const std::vector<RecordDocument*>& documents() const; ///< in the order of their tabs
    RecordDocument* currentDocument() const; ///< may be null
    void setCurrentDocument(RecordDocument* document);

signals:
    void storesChanged();
    void listingStoresChanged(bool isListing);
    void documentOpened(plectrum::documents::RecordDocument* document);
    void documentAboutToClose(plectrum::documents::RecordDocument* document);
    void currentDocumentChanged(plectrum::documents::RecordDocument* document);
    void previewChanged(plectrum::documents::RecordDocument* document); ///< null: none any more
    /// A key was made or removed by this window.
    void keyChanged(const plectrum::store::KeyAddress& address, bool isThere);
    void failed(const QString& what); ///< a sentence for the status bar
    /// So many records with unsaved edits were opened again; so many others could not be read. Of
    /// the records so many were kept by an older Plectrum, and may be parts of one transaction.
    void draftsRecovered(int records, int transactions, int unreadable, int ofUnknownGroup);
    /// The drafts of a transaction that an ended Plectrum left.
    void transactionFound(const plectrum::journal::DraftGroup& group);
    /// A sentence: edits or writes are not kept, and why.
    void journalFailed(const QString& why);

private:
    async::Clock& m_clock;
    std::shared_ptr<LogBuffer> m_log;
    std::unique_ptr<datastore::Universe> m_universe;
    std::unique_ptr<Simulation> m_simulation;
    std::unique_ptr<Production> m_production;
    std::unique_ptr<RequestMeter> m_requestMeter;
    std::unique_ptr<UserNames> m_userNames;
    std::unique_ptr<activity::WriteRecorder> m_recorder;
    std::optional<editing::RecordAccess> m_records;
    editing::TransactionAccess m_transactions;
    GameBindings m_games;
    std::map<std::string, GameSpec> m_samples;
    journal::JournalFile* m_journalFile = nullptr;
    std::string m_universeId;
    QString m_title;
    std::unique_ptr<activity::Undo> m_undo;
    journal::Journal::Subscription m_journalled;
    bool m_hasReportedError = false;
    std::vector<editing::StoreListing> m_stores;
    std::vector<RecordDocument*> m_documents;
    RecordDocument* m_current = nullptr;
    RecordDocument* m_preview = nullptr;
    std::map<RecordDocument*, std::shared_ptr<Operation>> m_documentWork;
    OperationList m_operations; ///< with the clock of the universe
    bool m_isListing = false;
    bool m_isPlayground = false;
    RecordTemplates m_templates;
    std::unique_ptr<FileDesk> m_fileDesk;
    async::TaskOwner m_tasks;

    RecordDocument* find(const store::KeyAddress& address) const;
    RecordDocument* open(const store::KeyAddress& address);
    void keepDraft(RecordDocument* document);
    void showWritten(journal::EntryId id);
    activity::ErrorHandler errorHandler();
    void bringBack(const journal::Draft& draft);
    void reportError(const journal::Error& error);
    async::Task<void> waitForWrites();
    void setPreview(RecordDocument* document);
    void showWork(RecordDocument* document);
    void setListing(bool isListing);
    async::Task<void> listStores(std::shared_ptr<Operation> operation);
};

} // namespace plectrum::documents
