// SPDX-License-Identifier: MIT
// LockSchedule: when the locks of watched keys are read again.
#include "editing/lock_schedule.h"
#include "support/test.h"

#include <string>

namespace tst_lock_schedule {

using namespace std::chrono_literals;
using namespace plectrum;
using namespace plectrum::editing;
using enum WatchPriority;

namespace {

store::KeyAddress key(const std::string& name)
{
    return {.store = "Game", .key = name};
}

LockSchedule::Keys rows(int count)
{
    LockSchedule::Keys keys;
    for (int i = 0; i < count; ++i)
        keys[key(std::to_string(1000 + i))] = {};
    return keys;
}

} // namespace

class TestLockSchedule : public QObject
{
    Q_OBJECT

private slots:
    void nothingIsDueWithoutKeys()
    {
        LockSchedule schedule{PollPolicy()};
        QVERIFY(schedule.dequeue(Closely, {}, 0s).empty());
        QVERIFY(!schedule.pause(Closely, {}, 0s));
    }

    void isDueAtFirstAndThenInTurns()
    {
        LockSchedule schedule{PollPolicy()};
        LockSchedule::Keys keys{{key("a"), {}}};
        QCOMPARE(schedule.dequeue(Closely, keys, 5s), std::vector{key("a")});
        keys[key("a")].asked = 5s;
        QVERIFY(schedule.dequeue(Closely, keys, 6s).empty());
        QCOMPARE(*schedule.pause(Closely, keys, 6s), async::Duration(1s));
        QCOMPARE(schedule.dequeue(Closely, keys, 7s).size(), 1U);
        QVERIFY(schedule.dequeue(Row, keys, 7s).empty());
        QCOMPARE(schedule.dequeue(Row, keys, 15s).size(), 1U);
    }

    void thoseThatWaitLongestComeFirst()
    {
        LockSchedule schedule{PollPolicy()};
        const LockSchedule::Keys keys{
            {key("a"), {.asked = 20s}}, {key("b"), {.asked = 10s}}, {key("c"), {}}};
        QCOMPARE(schedule.dequeue(Row, keys, 60s), (std::vector{key("c"), key("b"), key("a")}));
    }

    void pausesDoubleWhileItFails()
    {
        LockSchedule schedule{PollPolicy()};
        const auto pauseAfter = [&schedule](int failures) {
            return *schedule.pause(Closely, {{key("a"), {.asked = 0s, .failures = failures}}}, 0s);
        };
        QCOMPARE(pauseAfter(0), async::Duration(2s));
        QCOMPARE(pauseAfter(1), async::Duration(4s));
        QCOMPARE(pauseAfter(3), async::Duration(16s));
        QCOMPARE(pauseAfter(10), async::Duration(60s));
    }

    void rowsHaveABudget()
    {
        LockSchedule schedule{{.atOnce = 3, .rowPollsPerMinute = 5}};
        const auto keys = rows(10);
        QCOMPARE(schedule.dequeue(Row, keys, 0s).size(), 3U);
        QCOMPARE(*schedule.pause(Row, keys, 0s), async::Duration(100ms));
        QCOMPARE(schedule.dequeue(Row, keys, 1s).size(), 2U);
        QVERIFY(schedule.dequeue(Row, keys, 2s).empty());
        // Until the first of them is a minute old; what is watched closely does not wait for it.
        QCOMPARE(*schedule.pause(Row, keys, 2s), async::Duration(58s));
        QCOMPARE(schedule.dequeue(Closely, keys, 2s).size(), 10U);
        QCOMPARE(schedule.dequeue(Row, keys, 60s).size(), 3U);
    }
};

PLECTRUM_TEST(TestLockSchedule)

} // namespace tst_lock_schedule

#include "tst_lock_schedule.moc"
