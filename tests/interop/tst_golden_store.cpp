// SPDX-License-Identifier: MIT
// The recordings of the library's single-key calls, done with our engine: same results, errors,
// times, writes, locks, final stores. Where ours differs on purpose the scenario says so.
#include "replay.h"
#include "store/error.h"
#include "support/test.h"

#include <stdexcept>

namespace tst_golden_store {

using namespace plectrum;
using namespace std::chrono_literals;
using interop::Replay;
using json::Value;

namespace {

void check(Replay& replay)
{
    replay.run();
    const auto difference = replay.difference();
    QVERIFY2(difference.empty(), difference.c_str());
}

Replay::Transform answering(Value answer)
{
    return [answer](Value&) { return answer; };
}

Replay::Transform failing(const char* text)
{
    return [text](Value&) -> Value { throw std::runtime_error(text); };
}

/// Sets a member and keeps the change.
Replay::Transform setting(Value coins)
{
    return [coins](Value& data) {
        data = data.withMember("coins", coins);
        return Value(true);
    };
}

/// The immutable form: the changed data is the answer.
Replay::Transform giving(Value coins)
{
    return [coins](Value& data) { return data.withMember("coins", coins); };
}

mock::Failure failure(std::vector<mock::Op> ops, datastore::ErrorKind kind, const char* text,
                      int times = 1, int skip = 0)
{
    mock::Failure failure{.match = {.ops = std::move(ops)}, .error = {kind, text}};
    failure.times = times;
    failure.skip = skip;
    return failure;
}

mock::FaultPlan latency(async::Duration each)
{
    mock::FaultPlan plan;
    plan.minimumLatency = each;
    plan.maximumLatency = each;
    return plan;
}

Value object(Value::Members members)
{
    return Value::object(std::move(members));
}

Value itemToObject(const Value& data)
{
    std::vector<Value> items;
    data["items"].forEachElement(
        [&](const Value& item) { items.push_back(object({{"acquired", 0}, {"id", item}})); });
    return data.withMember("items", Value::array(std::move(items)));
}

/// The steps of 12a.
void addMigrations(store::StoreConfig& config)
{
    config.migrationSteps = {
        store::addFields(
            "addGems",
            object({{"gems", 0}, {"settings", object({{"music", true}, {"volume", 5}})}})),
        store::transformStep("itemsToObjects", itemToObject),
        store::addFields("addLevel", object({{"level", 1}}))};
}

async::Task<std::optional<Value>> legacyData(std::string key, std::stop_token)
{
    if (key == "bad")
        throw std::runtime_error("legacy down");
    if (key == "old")
        co_return object({{"coins", 42}, {"items", Value::array({"legacy"})}});
    co_return std::nullopt;
}

/// Removes the shard that ends in "-2".
void removeSecondShard(Replay& replay)
{
    auto& shards = replay.universe.dataStores().dataStore("lyra/shards/PlayerData");
    const auto keys = replay.clock.blockOn(shards.listKeys({}));
    for (const auto& info : keys.items)
        if (info.key.ends_with("-2"))
            replay.clock.blockOn(shards.remove(info.key));
}

/// The recording made both servers first.
void makeBoth(Replay& replay)
{
    replay.before(0, [](Replay& made) {
        made.server("A");
        made.server("B");
    });
}

void useDataStoreLocks(const std::string&, store::StoreConfig& config)
{
    config.useDataStoreLocking = true;
}

} // namespace

class GoldenStoreTest : public QObject
{
    Q_OBJECT

private slots:
    void asRecorded_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name :
             {"01-load-unload-new-key", "02-load-update-save", "05-autosave",
              "10a-sharded-compressible", "10b-sharded-incompressible-unicode",
              "11-sharded-replaced", "13a-lock-held", "13b-lock-released-while-waiting"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    void asRecorded()
    {
        QFETCH(QString, name);
        Replay replay(name.toStdString());
        // The library counts a key as being unloaded a moment longer.
        if (name.startsWith(QStringLiteral("01-")))
            replay.exceptLog({"key is being unloaded"});
        // These were recorded without debug messages.
        if (name.startsWith(QStringLiteral("05-")) || name.startsWith(QStringLiteral("13a-")))
            replay.exceptLog({"creating store", "key loaded successfully"});
        if (name.startsWith(QStringLiteral("13b-")))
            makeBoth(replay);
        check(replay);
    }

    void updateRefusals()
    {
        Replay replay("03-update-refusals");
        replay.transforms({answering(false), failing("boom"), answering(7), answering(Value()),
                           failing("attempt to yield"), setting("many"), answering(true),
                           answering(true)});
        replay.skip(10); // a transform that is no function does not compile
        check(replay);
    }

    void updateImmutable()
    {
        Replay replay("04-update-immutable");
        replay.transforms({giving(7), answering(false), answering(true),
                           failing("attempt to modify a readonly table"), giving("many"),
                           [](Value& data) { return data; }});
        check(replay);
    }

    void crashInsideTransaction()
    {
        Replay replay("09-crash-inside-transaction");
        replay.before(0, [](Replay& seeded) { seeded.seed(9); });
        check(replay);
    }

    void shardWriteFails()
    {
        Replay replay("11b-shard-write-fails");
        auto fault =
            failure({mock::Op::Set}, datastore::ErrorKind::TooLarge, "105: too large", 1, 1);
        fault.match.container = "lyra/shards/PlayerData";
        mock::FaultPlan plan;
        plan.failures.push_back(fault);
        replay.plan(plan);
        check(replay);
    }

    void shardMissing()
    {
        Replay replay("11c-shard-missing");
        replay.before(3, removeSecondShard);
        check(replay);
    }

    void migrations()
    {
        Replay replay("12a-migrations");
        replay.configure(
            [](const std::string&, store::StoreConfig& config) { addMigrations(config); });
        replay.before(0, [](Replay& seeded) { seeded.seed(5); });
        check(replay);
    }

    /// The library takes a step that returns nothing for "no data" and goes on; ours fails the load
    /// as any step that fails does. What the library wrote then is put there for the rest.
    void migrationFails()
    {
        Replay replay("12b-migration-fails");
        replay.configure([](const std::string& server, store::StoreConfig& config) {
            config.migrationSteps.push_back(
                store::transformStep("bad", [server](const Value& data) -> std::optional<Value> {
                    if (server == "throws")
                        throw std::runtime_error("no such field");
                    if (server == "returnsNil")
                        return std::nullopt;
                    return data;
                }));
        });
        replay.before(0, [](Replay& seeded) { seeded.seed(1); });
        replay.expectError(2, "Failed migration step 'bad': the step returned nothing");
        replay.expectError(3, "Key not loaded");
        replay.before(5, [](Replay& seeded) { seeded.writeRaw(1); });
        replay.exceptChange(0);
        replay.exceptLog({"key loaded successfully", "failed to apply migration step",
                          "key not loaded", "key not loaded, nothing to unload"});
        check(replay);
    }

    void legacyImport()
    {
        Replay replay("12c-legacy-import");
        replay.configure([](const std::string&, store::StoreConfig& config) {
            addMigrations(config);
            config.importLegacyData = legacyData;
        });
        check(replay);
    }

    void lockRefreshAndExpiry()
    {
        Replay replay("13c-lock-refresh-and-expiry");
        mock::FaultPlan plan;
        plan.failures.push_back(
            failure({mock::Op::MapUpdate}, datastore::ErrorKind::Denied, "AccessDenied", 1, 3));
        replay.plan(plan);
        check(replay);
    }

    void lockStolen()
    {
        Replay replay("13d-lock-stolen");
        replay.at(50s, [](Replay& thief) {
            auto& locks = thief.universe.memoryStores().hashMap("lyra/locks/PlayerData");
            thief.clock.blockOn(locks.set("p1", "SOMEONE-ELSE", 90s));
        });
        check(replay);
    }

    void dataStoreLocking()
    {
        Replay replay("13e-dss-locking");
        replay.configure(useDataStoreLocks);
        makeBoth(replay);
        check(replay);
    }

    void loadRaces()
    {
        Replay replay("14a-load-races");
        replay.plan(latency(1s));
        check(replay);
    }

    void close()
    {
        Replay replay("14b-close");
        replay.plan(latency(200ms));
        replay.unordered();
        check(replay);
    }

    void closeErrors()
    {
        Replay replay("14c-close-errors");
        auto fault = failure({mock::Op::Set}, datastore::ErrorKind::Denied, "403: no access");
        fault.match.key = "p1";
        mock::FaultPlan plan;
        plan.failures.push_back(fault);
        replay.plan(plan);
        replay.unordered();
        replay.expectError(3, R"([{"error":"403: no access","key":"p1"}])");
        check(replay);
    }

    void retryTransient()
    {
        Replay replay("16a-retry-transient");
        mock::FaultPlan plan;
        plan.failures.push_back(failure({mock::Op::Get}, datastore::ErrorKind::Unreachable,
                                        "502: API Services rejected the request", 3));
        plan.failures.push_back(
            failure({mock::Op::Set}, datastore::ErrorKind::Throttled, "301: throttled", 2));
        replay.plan(plan);
        check(replay);
    }

    void retryExhausted()
    {
        Replay replay("16b-retry-exhausted");
        const std::vector<const char*> errors{"502: rejected",
                                              "104: cannot store",
                                              "401: shutting down",
                                              "403: studio access",
                                              "501: bad",
                                              "503: not found",
                                              "505: x",
                                              "509: y",
                                              "DataStore request was throttled, try again later",
                                              "StandardReadExperienceThrottled: x"};
        for (std::size_t step = 0; step < errors.size(); ++step) {
            mock::FaultPlan plan;
            plan.failures.push_back(failure({mock::Op::Get}, datastore::ErrorKind::Unreachable,
                                            errors[step], step == 0 ? 5 : 1));
            replay.before(step, [plan](Replay& planned) { planned.plan(plan); });
        }
        check(replay);
    }

    void hashMapRetry()
    {
        Replay replay("16c-hashmap-retry");
        mock::FaultPlan plan;
        plan.failures.push_back(failure({mock::Op::MapUpdate}, datastore::ErrorKind::Throttled,
                                        "TotalRequestsOverLimit", 2));
        plan.failures.push_back(
            failure({mock::Op::MapGet}, datastore::ErrorKind::Unreachable, "InternalError", 5));
        plan.failures.push_back(
            failure({mock::Op::MapGet}, datastore::ErrorKind::InvalidArgument, "InvalidRequest"));
        replay.plan(plan);
        check(replay);
    }

    void createStore_data()
    {
        QTest::addColumn<int>("step");
        QTest::newRow("a template that does not pass the schema") << 0;
        QTest::newRow("no name") << 1;
        QTest::newRow("no schema") << 2;
        QTest::newRow("a step without a function") << 3;
    }
    void createStore()
    {
        QFETCH(int, step);
        const auto golden = interop::readGolden("20-create-store");
        const auto expected = interop::bareError(
            std::string(golden["steps"].at(std::size_t(step))["error"].toString()));
        store::StoreConfig config;
        config.name = step == 1 ? "" : "PlayerData";
        config.schema = [](const Value&) {
            return std::optional<std::string>("coins must be a number");
        };
        if (step == 2)
            config.schema = nullptr;
        if (step == 3)
            config.migrationSteps.push_back({"half", nullptr});
        try {
            store::validate(config);
            QFAIL("the configuration is taken");
        } catch (const store::Error& error) {
            QCOMPARE(error.kind(), store::ErrorKind::Configuration);
            QCOMPARE(error.text(), expected);
        }
    }
};

PLECTRUM_TEST(GoldenStoreTest)

} // namespace tst_golden_store

#include "tst_golden_store.moc"
