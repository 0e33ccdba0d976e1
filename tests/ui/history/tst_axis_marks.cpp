// SPDX-License-Identifier: MIT
// ticksOf(): the marks have room for their labels at every zoom, stand on round UTC times, and the
// day, month or year above them is right.
#include "documents/history/time_axis.h"
#include "support/test.h"
#include "ui/history/axis_marks.h"

#include <QDateTime>
#include <QTimeZone>

namespace tst_axis_marks {

using namespace plectrum::ui;
using namespace plectrum::documents;
using namespace Qt::StringLiterals;

namespace {

constexpr double hour = 3'600'000;
constexpr double day = 24 * hour;

double room(MarkUnit unit)
{
    return unit == MarkUnit::Day ? 60 : 50;
}

double at(int year, int month, int dayOfMonth, int hourOfDay = 0)
{
    const QDateTime moment(QDate(year, month, dayOfMonth), QTime(hourOfDay, 0), QTimeZone::UTC);
    return static_cast<double>(moment.toMSecsSinceEpoch());
}

TimeAxis axisOver(double from, double until)
{
    TimeAxis axis;
    axis.setWidth(900, 0);
    axis.setBounds(from, until);
    return axis;
}

} // namespace

class TestAxisMarks : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void labelsHaveRoomAtEveryZoom()
    {
        TimeAxis axis = axisOver(at(2024, 1, 1), at(2026, 1, 1));
        for (int i = 0; i < 60; ++i) {
            const AxisMarks marks = ticksOf(axis, room);
            for (std::size_t k = 1; k < marks.marks.size(); ++k) {
                const double distance =
                    axis.xOf(marks.marks[k].time) - axis.xOf(marks.marks[k - 1].time);
                QVERIFY2(distance >= room(marks.unit) - 1e-6,
                         qPrintable(QString::number(distance)));
            }
            QVERIFY(!marks.spans.empty());
            QVERIFY2(marks.marks.size() <= 20, qPrintable(QString::number(marks.marks.size())));
            axis.zoom(1.25, 400);
        }
        QCOMPARE(axis.until() - axis.from(), TimeAxis::smallestSpan);
    }

    void unitFollowsTheZoom_data()
    {
        QTest::addColumn<double>("span");
        QTest::addColumn<int>("unit");
        QTest::addColumn<int>("step");
        QTest::addColumn<int>("spanUnit");
        const auto row = [](const char* name, double span, MarkUnit unit, int step,
                            MarkUnit above) {
            QTest::newRow(name) << span << int(unit) << step << int(above);
        };
        row("six hours", 6 * hour, MarkUnit::Minute, 30, MarkUnit::Day);
        row("a day", day, MarkUnit::Hour, 2, MarkUnit::Day);
        row("three days", 3 * day, MarkUnit::Hour, 6, MarkUnit::Day);
        row("ten days", 10 * day, MarkUnit::Day, 1, MarkUnit::Month);
        row("forty days", 40 * day, MarkUnit::Day, 7, MarkUnit::Month);
        row("a year", 365 * day, MarkUnit::Month, 1, MarkUnit::Year);
    }
    void unitFollowsTheZoom()
    {
        QFETCH(double, span);
        const TimeAxis axis = axisOver(at(2025, 3, 1), at(2025, 3, 1) + span);
        const AxisMarks marks = ticksOf(axis, room);
        QTEST(int(marks.unit), "unit");
        QTEST(marks.step, "step");
        QTEST(int(marks.spanUnit), "spanUnit");
    }

    void hoursStandUnderTheirDays()
    {
        const TimeAxis axis = axisOver(at(2025, 11, 22, 20), at(2025, 11, 23, 20));
        const AxisMarks marks = ticksOf(axis, room);
        QCOMPARE(marks.marks.front().label, u"20:00"_s);
        QCOMPARE(marks.marks[2].label, u"00:00"_s);
        QCOMPARE(marks.spans.size(), std::size_t{2});
        QCOMPARE(marks.spans[0].label, u"Saturday 22 November 2025"_s);
        QCOMPARE(marks.spans[1].from, at(2025, 11, 23));
        QCOMPARE(marks.spans[1].shortLabel, u"Sun 23 Nov"_s);
    }

    void weeksBeginOnMondays()
    {
        const TimeAxis axis = axisOver(at(2025, 11, 1), at(2025, 12, 11));
        const AxisMarks marks = ticksOf(axis, room);
        QCOMPARE(marks.step, 7);
        for (const AxisTick& mark : marks.marks)
            QVERIFY2(mark.label.startsWith(u"Mon"_s), qPrintable(mark.label));
        QCOMPARE(marks.spans.front().label, u"November 2025"_s);
        QCOMPARE(marks.spans.back().label, u"December 2025"_s);
    }

    void monthsAreOfTheCalendar()
    {
        const TimeAxis axis = axisOver(at(2024, 1, 1), at(2024, 12, 31));
        const AxisMarks marks = ticksOf(axis, room);
        QCOMPARE(marks.marks.size(), std::size_t{12});
        QCOMPARE(marks.marks[2].time, at(2024, 3, 1));
        QCOMPARE(marks.marks[2].label, u"Mar"_s);
        QCOMPARE(marks.spans.front().label, u"2024"_s);
    }

    void anAxisWithoutTimesHasNoMarks() { QVERIFY(ticksOf(TimeAxis(), room).marks.empty()); }
};

PLECTRUM_TEST(TestAxisMarks)

} // namespace tst_axis_marks

#include "tst_axis_marks.moc"
