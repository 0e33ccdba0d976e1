// SPDX-License-Identifier: MIT
#include "documents/locks/lock_status.h"

#include "activity/recorded_repair.h"
#include "documents/basics/failure_text.h"
#include "documents/basics/visible_name.h"
#include "documents/locks/lock_text.h"

#include <utility>

namespace plectrum::documents {

LockStatus::LockStatus(store::KeyAddress address, editing::LockWatch& watch, QObject* parent)
    : QObject(parent)
    , m_address(std::move(address))
    , m_watch(watch)
    , m_watcher(watch.watch(editing::WatchPriority::Closely,
                            [this](const store::KeyAddress&) { update(); }))
    , m_tasks(async::TaskOwner::ErrorSink())
{
}

LockStatus::~LockStatus()
{
    requestStop();
}

void LockStatus::requestStop()
{
    m_watcher->setKeys({});
    m_tasks.requestStop();
    if (const auto operation = std::exchange(m_waiting, nullptr)) {
        operation->cancel();
        operation->finish();
    }
}

bool LockStatus::hasLock() const
{
    return m_address.kind == store::KeyAddress::Kind::Lyra;
}

bool LockStatus::needsConsent() const
{
    using enum editing::UnknownReason;
    const bool isUnreachable = m_view.state == editing::LockState::Unknown
        && (m_view.doubt == NoPlaceId || m_view.doubt == Denied);
    return hasLock() && isUnreachable && !m_view.isDataStoreAsked && !lockConsent().isGiven();
}

QString LockStatus::word() const
{
    return lockWord(m_view);
}

QString LockStatus::explanation() const
{
    return lockExplanation(m_view, m_address, elapsed(), m_watch.clock().now());
}

void LockStatus::setWatched(QObject* viewer, bool isSeen)
{
    if (!isSeen) {
        unwatch(viewer);
    } else if (!m_viewers.contains(viewer) && !m_tasks.stopToken().stop_requested()) {
        m_viewers.insert(viewer);
        connect(viewer, &QObject::destroyed, this, &LockStatus::unwatch);
        m_watcher->setKeys({m_address});
        // Somebody else may watch the key already: what is known of it is no news to be told.
        const editing::LockView known = m_watch.view(m_address);
        if (known.state != editing::LockState::Unknown
            || known.doubt != editing::UnknownReason::NotAsked)
            update();
    }
}

void LockStatus::unwatch(QObject* viewer)
{
    if (!m_viewers.remove(viewer))
        return;
    disconnect(viewer, &QObject::destroyed, this, &LockStatus::unwatch);
    if (m_viewers.isEmpty())
        m_watcher->setKeys({});
}

void LockStatus::update()
{
    m_view = m_watch.view(m_address);
    emit changed();
}

void LockStatus::poll()
{
    if (hasLock())
        m_tasks.start(pollNow(m_tasks.stopToken()));
}

async::Task<void> LockStatus::pollNow(std::stop_token stop)
{
    auto view = co_await m_watch.poll(m_address, stop);
    async::throwIfStopped(stop);
    m_view = std::move(view);
    emit changed();
}

void LockStatus::wait()
{
    if (m_waiting || !hasLock())
        return;
    const auto operation = std::make_shared<Operation>(
        tr("Waiting for the lock of %1").arg(visibleName(m_address.key)));
    m_waiting = operation;
    emit waitStarted(operation);
    emit waitingChanged(true);
    m_tasks.start(waitNow(operation));
}

void LockStatus::cancelWait()
{
    if (m_waiting)
        m_waiting->cancel();
}

/// Whoever destroys the status has taken the operation away before: then nothing is touched.
async::Task<void> LockStatus::waitNow(std::shared_ptr<Operation> operation)
{
    std::exception_ptr error;
    auto outcome = editing::WaitOutcome::CannotTell;
    try {
        outcome = co_await m_watch.waitUntilFree(m_address, operation->stopToken());
    } catch (...) {
        error = std::current_exception();
    }
    if (!operation->isRunning())
        co_return;
    m_waiting.reset();
    operation->finish();
    emit waitingChanged(false);
    if (operation->stopToken().stop_requested())
        emit waitEnded({});
    else if (error)
        emit waitEnded(failureText(error));
    else if (outcome == editing::WaitOutcome::Free)
        emit becameFree();
    else
        emit waitEnded(tr("This universe does not let anybody see its locks."));
}

void LockStatus::breakLock(const std::vector<store::ObservedLock>& seen)
{
    m_tasks.start(breakNow(seen, m_tasks.stopToken()));
}

async::Task<void> LockStatus::breakNow(std::vector<store::ObservedLock> seen, std::stop_token stop)
{
    std::exception_ptr error;
    auto outcome = store::LockRemoval::Changed;
    try {
        if (m_recorder)
            outcome = co_await activity::breakLockRecorded(m_recorder, &m_watch, m_address,
                                                           std::move(seen));
        else
            outcome = co_await m_watch.breakLock(m_address, std::move(seen));
    } catch (...) {
        error = std::current_exception();
    }
    async::throwIfStopped(stop);
    if (error)
        emit breakFailed(failureText(error));
    else
        emit breakEnded(outcome);
}

} // namespace plectrum::documents

#include "moc_lock_status.cpp"
