// SPDX-License-Identifier: MIT
// The recordings once more, each step a call of the store API in a Luau console, in both its forms:
// same results, errors, times, writes, locks, logs, final stores. Where the engine differs from the
// library on purpose, tst_golden_store and tst_golden_transactions say how.
#include "console_replay.h"
#include "support/test.h"

#include <stdexcept>

namespace tst_golden_console {

using namespace plectrum;
using namespace std::chrono_literals;
using interop::ConsoleReplay;
using interop::Replay;
using json::Value;
using Form = ConsoleReplay::Form;

namespace {

void check(ConsoleReplay& console)
{
    console.run();
    const auto difference = console.replay.difference();
    QVERIFY2(difference.empty(), difference.c_str());
}

mock::Failure failure(std::vector<mock::Op> ops, datastore::ErrorKind kind, const char* text,
                      int times = 1, int skip = 0)
{
    mock::Failure failure{.match = {.ops = std::move(ops)}, .error = {kind, text}};
    failure.times = times;
    failure.skip = skip;
    return failure;
}

mock::FaultPlan planOf(std::vector<mock::Failure> failures)
{
    mock::FaultPlan plan;
    plan.failures = std::move(failures);
    return plan;
}

mock::FaultPlan latency(async::Duration each)
{
    mock::FaultPlan plan;
    plan.minimumLatency = each;
    plan.maximumLatency = each;
    return plan;
}

const char* const coinsOf = "local function coins(a, b) data.p1.coins = a data.p2.coins = b "
                            "return true end ";

/// A transform of a transaction that sets the coins of both keys.
std::string txCoins(const std::string& first, const std::string& second)
{
    return std::string("function(data) ") + coinsOf + "return coins(" + first + ", " + second
        + ") end";
}

std::string txImmutableCoins(const std::string& first, const std::string& second,
                             const std::string& more = {})
{
    return "function(data) local copy = table.clone(data) copy.p1 = table.clone(data.p1) "
           "copy.p2 = table.clone(data.p2) copy.p1.coins = "
        + first + " copy.p2.coins = " + second + " " + more + " return copy end";
}

std::string updateTo(const std::string& data)
{
    return "function(data) table.clear(data) for name, value in " + data
        + " do data[name] = value end return true end";
}

mock::FaultPlan failingAt(mock::Op op, const char* place, const char* key, const char* text)
{
    auto fault = failure({op}, datastore::ErrorKind::Denied, text);
    fault.match.container = place;
    fault.match.key = key;
    return planOf({fault});
}

void failAt(Replay& replay, std::size_t step, mock::FaultPlan plan)
{
    replay.before(step, [plan](Replay& planned) { planned.plan(plan); });
}

constexpr const char* records = "lyra/records/PlayerData";
constexpr const char* markers = "lyra/tx/PlayerData";

void addForms()
{
    QTest::addColumn<Form>("form");
    QTest::newRow("Async") << Form::Async;
    QTest::newRow("promises") << Form::Promise;
}

} // namespace

class GoldenConsoleTest : public QObject
{
    Q_OBJECT

private slots:
    void asRecorded_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<Form>("form");
        for (const char* name :
             {"01-load-unload-new-key", "02-load-update-save", "05-autosave",
              "10a-sharded-compressible", "10b-sharded-incompressible-unicode",
              "11-sharded-replaced", "13a-lock-held", "13b-lock-released-while-waiting"}) {
            QTest::addRow("%s", name) << QString::fromLatin1(name) << Form::Async;
            QTest::addRow("%s promises", name) << QString::fromLatin1(name) << Form::Promise;
        }
    }
    void asRecorded()
    {
        QFETCH(QString, name);
        QFETCH(Form, form);
        ConsoleReplay console(name.toStdString(), form);
        if (name.startsWith(QStringLiteral("01-")))
            console.replay.exceptLog({"key is being unloaded"});
        // A store of a console is made at its first call.
        if (name.startsWith(QStringLiteral("05-")) || name.startsWith(QStringLiteral("13")))
            console.replay.exceptLog({"creating store", "key loaded successfully"});
        check(console);
    }

    void updateRefusals_data() { addForms(); }
    void updateRefusals()
    {
        QFETCH(Form, form);
        ConsoleReplay console(
            "03-update-refusals", form,
            {"function(data) return false end", "function(data) error('boom') end",
             "function(data) return 7 end", "function(data) return nil end",
             "function(data) coroutine.yield() return true end",
             "function(data) data.coins = 'many' return true end", "function(data) return true end",
             "function(data) return true end", "7"});
        console.replay.expectError(10, "function expected, got number");
        check(console);
    }

    void updateImmutable_data() { addForms(); }
    void updateImmutable()
    {
        QFETCH(Form, form);
        const auto copied = [](const std::string& change) {
            return "function(data) local copy = table.clone(data) " + change + " return copy end";
        };
        ConsoleReplay console("04-update-immutable", form,
                              {copied("copy.coins = 7"), "function(data) return false end",
                               "function(data) return true end",
                               "function(data) data.coins = 1 return data end",
                               copied("copy.coins = 'many'"), "function(data) return data end"});
        check(console);
    }

    void transaction_data() { addForms(); }
    void transaction()
    {
        QFETCH(Form, form);
        ConsoleReplay console(
            "06-tx-commit", form,
            {updateTo("{coins = 100, items = {'sword', 'bow'}}"),
             updateTo("{coins = 71, items = {'bow'}}")},
            {"function(data) data.p1.coins = 70 data.p1.items = {'bow'} data.p2.coins = 30 "
             "data.p2.items = {'sword'} return true end"});
        check(console);
    }

    void transactionRefusals_data() { addForms(); }
    void transactionRefusals()
    {
        QFETCH(Form, form);
        ConsoleReplay console(
            "07-tx-refusals", form, {},
            {"function(data) return false end", txCoins("5", "0"), "function(data) return true end",
             "function(data) data.p3 = {coins = 1, items = {}} return true end",
             "function(data) data.p2 = nil return true end", txCoins("'many'", "0"),
             "function(data) error('boom') end", "function(data) return 7 end",
             "function(data) return true end", txImmutableCoins("10", "20"),
             "function(data) return 7 end", "function(data) return false end",
             txImmutableCoins("10", "20", "copy.p2 = nil"), txCoins("11", "21")});
        console.replay.expectError(9, "transformFunction must return a boolean");
        console.replay.expectError(12, "transformFunction must return data or false");
        check(console);
    }

    void transactionFaults_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("step");
        QTest::addColumn<mock::FaultPlan>("plan");
        QTest::newRow("a record") << QStringLiteral("08a-tx-second-record-write-fails") << 4
                                  << failingAt(mock::Op::Set, records, "p2",
                                               "105: Serialized value exceeds 4194304 limit.");
        QTest::newRow("the commit") << QStringLiteral("08b-tx-marker-removal-fails") << 4
                                    << failingAt(mock::Op::Remove, markers, "", "403: no access");
        QTest::newRow("the marker") << QStringLiteral("08d-tx-prepare-fails") << 2
                                    << failingAt(mock::Op::Set, markers, "", "403: no access");
    }
    void transactionFaults()
    {
        QFETCH(QString, name);
        QFETCH(int, step);
        QFETCH(mock::FaultPlan, plan);
        ConsoleReplay console(name.toStdString(), Form::Async, {}, {txCoins("1", "2")});
        failAt(console.replay, std::size_t(step), plan);
        check(console);
    }

    void crashInsideTransaction()
    {
        ConsoleReplay console("09-crash-inside-transaction", Form::Async);
        console.replay.before(0, [](Replay& seeded) { seeded.seed(9); });
        check(console);
    }

    void lockRefreshAndExpiry()
    {
        ConsoleReplay console("13c-lock-refresh-and-expiry", Form::Async);
        console.replay.exceptLog({"creating store"});
        console.replay.plan(planOf(
            {failure({mock::Op::MapUpdate}, datastore::ErrorKind::Denied, "AccessDenied", 1, 3)}));
        check(console);
    }

    void lockStolen()
    {
        ConsoleReplay console("13d-lock-stolen", Form::Promise);
        console.replay.at(50s, [](Replay& thief) {
            auto& locks = thief.universe.memoryStores().hashMap("lyra/locks/PlayerData");
            thief.clock.blockOn(locks.set("p1", "SOMEONE-ELSE", 90s));
        });
        check(console);
    }

    void dataStoreLocking()
    {
        ConsoleReplay console("13e-dss-locking", Form::Async);
        console.replay.configure([](const std::string&, store::StoreConfig& config) {
            config.useDataStoreLocking = true;
        });
        console.replay.exceptLog({"creating store"});
        check(console);
    }

    void loadRaces_data() { addForms(); }
    void loadRaces()
    {
        QFETCH(Form, form);
        ConsoleReplay console("14a-load-races", form);
        console.start("A");
        console.replay.plan(latency(1s));
        check(console);
    }

    void close_data() { addForms(); }
    void close()
    {
        QFETCH(Form, form);
        ConsoleReplay console("14b-close", form, {}, {"function(data) return true end"});
        console.start("A");
        console.replay.plan(latency(200ms));
        console.replay.unordered();
        check(console);
    }

    void closeErrors()
    {
        ConsoleReplay console("14c-close-errors", Form::Async);
        auto fault = failure({mock::Op::Set}, datastore::ErrorKind::Denied, "403: no access");
        fault.match.key = "p1";
        console.replay.plan(planOf({fault}));
        console.replay.unordered();
        console.replay.expectError(3, R"([{"error":"403: no access","key":"p1"}])");
        check(console);
    }

    void versions_data() { addForms(); }
    void versions()
    {
        QFETCH(Form, form);
        ConsoleReplay console("15-versions", form, {}, {txCoins("999", "999")});
        console.replay.waiterFirst();
        console.replay.exceptLog({"creating store", "key loaded successfully"});
        failAt(console.replay, 10, failingAt(mock::Op::Remove, markers, "", "403: no access"));
        check(console);
    }

    void retries()
    {
        ConsoleReplay console("16a-retry-transient", Form::Async);
        console.replay.plan(planOf(
            {failure({mock::Op::Get}, datastore::ErrorKind::Unreachable,
                     "502: API Services rejected the request", 3),
             failure({mock::Op::Set}, datastore::ErrorKind::Throttled, "301: throttled", 2)}));
        check(console);
    }

    void lockRetries()
    {
        ConsoleReplay console("16c-hashmap-retry", Form::Async);
        console.replay.plan(planOf(
            {failure({mock::Op::MapUpdate}, datastore::ErrorKind::Throttled,
                     "TotalRequestsOverLimit", 2),
             failure({mock::Op::MapGet}, datastore::ErrorKind::Unreachable, "InternalError", 5),
             failure({mock::Op::MapGet}, datastore::ErrorKind::InvalidArgument,
                     "InvalidRequest")}));
        check(console);
    }

    void changeCallbacks()
    {
        ConsoleReplay console(
            "19-change-callbacks", Form::Async,
            {updateTo("{coins = 1, items = {}}"), updateTo("{coins = 1, items = {}}")},
            {txCoins("50", "60")});
        check(console);
    }

    void createStore_data()
    {
        QTest::addColumn<int>("step");
        QTest::addColumn<QString>("options");
        const auto schema =
            QStringLiteral("schema = function(data) return false, 'coins must be a number' end");
        QTest::newRow("a template that does not pass the schema")
            << 0 << QStringLiteral("name = 'PlayerData', template = {}, ") + schema;
        QTest::newRow("no name") << 1 << QStringLiteral("template = {}, ") + schema;
        QTest::newRow("no schema") << 2 << QStringLiteral("name = 'PlayerData', template = {}");
        QTest::newRow("a step without a function")
            << 3
            << QStringLiteral("name = 'PlayerData', template = {}, migrationSteps = {{name = "
                              "'half'}}, ")
                + schema;
        QTest::newRow("an option that there is not")
            << 4 << QStringLiteral("name = 'PlayerData', template = {}, bogus = 1, ") + schema;
    }
    void createStore()
    {
        QFETCH(int, step);
        QFETCH(QString, options);
        const auto golden = interop::readGolden("20-create-store");
        const auto expected = interop::bareError(
            std::string(golden["steps"].at(std::size_t(step))["error"].toString()));
        async::SimClock clock;
        mock::Universe universe(clock, async::Random(1));
        async::Random random(2);
        async::InlineExecutor executor;
        editing::RecordAccess access(universe, clock, random, executor);
        console::Session session({.services = access.services()});
        const auto result = clock.blockOn(
            session.run("\nLyra.createStore({ " + options.toStdString() + " })", "script"));
        QVERIFY(result.problem);
        QVERIFY2(result.problem->text.starts_with(expected), result.problem->text.c_str());
        QCOMPARE(result.problem->line, 2);
    }
};

PLECTRUM_TEST(GoldenConsoleTest)

} // namespace tst_golden_console

#include "tst_golden_console.moc"
