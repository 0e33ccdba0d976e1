// SPDX-License-Identifier: MIT
// A read-only universe: no write of any service gets through, whoever asks, until it is unlocked,
// and again when the time is over.
#include "async/executor.h"
#include "async/sim_clock.h"
#include "datastore/error.h"
#include "datastore/guarded_universe.h"
#include "editing/lock_watch.h"
#include "editing/record_access.h"
#include "editing/transaction_access.h"
#include "json/parser.h"
#include "json/printer.h"
#include "mock/universe.h"
#include "store/error.h"
#include "store/session/store.h"
#include "support/test.h"

#include <functional>
#include <vector>

namespace tst_guarded_universe {

using namespace plectrum;
using namespace std::chrono_literals;
using datastore::Error;
using datastore::ErrorKind;
using json::Value;

namespace {

Value recordOf(const std::string& data)
{
    return json::parse(R"({"appliedMigrations":[],"file":{"data":{"committedData":)" + data
                       + R"(}},"orphanedFiles":[]})")
        .value();
}

const store::KeyAddress ann{store::KeyAddress::Kind::Lyra, "Player", "ann"};

struct World
{
    World()
    {
        mock::Options options;
        options.observer = [this](const mock::ObservedCall&) { ++calls; };
        auto made = std::make_unique<mock::Universe>(clock, async::Random(1), std::move(options));
        inner = made.get();
        for (const char* key : {"ann", "bob"})
            clock.blockOn(inner->dataStores()
                              .dataStore("lyra/records/Player")
                              .set(key, recordOf(R"({"coins":5})")));
        clock.blockOn(inner->memoryStores().hashMap("map").set("k", Value(1), 1h));
        guarded = std::make_unique<datastore::GuardedUniverse>(std::move(made), clock);
        calls = 0;
    }
    datastore::DataStore& records() const
    {
        return guarded->dataStores().dataStore("lyra/records/Player");
    }
    datastore::HashMap& map() const { return guarded->memoryStores().hashMap("map"); }

    async::SimClock clock;
    mock::Universe* inner = nullptr;
    int calls = 0;
    std::unique_ptr<datastore::GuardedUniverse> guarded;
};

using Write = std::function<void(World&)>;
struct Named
{
    const char* name;
    Write write;
};

/// Each function of each interface that changes something.
std::vector<Named> writes()
{
    const auto same = [](const std::optional<datastore::Entry>&) {
        return std::optional(datastore::Written{Value(7)});
    };
    const auto sameValue = [](const std::optional<Value>&) { return std::optional(Value(7)); };
    return {
        {"set", [](World& w) { w.clock.blockOn(w.records().set("new", Value(1))); }},
        {"set of another scope",
         [](World& w) {
             w.clock.blockOn(w.guarded->dataStores().dataStore("s", "scope").set("new", Value(1)));
         }},
        {"update", [same](World& w) { w.clock.blockOn(w.records().update("ann", same)); }},
        {"remove", [](World& w) { w.clock.blockOn(w.records().remove("ann")); }},
        {"set of a map", [](World& w) { w.clock.blockOn(w.map().set("k", Value(2), 60s)); }},
        {"update of a map",
         [sameValue](World& w) { w.clock.blockOn(w.map().update("k", sameValue, 60s)); }},
        {"remove of a map", [](World& w) { w.clock.blockOn(w.map().remove("k")); }},
    };
}

/// One that a server left behind long ago.
std::vector<editing::FoundTransaction> foundIn(World& world,
                                               editing::TransactionAccess& transactions)
{
    auto& stores = world.inner->dataStores();
    for (const char* key : {"cat", "dog"}) {
        world.clock.blockOn(stores.dataStore("lyra/records/Player")
                                .set(key,
                                     json::parse(R"({"appliedMigrations":[],"file":{"data":{
                                "committedData":{"coins":5},"txId":"T","txPatch":[]}},
                                "orphanedFiles":[]})")
                                         .value()));
    }
    world.clock.blockOn(stores.dataStore("lyra/tx/Player").set("T", Value(true)));
    world.clock.blockOn(world.clock.sleep(1h));
    return world.clock.blockOn(
        transactions.unfinishedTransactions({.store = "Player", .progress = {}}));
}

std::optional<ErrorKind> kindOf(const Write& write, World& world)
{
    try {
        write(world);
    } catch (const Error& error) {
        return error.kind();
    }
    return std::nullopt;
}

} // namespace

class TestGuardedUniverse : public QObject
{
    Q_OBJECT

private slots:
    void noWriteGetsThrough_data() { addWrites(); }
    void noWriteGetsThrough()
    {
        QFETCH(int, index);
        World world;
        const Write write = writes().at(std::size_t(index)).write;
        QCOMPARE(kindOf(write, world), ErrorKind::Denied);
        QCOMPARE(world.calls, 0); // thrown before anything was asked
        world.guarded->guard().unlockFor(5min);
        QCOMPARE(kindOf(write, world), std::nullopt);
        QVERIFY(world.calls > 0);
    }

    void endsByItself_data() { addWrites(); }
    void endsByItself()
    {
        QFETCH(int, index);
        World world;
        const Write write = writes().at(std::size_t(index)).write;
        world.guarded->guard().unlockFor(5min);
        QCOMPARE(world.guarded->guard().remaining(), async::Duration(5min));
        world.clock.advance(5min - 1ms);
        QVERIFY(world.guarded->guard().isWritable());
        world.clock.advance(1ms);
        QVERIFY(!world.guarded->guard().isWritable());
        QCOMPARE(kindOf(write, world), ErrorKind::Denied);
        QCOMPARE(world.calls, 0);
    }

    void readsPass()
    {
        World world;
        QVERIFY(world.clock.blockOn(world.records().get("ann")).has_value());
        QCOMPARE(world.clock.blockOn(world.records().listKeys({})).items.size(), std::size_t(2));
        datastore::ListVersionsQuery query;
        query.key = "ann";
        const auto versions = world.clock.blockOn(world.records().listVersions(query));
        QCOMPARE(versions.items.size(), std::size_t(1));
        QVERIFY(world.clock.blockOn(world.records().getVersion("ann", versions.items[0].version)));
        QCOMPARE(*world.clock.blockOn(world.map().get("k")), Value(1));
        QVERIFY(!world.clock.blockOn(world.guarded->dataStores().listDataStores({})).items.empty());
        QCOMPARE(world.guarded->title(), world.inner->title());
    }

    void lockEndsItAtOnce()
    {
        World world;
        int changes = 0;
        world.guarded->guard().onChange([&changes] { ++changes; });
        world.guarded->guard().unlockFor(1h);
        world.guarded->guard().lock();
        QCOMPARE(changes, 2);
        QCOMPARE(world.guarded->guard().remaining(), async::Duration(0));
        QCOMPARE(kindOf(writes()[0].write, world), ErrorKind::Denied);
        world.guarded->guard().unlockFor(-1s);
        QVERIFY(!world.guarded->guard().isWritable());
    }

    /// What began in time is not cut in half.
    void aPassOutlivesTheTime()
    {
        World world;
        QVERIFY_THROWS_EXCEPTION(Error, world.guarded->guard().pass());
        world.guarded->guard().unlockFor(1s);
        {
            const auto pass = world.guarded->guard().pass();
            world.clock.advance(1min);
            QCOMPARE(world.guarded->guard().remaining(), async::Duration(0));
            QCOMPARE(kindOf(writes()[0].write, world), std::nullopt);
        }
        QCOMPARE(kindOf(writes()[0].write, world), ErrorKind::Denied);
    }

    /// An update may wait between its read and its write; then it is asked again.
    void anUpdateThatWaitsIsCut()
    {
        World world;
        mock::FaultPlan plan;
        plan.minimumLatency = plan.maximumLatency = 3s;
        world.inner->setFaultPlan(plan);
        world.guarded->guard().unlockFor(2s);
        int asked = 0;
        auto task = world.records().update("ann", [&asked](const std::optional<datastore::Entry>&) {
            ++asked;
            return std::optional(datastore::Written{Value(7)});
        });
        QVERIFY_THROWS_EXCEPTION(Error, world.clock.blockOn(std::move(task)));
        QCOMPARE(asked, 0);
        world.inner->setFaultPlan({});
        QVERIFY(world.clock.blockOn(world.records().get("ann"))->value != Value(7));
    }

    /// The engine above it: what the window does to look works, what it does to write is refused
    /// and leaves nothing behind, not even a lock.
    void theEngineReadsAndDoesNotWrite()
    {
        World world;
        async::Random random(2);
        async::InlineExecutor executor;
        editing::RecordAccess access(*world.guarded, world.clock, random, executor);
        const auto found = world.clock.blockOn(access.inspect(ann));
        QCOMPARE(json::print(*found.data), std::string(R"({"coins":5})"));
        QCOMPARE(world.clock.blockOn(access.listVersions(ann, {}, 10)).items.size(),
                 std::size_t(1));
        QVERIFY(!world.clock.blockOn(access.probeLockActive(ann)));
        QVERIFY(world.clock
                    .blockOn(access.transactions().unfinishedTransactions(
                        {.store = "Player", .progress = {}}))
                    .empty());
        store::StoreConfig config;
        config.name = "Player";
        config.templateData = Value::object();
        config.schema = [](const Value&) -> std::optional<std::string> { return std::nullopt; };
        store::Store store(config, world.guarded->dataStores(), world.guarded->memoryStores(),
                           world.clock, random);
        QCOMPARE(json::print(*world.clock.blockOn(store.peek("ann"))),
                 std::string(R"({"coins":5})"));

        const auto refused = [&](auto call) {
            try {
                call();
            } catch (const std::exception& error) {
                return std::string(error.what()).contains("read-only");
            }
            return false;
        };
        // A server goes on asking for its lock, whatever the answers are, as long as its patience.
        QVERIFY_THROWS_EXCEPTION(store::Error, world.clock.blockOn(store.load("ann")));
        QVERIFY(refused([&] {
            world.clock.blockOn(
                access.saveDraft(ann, found.data, *json::parse(R"({"coins":6})"), 1s));
        }));
        QVERIFY(refused([&] {
            world.clock.blockOn(access.restoreVersion(ann, found.entry->info.version, {}));
        }));
        world.clock.blockOn(store.close());
        auto transactions = access.transactions();
        const Value more = json::parse(R"({"coins":6})").value();
        editing::CommitRequest both;
        both.store = "Player";
        both.drafts = {{"ann", found.data, more}, {"bob", found.data, more}};
        QVERIFY(refused([&] { world.clock.blockOn(transactions.commit(both)); }));
        QCOMPARE(world.calls, 0); // not one write has reached it
        const auto unfinished = foundIn(world, transactions);
        QCOMPARE(unfinished.size(), std::size_t(1));
        world.calls = 0;
        QVERIFY(refused([&] { world.clock.blockOn(transactions.finish(unfinished[0], {})); }));
        QVERIFY(refused([&] { world.clock.blockOn(transactions.rollBack(unfinished[0], {})); }));
        QCOMPARE(world.calls, 0);
        auto& locks = world.inner->memoryStores().hashMap("lyra/locks/Player");
        QVERIFY(!world.clock.blockOn(locks.get("ann")));

        world.clock.blockOn(locks.set("ann", Value("server"), 1h));
        world.calls = 0;
        QVERIFY(refused([&] {
            world.clock.blockOn(access.lockWatch().breakLock(
                ann, {{store::LockLocation::HashMap, "server", std::nullopt}}));
        }));
        QCOMPARE(world.calls, 0);
        QCOMPARE(*world.clock.blockOn(locks.get("ann")), Value("server"));
        world.clock.blockOn(locks.remove("ann"));

        world.guarded->guard().unlockFor(1h);
        const auto saved = world.clock.blockOn(
            access.saveDraft(ann, found.data, *json::parse(R"({"coins":6})"), 1s));
        QVERIFY(saved.outcome == editing::SaveOutcome::Saved);
    }

private:
    static void addWrites()
    {
        QTest::addColumn<int>("index");
        const auto all = writes();
        for (std::size_t i = 0; i < all.size(); ++i)
            QTest::newRow(all[i].name) << int(i);
    }
};

PLECTRUM_TEST(TestGuardedUniverse)

} // namespace tst_guarded_universe

#include "tst_guarded_universe.moc"
