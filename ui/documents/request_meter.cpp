// SPDX-License-Identifier: MIT
#include "documents/request_meter.h"

#include <algorithm>

namespace plectrum::documents {

namespace {

double partOf(const RequestBudget& budget)
{
    return budget.allowed > 0 ? std::min(1.0, double(budget.used) / double(budget.allowed)) : 0.0;
}

} // namespace

QString RequestMeter::statusText() const
{
    const QList<RequestBudget> all = budgets();
    std::int64_t waiting = 0;
    for (const RequestBudget& budget : all)
        waiting += budget.waiting;
    if (isPaused())
        return tr("Requests: paused, %n waiting", nullptr, int(waiting));
    if (isThrottled())
        return tr("Requests: throttled, %n waiting", nullptr, int(waiting));
    const int percent = qRound(fullest() * 100);
    return waiting > 0 ? tr("Requests: %1 %, %n waiting", nullptr, int(waiting)).arg(percent)
                       : tr("Requests: %1 %").arg(percent);
}

double RequestMeter::fullest() const
{
    double part = 0;
    for (const RequestBudget& budget : budgets())
        part = std::max(part, partOf(budget));
    return part;
}

bool RequestMeter::isThrottled() const
{
    const QList<RequestBudget> all = budgets();
    return std::ranges::any_of(
        all, [](const RequestBudget& budget) { return budget.throttledFor.has_value(); });
}

QString budgetText(const RequestBudget& budget)
{
    QStringList parts{
        RequestMeter::tr("%1 of %2 in this minute").arg(budget.used).arg(budget.allowed)};
    if (budget.waiting > 0)
        parts.append(RequestMeter::tr("%n waiting", nullptr, int(budget.waiting)));
    if (budget.throttledFor)
        parts.append(RequestMeter::tr("throttled for %1 s").arg(budget.throttledFor->count()));
    return parts.join(QStringLiteral(", "));
}

} // namespace plectrum::documents

#include "moc_request_meter.cpp"
