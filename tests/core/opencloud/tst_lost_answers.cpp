// SPDX-License-Identifier: MIT
// Writes whose answers are lost, refused, cut or replaced on their way: what is done is done once,
// and what is said of it is true.
#include "async/task_owner.h"
#include "cloud_world.h"
#include "datastore/error.h"
#include "support/test.h"

#include <algorithm>
#include <map>

namespace tst_lost_answers {

using namespace plectrum;
using namespace std::chrono_literals;
using datastore::Entry;
using json::Value;
using opencloud::ProtocolSetting;
using test::CloudWorld;

namespace {

/// Puts a token behind those that are there.
datastore::Transform adding(int token)
{
    return [token](const std::optional<Entry>& entry) {
        const Value list = entry ? entry->value : Value::array();
        return std::optional(
            datastore::Written{list.withInserted(list.size(), token), {token}, Value::object()});
    };
}

Value valueIn(CloudWorld& world)
{
    return world.blockOn(world.there.dataStores().dataStore("lyra/records/Things").get("k"))->value;
}

enum class Outcome
{
    Done,
    NotDone,
    Unknown
};

async::Task<void> write(CloudWorld* world, int token, async::Duration after,
                        std::map<int, Outcome>* outcomes)
{
    co_await world->clock.sleep(after);
    Outcome outcome = Outcome::Done;
    try {
        co_await world->store().update("k", adding(token));
    } catch (const datastore::Error& error) {
        outcome = error.isOutcomeUnknown() ? Outcome::Unknown : Outcome::NotDone;
    }
    outcomes->emplace(token, outcome);
}

} // namespace

class LostAnswersTest : public QObject
{
    Q_OBJECT

    static std::vector<std::string> faults()
    {
        return {"drop-before",
                "drop-after",
                "cut-body",
                "html=502",
                "status=500",
                "status=503",
                "content-type=text/html"};
    }
    static void addRows()
    {
        QTest::addColumn<int>("protocol");
        QTest::addColumn<std::string>("fault");
        for (const auto& [name, protocol] :
             {std::pair("v2", ProtocolSetting::OnlyV2), std::pair("v1", ProtocolSetting::OnlyV1),
              std::pair("found", ProtocolSetting::Automatic)}) {
            for (const auto& fault : faults())
                QTest::addRow("%s, %s", name, fault.c_str()) << int(protocol) << fault;
        }
    }
    struct World : CloudWorld
    {
        World()
            : CloudWorld(ProtocolSetting(protocol()))
        {
        }
        static int protocol()
        {
            QFETCH(int, protocol);
            return protocol;
        }
        /// The next write goes wrong.
        void spoil()
        {
            QFETCH(std::string, fault);
            const bool isV1 = ProtocolSetting(protocol()) == ProtocolSetting::OnlyV1;
            for (const char* method : {"POST", "PATCH", "DELETE"})
                if (!isV1 || std::string(method) != "PATCH")
                    this->fault(fault, method);
        }
        Value value() { return valueIn(*this); }
    };

private slots:
    void update_data() { addRows(); }
    void update()
    {
        World world;
        auto& store = world.store();
        world.spoil();
        const auto first = world.blockOn(store.update("k", adding(1)));
        QCOMPARE(world.value(), Value::array({1}));
        QCOMPARE(world.blockOn(store.get("k"))->info, first->info);
        world.service.clearFaults();
        world.spoil();
        const auto second = world.blockOn(store.update("k", adding(2)));
        QCOMPARE(world.value(), (Value::array({1, 2})));
        QCOMPARE(world.blockOn(store.get("k"))->info, second->info);
    }

    void set_data() { addRows(); }
    void set()
    {
        World world;
        auto& store = world.store();
        world.spoil(); // nothing is known of what was there before
        auto info = world.blockOn(store.set("k", Value(1), {.userIds = {3}}));
        QCOMPARE(world.blockOn(store.get("k"))->info, info);
        QCOMPARE(info.userIds, std::vector<std::int64_t>{3});
        world.service.clearFaults();
        world.spoil(); // it is known
        info = world.blockOn(store.set("k", Value(2)));
        QCOMPARE(world.value(), Value(2));
        QCOMPARE(world.blockOn(store.get("k"))->info, info);
        world.service.clearFaults();
        world.spoil();
        info = world.blockOn(store.set("k", Value(3), {.ifVersion = info.version}));
        QCOMPARE(world.value(), Value(3));
        world.blockOn(store.remove("k"));
        world.service.clearFaults();
        world.spoil();
        info = world.blockOn(store.set("k", Value(4), {.onlyIfAbsent = true}));
        QCOMPARE(world.value(), Value(4));
        QCOMPARE(world.blockOn(store.get("k"))->info, info);
    }

    void remove_data() { addRows(); }
    void remove()
    {
        World world;
        auto& store = world.store();
        world.blockOn(store.set("k", Value(1)));
        world.spoil();
        QCOMPARE(world.blockOn(store.remove("k"))->value, Value(1));
        QVERIFY(!world.blockOn(store.get("k")));
        const auto versions = world.there.versions("lyra/records/Things", "global", "k");
        QCOMPARE(std::ranges::count_if(versions, &mock::Version::isDeleted), 1);
    }

    void whatWasDoneIsNotSentAgain()
    {
        for (const auto protocol : {ProtocolSetting::OnlyV2, ProtocolSetting::OnlyV1}) {
            CloudWorld world(protocol);
            auto& store = world.store();
            world.blockOn(store.update("k", adding(1)));
            world.exchanges.clear();
            const char* const method = protocol == ProtocolSetting::OnlyV2 ? "PATCH" : "POST";
            world.fault("drop-after", method);
            world.blockOn(store.update("k", adding(2)));
            QCOMPARE(std::ranges::count(world.exchanges, method, &emulator::Exchange::method), 1);
            QCOMPARE(world.exchanges.size(), 3U); // read, written, read back
        }
    }

    void unknownWhenReadingBackFailsToo_data() { addRows(); }
    void unknownWhenReadingBackFailsToo()
    {
        World world;
        auto& store = world.store();
        world.blockOn(store.set("k", Value(1)));
        const auto version = world.blockOn(store.get("k"))->info.version;
        world.spoil();
        QFETCH(std::string, fault);
        world.fault("drop-before", "GET", emulator::FaultRule::always);
        bool isUnknown = false;
        try {
            world.blockOn(store.set("k", Value(2), {.ifVersion = version}));
        } catch (const datastore::Error& error) {
            isUnknown = error.isOutcomeUnknown() && !error.isRetryable();
            QVERIFY2(error.text().contains("not known"), error.what());
        }
        // A body that only says that it is something else is read all the same.
        QCOMPARE(isUnknown, fault != "content-type=text/html");
    }

    void unknownWhenAnotherWroteSince()
    {
        for (const auto protocol : {ProtocolSetting::OnlyV2, ProtocolSetting::OnlyV1}) {
            CloudWorld world(protocol);
            auto& store = world.store();
            auto& there = world.there.dataStores().dataStore("lyra/records/Things");
            world.blockOn(store.update("k", adding(1)));
            world.fault("drop-after", protocol == ProtocolSetting::OnlyV2 ? "PATCH" : "POST");
            world.fault("latency=1000", "GET", 2);
            auto task = store.update("k", adding(2));
            world.clock.advance(1500ms); // written, and being read back
            QCOMPARE(world.blockOn(there.get("k"))->value, (Value::array({1, 2})));
            world.blockOn(there.set("k", Value(9)));
            bool isUnknown = false;
            try {
                world.blockOn(std::move(task));
            } catch (const datastore::Error& error) {
                isUnknown = error.isOutcomeUnknown();
            }
            QVERIFY(isUnknown);
            QCOMPARE(world.blockOn(there.get("k"))->value, Value(9));
        }
    }

    void manyWritersOnABadLine_data()
    {
        QTest::addColumn<int>("protocol");
        QTest::addColumn<int>("seed");
        for (int seed = 1; seed <= 20; ++seed) {
            QTest::addRow("v2, seed %d", seed) << int(ProtocolSetting::OnlyV2) << seed;
            QTest::addRow("v1, seed %d", seed) << int(ProtocolSetting::OnlyV1) << seed;
        }
    }

    void manyWritersOnABadLine()
    {
        QFETCH(int, protocol);
        QFETCH(int, seed);
        CloudWorld world{ProtocolSetting(protocol)};
        async::Random random{std::uint64_t(seed)};
        for (const auto& fault : faults())
            world.fault(fault, {}, emulator::FaultRule::always, 0.05);
        world.fault("latency=400", {}, emulator::FaultRule::always, 0.5);
        std::map<int, Outcome> outcomes;
        async::TaskOwner owner([](std::exception_ptr) { QFAIL("a task failed"); });
        for (int token = 1; token <= 40; ++token)
            owner.start(write(&world, token, std::chrono::milliseconds(random.integer(0, 20'000)),
                              &outcomes));
        world.blockOn(owner.finished());
        world.service.clearFaults();
        std::map<int, int> found;
        valueIn(world).forEachElement([&](const Value& each) { ++found[int(each.toInteger())]; });
        for (const auto& [token, outcome] : outcomes) {
            const int count = found[token];
            QVERIFY2(count <= 1, "done twice");
            QVERIFY2(outcome != Outcome::Done || count == 1, "lost");
            QVERIFY2(outcome != Outcome::NotDone || count == 0, "done, and said not to be");
        }
        QCOMPARE(outcomes.size(), 40U);
        const auto isDone = [](const auto& each) { return each.second == Outcome::Done; };
        QVERIFY(std::ranges::count_if(outcomes, isDone) >= 30);
    }
};

PLECTRUM_TEST(LostAnswersTest)

} // namespace tst_lost_answers

#include "tst_lost_answers.moc"
