// SPDX-License-Identifier: MIT
// TimeAxis: time to place and back, zoom around a point, pan, the limits.
#include "documents/history/time_axis.h"
#include "support/test.h"

namespace tst_time_axis {

using plectrum::documents::TimeAxis;

namespace {

constexpr double day = 24 * 3'600'000;

TimeAxis fortyDays()
{
    TimeAxis axis;
    axis.setWidth(1000, 20);
    axis.setBounds(100 * day, 140 * day);
    return axis;
}

} // namespace

class TestTimeAxis : public QObject
{
    Q_OBJECT

private slots:
    void showsAllAtFirst()
    {
        const TimeAxis axis = fortyDays();
        QVERIFY(axis.showsAll());
        QCOMPARE(axis.xOf(100 * day), 20.0);
        QCOMPARE(axis.xOf(140 * day), 980.0);
        QCOMPARE(axis.xOf(120 * day), 500.0);
    }

    void timeAndPlaceAreInverse()
    {
        TimeAxis axis = fortyDays();
        axis.zoom(7.3, 421);
        for (const double x : {0.0, 20.0, 333.3, 980.0, 1000.0})
            QVERIFY(qAbs(axis.xOf(axis.timeAt(x)) - x) < 1e-3);
    }

    void zoomKeepsWhatIsUnderThePointer()
    {
        TimeAxis axis = fortyDays();
        const double time = axis.timeAt(300);
        axis.zoom(4, 300);
        QVERIFY(qAbs(axis.xOf(time) - 300) < 1e-3);
        QVERIFY(!axis.showsAll());
        QVERIFY(qAbs((axis.until() - axis.from()) - 10 * day) < 1);
    }

    void zoomHasLimits()
    {
        TimeAxis axis = fortyDays();
        axis.zoom(1e9, 500);
        QCOMPARE(axis.until() - axis.from(), TimeAxis::smallestSpan);
        axis.zoom(1e-9, 500);
        QVERIFY(axis.showsAll());
        QCOMPARE(axis.from(), 100 * day);
    }

    void panStopsAtTheEnds()
    {
        TimeAxis axis = fortyDays();
        axis.zoom(4, 500);
        const double before = axis.from();
        axis.pan(96);
        QVERIFY(qAbs(before - axis.from() - day) < 1);
        axis.pan(1e9);
        QCOMPARE(axis.from(), 100 * day);
        axis.pan(-1e9);
        QCOMPARE(axis.until(), 140 * day);
    }

    void panOfAllMovesNothing()
    {
        TimeAxis axis = fortyDays();
        axis.pan(200);
        QCOMPARE(axis.from(), 100 * day);
    }

    void revealMovesAsLittleAsNeeded()
    {
        TimeAxis axis = fortyDays();
        axis.show(110 * day, 114 * day);
        axis.reveal(112 * day);
        QCOMPARE(axis.from(), 110 * day);
        axis.reveal(130 * day);
        QVERIFY(axis.xOf(130 * day) < 980);
        QVERIFY(axis.xOf(130 * day) > 900);
        axis.reveal(101 * day);
        QVERIFY(axis.xOf(101 * day) >= 20);
        QVERIFY(axis.xOf(101 * day) < 300);
    }

    void oneVersionStandsInTheMiddle()
    {
        TimeAxis axis;
        axis.setWidth(400, 20);
        axis.setBounds(50 * day, 50 * day);
        QCOMPARE(axis.xOf(50 * day), 200.0);
    }

    void newBoundsKeepTheZoomUnlessAllWasShown()
    {
        TimeAxis axis = fortyDays();
        axis.setBounds(100 * day, 150 * day);
        QVERIFY(axis.showsAll());
        axis.show(110 * day, 112 * day);
        axis.setBounds(100 * day, 151 * day);
        QCOMPARE(axis.from(), 110 * day);
        QCOMPARE(axis.until(), 112 * day);
    }
};

PLECTRUM_TEST(TestTimeAxis)

} // namespace tst_time_axis

#include "tst_time_axis.moc"
