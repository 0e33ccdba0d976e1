// SPDX-License-Identifier: MIT
#include "documents/work/operation.h"

#include <cmath>
#include <utility>

namespace plectrum::documents {

Operation::Operation(QString title, async::Clock* clock, QObject* parent)
    : QObject(parent)
    , m_title(std::move(title))
    , m_clock(clock)
    , m_begun(clock ? clock->elapsed() : async::Duration::zero())
{
}

Operation::~Operation()
{
    m_stop.request_stop();
}

QString Operation::title() const
{
    return m_title;
}

Operation::State Operation::state() const
{
    return m_state;
}

bool Operation::isRunning() const
{
    return m_state == State::Running;
}

std::int64_t Operation::done() const
{
    return m_done;
}

std::int64_t Operation::total() const
{
    return m_total;
}

QString Operation::failure() const
{
    return m_failure;
}

double Operation::rate() const
{
    if (!m_clock || m_done <= 0)
        return 0;
    const async::Duration now = isPaused() ? m_pausedAt : m_clock->elapsed();
    const std::chrono::duration<double> running = now - m_begun - m_pauses;
    // A shorter time would tell a rate by chance.
    return running < std::chrono::seconds(1) ? 0 : double(m_done) / running.count();
}

std::optional<std::chrono::seconds> Operation::remaining() const
{
    const double perSecond = rate();
    if (perSecond <= 0 || m_total < m_done)
        return std::nullopt;
    return std::chrono::seconds(std::int64_t(std::ceil(double(m_total - m_done) / perSecond)));
}

void Operation::pause()
{
    if (!canPause() || isPaused() || m_stop.stop_requested())
        return;
    m_paused = std::make_shared<async::Event>();
    m_pausedAt = m_clock ? m_clock->elapsed() : async::Duration::zero();
    emit progressChanged();
}

void Operation::resume()
{
    const auto paused = std::exchange(m_paused, nullptr);
    if (!paused)
        return;
    if (m_clock)
        m_pauses += m_clock->elapsed() - m_pausedAt;
    emit progressChanged();
    paused->open();
}

/// A copy of the event is kept: the operation may be gone when it opens.
async::Task<void> Operation::proceed()
{
    const std::stop_token stop = stopToken();
    async::throwIfStopped(stop);
    if (const auto paused = m_paused)
        co_await paused->wait(stop);
    async::throwIfStopped(stop);
}

std::stop_token Operation::stopToken() const
{
    return m_stop.get_token();
}

void Operation::cancel()
{
    m_stop.request_stop();
}

void Operation::setProgress(std::int64_t done, std::int64_t total)
{
    m_done = done;
    m_total = total;
    emit progressChanged();
}

void Operation::finish()
{
    end(m_stop.stop_requested() ? State::Cancelled : State::Done);
}

void Operation::fail(const QString& failure)
{
    m_failure = failure;
    end(m_stop.stop_requested() ? State::Cancelled : State::Failed);
}

void Operation::end(State state)
{
    if (!isRunning())
        return;
    m_state = state;
    m_paused.reset();
    emit ended();
}

} // namespace plectrum::documents
