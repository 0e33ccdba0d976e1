// SPDX-License-Identifier: MIT
#include "documents/transaction/transaction_document.h"

#include "documents/basics/failure_text.h"
#include "documents/basics/visible_name.h"
#include "documents/locks/keep_trying.h"
#include "documents/transaction/transaction_draft.h"
#include "documents/workspace.h"

#include <QScopedValueRollback>

#include <algorithm>
#include <chrono>
#include <utility>

namespace plectrum::documents {

namespace {

/// How long a commit waits for each lock of a game server before it says so.
constexpr std::chrono::seconds waitOfCommit{3};

QString refusalText(TransferRefusal refusal)
{
    switch (refusal) {
    case TransferRefusal::WholeData:
        return TransactionDocument::tr("The data itself cannot be moved, only what is in it.");
    case TransferRefusal::IntoItself:
        return TransactionDocument::tr("A value cannot be put into itself.");
    case TransferRefusal::NoSuchPlace:
        break;
    }
    return TransactionDocument::tr("There is no such value any more.");
}

QString transferText(TransferKind kind)
{
    switch (kind) {
    case TransferKind::Move:
        return TransactionDocument::tr("move to another key");
    case TransferKind::Copy:
        return TransactionDocument::tr("copy to another key");
    case TransferKind::Swap:
        break;
    }
    return TransactionDocument::tr("swap with another key");
}

} // namespace

TransactionDocument::TransactionDocument(Workspace& workspace, QObject* parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_tasks([this](const std::exception_ptr& error) { emit failed(failureText(error)); })
{
    if (journal::Drafts* drafts = workspace.drafts()) {
        m_draft = new TransactionDraft(this, *drafts, workspace.universeId());
        connect(m_draft, &TransactionDraft::failed, &workspace, &Workspace::journalFailed);
    }
}

TransactionDocument::~TransactionDocument()
{
    disconnect(); // what is taken apart here is no change that is to be kept
}

editing::LockConsent& TransactionDocument::lockConsent() const
{
    return m_workspace.records().lockConsent();
}

void TransactionDocument::requestStop()
{
    goOnToTheEnd(); // what was begun is not left half done
    m_tasks.requestStop();
    for (RecordDocument* part : m_parts)
        part->requestStop();
}

async::Task<void> TransactionDocument::finished()
{
    co_await m_tasks.finished();
    const auto parts = m_parts;
    for (RecordDocument* part : parts)
        co_await part->finished();
}

void TransactionDocument::bringBack(const journal::DraftGroup& group)
{
    if (m_draft)
        m_draft->bringBack(group);
}

void TransactionDocument::stopKeeping(DraftFate fate)
{
    if (m_draft && fate == DraftFate::Drop)
        m_draft->forget();
    delete std::exchange(m_draft, nullptr);
}

RecordDocument* TransactionDocument::addFound(const store::KeyAddress& address)
{
    const QScopedValueRollback isReplaying(m_isReplaying, true); // nothing is kept half way
    return add(address) == Added::Yes ? m_parts.back() : nullptr;
}

bool TransactionDocument::isIncomplete() const
{
    return m_draft && m_draft->isWaiting();
}

bool TransactionDocument::hasDrafts() const
{
    return changedCount() > 0 || isIncomplete();
}

TransactionDrafts TransactionDocument::drafts() const
{
    TransactionDrafts state;
    for (RecordDocument* part : m_parts)
        if (part->isModified())
            state.push_back({part, part->draft()});
    return state;
}

bool TransactionDocument::isDrafts(const TransactionDrafts& state) const
{
    const auto isSame = [this](const PartDraft& one) {
        return std::ranges::contains(m_parts, one.part) && one.part->isModified()
            && one.part->isDraft(one.draft);
    };
    return state.size() == changedCount() && std::ranges::all_of(state, isSame);
}

TransactionDocument::Added TransactionDocument::add(const store::KeyAddress& address)
{
    if (m_phase != Phase::Editing)
        return Added::NotNow;
    if (address.kind != store::KeyAddress::Kind::Lyra)
        return Added::NotLyra;
    if (part(address))
        return Added::AlreadyThere;
    if (!m_parts.empty()
        && (address.store != m_parts.front()->address().store
            || address.scope != m_parts.front()->address().scope))
        return Added::OtherStore;
    auto* part = new RecordDocument(address, m_workspace.records(), this);
    m_parts.push_back(part);
    connect(part->undoStack(), &QUndoStack::indexChanged, this, [this, part] { noteEdit(part); });
    connect(part, &RecordDocument::valueChanged, this, &TransactionDocument::changed);
    connect(part, &RecordDocument::phaseChanged, this, &TransactionDocument::changed);
    connect(part, &RecordDocument::modifiedChanged, this, &TransactionDocument::changed);
    emit partAdded(part);
    emit changed();
    return Added::Yes;
}

void TransactionDocument::remove(RecordDocument* part)
{
    if (m_phase != Phase::Editing || std::erase(m_parts, part) == 0)
        return;
    forget(part);
    emit partAboutToBeRemoved(part);
    part->disconnect(this);
    part->undoStack()->disconnect(this);
    part->requestStop();
    part->deleteLater();
    emit changed();
}

const std::vector<RecordDocument*>& TransactionDocument::parts() const
{
    return m_parts;
}

RecordDocument* TransactionDocument::part(const store::KeyAddress& address) const
{
    const auto found = std::ranges::find_if(
        m_parts, [&address](const auto* one) { return one->address() == address; });
    return found == m_parts.end() ? nullptr : *found;
}

std::size_t TransactionDocument::changedCount() const
{
    return static_cast<std::size_t>(std::ranges::count_if(m_parts, &RecordDocument::isModified));
}

QString TransactionDocument::storeName() const
{
    return m_parts.empty() ? QString() : visibleName(m_parts.front()->address().store);
}

TransactionDocument::Phase TransactionDocument::phase() const
{
    return m_phase;
}

bool TransactionDocument::canCommit() const
{
    const auto isReady = [](const RecordDocument* part) {
        return !part->isModified() || part->isEditable();
    };
    return m_phase == Phase::Editing && changedCount() > 0 && !isIncomplete()
        && std::ranges::all_of(m_parts, isReady);
}

QString TransactionDocument::transfer(TransferKind kind, const PartPointer& from,
                                      const PartPointer& to)
{
    if (m_phase != Phase::Editing || !from.part || !to.part || !to.part->isEditable()
        || (kind != TransferKind::Copy && !from.part->isEditable()))
        return tr("These keys cannot be changed now.");
    const bool isSame = from.part == to.part;
    const auto done = documents::transfer(kind, {from.part->value(), from.pointer},
                                          {to.part->value(), to.pointer}, isSame);
    if (!done)
        return refusalText(done.error());
    Step group;
    m_group = &group;
    if (!isSame && kind != TransferKind::Copy)
        from.part->setValue(done->from, transferText(kind));
    to.part->setValue(done->to, transferText(kind));
    m_group = nullptr;
    if (!group.empty()) {
        m_undoSteps.resize(m_undoIndex);
        m_undoSteps.push_back(std::move(group));
        ++m_undoIndex;
    }
    emit changed();
    return {};
}

/// An edit of one key is a step of all.
void TransactionDocument::noteEdit(RecordDocument* part)
{
    if (m_isReplaying)
        return;
    if (part->undoStack()->count() == 0) {
        forget(part);
    } else if (m_group) {
        m_group->push_back(part);
    } else {
        m_undoSteps.resize(m_undoIndex);
        m_undoSteps.push_back({part});
        ++m_undoIndex;
    }
    emit changed();
}

void TransactionDocument::forget(RecordDocument* part)
{
    std::vector<Step> kept;
    std::size_t index = 0;
    for (std::size_t i = 0; i < m_undoSteps.size(); ++i) {
        std::erase(m_undoSteps[i], part);
        if (m_undoSteps[i].empty())
            continue;
        index += i < m_undoIndex ? 1U : 0U;
        kept.push_back(std::move(m_undoSteps[i]));
    }
    m_undoSteps = std::move(kept);
    m_undoIndex = index;
}

bool TransactionDocument::canUndo() const
{
    return m_phase == Phase::Editing && m_undoIndex > 0;
}

bool TransactionDocument::canRedo() const
{
    return m_phase == Phase::Editing && m_undoIndex < m_undoSteps.size();
}

void TransactionDocument::undo()
{
    if (!canUndo())
        return;
    m_isReplaying = true;
    const Step& step = m_undoSteps[--m_undoIndex];
    for (auto part = step.rbegin(); part != step.rend(); ++part)
        (*part)->undoStack()->undo();
    m_isReplaying = false;
    emit changed();
}

void TransactionDocument::redo()
{
    if (!canRedo())
        return;
    m_isReplaying = true;
    for (RecordDocument* part : m_undoSteps[m_undoIndex++])
        part->undoStack()->redo();
    m_isReplaying = false;
    emit changed();
}

void TransactionDocument::setPhase(Phase phase)
{
    if (std::exchange(m_phase, phase) == phase)
        return;
    emit phaseChanged();
    emit changed();
}

const std::optional<editing::CommitResult>& TransactionDocument::result() const
{
    return m_result;
}

const std::vector<store::TransactionStep>& TransactionDocument::steps() const
{
    return m_steps;
}

const std::vector<ReaderView>& TransactionDocument::readers() const
{
    return m_readers;
}

const editing::KeyResult* TransactionDocument::resultOf(const RecordDocument* part) const
{
    if (!m_result)
        return nullptr;
    const auto found =
        std::ranges::find(m_result->keys, part->address().key, &editing::KeyResult::key);
    return found == m_result->keys.end() ? nullptr : &*found;
}

editing::CommitRequest TransactionDocument::makeRequest(const TransactionDrafts& agreed,
                                                        bool keepsTrying)
{
    editing::CommitRequest request;
    request.store = m_parts.front()->address().store;
    request.scope = m_parts.front()->address().scope;
    request.lockWait = patienceOf(waitOfCommit, keepsTrying);
    request.check = m_workspace.games().checkOf(request.store);
    for (const auto& [part, draft] : agreed)
        request.drafts.push_back({part->address().key, draft.base, draft.value});
    request.observer = [this](store::TransactionStep step) { return observe(std::move(step)); };
    return request;
}

void TransactionDocument::stopTrying()
{
    m_attempt.request_stop();
}

void TransactionDocument::commit(const TransactionDrafts& agreed, bool isStepwise, bool keepsTrying)
{
    if (!canCommit() || !isDrafts(agreed)) {
        emit failed(m_phase == Phase::Editing
                        ? tr("The drafts have changed since they were shown, or cannot be written.")
                        : tr("A commit is under way."));
        return;
    }
    m_isStepwise = isStepwise;
    m_answer = store::StepAnswer::GoOn;
    m_steps.clear();
    m_readers.clear();
    m_result.reset();
    setPhase(Phase::Committing);
    emit readersChanged();
    m_attempt = {};
    m_tasks.start(run(makeRequest(agreed, keepsTrying), m_attempt, m_tasks.stopToken()));
}

async::Task<store::StepAnswer> TransactionDocument::observe(store::TransactionStep step)
{
    m_steps.push_back(step);
    emit stepped(step);
    if (!m_isStepwise)
        co_return store::StepAnswer::GoOn;
    const auto pause = std::make_shared<async::Event>();
    m_pause = pause;
    setPhase(Phase::Paused);
    co_await pause->wait();
    setPhase(Phase::Committing);
    co_return m_answer;
}

void TransactionDocument::answer(store::StepAnswer answer)
{
    m_answer = answer;
    if (const auto pause = std::exchange(m_pause, nullptr))
        pause->open();
}

void TransactionDocument::goOn()
{
    answer(store::StepAnswer::GoOn);
}

void TransactionDocument::goOnToTheEnd()
{
    m_isStepwise = false;
    goOn();
}

void TransactionDocument::crash()
{
    answer(store::StepAnswer::Crash);
}

async::Task<void> TransactionDocument::run(editing::CommitRequest request, std::stop_source attempt,
                                           std::stop_token stop)
{
    const std::stop_callback follow(stop, [attempt]() mutable { attempt.request_stop(); });
    std::exception_ptr error;
    std::optional<editing::CommitResult> result;
    try {
        result = co_await m_workspace.commit(std::move(request), attempt.get_token());
    } catch (...) {
        error = std::current_exception();
    }
    setPhase(Phase::Editing);
    if (error) {
        async::throwIfStopped(stop);
        const bool isStopped = attempt.stop_requested() && wasCancelled(error);
        emit failed(isStopped ? stoppedText() : failureText(error),
                    isStopped || isLockFailure(error));
        co_return;
    }
    apply(*std::move(result));
    if (m_result->outcome == store::CommitOutcome::Crashed)
        co_await readAsOthers(stop);
}

void TransactionDocument::apply(editing::CommitResult result)
{
    m_result = std::move(result);
    const bool isWritten = m_result->outcome == store::CommitOutcome::Committed
        || m_result->outcome == store::CommitOutcome::Unchanged;
    if (isWritten) {
        Step group;
        m_group = &group;
        for (RecordDocument* part : m_parts)
            if (const editing::KeyResult* key = resultOf(part))
                part->applyNewest(key->merged, key->merged);
        m_group = nullptr;
        if (!group.empty()) {
            m_undoSteps.resize(m_undoIndex);
            m_undoSteps.push_back(std::move(group));
            ++m_undoIndex;
        }
    }
    emit ended();
    emit changed();
}

/// What each reader is given now, without any lock.
async::Task<void> TransactionDocument::readAsOthers(std::stop_token stop)
{
    std::vector<ReaderView> readers;
    const auto keys = m_result->keys;
    const auto parts = m_parts;
    for (const editing::KeyResult& key : keys) {
        const auto part = std::ranges::find_if(
            parts, [&key](const auto* one) { return one->address().key == key.key; });
        if (part == parts.end())
            continue;
        const store::KeyAddress address = (*part)->address();
        const bool isMerged = key.newest.has_value();
        ReaderView view{
            key.key, isMerged ? key.newest : (*part)->draftBase(), (*part)->value(), {}};
        view.now = co_await m_workspace.records().inspect(address, stop);
        async::throwIfStopped(stop);
        readers.push_back(std::move(view));
    }
    m_readers = std::move(readers);
    emit readersChanged();
}

} // namespace plectrum::documents

#include "moc_transaction_document.cpp"
