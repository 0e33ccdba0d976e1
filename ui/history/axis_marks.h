// SPDX-License-Identifier: MIT
// The marks of a time axis: as fine as the labels have room for, and above them the day, month or
// year that they are in. All in UTC, as Roblox counts its hours.
#pragma once

#include <QString>

#include <functional>
#include <vector>

namespace plectrum::documents {
class TimeAxis;
} // namespace plectrum::documents

namespace plectrum::ui {

enum class MarkUnit
{
    Minute,
    Hour,
    Day,
    Month,
    Year
};

struct AxisTick
{
    double time = 0;
    QString label;
};

/// A day, month or year that is at least partly in sight.
struct AxisSpan
{
    double from = 0;
    double until = 0;
    QString label;
    QString shortLabel; ///< for where the long one has no room
};

struct AxisMarks
{
    MarkUnit unit = MarkUnit::Hour; ///< of the marks
    int step = 1; ///< so many units from mark to mark
    std::vector<AxisTick> marks;
    MarkUnit spanUnit = MarkUnit::Day;
    std::vector<AxisSpan> spans;
};

/// The finest marks whose distance is at least `labelWidth(unit)` pixels for their unit; those from
/// edge to edge of the axis, in order of time.
AxisMarks ticksOf(const documents::TimeAxis& axis,
                  const std::function<double(MarkUnit)>& labelWidth);

} // namespace plectrum::ui
