// SPDX-License-Identifier: MIT
#include "async/clock.h"
#include "support/test.h"

#include <QCoroTask>

#include <ctime>
#include <stdexcept>

namespace tst_clock {

using namespace plectrum::async;
using namespace std::chrono_literals;

class ClockTest : public QObject
{
    Q_OBJECT
private slots:
#if defined(Q_OS_LINUX)
    /// A lock runs out while the lid is closed.
    void goesOnWhileTheMachineSleeps()
    {
        const auto boot = [] {
            timespec time{};
            clock_gettime(CLOCK_BOOTTIME, &time);
            return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
        };
        EventLoopClock clock;
        const auto before = std::chrono::floor<Duration>(boot());
        const auto now = clock.elapsed();
        QVERIFY(before <= now && now <= boot());
    }
#endif

    void sleeps()
    {
        EventLoopClock clock;
        const auto before = clock.elapsed();
        auto task = clock.sleep(20ms);
        QVERIFY(!task.isReady());
        QCoro::waitFor(task);
        QVERIFY(clock.elapsed() - before >= 20ms);
        QVERIFY(clock.sleep(0ms).isReady());
        QVERIFY(clock.sleep(-1s).isReady());
    }

    void stops()
    {
        EventLoopClock clock;
        std::stop_source source;
        auto task = clock.sleep(1h, source.get_token());
        source.request_stop();
        QVERIFY(!task.isReady()); // it goes on from the event loop
        QVERIFY_THROWS_EXCEPTION(Cancelled, QCoro::waitFor(task));
        auto late = clock.sleep(1h, source.get_token());
        QVERIFY(late.isReady());
        QVERIFY_THROWS_EXCEPTION(Cancelled, QCoro::waitFor(late));
    }

    void tellsTheTime()
    {
        EventLoopClock clock;
        QVERIFY(clock.now() > fromRfc3339("2025-01-01T00:00:00Z"));
    }

    void timesAsText_data()
    {
        QTest::addColumn<std::string>("text");
        QTest::addColumn<std::string>("utc");
        const auto row = [](std::string text, std::string utc) {
            QTest::newRow(text.c_str()) << text << utc;
        };
        row("2025-11-26T20:13:20Z", "2025-11-26T20:13:20.000Z");
        row("2025-11-26t20:13:20.5z", "2025-11-26T20:13:20.500Z");
        row("2025-11-26T20:13:20.123456789Z", "2025-11-26T20:13:20.123Z");
        row("2025-11-26T20:13:20.007+02:00", "2025-11-26T18:13:20.007Z");
        row("2025-11-26T20:13:20-05:30", "2025-11-27T01:43:20.000Z");
        row("1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z");
        row("2024-02-29T00:00:00Z", "2024-02-29T00:00:00.000Z");
        for (const char* bad :
             {"", "2025", "2025-11-26", "2025-11-26T20:13:20", "2025-02-29T00:00:00Z",
              "2025-13-01T00:00:00Z", "2025-11-26T24:00:00Z", "2025-11-26T20:60:00Z",
              "2025-11-26T20:13:20.Z", "2025-11-26T20:13:20+0200", "2025-11-26T20:13:20Z ",
              "2025-11-26T20:13:20+24:00", "2025-11-26T20:13:20+01:60", "x025-11-26T20:13:20Z"})
            row(bad, "bad");
    }

    void timesAsText()
    {
        QFETCH(std::string, text);
        QFETCH(std::string, utc);
        std::string read;
        try {
            read = toRfc3339(fromRfc3339(text));
        } catch (const std::invalid_argument&) {
            read = "bad";
        }
        QCOMPARE(read, utc);
    }
};

PLECTRUM_TEST(ClockTest)

} // namespace tst_clock

#include "tst_clock.moc"
