// SPDX-License-Identifier: MIT
#include "async/pool_executor.h"

#include <QCoreApplication>
#include <QEvent>
#include <QObject>

#include <algorithm>
#include <condition_variable>
#include <coroutine>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

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
    /// Wakes the frame from its event loop; from any thread.
    void tell()
    {
        const std::scoped_lock lock(m_mutex);
        if (m_frame)
            QCoreApplication::postEvent(m_frame, new QEvent(QEvent::User));
    }
    /// Sees all that was done before tell().
    void arrive() { const std::scoped_lock lock(m_mutex); }

private:
    std::mutex m_mutex;
    QObject* m_frame;
};

/// Of the thread that waits.
class Receiver final : public QObject
{
public:
    std::function<void()> onReported;

protected:
    bool event(QEvent* event) override
    {
        if (event->type() != QEvent::User)
            return QObject::event(event);
        // The frame that goes on may end the receiver.
        if (const auto reported = std::exchange(onReported, nullptr))
            reported();
        return true;
    }
};

} // namespace

/// Begins a thread when all are at work, up to their number.
class PoolExecutor::Threads
{
public:
    ~Threads()
    {
        {
            const std::scoped_lock lock(m_mutex);
            m_isEnding = true;
        }
        m_hasWork.notify_all();
        for (std::thread& thread : m_threads)
            thread.join();
    }

    void start(std::function<void()> job)
    {
        const std::scoped_lock lock(m_mutex);
        m_queue.push_back(std::move(job));
        if (m_idle < m_queue.size() && m_threads.size() < most())
            m_threads.emplace_back([this] { work(); });
        m_hasWork.notify_one();
    }

private:
    static std::size_t most() { return std::max(2U, std::thread::hardware_concurrency()); }

    void work()
    {
        std::unique_lock lock(m_mutex);
        while (true) {
            ++m_idle;
            m_hasWork.wait(lock, [this] { return m_isEnding || !m_queue.empty(); });
            --m_idle;
            if (m_queue.empty())
                return;
            auto job = std::move(m_queue.front());
            m_queue.pop_front();
            lock.unlock();
            job();
            job = nullptr; // what it holds may take long to free
            lock.lock();
        }
    }

    std::mutex m_mutex;
    std::condition_variable m_hasWork;
    std::deque<std::function<void()>> m_queue;
    std::vector<std::thread> m_threads;
    std::size_t m_idle = 0;
    bool m_isEnding = false;
};

namespace {

/// Suspends its frame until the job was done or the token stopped, whichever comes first: the frame
/// always goes on from its event loop, once, as what comes second finds no frame to tell.
class PoolWait
{
public:
    using Start = std::function<void(std::function<void()>)>;

    PoolWait(Start start, std::function<void()> job, std::stop_token stop)
        : m_start(std::move(start))
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
        m_receiver.onReported = [meeting = m_meeting, frame] {
            meeting->arrive();
            frame.resume();
        };
        m_start([job = std::move(m_job), stop = m_stop, meeting = m_meeting] {
            if (!stop.stop_requested())
                job();
            meeting->tell();
        });
        m_onStop.emplace(m_stop, [meeting = m_meeting] { meeting->tell(); });
    }
    void await_resume() const noexcept { }

private:
    Start m_start;
    std::function<void()> m_job;
    std::stop_token m_stop;
    Receiver m_receiver;
    std::shared_ptr<Rendezvous> m_meeting;
    std::optional<std::stop_callback<std::function<void()>>> m_onStop;
};

} // namespace

PoolExecutor::PoolExecutor()
    : m_threads(std::make_unique<Threads>())
{
}

PoolExecutor::~PoolExecutor() = default;

PoolExecutor& PoolExecutor::shared()
{
    static PoolExecutor pool;
    return pool;
}

Task<void> PoolExecutor::perform(std::function<void()> job, std::stop_token stop)
{
    throwIfStopped(stop);
    Threads* const threads = m_threads.get();
    PoolWait wait([threads](auto given) { threads->start(std::move(given)); }, std::move(job),
                  stop);
    co_await wait;
    throwIfStopped(stop);
}

} // namespace plectrum::async
