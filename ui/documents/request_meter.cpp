// SPDX-License-Identifier: MIT
#include "documents/request_meter.h"

#include <QCoreApplication>

#include <algorithm>

namespace plectrum::documents {

namespace {

double partOf(const RequestBudget& budget)
{
    return budget.allowed > 0 ? std::min(1.0, double(budget.used) / double(budget.allowed)) : 0.0;
}

QString tr(const char* text, int count = -1)
{
    return QCoreApplication::translate("RequestMeter", text, nullptr, count);
}

} // namespace

QString RequestMeter::statusText() const
{
    const QList<RequestBudget> all = budgets();
    std::int64_t waiting = 0;
    for (const RequestBudget& budget : all)
        waiting += budget.waiting;
    if (isPaused())
        return documents::tr("Requests: paused, %n waiting", int(waiting));
    if (isThrottled())
        return documents::tr("Requests: throttled, %n waiting", int(waiting));
    const int percent = qRound(fullest() * 100);
    return waiting > 0 ? documents::tr("Requests: %1 %, %n waiting", int(waiting)).arg(percent)
                       : documents::tr("Requests: %1 %").arg(percent);
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
    QStringList parts{tr("%1 of %2 in this minute").arg(budget.used).arg(budget.allowed)};
    if (budget.waiting > 0)
        parts.append(tr("%n waiting", int(budget.waiting)));
    if (budget.throttledFor)
        parts.append(tr("throttled for %1 s").arg(budget.throttledFor->count()));
    return parts.join(QStringLiteral(", "));
}

} // namespace plectrum::documents

#include "moc_request_meter.cpp"
