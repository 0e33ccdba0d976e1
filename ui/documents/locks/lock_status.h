// SPDX-License-Identifier: MIT
// The lock of one key as an object that views show: what is known of it, waiting for it, breaking
// it. It is looked at only while somebody watches.
#pragma once

#include "async/task_owner.h"
#include "documents/work/operation.h"
#include "editing/lock_watch.h"

#include <QObject>
#include <QSet>
#include <QString>

#include <memory>
#include <vector>

namespace plectrum::activity {
class WriteRecorder;
}

namespace plectrum::documents {

class LockStatus final : public QObject
{
    Q_OBJECT

public:
    /// The watch must outlive the status and its tasks.
    LockStatus(store::KeyAddress address, editing::LockWatch& watch, QObject* parent = nullptr);
    ~LockStatus() override;
    void requestStop();
    async::Task<void> finished() { return m_tasks.finished(); }

    const store::KeyAddress& address() const { return m_address; }
    bool hasLock() const; ///< keys of plain data stores have none
    const editing::LockView& view() const { return m_view; }
    async::Duration elapsed() const { return m_watch.clock().elapsed(); }
    /// Writing this key needs the user's consent: its lock cannot be reached, and nobody has agreed
    /// yet to write without it (see editing::LockConsent).
    bool needsConsent() const;
    editing::LockConsent& lockConsent() const { return m_watch.lockConsent(); }
    QString word() const;
    QString explanation() const; ///< of this moment

    /// A view is seen, or no longer. It is looked at while there is one; a viewer that is destroyed
    /// is no longer one.
    void setWatched(QObject* viewer, bool isSeen);
    void poll(); ///< once more, now

    bool isWaiting() const { return m_waiting != nullptr; }
    /// Begins to wait until it is free, as an operation that can be cancelled; ends with
    /// becameFree() or waitEnded(). Waits on when it waits already.
    void wait();
    void cancelWait();
    /// Removes another's lock where it is still the one that was seen. Ends with breakEnded() or
    /// breakFailed().
    void breakLock(const std::vector<store::ObservedLock>& seen);
    /// Where a broken lock is entered; null: nowhere. Must outlive the status and its tasks.
    void setRecorder(activity::WriteRecorder* recorder) { m_recorder = recorder; }

signals:
    void changed(); ///< view()
    void waitStarted(std::shared_ptr<plectrum::documents::Operation> operation);
    void waitingChanged(bool isWaiting);
    void becameFree(); ///< while somebody waited
    void waitEnded(const QString& why); ///< it is not free; empty when it was cancelled
    void breakEnded(plectrum::store::LockRemoval outcome);
    void breakFailed(const QString& why);

private:
    void update();
    void unwatch(QObject* viewer);
    void endWait(const QString& why);
    async::Task<void> pollNow(std::stop_token stop);
    async::Task<void> waitNow(std::shared_ptr<Operation> operation);
    async::Task<void> breakNow(std::vector<store::ObservedLock> seen, std::stop_token stop);

    store::KeyAddress m_address;
    editing::LockWatch& m_watch;
    activity::WriteRecorder* m_recorder = nullptr;
    editing::LockView m_view;
    std::unique_ptr<editing::LockWatch::Watcher> m_watcher;
    QSet<QObject*> m_viewers;
    std::shared_ptr<Operation> m_waiting;
    async::TaskOwner m_tasks;
};

} // namespace plectrum::documents
