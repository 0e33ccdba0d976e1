// SPDX-License-Identifier: MIT
#include "documents/production.h"

#include <algorithm>
#include <utility>

namespace plectrum::documents {

Production::Production(datastore::WriteGuard& guard, async::Clock& clock, QString name,
                       QObject* parent)
    : QObject(parent)
    , m_guard(guard)
    , m_clock(clock)
    , m_name(std::move(name))
    , m_tasks(async::TaskOwner::ErrorSink())
{
}

bool Production::isWritable() const
{
    return m_guard.remaining() > async::Duration::zero();
}

std::chrono::seconds Production::remaining() const
{
    return std::chrono::ceil<std::chrono::seconds>(m_guard.remaining());
}

QString Production::statusText() const
{
    if (!isWritable())
        return tr("PRODUCTION, read-only");
    const auto left = remaining();
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(left);
    return tr("PRODUCTION, writable for %1:%2")
        .arg(minutes.count())
        .arg((left - minutes).count(), 2, 10, QLatin1Char('0'));
}

bool Production::unlock(const QString& typedName, std::chrono::minutes time)
{
    if (typedName != m_name)
        return false;
    m_guard.unlockFor(std::clamp(time, std::chrono::minutes(1), maxTime));
    emit changed();
    if (!std::exchange(m_isTicking, true))
        m_tasks.start(tick(m_tasks.stopToken()));
    return true;
}

void Production::lock()
{
    m_guard.lock();
    emit changed();
}

async::Task<void> Production::tick(std::stop_token stop)
{
    while (isWritable()) {
        co_await m_clock.sleep(std::chrono::seconds(1), stop);
        async::throwIfStopped(stop);
        emit changed();
    }
    m_isTicking = false;
}

} // namespace plectrum::documents

#include "moc_production.cpp"
