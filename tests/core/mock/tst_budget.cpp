// SPDX-License-Identifier: MIT
// Request budgets and per-key throughput, alone and in a universe.
#include "async/sim_clock.h"
#include "datastore/error.h"
#include "datastore/limits.h"
#include "mock/budget.h"
#include "mock/universe.h"
#include "support/test.h"

#include <functional>

namespace tst_budget {

using namespace plectrum;
using namespace std::chrono_literals;
using json::Value;
using mock::Budget;
using mock::BudgetKind;
using mock::Op;

namespace {

bool isThrottled(const std::function<void()>& call)
{
    try {
        call();
    } catch (const datastore::Error& error) {
        return error.kind() == datastore::ErrorKind::Throttled;
    }
    return false;
}

} // namespace

class BudgetTest : public QObject
{
    Q_OBJECT
private slots:
    void requestsPerMinute()
    {
        Budget budget(2);
        QCOMPARE(budget.remaining(BudgetKind::Read, 0s), 380);
        QCOMPARE(budget.remaining(BudgetKind::Write, 0s), 340);
        QCOMPARE(budget.remaining(BudgetKind::List, 0s), 304);
        QCOMPARE(budget.remaining(BudgetKind::Remove, 0s), 380);
        for (int i = 0; i < 340; ++i)
            budget.spend(Op::Update, 0s);
        QVERIFY(isThrottled([&] { budget.spend(Op::Update, 0s); }));
        QVERIFY(isThrottled([&] { budget.spend(Op::Set, 0s); }));
        QCOMPARE(budget.remaining(BudgetKind::Read, 0s), 40); // nothing taken by what failed
        budget.spend(Op::Get, 0s);
        budget.spend(Op::ListKeys, 0s);
        budget.spend(Op::MapSet, 0s);
        budget.spend(Op::Set, 1s);
        QCOMPARE(budget.remaining(BudgetKind::Write, 30s), 169);
        QCOMPARE(budget.remaining(BudgetKind::Write, 10min), 340);
    }

    void throughputOfAKey()
    {
        Budget budget(0);
        const auto write = [&](const char* key, std::size_t bytes, async::Duration now) {
            return isThrottled([&] { budget.spendWrite(Op::Set, "s", key, bytes, now); });
        };
        QVERIFY(!write("k", 4'194'304, 0s)); // the largest value, once a minute
        QVERIFY(write("k", 1, 59s));
        QVERIFY(!write("other", 1, 59s));
        QVERIFY(!write("k", 1, 60s));
        for (int i = 0; i < 4095; ++i) // each counts as a whole KB
            QVERIFY(!write("k", 1, 60s));
        QVERIFY(write("k", 1, 61s));
        QVERIFY(!isThrottled([&] { budget.spendRead("s", "k", 24'000'000, 0s); }));
        QVERIFY(isThrottled([&] { budget.spendRead("s", "k", 1'000'000, 0s); }));
    }

    void inAUniverse()
    {
        async::SimClock clock;
        mock::Universe universe(clock, async::Random(1), {.hasBudgets = true});
        auto& store = universe.dataStores().dataStore("s");
        const auto set = [&](const char* key) {
            return isThrottled([&] { clock.blockOn(store.set(key, Value("x"))); });
        };
        for (int i = 0; i < 300; ++i)
            QVERIFY(!set("k"));
        QVERIFY(set("k"));
        QVERIFY(!isThrottled([&] { clock.blockOn(store.get("k")); }));
        clock.advance(1s);
        QVERIFY(!set("k"));
        clock.advance(1min);
        QVERIFY(!isThrottled(
            [&] { clock.blockOn(store.set("large", Value(std::string(4'194'302, 'x')))); }));
        QVERIFY(isThrottled([&] { clock.blockOn(store.set("large", Value(1))); }));
        QVERIFY(clock.blockOn(store.get("large"))->value.isString());
    }

    void offUnlessAskedFor()
    {
        async::SimClock clock;
        mock::Universe universe(clock, async::Random(1));
        auto& store = universe.dataStores().dataStore("s");
        for (int i = 0; i < 1000; ++i)
            clock.blockOn(store.set("k", Value(i)));
    }
};

PLECTRUM_TEST(BudgetTest)

} // namespace tst_budget

#include "tst_budget.moc"
