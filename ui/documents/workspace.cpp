// SPDX-License-Identifier: MIT
#include "documents/workspace.h"

#include "activity/record_address.h"
#include "activity/recorded_commit.h"
#include "activity/recorded_repair.h"
#include "activity/recovery.h"
#include "activity/undo.h"
#include "activity/write_recorder.h"
#include "documents/basics/failure_text.h"
#include "documents/locks/lock_status.h"
#include "documents/record/record_draft.h"
#include "editing/lock_watch.h"
#include "journal/error.h"

#include <algorithm>
#include <utility>

namespace plectrum::documents {

namespace {

/// A closed document is kept until nothing works on it any more. Cannot be cancelled: it only waits
/// for what was asked to stop.
async::Task<void> retire(RecordDocument* document)
{
    document->requestStop();
    co_await document->finished();
    document->deleteLater();
}

} // namespace

Workspace::Workspace(std::unique_ptr<datastore::Universe> universe, async::Clock& clock,
                     async::Random& random, async::Executor& executor, QObject* parent)
    : QObject(parent)
    , m_clock(clock)
    , m_log(LogBuffer::make())
    , m_universe(std::move(universe))
    , m_records(std::in_place, *m_universe, clock, random, executor, m_log->callback("window"))
    , m_transactions(m_records->transactions())
    , m_games(executor)
    , m_operations(&clock)
    , m_tasks([this](const std::exception_ptr& error) { emit failed(failureText(error)); })
{
}

Workspace::~Workspace()
{
    // Documents go before the records that they read from; views listen no more.
    disconnect();
    m_operations.cancelAll();
    qDeleteAll(findChildren<RecordDocument*>(Qt::FindDirectChildrenOnly));
}

QString Workspace::universeTitle() const
{
    return m_title.isEmpty() ? QString::fromStdString(m_universe->title()) : m_title;
}

editing::RecordAccess& Workspace::records()
{
    return *m_records;
}

async::Clock& Workspace::clock()
{
    return m_clock;
}

async::TaskOwner& Workspace::tasks()
{
    return m_tasks;
}

OperationList& Workspace::operations()
{
    return m_operations;
}

void Workspace::setUserNames(std::unique_ptr<UserNames> names)
{
    m_userNames = std::move(names);
}

void Workspace::setRequestMeter(std::unique_ptr<RequestMeter> meter)
{
    m_requestMeter = std::move(meter);
}

void Workspace::setProduction(std::unique_ptr<Production> production)
{
    m_production = std::move(production);
}

void Workspace::setSimulation(std::unique_ptr<Simulation> simulation)
{
    m_simulation = std::move(simulation);
}

Simulation* Workspace::simulation() const
{
    return m_simulation.get();
}

RecordTemplate Workspace::recordTemplate(const editing::StoreListing& store) const
{
    if (m_templates)
        return m_templates(store);
    const GameBinding* const bound =
        store.kind == store::KeyAddress::Kind::Lyra ? m_games.of(store.name) : nullptr;
    const GameStoreInfo* const info = bound ? bound->info() : nullptr;
    if (!info)
        return {};
    return {.data = info->templateData,
            .appliedMigrations = info->steps,
            .source = bound->name()};
}

void Workspace::noteKey(const store::KeyAddress& address, bool isThere)
{
    const bool isListed = std::ranges::any_of(m_stores, [&address](const auto& store) {
        return store.kind == address.kind && store.name == address.store;
    });
    if (!isListed)
        reloadStores();
    if (RecordDocument* document = find(address))
        document->reload();
    emit keyChanged(address, isThere);
}

async::Task<void> Workspace::shutDown()
{
    m_operations.cancelAll();
    if (m_simulation)
        m_simulation->stop();
    const auto documents = m_documents;
    for (RecordDocument* document : documents)
        closeRecord(document, DraftFate::Keep); // what was to be dropped is by now
    m_tasks.requestStop();
    co_await m_records->lockWatch().finished();
    co_await m_tasks.finished();
    co_await m_games.shutDown();
    if (m_simulation)
        co_await m_simulation->stopped();
}

const std::vector<editing::StoreListing>& Workspace::stores() const
{
    return m_stores;
}

bool Workspace::isListingStores() const
{
    return m_isListing;
}

void Workspace::reloadStores()
{
    if (m_isListing)
        return;
    setListing(true);
    m_tasks.start(listStores(m_operations.begin(tr("Listing the stores"))));
}

async::Task<void> Workspace::listStores(std::shared_ptr<Operation> operation)
{
    std::exception_ptr error;
    try {
        auto stores = co_await m_records->listStores(operation->stopToken());
        std::ranges::stable_sort(stores, {}, &editing::StoreListing::kind);
        m_stores = std::move(stores);
        emit storesChanged();
    } catch (const async::Cancelled&) {
        // The operation says so.
    } catch (...) {
        error = std::current_exception();
    }
    setListing(false);
    if (!error) {
        operation->finish();
        co_return;
    }
    operation->fail(failureText(error));
    emit failed(tr("The stores could not be listed. %1").arg(operation->failure()));
}

void Workspace::setListing(bool isListing)
{
    m_isListing = isListing;
    emit listingStoresChanged(isListing);
}

RecordDocument* Workspace::openRecord(const store::KeyAddress& address)
{
    RecordDocument* document = find(address);
    if (!document)
        document = open(address);
    pin(document);
    setCurrentDocument(document);
    return document;
}

RecordDocument* Workspace::previewRecord(const store::KeyAddress& address)
{
    if (RecordDocument* document = find(address)) {
        setCurrentDocument(document);
        return document;
    }
    RecordDocument* last = m_preview;
    const bool isReplaceable =
        last && !last->isModified() && last->phase() != RecordDocument::Phase::Saving;
    RecordDocument* document = open(address);
    setPreview(document);
    setCurrentDocument(document);
    if (isReplaceable)
        closeRecord(last);
    return document;
}

RecordDocument* Workspace::previewDocument() const
{
    return m_preview;
}

void Workspace::pin(RecordDocument* document)
{
    if (document && document == m_preview)
        setPreview(nullptr);
}

RecordDocument* Workspace::find(const store::KeyAddress& address) const
{
    const auto found = std::ranges::find_if(
        m_documents, [&address](const auto* one) { return one->address() == address; });
    return found == m_documents.end() ? nullptr : *found;
}

RecordDocument* Workspace::open(const store::KeyAddress& address)
{
    auto* document = new RecordDocument(address, *m_records, this);
    m_documents.push_back(document);
    connect(document, &RecordDocument::phaseChanged, this,
            [this, document] { showWork(document); });
    connect(document, &RecordDocument::modifiedChanged, this,
            [this, document](bool isModified) { isModified ? pin(document) : void(); });
    connect(document, &RecordDocument::saveFailed, this, &Workspace::failed);
    document->lock()->setRecorder(m_recorder.get());
    connect(document->lock(), &LockStatus::waitStarted, &m_operations, &OperationList::add);
    if (address.kind == store::KeyAddress::Kind::Lyra)
        document->setGames(&m_games);
    keepDraft(document);
    showWork(document);
    emit documentOpened(document);
    return document;
}

void Workspace::setPreview(RecordDocument* document)
{
    if (document == m_preview)
        return;
    m_preview = document;
    emit previewChanged(document);
}

void Workspace::showWork(RecordDocument* document)
{
    if (const auto node = m_documentWork.extract(document))
        node.mapped()->finish();
    if (document->phase() == RecordDocument::Phase::Loading)
        m_documentWork[document] = m_operations.begin(tr("Reading %1").arg(document->title()));
    else if (document->phase() == RecordDocument::Phase::Saving)
        m_documentWork[document] = m_operations.begin(tr("Saving %1").arg(document->title()));
}

void Workspace::closeRecord(RecordDocument* document, DraftFate fate)
{
    const auto found = std::ranges::find(m_documents, document);
    if (found == m_documents.end())
        return;
    const auto index = static_cast<std::size_t>(found - m_documents.begin());
    m_documents.erase(found);
    if (document == m_preview)
        setPreview(nullptr);
    if (document == m_current)
        setCurrentDocument(
            m_documents.empty() ? nullptr : m_documents[std::min(index, m_documents.size() - 1)]);
    auto* draft = document->findChild<RecordDraft*>(Qt::FindDirectChildrenOnly);
    if (draft && fate == DraftFate::Drop)
        draft->forget();
    delete draft; // what happens to the document from now on is no edit
    emit documentAboutToClose(document);
    document->disconnect(this);
    if (const auto node = m_documentWork.extract(document))
        node.mapped()->finish();
    m_tasks.start(retire(document));
}

const std::vector<RecordDocument*>& Workspace::documents() const
{
    return m_documents;
}

RecordDocument* Workspace::currentDocument() const
{
    return m_current;
}

void Workspace::setCurrentDocument(RecordDocument* document)
{
    if (document == m_current)
        return;
    m_current = document;
    emit currentDocumentChanged(document);
}

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
    m_records->setWasRolledBack(
        [journal = journalFile.journal(), universe](const std::string& txId) {
            try {
                return journal->wasRolledBack(universe, txId);
            } catch (const journal::Error&) {
                return false; // what cannot be read tells nothing
            }
        });
    m_undo = std::make_unique<activity::Undo>(*journalFile.journal(), universe, *m_records, commit,
                                              actor, errorHandler());
    m_recorder = std::make_unique<activity::WriteRecorder>(
        journalFile.journal(), activity::Origin{.universe = universe, .actor = actor},
        errorHandler());
    m_records.emplace(m_records->observedBy(*m_recorder));
    m_journalled =
        journalFile.journal()->subscribe([this](journal::EntryId id) { showWritten(id); });
    m_tasks.start(waitForWrites());
}

activity::ErrorHandler Workspace::errorHandler()
{
    return [this](const journal::Error& error) { reportError(error); };
}

editing::RecordAccess Workspace::groupedRecords(std::unique_ptr<activity::WriteRecorder>& recorder,
                                                const std::string& group)
{
    if (!journal())
        return *m_records;
    recorder = std::make_unique<activity::WriteRecorder>(
        journal(), activity::Origin{.universe = m_universeId, .actor = actor, .group = group},
        errorHandler());
    return m_records->observedBy(*recorder);
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
    return activity::commitRecorded(journal(), std::move(origin), errorHandler(), *m_records,
                                    commit, std::move(request), std::move(stop));
}

async::Task<editing::EndResult> Workspace::endTransaction(editing::FoundTransaction found,
                                                          bool isFinish,
                                                          store::LockPatience patience,
                                                          std::stop_token stop)
{
    activity::Origin origin{.universe = m_universeId, .actor = actor};
    if (journal())
        origin.group = journal()->newGroup();
    activity::WriteRecorder recorder(journal(), std::move(origin), errorHandler());
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
        || entry->outcome != journal::Outcome::Done || entry->address.universe != m_universeId)
        return;
    if (RecordDocument* document = find(activity::addressOf(entry->address)))
        document->reload(); // refused while it is edited: saving merges then
}

journal::Journal* Workspace::journal() const
{
    return m_journalFile ? m_journalFile->journal() : nullptr;
}

async::Task<void> Workspace::waitForWrites()
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
    if (!std::exchange(m_hasReportedError, true))
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
    const auto address = activity::addressOf(draft.address);
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
    const auto index = activity::recordAddressOf(m_universeId, document->address());
    auto* draft = new RecordDraft(document, *drafts(), index);
    connect(draft, &RecordDraft::failed, this, &Workspace::journalFailed);
    try {
        if (auto kept = drafts()->kept(index))
            draft->bringBack(*std::move(kept));
    } catch (const journal::Error& error) {
        reportError(error);
    }
}

} // namespace plectrum::documents
