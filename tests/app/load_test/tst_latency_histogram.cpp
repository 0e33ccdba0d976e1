// SPDX-License-Identifier: MIT
#include "load_test/latency_histogram.h"
#include "support/test.h"

namespace tst_latency_histogram {

using plectrum::app::LatencyHistogram;
using namespace std::chrono_literals;

class TestLatencyHistogram : public QObject
{
    Q_OBJECT

private slots:
    void isEmptyAtFirst();
    void findsItsShares();
    void addsUp();
    void takesTheOddOnes();
};

void TestLatencyHistogram::isEmptyAtFirst()
{
    const LatencyHistogram none;
    QCOMPARE(none.count(), std::uint64_t(0));
    QVERIFY(none.within(0.5) == 0ns);
    QVERIFY(none.longest() == 0ns);
}

void TestLatencyHistogram::findsItsShares()
{
    LatencyHistogram histogram;
    for (int microseconds = 1; microseconds <= 1000; ++microseconds)
        histogram.add(std::chrono::microseconds(microseconds));
    const auto isAbout = [](LatencyHistogram::Duration found, std::chrono::nanoseconds exact) {
        return found >= exact && double(found.count()) <= double(exact.count()) * 1.05;
    };
    QVERIFY(isAbout(histogram.within(0.5), 500us));
    QVERIFY(isAbout(histogram.within(0.95), 950us));
    QVERIFY(isAbout(histogram.within(0.99), 990us));
    QVERIFY(histogram.within(1) == 1000us);
    QVERIFY(histogram.longest() == 1000us);
    QVERIFY(histogram.within(0) <= 1100ns);
}

void TestLatencyHistogram::addsUp()
{
    LatencyHistogram some;
    LatencyHistogram others;
    for (int count = 0; count < 90; ++count)
        some.add(10us);
    for (int count = 0; count < 10; ++count)
        others.add(7ms);
    some.add(others);
    QCOMPARE(some.count(), std::uint64_t(100));
    QVERIFY(some.within(0.9) < 11us);
    QVERIFY(some.within(0.91) > 6ms);
    QVERIFY(some.longest() == 7ms);
}

void TestLatencyHistogram::takesTheOddOnes()
{
    LatencyHistogram histogram;
    histogram.add(0ns);
    histogram.add(-5ns);
    histogram.add(1000h);
    QCOMPARE(histogram.count(), std::uint64_t(3));
    QVERIFY(histogram.longest() == 1000h);
    QVERIFY(histogram.within(0.5) <= 2ns);
}

PLECTRUM_TEST(TestLatencyHistogram)

} // namespace tst_latency_histogram

#include "tst_latency_histogram.moc"
