// SPDX-License-Identifier: MIT
#include "async/pool_executor.h"

#include <QObject>
#include <QThread>
#include <QThreadPool>

#include <algorithm>
#include <coroutine>
#include <mutex>
#include <utility>

namespace plectrum::async {

namespace {

/// What the thread that works and the frame that waits share. The frame may go first.
class Rendezvous
{
public:
    explicit Rendezvous(QObject* frame)
        : m_frame(frame)
    {
    }

    /// From now on nobody is to be told.
    void leave()
    {
        const std::scoped_lock lock(m_mutex);
        m_frame = nullptr;
    }
    /// Makes the frame go on from its event loop; from any thread.
    void tell(const std::function<void()>& resume)
    {
        const std::scoped_lock lock(m_mutex);
        if (m_frame)
            QMetaObject::invokeMethod(m_frame, resume, Qt::QueuedConnection);
    }

private:
    std::mutex m_mutex;
    QObject* m_frame;
};

/// Suspends its frame until the job was done or the token stopped, whichever comes first: the frame
/// always goes on from its event loop, once, as what comes second finds no frame to tell.
class PoolWait
{
public:
    PoolWait(QThreadPool* pool, std::function<void()> job, std::stop_token stop)
        : m_pool(pool)
        , m_job(std::move(job))
        , m_stop(std::move(stop))
        , m_meeting(std::make_shared<Rendezvous>(&m_receiver))
    {
    }
    PoolWait(const PoolWait&) = delete;
    PoolWait& operator=(const PoolWait&) = delete;
    ~PoolWait() { m_meeting->leave(); }

    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> frame)
    {
        const auto resume = [this, frame] {
            if (!std::exchange(m_isResumed, true))
                frame.resume();
        };
        m_pool->start([job = std::move(m_job), stop = m_stop, meeting = m_meeting, resume] {
            if (!stop.stop_requested())
                job();
            meeting->tell(resume);
        });
        m_onStop.emplace(m_stop, [meeting = m_meeting, resume] { meeting->tell(resume); });
    }
    void await_resume() const noexcept { }

private:
    QThreadPool* m_pool;
    std::function<void()> m_job;
    std::stop_token m_stop;
    QObject m_receiver; // of the thread that waits
    std::shared_ptr<Rendezvous> m_meeting;
    bool m_isResumed = false;
    std::optional<std::stop_callback<std::function<void()>>> m_onStop;
};

} // namespace

PoolExecutor::PoolExecutor()
    : m_pool(std::make_unique<QThreadPool>())
{
    m_pool->setMaxThreadCount(std::max(2, QThread::idealThreadCount()));
}

PoolExecutor::~PoolExecutor() = default;

Task<void> PoolExecutor::perform(std::function<void()> job, std::stop_token stop)
{
    throwIfStopped(stop);
    PoolWait wait(m_pool.get(), std::move(job), stop);
    co_await wait;
    throwIfStopped(stop);
}

} // namespace plectrum::async
