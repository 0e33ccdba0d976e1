// SPDX-License-Identifier: MIT
#include "ui/history/axis_marks.h"

#include "documents/history/time_axis.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

#include <array>
#include <chrono>
#include <cmath>

namespace plectrum::ui {

using namespace Qt::StringLiterals;

namespace {

struct AxisText
{
    Q_DECLARE_TR_FUNCTIONS(AxisText)
};

struct Step
{
    MarkUnit unit;
    int count;
};

constexpr std::array steps{
    Step{MarkUnit::Minute, 1},  Step{MarkUnit::Minute, 5}, Step{MarkUnit::Minute, 10},
    Step{MarkUnit::Minute, 30}, Step{MarkUnit::Hour, 1},   Step{MarkUnit::Hour, 2},
    Step{MarkUnit::Hour, 3},    Step{MarkUnit::Hour, 6},   Step{MarkUnit::Hour, 12},
    Step{MarkUnit::Day, 1},     Step{MarkUnit::Day, 2},    Step{MarkUnit::Day, 7},
    Step{MarkUnit::Month, 1},   Step{MarkUnit::Month, 3},  Step{MarkUnit::Month, 6},
    Step{MarkUnit::Year, 1},    Step{MarkUnit::Year, 5},   Step{MarkUnit::Year, 25},
};

constexpr double minute = 60'000;
constexpr double hour = 60 * minute;
constexpr double day = 24 * hour;

double lengthOf(MarkUnit unit)
{
    switch (unit) {
    case MarkUnit::Minute:
        return minute;
    case MarkUnit::Hour:
        return hour;
    case MarkUnit::Day:
        return day;
    case MarkUnit::Month:
        return 28 * day;
    case MarkUnit::Year:
        return 365 * day;
    }
    return day;
}

QDateTime utc(double time)
{
    return QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(time), QTimeZone::UTC);
}

double startOfMonth(int year, int month)
{
    const QDate date(year, month, 1);
    return static_cast<double>(date.startOfDay(QTimeZone::UTC).toMSecsSinceEpoch());
}

/// The last boundary of that step at or before a moment.
double floorTo(Step step, double time)
{
    const auto lastMultiple = [time](double length, double origin) {
        return std::floor((time - origin) / length) * length + origin;
    };
    const QDate date = utc(std::floor(time)).date();
    switch (step.unit) {
    case MarkUnit::Minute:
    case MarkUnit::Hour:
        return lastMultiple(step.count * lengthOf(step.unit), 0);
    case MarkUnit::Day: // weeks begin on Mondays, the first of which was 1970-01-05
        return lastMultiple(step.count * day, step.count == 7 ? 4 * day : 0);
    case MarkUnit::Month:
        return startOfMonth(date.year(), (date.month() - 1) / step.count * step.count + 1);
    case MarkUnit::Year:
        return startOfMonth(date.year() / step.count * step.count, 1);
    }
    return time;
}

double after(Step step, double boundary)
{
    const QDate date = utc(boundary).date();
    if (step.unit == MarkUnit::Month) {
        const QDate next = date.addMonths(step.count);
        return startOfMonth(next.year(), next.month());
    }
    if (step.unit == MarkUnit::Year)
        return startOfMonth(date.year() + step.count, 1);
    return boundary + step.count * lengthOf(step.unit);
}

QString markLabel(MarkUnit unit, double time)
{
    const QLocale locale;
    const QDateTime moment = utc(time);
    switch (unit) {
    case MarkUnit::Minute:
    case MarkUnit::Hour:
        return moment.toString(u"HH:mm"_s);
    case MarkUnit::Day:
        return locale.toString(moment.date(), AxisText::tr("ddd d", "a date format"));
    case MarkUnit::Month:
        return locale.toString(moment.date(), u"MMM"_s);
    case MarkUnit::Year:
        return moment.toString(u"yyyy"_s);
    }
    return {};
}

MarkUnit spanUnitOf(MarkUnit unit)
{
    switch (unit) {
    case MarkUnit::Minute:
    case MarkUnit::Hour:
        return MarkUnit::Day;
    case MarkUnit::Day:
        return MarkUnit::Month;
    case MarkUnit::Month:
    case MarkUnit::Year:
        break;
    }
    return MarkUnit::Year;
}

AxisSpan spanAt(MarkUnit unit, double from)
{
    const QLocale locale;
    const QDate date = utc(from).date();
    AxisSpan span{from, after({unit, 1}, from), {}, {}};
    if (unit == MarkUnit::Day) {
        span.label = locale.toString(date, AxisText::tr("dddd d MMMM yyyy", "a date format"));
        span.shortLabel = locale.toString(date, AxisText::tr("ddd d MMM", "a date format"));
    } else if (unit == MarkUnit::Month) {
        span.label = locale.toString(date, u"MMMM yyyy"_s);
        span.shortLabel = locale.toString(date, u"MMM"_s);
    } else {
        span.label = span.shortLabel = QString::number(date.year());
    }
    return span;
}

Step stepFor(const documents::TimeAxis& axis, const std::function<double(MarkUnit)>& labelWidth)
{
    for (const Step step : steps) {
        const double distance = step.count * lengthOf(step.unit) * axis.pixelsPerMillisecond();
        if (distance >= labelWidth(step.unit))
            return step;
    }
    return steps.back();
}

} // namespace

AxisMarks ticksOf(const documents::TimeAxis& axis,
                  const std::function<double(MarkUnit)>& labelWidth)
{
    AxisMarks result;
    if (axis.pixelsPerMillisecond() <= 0)
        return result;
    const Step step = stepFor(axis, labelWidth);
    result.unit = step.unit;
    result.step = step.count;
    const double end = axis.rightEdge();
    for (double time = floorTo(step, axis.leftEdge()); time <= end; time = after(step, time))
        if (time >= axis.leftEdge())
            result.marks.push_back({time, markLabel(step.unit, time)});
    result.spanUnit = spanUnitOf(step.unit);
    const Step whole{result.spanUnit, 1};
    for (double from = floorTo(whole, axis.leftEdge()); from <= end; from = after(whole, from))
        result.spans.push_back(spanAt(result.spanUnit, from));
    return result;
}

} // namespace plectrum::ui
