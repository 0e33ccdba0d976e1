// SPDX-License-Identifier: MIT
// Writes over real sockets that break at every byte of a conversation, before it, in the request,
// after it and in the answer, over HTTP/1.1 and HTTP/2. When all has settled the store holds the
// old or the new value, the caller was told which or that it is not known, and nothing of another's
// was lost.
#include "async/clock.h"
#include "async/sim_clock.h"
#include "datastore/error.h"
#include "emulator/service.h"
#include "mock/universe.h"
#include "opencloud/http_client.h"
#include "opencloud/request_scheduler.h"
#include "opencloud/universe.h"
#include "rough_server.h"
#include "support/test.h"

#include <QCoroTask>

#include <algorithm>
#include <format>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace tst_rough_transport {

using namespace plectrum;
using namespace std::chrono_literals;
using json::Value;
using opencloud::ProtocolSetting;
using test::Rough;
using test::RoughServer;
using Kind = Rough::Kind;

namespace {

enum class Told
{
    Done,
    NotDone,
    Unknown,
};

emulator::Options optionsOf()
{
    emulator::Options options;
    emulator::ApiKey all;
    all.text = "test-key";
    options.keys = {all};
    options.quotas.isEnforced = false;
    options.hasThroughput = false;
    return options;
}

/// Gives every request so long without a word from the server. HTTP/2 of Qt sees no other sign of
/// a connection that is gone.
class Impatient final : public opencloud::Transport
{
public:
    Impatient(opencloud::Transport& transport, std::chrono::milliseconds timeout)
        : m_transport(transport)
        , m_timeout(timeout)
    {
    }
    async::Task<opencloud::Response> send(opencloud::Request request, std::stop_token stop) override
    {
        request.timeout = m_timeout;
        return m_transport.send(std::move(request), std::move(stop));
    }

private:
    opencloud::Transport& m_transport;
    std::chrono::milliseconds m_timeout;
};

struct World
{
    World(ProtocolSetting protocol, bool isHttp2, std::chrono::milliseconds timeout = 30s)
        : there(sim, async::Random(1))
        , service(there, sim, async::Random(2), optionsOf())
        , server(service, "/cloud/v2/universes/1/data-stores/Plain/scopes/global/entries/k",
                 isHttp2)
        , client({.base = server.base(),
                  .apiKey = [] { return "test-key"; },
                  .isHttp2Direct = isHttp2})
        , impatient(client, timeout)
        , scheduler(impatient, clock, random, {.maxTries = 1})
        , universe(scheduler, clock, {.universeId = 1, .protocol = protocol})
        , store(universe.dataStores().dataStore("Plain"))
    {
        put("k", Value("old"));
        put("other", Value("another's"));
    }
    void put(const std::string& key, Value value)
    {
        sim.blockOn(there.dataStores().dataStore("Plain").set(key, std::move(value)));
    }
    Value at(const std::string& key)
    {
        const auto entry = sim.blockOn(there.dataStores().dataStore("Plain").get(key));
        return entry ? entry->value : Value();
    }
    std::size_t versions() { return there.versions("Plain", "global", "k").size(); }
    /// Reads and writes "new" on the condition that it is what was read.
    Told write(datastore::TimeLeft timeLeft = {})
    {
        return QCoro::waitFor(writeTo(&store, std::move(timeLeft)));
    }
    static async::Task<Told> writeTo(datastore::DataStore* store, datastore::TimeLeft timeLeft)
    {
        try {
            const auto seen = co_await store->get("k");
            datastore::WriteOptions options;
            options.ifVersion = seen->info.version;
            options.timeLeft = std::move(timeLeft);
            co_await store->set("k", Value("new"), std::move(options));
            co_return Told::Done;
        } catch (const datastore::Error& error) {
            co_return error.isOutcomeUnknown() ? Told::Unknown : Told::NotDone;
        }
    }

    async::SimClock sim;
    mock::Universe there;
    emulator::Service service;
    RoughServer server;
    async::EventLoopClock clock;
    async::Random random{3};
    opencloud::HttpClient client;
    Impatient impatient;
    opencloud::RequestScheduler scheduler;
    opencloud::Universe universe;
    datastore::DataStore& store;
};

/// What is wrong with how it ended; empty: nothing.
std::string faultOf(World& world, Told reported)
{
    const Value value = world.at("k");
    if (value != Value("old") && value != Value("new"))
        return "neither the old nor the new value stands there";
    if (reported == Told::Done && value != Value("new"))
        return "told to be done, and it is not";
    if (reported == Told::NotDone && value != Value("old"))
        return "told not to be done, and it is";
    if (world.at("other") != Value("another's"))
        return "another's value was lost";
    return {};
}

} // namespace

class RoughTransportTest : public QObject
{
    Q_OBJECT

    /// `closes`: the server closes without an answer, which Qt's HTTP/2 notices only when nothing
    /// has come for the whole timeout, half a minute: not for a test.
    static void addWays(bool closes)
    {
        QTest::addColumn<int>("protocol");
        QTest::addColumn<bool>("isHttp2");
        QTest::newRow("v2, HTTP/1.1") << int(ProtocolSetting::OnlyV2) << false;
        QTest::newRow("v1, HTTP/1.1") << int(ProtocolSetting::OnlyV1) << false;
        if (!closes)
            QTest::newRow("v2, HTTP/2") << int(ProtocolSetting::OnlyV2) << true;
    }
    /// One exchange with that fault, in a world of its own.
    static void check(Rough rough, int* unknown = nullptr)
    {
        QFETCH(int, protocol);
        QFETCH(bool, isHttp2);
        World world(ProtocolSetting(protocol), isHttp2);
        world.server.rough = rough;
        const Told reported = world.write();
        const std::string fault = faultOf(world, reported);
        const auto place = std::format("kind {} at {}: ", int(rough.kind), rough.at);
        QVERIFY2(fault.empty(), (place + fault).c_str());
        QVERIFY2(world.server.happened, (place + "it did not happen").c_str());
        if (unknown && reported == Told::Unknown)
            ++*unknown;
    }
    /// Many exchanges at once over HTTP/2, each in a world of its own: what is cut there ends when
    /// the time of its request is over.
    static void checkTogether(std::span<const Rough> all)
    {
        std::vector<std::unique_ptr<World>> worlds;
        std::vector<async::Task<Told>> writes;
        for (const Rough& rough : all) {
            worlds.push_back(std::make_unique<World>(ProtocolSetting::OnlyV2, true, 2s));
            worlds.back()->server.rough = rough;
            writes.push_back(World::writeTo(&worlds.back()->store, {}));
        }
        const auto reported = QCoro::waitFor(async::all(std::move(writes)));
        for (std::size_t i = 0; i < all.size(); ++i) {
            const std::string fault = faultOf(*worlds[i], reported[i]);
            const auto place = std::format("kind {} at {}: ", int(all[i].kind), all[i].at);
            QVERIFY2(fault.empty(), (place + fault).c_str());
            // On a machine that was too busy for the read before the write nothing was tried.
            QVERIFY2(worlds[i]->server.happened || reported[i] == Told::NotDone,
                     (place + "it did not happen").c_str());
            reached += worlds[i]->server.happened ? 1 : 0;
        }
    }
    static void checkInGroups(const std::vector<Rough>& all)
    {
        constexpr std::size_t atOnce = 60;
        reached = 0;
        for (std::size_t begin = 0; begin < all.size(); begin += atOnce)
            checkTogether(std::span(all).subspan(begin, std::min(atOnce, all.size() - begin)));
        QVERIFY(reached > all.size() * 9 / 10);
    }
    inline static std::size_t reached = 0;

    static std::pair<std::size_t, std::size_t> sizes(ProtocolSetting protocol, bool isHttp2)
    {
        World world(protocol, isHttp2);
        const Told reported = world.write();
        if (reported != Told::Done)
            qFatal("the smooth way fails");
        return {world.server.requestBytes, world.server.answerBytes};
    }

private slots:
    void cutAtEveryByte_data() { addWays(true); }
    void cutAtEveryByte()
    {
        QFETCH(int, protocol);
        QFETCH(bool, isHttp2);
        const auto [request, answer] = sizes(ProtocolSetting(protocol), isHttp2);
        QVERIFY(request > 100 && answer > 100);
        int unknown = 0;
        for (std::size_t at = 0; at <= request; ++at)
            check({Kind::CutRequest, at}, &unknown);
        for (std::size_t at = 0; at < answer; ++at)
            check({Kind::CutAnswer, at}, &unknown);
        // Reading back tells nearly always.
        QCOMPARE(unknown, 0);
    }

    void cutAtEveryByteOfHttp2()
    {
        const auto [request, answer] = sizes(ProtocolSetting::OnlyV2, true);
        QVERIFY(request > 60 && answer > 100);
        std::vector<Rough> all;
        for (std::size_t at = 0; at <= request; ++at)
            all.push_back({Kind::CutRequest, at});
        for (std::size_t at = 0; at < answer; ++at)
            all.push_back({Kind::CutAnswer, at});
        checkInGroups(all);
    }

    /// RST_STREAM with each code there is, with nothing done and with all of it, and both sorts of
    /// GOAWAY.
    void streamsThatAreEnded()
    {
        std::vector<Rough> all{{Kind::GoAway, 0}, {Kind::GoAwayDone, 0}};
        for (std::size_t code = 0; code <= 13; ++code) {
            all.push_back({Kind::ResetBefore, code});
            all.push_back({Kind::ResetStream, code});
        }
        checkInGroups(all);
    }

    /// Nothing of it is sent again: another write may stand there by then.
    void anEndedStreamIsNotSentAgain()
    {
        for (const Rough rough : {Rough{Kind::ResetBefore, 7}, Rough{Kind::ResetStream, 2},
                                  Rough{Kind::GoAway, 0}, Rough{Kind::GoAwayDone, 0}}) {
            World world(ProtocolSetting::OnlyV2, true, 2s);
            opencloud::Request request;
            request.method = "PATCH";
            request.path = "/x";
            request.body = R"({"value":"new"})";
            request.timeout = 2s;
            world.server.rough = rough;
            bool isUnknown = false;
            try {
                QCoro::waitFor(world.client.send(request));
            } catch (const datastore::Error& error) {
                isUnknown = error.isOutcomeUnknown();
            }
            QVERIFY(isUnknown);
            QCOMPARE(world.server.writes, 1);
        }
    }

    void aCutWriteIsSentOnce_data() { addWays(true); }
    void aCutWriteIsSentOnce()
    {
        QFETCH(int, protocol);
        QFETCH(bool, isHttp2);
        World world(ProtocolSetting(protocol), isHttp2);
        world.server.rough = {Kind::CutAnswer, 0};
        QCOMPARE(world.write(), Told::Done);
        QCOMPARE(world.server.writes, 1);
    }

    void theServerGoesAwayBehindTheWrite_data() { addWays(true); }
    void theServerGoesAwayBehindTheWrite()
    {
        QFETCH(int, protocol);
        QFETCH(bool, isHttp2);
        World world(ProtocolSetting(protocol), isHttp2);
        QCoro::waitFor(world.store.get("k"));
        world.server.rough = {Kind::CutAnswer, 0};
        world.server.close(); // what is connected stays; nobody can connect anew
        const Told reported = world.write();
        QCOMPARE(world.at("k"), Value("new"));
        QCOMPARE(reported, Told::Unknown);
    }

    void wrongLengths_data() { addWays(false); }
    void wrongLengths()
    {
        for (const std::size_t more : {1U, 7U, 1000U})
            check({Kind::WrongLength, more});
    }

    void lateWrites_data() { addWays(false); }
    void lateWrites()
    {
        QFETCH(int, protocol);
        QFETCH(bool, isHttp2);
        for (const auto kind : {Kind::DoneLate, Kind::AnsweredLate}) {
            World world(ProtocolSetting(protocol), isHttp2);
            world.server.rough = {kind, 0};
            const Told reported = world.write([] { return 200ms; });
            std::string fault = faultOf(world, reported);
            QVERIFY2(fault.empty(), fault.c_str());
            // Another writes, and then the late one arrives: it finds another version.
            world.put("k", Value("player's"));
            world.server.finishLate();
            QCOMPARE(world.at("k"), Value("player's"));
        }
    }
};

PLECTRUM_TEST(RoughTransportTest)

} // namespace tst_rough_transport

#include "tst_rough_transport.moc"
