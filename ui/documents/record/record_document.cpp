// SPDX-License-Identifier: MIT
#include "documents/record/record_document.h"

#include "documents/basics/failure_text.h"
#include "documents/basics/visible_name.h"
#include "documents/game/game_binding.h"
#include "documents/locks/keep_trying.h"
#include "documents/locks/lock_status.h"
#include "editing/lock_watch.h"
#include "editing/save_plan.h"
#include "store/record/data_depth.h"

#include <QUndoCommand>

#include <chrono>
#include <utility>

namespace plectrum::documents {

namespace {

/// How long a save waits for the lock of a game server before it says so.
constexpr std::chrono::seconds lockWait{3};

QString nameOf(const json::Pointer& pointer)
{
    return pointer.isRoot() ? RecordDocument::tr("data") : visibleName(pointer.last());
}

bool isWritten(editing::SaveOutcome outcome)
{
    return outcome == editing::SaveOutcome::Saved || outcome == editing::SaveOutcome::Unchanged;
}

} // namespace

class RecordDocument::SetValueCommand final : public QUndoCommand
{
public:
    SetValueCommand(RecordDocument& document, json::Value value, const QString& text)
        : QUndoCommand(text)
        , m_document(document)
        , m_before(document.m_value)
        , m_after(std::move(value))
    {
    }

    void undo() override { m_document.changeValue(m_before); }
    void redo() override { m_document.changeValue(m_after); }

private:
    RecordDocument& m_document;
    json::Value m_before;
    json::Value m_after;
};

RecordDocument::RecordDocument(store::KeyAddress address, editing::RecordAccess& records,
                               QObject* parent)
    : QObject(parent)
    , m_address(std::move(address))
    , m_records(records)
    , m_lock(new LockStatus(m_address, records.lockWatch(), this))
    , m_tasks([this](const std::exception_ptr& error) { failSave(failureText(error)); })
{
    // With the next turn of the event loop: reading a large record and making its views in the same
    // one would keep it longer than a frame.
    m_firstLoad.setSingleShot(true);
    m_firstLoad.callOnTimeout(this, &RecordDocument::startLoading);
    m_firstLoad.start(0);
}

RecordDocument::~RecordDocument() = default;

void RecordDocument::requestStop()
{
    m_firstLoad.stop();
    m_lock->requestStop();
    m_tasks.requestStop();
}

/// Cannot be cancelled: it only waits for what was asked to stop.
async::Task<void> RecordDocument::finished()
{
    co_await m_lock->finished();
    co_await m_tasks.finished();
}

void RecordDocument::startLoading()
{
    m_tasks.start(load(m_tasks.stopToken()));
}

const store::KeyAddress& RecordDocument::address() const
{
    return m_address;
}

editing::RecordAccess& RecordDocument::records()
{
    return m_records;
}

QString RecordDocument::title() const
{
    return visibleName(m_address.key);
}

RecordDocument::Phase RecordDocument::phase() const
{
    return m_phase;
}

QString RecordDocument::failure() const
{
    return m_failure;
}

const store::Inspection& RecordDocument::inspection() const
{
    return m_inspection;
}

const json::Value& RecordDocument::base() const
{
    return m_base;
}

const json::Value& RecordDocument::value() const
{
    return m_value;
}

bool RecordDocument::isModified() const
{
    return m_isModified;
}

async::Time RecordDocument::now() const
{
    return m_records.clock().now();
}

bool RecordDocument::isEditable() const
{
    return m_phase == Phase::Ready && (m_inspection.isEditable() || m_isNoData);
}

bool RecordDocument::hasData() const
{
    return m_inspection.isEditable() || m_inspection.data || m_isNoData;
}

bool RecordDocument::canCountAsNoData() const
{
    return m_phase == Phase::Ready && !m_isNoData && m_address.kind == store::KeyAddress::Kind::Lyra
        && editing::isOdd(m_inspection);
}

void RecordDocument::countAsNoData()
{
    if (!canCountAsNoData())
        return;
    m_isNoData = true;
    emit loaded(); // a draft that was kept of it comes back now
    if (!m_isModified)
        push((m_games ? m_games->templateOf(m_address.store) : std::nullopt)
                 .value_or(json::Value::object()),
             tr("new record"));
}

QUndoStack* RecordDocument::undoStack()
{
    return &m_undoStack;
}

/// Whether the value can stand there: an entry must not be nested deeper than one can be.
bool RecordDocument::hasRoom(const json::Pointer& pointer, const json::Value& value) const
{
    return !json::isDeeperThan(
        value, store::maximumDataDepth(m_address.kind) - static_cast<int>(pointer.tokens().size()));
}

bool RecordDocument::replace(const json::Pointer& pointer, json::Value value)
{
    return hasRoom(pointer, value)
        && apply(json::replaceAt(m_value, pointer, std::move(value)),
                 tr("change of %1").arg(nameOf(pointer)));
}

bool RecordDocument::insert(const json::Pointer& pointer, json::Value value)
{
    return hasRoom(pointer, value)
        && apply(json::insertAt(m_value, pointer, std::move(value)),
                 tr("addition of %1").arg(nameOf(pointer)));
}

bool RecordDocument::remove(const json::Pointer& pointer)
{
    return apply(json::removeAt(m_value, pointer), tr("removal of %1").arg(nameOf(pointer)));
}

bool RecordDocument::rename(const json::Pointer& pointer, const QString& newName)
{
    return apply(json::renameAt(m_value, pointer, newName.toStdString()),
                 tr("renaming of %1").arg(nameOf(pointer)));
}

bool RecordDocument::move(const json::Pointer& pointer, std::size_t newIndex)
{
    return apply(json::moveAt(m_value, pointer, newIndex), tr("move of %1").arg(nameOf(pointer)));
}

bool RecordDocument::setValue(json::Value value, const QString& text)
{
    return apply(std::move(value), text);
}

bool RecordDocument::apply(json::Edited edited, const QString& text)
{
    if (!isEditable() || !edited)
        return false;
    push(*std::move(edited), text);
    return true;
}

void RecordDocument::push(json::Value value, const QString& text)
{
    if (!value.isSameNode(m_value))
        m_undoStack.push(new SetValueCommand(*this, std::move(value), text));
}

void RecordDocument::changeValue(json::Value value)
{
    const json::Value before = std::exchange(m_value, std::move(value));
    emit valueChanged(before, m_value);
    updateModified();
}

void RecordDocument::updateModified()
{
    const bool isModified = m_value.type() != m_base.type() || m_value != m_base;
    if (std::exchange(m_isModified, isModified) != isModified)
        emit modifiedChanged(isModified);
}

void RecordDocument::setPhase(Phase phase)
{
    if (std::exchange(m_phase, phase) != phase)
        emit phaseChanged(phase);
}

bool RecordDocument::reload()
{
    if (m_isModified || m_phase == Phase::Loading || m_phase == Phase::Saving)
        return false;
    setPhase(Phase::Loading);
    startLoading();
    return true;
}

void RecordDocument::discard()
{
    if (m_isModified && isEditable())
        push(m_base, tr("discarding of the draft"));
}

DraftState RecordDocument::draft() const
{
    DraftState state{draftBase(), m_value, {}};
    if (m_isNoData)
        state.replaced = ReplacedEntry{m_inspection.entry->info.version, m_inspection.entry->value};
    return state;
}

bool RecordDocument::isDraft(const DraftState& state) const
{
    const auto isSame = [](const json::Value& left, const json::Value& right) {
        return left.isSameNode(right) || (left.type() == right.type() && left == right);
    };
    const bool isOverSame = state.replaced.has_value() == m_isNoData
        && (!m_isNoData || state.replaced->version == m_inspection.entry->info.version);
    return isOverSame && state.base.has_value() == m_hasBase
        && (!m_hasBase || isSame(*state.base, m_base)) && isSame(state.value, m_value);
}

void RecordDocument::startWriting()
{
    m_attempt = {};
    setPhase(Phase::Saving);
}

void RecordDocument::stopTrying()
{
    m_attempt.request_stop();
}

void RecordDocument::save(const DraftState& agreed, bool keepsTrying)
{
    if (!isEditable()) {
        emit saveFailed(tr("This record cannot be written now."));
        return;
    }
    if (!isDraft(agreed)) {
        emit saveFailed(tr("The draft has changed since it was shown, so nothing was written."));
        return;
    }
    startWriting();
    m_tasks.start(saveDraft(agreed, patienceOf(lockWait, keepsTrying), m_tasks.stopToken()));
}

VersionToRestore RecordDocument::toRestore(const std::string& version) const
{
    VersionToRestore wanted{.version = version};
    wanted.isOverDamage = m_inspection.damage.has_value(); // as the question says
    if (m_inspection.entry)
        wanted.expectedVersion = m_inspection.entry->info.version;
    return wanted;
}

void RecordDocument::restore(const VersionToRestore& agreed, bool keepsTrying)
{
    const VersionToRestore now = toRestore(agreed.version);
    if (m_phase != Phase::Ready) {
        emit saveFailed(tr("This record cannot be written now."));
        return;
    }
    if (now.expectedVersion != agreed.expectedVersion || now.isOverDamage != agreed.isOverDamage) {
        emit saveFailed(tr("The record has changed since it was shown, so nothing was written."));
        return;
    }
    startWriting();
    m_tasks.start(restoreVersion(agreed, patienceOf(lockWait, keepsTrying), m_tasks.stopToken()));
}

bool RecordDocument::applyNewest(json::Value newest, json::Value draft)
{
    if (!isEditable())
        return false;
    m_base = std::move(newest);
    m_hasBase = true;
    push(std::move(draft), tr("merge with the newest data"));
    updateModified();
    return true;
}

bool RecordDocument::applyDraft(std::optional<json::Value> base, json::Value draft)
{
    if (!isEditable() || m_isModified)
        return false;
    m_hasBase = base.has_value();
    m_base = std::move(base).value_or(json::Value());
    push(std::move(draft), tr("recovered changes"));
    updateModified();
    return true;
}

async::Task<void> RecordDocument::load(std::stop_token stop)
{
    std::exception_ptr error;
    try {
        store::Inspection inspection = co_await m_records.inspect(m_address, stop);
        async::throwIfStopped(stop);
        applyLoaded(std::move(inspection));
    } catch (...) {
        error = std::current_exception();
    }
    async::throwIfStopped(stop);
    if (error)
        failLoad(failureText(error));
}

void RecordDocument::applyLoaded(store::Inspection inspection)
{
    m_inspection = std::move(inspection);
    m_readTime = now();
    m_failure.clear();
    m_isNoData = false;
    m_hasBase = m_inspection.data.has_value();
    m_base = m_inspection.data.value_or(json::Value());
    if (m_value.type() != m_base.type() || m_value != m_base) {
        m_undoStack.clear();
        changeValue(m_base);
    } else {
        m_base = m_value; // the same data: keep the nodes that the views know
    }
    updateModified();
    setPhase(Phase::Ready);
    emit loaded();
}

void RecordDocument::failLoad(const QString& why)
{
    m_failure = why;
    setPhase(Phase::Failed);
}

std::optional<json::Value> RecordDocument::draftBase() const
{
    return m_hasBase ? std::optional(m_base) : std::nullopt;
}

async::Task<void> RecordDocument::saveDraft(DraftState agreed, store::LockPatience patience,
                                            std::stop_token stop)
{
    editing::SaveOptions options{
        .lockWait = patience.wait, .schema = m_schema, .keepsTrying = patience.isWithErrors};
    if (m_games)
        options.check = m_games->checkOf(m_address.store);
    if (agreed.replaced)
        options.asNoData = agreed.replaced->version;
    auto result = m_records.saveDraft(m_address, std::move(agreed.base), std::move(agreed.value),
                                      std::move(options), m_attempt.get_token());
    return write(std::move(result), tr("changes of others"), m_attempt, std::move(stop));
}

async::Task<void> RecordDocument::restoreVersion(VersionToRestore agreed,
                                                 store::LockPatience patience, std::stop_token stop)
{
    editing::RestoreOptions options{.lockWait = patience.wait,
                                    .keepsTrying = patience.isWithErrors};
    options.isOverDamage = agreed.isOverDamage;
    options.expectedVersion = agreed.expectedVersion;
    auto result = m_records.restoreVersion(m_address, std::move(agreed.version), std::move(options),
                                           m_attempt.get_token());
    return write(std::move(result), tr("restoring of a version"), m_attempt, std::move(stop));
}

/// `attempt` stops the write, and no more: what was written is followed.
async::Task<void> RecordDocument::write(async::Task<editing::SaveResult> result, QString text,
                                        std::stop_source attempt, std::stop_token stop)
{
    const std::stop_callback follow(stop, [attempt]() mutable { attempt.request_stop(); });
    std::exception_ptr error;
    try {
        editing::SaveResult written = co_await std::move(result);
        async::throwIfStopped(stop);
        co_await followWrite(std::move(written), text, stop);
    } catch (...) {
        error = std::current_exception();
    }
    async::throwIfStopped(stop);
    if (error) {
        const bool isStopped = attempt.stop_requested() && wasCancelled(error);
        failSave(isStopped ? stoppedText() : failureText(error), isStopped || isLockFailure(error));
    }
}

/// After a write: takes over what stands there now, with its new version and times.
async::Task<void> RecordDocument::followWrite(editing::SaveResult result, QString text,
                                              std::stop_token stop)
{
    if (!isWritten(result.outcome)) {
        finishSave(result);
        co_return;
    }
    applyWritten(result, text);
    std::optional<store::Inspection> fresh;
    try {
        fresh = co_await m_records.inspect(m_address, stop);
    } catch (const std::exception&) {
        // The write itself went well; only the facts around the data stay those from before.
    }
    async::throwIfStopped(stop);
    if (fresh)
        applyFresh(*std::move(fresh), text);
    finishSave(result);
}

void RecordDocument::applyWritten(const editing::SaveResult& result, const QString& text)
{
    json::Value now =
        result.outcome == editing::SaveOutcome::Saved ? result.written : result.newest;
    if (now == m_value && now.type() == m_value.type())
        now = m_value;
    m_base = now;
    m_hasBase = true;
    push(now, text);
    updateModified();
    if (m_inspection.entry && !result.version.empty())
        m_inspection.entry->info.version = result.version;
}

void RecordDocument::applyFresh(store::Inspection inspection, const QString& text)
{
    m_inspection = std::move(inspection);
    m_readTime = now();
    m_isNoData = false;
    m_hasBase = m_inspection.data.has_value();
    const json::Value data = m_inspection.data.value_or(json::Value());
    if (data != m_base || data.type() != m_base.type()) {
        m_base = data;
        push(data, text);
    }
    updateModified();
}

void RecordDocument::finishSave(const editing::SaveResult& result)
{
    setPhase(Phase::Ready);
    if (isWritten(result.outcome))
        emit loaded();
    emit saveFinished(result);
}

void RecordDocument::failSave(const QString& why, bool isOfLock)
{
    setPhase(Phase::Ready);
    emit saveFailed(why, isOfLock);
}

} // namespace plectrum::documents

#include "moc_record_document.cpp"
