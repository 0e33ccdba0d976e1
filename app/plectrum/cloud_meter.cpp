// SPDX-License-Identifier: MIT
#include "plectrum/cloud_meter.h"

#include <algorithm>
#include <utility>

namespace plectrum::app {

namespace {

/// Requests come in bursts; and what was used in the last minute grows less by itself.
constexpr std::chrono::milliseconds betweenShows{500};

QString textOf(RequestTraffic::Kind kind)
{
    using enum RequestTraffic::Kind;
    switch (kind) {
    case Read:
        return CloudMeter::tr("Reading entries");
    case Write:
        return CloudMeter::tr("Writing entries");
    case List:
        return CloudMeter::tr("Listing");
    case Remove:
        return CloudMeter::tr("Removing entries");
    case ReadV1:
        return CloudMeter::tr("Reading (v1)");
    case WriteV1:
        return CloudMeter::tr("Writing (v1)");
    case Task:
        return CloudMeter::tr("Scripts for locks");
    case TaskPoll:
        return CloudMeter::tr("Waiting for scripts");
    case Other:
        break;
    }
    return CloudMeter::tr("Other");
}

} // namespace

CloudMeter::CloudMeter(RequestTraffic& traffic, async::Clock& clock)
    : m_traffic(traffic)
    , m_clock(clock)
    , m_tasks(async::TaskOwner::ErrorSink())
{
    traffic.onChange([this] { showSoon(); });
}

CloudMeter::~CloudMeter()
{
    m_traffic.onChange({});
}

QList<documents::RequestBudget> CloudMeter::budgets() const
{
    QList<documents::RequestBudget> all;
    for (const RequestTraffic::Budget& budget : m_traffic.budgets()) {
        documents::RequestBudget shown{.kind = textOf(budget.kind),
                                       .used = budget.used,
                                       .allowed = budget.allowed,
                                       .waiting = std::int64_t(budget.waiting)};
        if (budget.throttledFor)
            shown.throttledFor = std::chrono::ceil<std::chrono::seconds>(*budget.throttledFor);
        all.append(shown);
    }
    return all;
}

bool CloudMeter::isPaused() const
{
    return m_traffic.isPaused();
}

void CloudMeter::pause()
{
    m_traffic.pause();
    emit changed();
}

void CloudMeter::resume()
{
    m_traffic.resume();
    emit changed();
}

void CloudMeter::showSoon()
{
    if (!std::exchange(m_isShowing, true))
        m_tasks.start(show(m_tasks.stopToken()));
}

/// As long as there is anything to show.
async::Task<void> CloudMeter::show(std::stop_token stop)
{
    bool isAnyUsed = true;
    while (isAnyUsed) {
        co_await m_clock.sleep(betweenShows, stop);
        async::throwIfStopped(stop);
        emit changed();
        const auto budgets = m_traffic.budgets();
        isAnyUsed = std::ranges::any_of(budgets, [](const RequestTraffic::Budget& budget) {
            return budget.used > 0 || budget.waiting > 0 || budget.throttledFor;
        });
    }
    m_isShowing = false;
}

} // namespace plectrum::app

#include "moc_cloud_meter.cpp"
