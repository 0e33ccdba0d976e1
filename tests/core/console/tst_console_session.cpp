// SPDX-License-Identifier: MIT
// The Luau console: inputs and their globals, results, the store API on stores without and with a
// configuration, promises, stopping, the guard, the question, the journal, how it ends.
#include "console_world.h"
#include "support/test.h"

namespace tst_console_session {

using namespace plectrum;
using namespace std::chrono_literals;
using test::ConsoleWorld;

namespace {

/// One of a store "Game" whose data has coins.
const std::string makeStore =
    "game2 = Lyra.createStore({ name = 'Game', template = { coins = 0 },\n"
    "schema = function(data) return type(data.coins) == 'number', 'coins must be a number' end })";

mock::FaultPlan latency(async::Duration each)
{
    mock::FaultPlan plan;
    plan.minimumLatency = each;
    plan.maximumLatency = each;
    return plan;
}

async::Task<bool> answered(ConsoleWorld* world, std::vector<store::SessionWrite> writes, bool yes)
{
    world->asked.push_back(std::move(writes));
    co_return yes;
}

async::Task<bool> neverAnswered(async::Clock* clock, std::stop_token stop)
{
    co_await clock->sleep(24h, stop);
    co_return true;
}

async::Task<bool> answeredLater(async::Clock* clock, async::Duration time, std::stop_token stop)
{
    co_await clock->sleep(time, stop);
    co_return true;
}

} // namespace

class ConsoleSessionTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_world = std::make_unique<ConsoleWorld>(); }

    void inputs_data()
    {
        QTest::addColumn<QString>("input");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* input, const char* expected) {
            QTest::newRow(input) << QString::fromUtf8(input) << QString::fromUtf8(expected);
        };
        row("1 + 1", "2");
        row("return 1, 'two', { three = 3 }", R"(1 "two" {"three":3})");
        row("local a = 2 return a", "2");
        row("x = 5", "");
        row("nil", "null");
        row("{ 1, 2, 3 }", "[1,2,3]");
        row("{ [1] = 'a', x = print }", R"({"1":"a","x":"function: 0x0000000000000001"}!)");
        row("print", R"("function: 0x0000000000000001"!)");
        row("stores", R"("Stores: "!)");
        row("0/0", R"("nan"!)");
        row("if", "error: input:1: Expected identifier when parsing expression, got <eof>");
        row("local x\nx.y = 1", "error: input:2: attempt to index nil with 'y'");
        row("Enum.SortDirection.Descending.Name", R"("Descending")");
        row("Promise.resolve(7)", "7");
        row("Promise.reject('no')", "error: no");
        row("pcall(function() error('inner') end)", R"(false "input:1: inner")");
        row("stores.Nowhere",
            "error: input:1: There is no store 'Nowhere' in this universe; Lyra.createStore makes "
            "one");
    }
    void inputs()
    {
        QFETCH(QString, input);
        QFETCH(QString, expected);
        QCOMPARE(QString::fromStdString(m_world->answer(input.toStdString())), expected);
    }

    void globalsStay()
    {
        QCOMPARE(m_world->answer("x = { y = 1 }"), std::string());
        QCOMPARE(m_world->answer("x.y"), std::string("1"));
        // Looked up anew each time: also within one input.
        QCOMPARE(m_world->answer("x.y = 2 return x.y"), std::string("2"));
        QCOMPARE(m_world->answer("function double(n) return n * 2 end return double(x.y)"),
                 std::string("4"));
        const auto globals = m_world->session->globals();
        QVERIFY(std::ranges::contains(globals, std::pair<std::string, std::string>("x", "table")));
        QVERIFY(std::ranges::contains(globals,
                                      std::pair<std::string, std::string>("double", "function")));
    }

    void printsAreReadable()
    {
        m_world->run("print('coins', { coins = 5, items = { 'a' } }, 3, 0/0, '\\xff') "
                     "warn('careful')");
        QCOMPARE(m_world->printed(),
                 std::string("coins { coins = 5, items = { \"a\" } } 3 nan \\xFF\ncareful\n"));
        QCOMPARE(m_world->lines.back().kind, console::Line::Kind::Warning);
    }

    void muchOutputOfManyInputs()
    {
        for (int i = 0; i < 40; ++i)
            m_world->run("for i = 1, 20 do print(string.rep('x', 10000)) end");
        for (const console::Line& line : m_world->lines)
            QCOMPARE(line.kind, console::Line::Kind::Print);
        QCOMPARE(m_world->lines.size(), std::size_t(800));
    }

    void storesOfTheUniverse()
    {
        m_world->putRecord("p1", R"({"coins":7})");
        QCOMPARE(m_world->answer("stores.Game:peekAsync('p1')"), std::string(R"({"coins":7})"));
        QCOMPARE(m_world->answer("local all = {} for name in stores do table.insert(all, name) end "
                                 "return all, #stores"),
                 std::string(R"(["Game"] 1)"));
        QCOMPARE(m_world->session->storeNames(), std::vector<std::string>{"Game"});
        QCOMPARE(m_world->answer("stores.Game:loadAsync('p1')\n"
                                 "return stores.Game:updateAsync('p1', function(data) data.coins "
                                 "+= 1 return true end)"),
                 std::string("true"));
        QCOMPARE(m_world->session->loadedKeys(), (std::vector<console::LoadedKey>{{"Game", "p1"}}));
        QVERIFY(m_world->isLocked("p1"));
        QCOMPARE(m_world->answer("stores.Game:unloadAsync('p1')"), std::string());
        QVERIFY(!m_world->isLocked("p1"));
        QCOMPARE(m_world->data("p1"), std::string(R"({"coins":8})"));
        QVERIFY(m_world->session->loadedKeys().empty());
    }

    /// Without a configuration nobody knows what a new key holds.
    void noKeyIsMadeOfNothing()
    {
        m_world->putRecord("p1", "{}");
        const std::string before = m_world->everything();
        const std::string answer = m_world->answer("stores.Game:loadAsync('nobody')");
        QVERIFY2(answer.contains("no configuration is bound"), answer.c_str());
        QCOMPARE(m_world->everything(), before);
        QVERIFY(!m_world->isLocked("nobody"));
    }

    /// What was kept around the data stays, as the applied migrations do.
    void metadataStay()
    {
        m_world->putRecord("p1", R"({"coins":7})",
                           {.userIds = {42}, .attributes = store::parsed(R"({"from":"game"})")});
        QCOMPARE(m_world->answer("local game = stores.Game game:loadAsync('p1')\n"
                                 "game:updateAsync('p1', function(data) data.coins = 8 return true "
                                 "end)\ngame:unloadAsync('p1')"),
                 std::string());
        const auto inspection = m_world->inspect("p1");
        QCOMPARE(inspection.entry->info.userIds, std::vector<std::int64_t>{42});
        QCOMPARE(json::print(inspection.entry->info.attributes), std::string(R"({"from":"game"})"));
        QCOMPARE(*inspection.record->appliedMigrations, std::vector<std::string>{"m1"});
    }

    /// A game that keeps its locks in a data store is respected although nobody said so.
    void bothKindsOfLocks()
    {
        m_world->putRecord("p1", "{}");
        m_world->put("lyra/locks/Game", "p1", R"("SOMEONE")");
        m_world->clock.advance(5s); // it ends before the patience of the load
        m_world->open();
        auto task = m_world->session->run("stores.Game:loadAsync('p1')", "input");
        m_world->clock.advance(60s);
        QVERIFY(!task.isReady());
        QCOMPARE(ConsoleWorld::textOf(m_world->clock.blockOn(std::move(task))),
                 std::string("error: input:1: Failed to acquire lock for key 'p1' within 90 "
                             "seconds"));
        QCOMPARE(m_world->stored("lyra/locks/Game", "p1"), std::string(R"("SOMEONE")"));
        // Its 90 s are over now.
        QCOMPARE(m_world->answer("stores.Game:loadAsync('p1')"), std::string());
        QVERIFY(m_world->stored("lyra/locks/Game", "p1") != R"("SOMEONE")");
        QVERIFY(m_world->isLocked("p1"));
    }

    void ownStores()
    {
        QCOMPARE(m_world->answer(makeStore), std::string());
        QCOMPARE(m_world->answer("game2:loadAsync('new') return game2:getAsync('new')"),
                 std::string(R"({"coins":0})"));
        QCOMPARE(m_world->answer("game2:updateAsync('new', function(data) data.coins = 'many' "
                                 "return true end)"),
                 std::string("error: input:1: Store:update schema validation failed: coins must be "
                             "a number"));
        QCOMPARE(m_world->answer("game2:updateImmutableAsync('new', function(data) return { coins "
                                 "= data.coins + 3 } end)"),
                 std::string("true"));
        QCOMPARE(m_world->answer("game2:closeAsync()"), std::string());
        QCOMPARE(m_world->data("new"), std::string(R"({"coins":3})"));
        QCOMPARE(m_world->answer("game2:getAsync('new')"),
                 std::string("error: input:1: Store is closed"));
    }

    void playerStores()
    {
        QCOMPARE(m_world->answer(
                     "players = Lyra.createPlayerStore({ name = 'Game', template = { coins = 1 },\n"
                     "schema = function() return true end })\n"
                     "players:loadAsync(4711)\nplayers:unloadAsync({ UserId = 4711 })\n"
                     "return players:peekAsync('4711')"),
                 std::string(R"({"coins":1})"));
        QCOMPARE(m_world->inspect("4711").entry->info.userIds, std::vector<std::int64_t>{4711});
    }

    void migrationsImportAndCallbacks()
    {
        m_world->put("lyra/records/Game", "p1",
                     R"({"appliedMigrations":[],"file":{"data":{"committedData":{"coins":1}}},)"
                     R"("orphanedFiles":[]})");
        QCOMPARE(m_world->answer(
                     "changes = {}\n"
                     "game2 = Lyra.createStore({ name = 'Game', template = { coins = 0 },\n"
                     "schema = function() return true end,\n"
                     "changedCallbacks = { function(key, new, old)\n"
                     "table.insert(changes, { key, new, old == nil }) end },\n"
                     "importLegacyData = function(key) return if key == 'old' then { coins = 9 } "
                     "else nil end,\n"
                     "migrationSteps = { Lyra.MigrationStep.addFields('gems', { gems = 5 }),\n"
                     "Lyra.MigrationStep.transform('double', function(data) data.coins *= 2 return "
                     "data end) } })\n"
                     "game2:loadAsync('p1') game2:loadAsync('old')\n"
                     "return game2:getAsync('p1'), game2:getAsync('old'), changes[1]"),
                 std::string(R"({"coins":2,"gems":5} {"coins":18,"gems":5} )"
                             R"(["p1",{"coins":2,"gems":5},true])"));
    }

    void promises()
    {
        m_world->run(makeStore);
        QCOMPARE(m_world->answer(
                     "log = {}\n"
                     "return game2:load('p1'):andThen(function()\n"
                     "  return game2:update('p1', function(data) data.coins = 4 return true end)\n"
                     "end):andThen(function(kept)\n"
                     "  table.insert(log, kept)\n"
                     "  return game2:get('p1')\n"
                     "end):finally(function(status) table.insert(log, status) end)"),
                 std::string(R"({"coins":4})"));
        QCOMPARE(m_world->answer("log"), std::string(R"([true,"Resolved"])"));
        QCOMPARE(m_world->answer("game2:get('p2'):await()"),
                 std::string(R"(false "Key not loaded")"));
        QCOMPARE(
            m_world->answer("game2:get('p2'):catch(function(why) return 'caught ' .. why end)"),
            std::string(R"("caught Key not loaded")"));
        QCOMPARE(m_world->answer("Promise.all({ game2:get('p1'), game2:probeLockActive('p1') })"),
                 std::string(R"([{"coins":4},true])"));
        QCOMPARE(m_world->answer("tostring(game2:get('p1')), Promise.is(game2:get('p1'))"),
                 std::string("\"Promise(Resolved)\" true"));
        QCOMPARE(m_world->answer("Promise.delay(2):timeout(1, 'late'):await()"),
                 std::string(R"(false "late")"));
    }

    /// An input is over when what it began is.
    void promisesAreWaitedFor()
    {
        m_world->universe.setFaultPlan(latency(1s));
        m_world->run(makeStore);
        const auto begun = m_world->clock.now();
        QCOMPARE(m_world->answer("game2:load('p1'):andThen(function() print('loaded') end) return "
                                 "'begun'"),
                 std::string(R"("begun")"));
        QCOMPARE(m_world->printed(), std::string("loaded\n"));
        QVERIFY(m_world->clock.now() - begun >= 2s);
        m_world->run("local unused = game2:save('other')");
        QVERIFY2(m_world->printed().contains("Unhandled Promise rejection: Key not loaded"),
                 m_world->printed().c_str());
    }

    void transactions()
    {
        m_world->run(makeStore + " game2:loadAsync('a') game2:loadAsync('b')");
        QCOMPARE(m_world->answer("game2:txAsync({ 'a', 'b' }, function(state)\n"
                                 "state.a.coins = 1 state.b.coins = 2 return true end)"),
                 std::string("true"));
        QCOMPARE(m_world->data("a") + m_world->data("b"), std::string(R"({"coins":1}{"coins":2})"));
        QCOMPARE(m_world->answer("game2:txImmutableAsync({ 'a', 'b' }, function(state)\n"
                                 "return { a = { coins = 3 }, b = { coins = 4 } } end)"),
                 std::string("true"));
        QCOMPARE(m_world->data("a") + m_world->data("b"), std::string(R"({"coins":3}{"coins":4})"));
        QCOMPARE(m_world->answer("game2:txAsync({ 'a', 'c' }, function() return true end)"),
                 std::string("error: input:1: Key not loaded: c"));
    }

    void versions()
    {
        m_world->putRecord("p1", R"({"coins":1})", {.userIds = {7}});
        m_world->clock.advance(1h);
        m_world->putRecord("p1", R"({"coins":2})");
        QCOMPARE(m_world->answer(
                     "pages = stores.Game:listVersionsAsync({ key = 'p1', pageSize = 1,\n"
                     "sortDirection = Enum.SortDirection.Descending })\n"
                     "local seen = {}\n"
                     "while true do\n"
                     "  for _, version in pages:GetCurrentPage() do\n"
                     "    local data, info = stores.Game:readVersionAsync('p1', version.Version)\n"
                     "    table.insert(seen, { data.coins, info:GetUserIds(), version.IsDeleted,\n"
                     "      info.Version == version.Version })\n"
                     "  end\n"
                     "  if pages.IsFinished then break end\n"
                     "  pages:AdvanceToNextPageAsync()\n"
                     "end\nreturn seen"),
                 std::string("[[2,[],false,true],[1,[7],false,true]]"));
        QCOMPARE(m_world->answer("stores.Game:readVersionAsync('p1', 'none')"),
                 std::string("error: input:1: Record not found for the specified version"));
    }

    void stopsWhatComputes()
    {
        m_world->open([this](console::Host& host) {
            host.pause = [this](std::stop_token stop) { return m_world->clock.sleep(1ms, stop); };
        });
        std::stop_source stop;
        auto task = m_world->session->run("while true do end", "input", stop.get_token());
        QVERIFY(m_world->session->isRunning());
        stop.request_stop();
        QCOMPARE(ConsoleWorld::textOf(m_world->clock.blockOn(std::move(task))),
                 std::string("stopped"));
        QCOMPARE(m_world->answer("1"), std::string("1"));
    }

    void stopsAWait()
    {
        m_world->open();
        std::stop_source stop;
        auto task = m_world->session->run("x = 1 task.wait(3600) x = 2", "input", stop.get_token());
        m_world->clock.advance(10s);
        stop.request_stop();
        QCOMPARE(ConsoleWorld::textOf(m_world->clock.blockOn(std::move(task))),
                 std::string("stopped"));
        QCOMPARE(m_world->answer("x"), std::string("1"));
    }

    /// A load that waits for a lock is given up; its key can be loaded afterwards.
    void stopsALoad()
    {
        m_world->putRecord("p1", R"({"coins":1})");
        auto& locks = m_world->universe.memoryStores().hashMap("lyra/locks/Game");
        m_world->clock.blockOn(locks.set("p1", "SOMEONE", 600s));
        m_world->open();
        std::stop_source stop;
        auto task = m_world->session->run("stores.Game:loadAsync('p1')", "input", stop.get_token());
        m_world->clock.advance(10s);
        QVERIFY(!task.isReady());
        stop.request_stop();
        QCOMPARE(ConsoleWorld::textOf(m_world->clock.blockOn(std::move(task))),
                 std::string("stopped"));
        QVERIFY(m_world->session->loadedKeys().empty());
        m_world->clock.blockOn(locks.remove("p1"));
        QCOMPARE(m_world->answer("stores.Game:loadAsync('p1') return stores.Game:getAsync('p1')"),
                 std::string(R"({"coins":1})"));
    }

    /// A write that has begun is seen through before the input ends.
    void stopsBehindAWrite()
    {
        m_world->run(makeStore + " game2:loadAsync('p1')");
        m_world->run("game2:updateAsync('p1', function(data) data.coins = 5 return true end)");
        m_world->universe.setFaultPlan(latency(2s));
        std::stop_source stop;
        auto task =
            m_world->session->run("game2:saveAsync('p1') x = 'reached'", "input", stop.get_token());
        m_world->clock.advance(1s);
        stop.request_stop();
        QVERIFY(!task.isReady());
        QCOMPARE(ConsoleWorld::textOf(m_world->clock.blockOn(std::move(task))),
                 std::string("stopped"));
        QCOMPARE(m_world->answer("x"), std::string("null"));
        QCOMPARE(m_world->data("p1"), std::string(R"({"coins":5})"));
        QCOMPARE(m_world->newestEntry().outcome, journal::Outcome::Done);
    }

    void writesAreEntered()
    {
        m_world->putRecord("p1", R"({"coins":1})");
        m_world->run(
            "stores.Game:loadAsync('p1')\n"
            "stores.Game:updateAsync('p1', function(data) data.coins = 2 return true end)");
        QCOMPARE(m_world->journal().count({}), std::size_t(0)); // nothing is written yet
        m_world->run("stores.Game:saveAsync('p1')");
        const auto entry = m_world->newestEntry();
        QCOMPARE(entry.act, journal::Act::Save);
        QCOMPARE(entry.actor, std::string("console"));
        QCOMPARE(entry.outcome, journal::Outcome::Done);
        QCOMPARE(entry.address.key, std::string("p1"));
        QCOMPARE(entry.changeCount, std::size_t(1));
        QCOMPARE(entry.versionAfter, m_world->inspect("p1").entry->info.version);
        m_world->run("stores.Game:unloadAsync('p1')");
        m_world->clock.advance(1h);
        QCOMPARE(m_world->undo(entry.id).state, activity::UndoState::Undone);
        QCOMPARE(m_world->data("p1"), std::string(R"({"coins":1})"));
    }

    /// What one input saves can be undone together.
    void savesOfAnInputAreAGroup()
    {
        m_world->putRecord("a", R"({"coins":1})");
        m_world->putRecord("b", R"({"coins":2})");
        m_world->run("for _, key in { 'a', 'b' } do\n"
                     "stores.Game:loadAsync(key)\n"
                     "stores.Game:updateAsync(key, function(data) data.coins = 9 return true end)\n"
                     "stores.Game:unloadAsync(key) end");
        const auto entries = m_world->journal().page({}, {}, 10);
        QCOMPARE(entries.size(), std::size_t(2));
        QCOMPARE(entries[0].group, entries[1].group);
        m_world->run("local store = stores.Game store:loadAsync('a')\n"
                     "store:updateAsync('a', function(data) data.coins = 8 return true end)\n"
                     "store:saveAsync('a')");
        QVERIFY(m_world->newestEntry().group != entries[0].group);
    }

    /// The list of stores is read once, and again after one was missed.
    void storesThatCameLater()
    {
        QVERIFY(m_world->answer("stores.Game").starts_with("error"));
        m_world->putRecord("p1", R"({"coins":1})");
        m_world->answer("stores.Other");
        QCOMPARE(m_world->answer("stores.Game:peekAsync('p1')"), std::string(R"({"coins":1})"));
    }

    void transactionsAreEnteredAsAGroup()
    {
        m_world->putRecord("a", R"({"coins":1})");
        m_world->putRecord("b", R"({"coins":2})");
        m_world->run("local game = stores.Game game:loadAsync('a') game:loadAsync('b')\n"
                     "game:txAsync({ 'a', 'b' }, function(state) state.a.coins = 0 state.b.coins = "
                     "3 return true end)");
        const auto entries = m_world->journal().page({}, {}, 10);
        QCOMPARE(entries.size(), std::size_t(2));
        for (const journal::Entry& entry : entries) {
            QCOMPARE(entry.act, journal::Act::Transaction);
            QCOMPARE(entry.outcome, journal::Outcome::Done);
            QCOMPARE(entry.group, entries.front().group);
        }
    }

    void failedWritesAreEntered()
    {
        m_world->run(makeStore + " game2:loadAsync('p1')");
        mock::FaultPlan plan;
        plan.failures.push_back(store::failureOf(mock::Op::Set, datastore::ErrorKind::Denied,
                                                 "403: no access", "lyra/records/Game"));
        m_world->universe.setFaultPlan(plan);
        QCOMPARE(m_world->answer("game2:saveAsync('p1')"),
                 std::string("error: input:1: 403: no access"));
        QCOMPARE(m_world->newestEntry().outcome, journal::Outcome::Failed);
        QCOMPARE(m_world->newestEntry().reason, std::string("403: no access"));
    }

    void writesAreAskedFor()
    {
        m_world->putRecord("p1", R"({"coins":1})");
        m_world->open([this](console::Host& host) {
            host.confirm = [this](std::string, std::vector<store::SessionWrite> writes,
                                  std::stop_token) {
                return answered(m_world.get(), std::move(writes), true);
            };
        });
        m_world->run(
            "stores.Game:loadAsync('p1')\n"
            "stores.Game:updateAsync('p1', function(data) data.coins = 2 return true end)\n"
            "stores.Game:saveAsync('p1') stores.Game:saveAsync('p1')\n"
            "stores.Game:unloadAsync('p1')");
        QCOMPARE(m_world->asked.size(), std::size_t(1));
        const store::SessionWrite& write = m_world->asked.at(0).at(0);
        QCOMPARE(write.key, std::string("p1"));
        QCOMPARE(json::print(*write.before), std::string(R"({"coins":1})"));
        QCOMPARE(json::print(write.after), std::string(R"({"coins":2})"));
    }

    void refusedWritesAreNotMade()
    {
        m_world->putRecord("a", R"({"coins":1})");
        m_world->putRecord("b", R"({"coins":2})");
        m_world->open([this](console::Host& host) {
            host.confirm = [this](std::string, std::vector<store::SessionWrite> writes,
                                  std::stop_token) {
                return answered(m_world.get(), std::move(writes), false);
            };
        });
        const std::string before = m_world->everything();
        QCOMPARE(m_world->answer("game = stores.Game game:loadAsync('a') game:loadAsync('b')\n"
                                 "game:txAsync({ 'a', 'b' }, function(state) state.a.coins = 0\n"
                                 "state.b.coins = 3 return true end)"),
                 std::string("error: input:2: The write was not confirmed"));
        QCOMPARE(m_world->asked.at(0).size(), std::size_t(2));
        QCOMPARE(m_world->answer("game:updateAsync('a', function(data) data.coins = 9 return true "
                                 "end)\ngame:saveAsync('a')"),
                 std::string("error: input:2: The write was not confirmed"));
        QCOMPARE(m_world->everything(), before);
        QCOMPARE(m_world->answer("game:getAsync('a')"), std::string(R"({"coins":9})"));
        QCOMPARE(m_world->journal().count({}), std::size_t(0));
    }

    /// The time in which somebody thinks is not the operation's.
    void theQuestionMayTakeLong()
    {
        m_world->open([this](console::Host& host) {
            host.confirm = [this](std::string, std::vector<store::SessionWrite>,
                                  std::stop_token stop) {
                return answeredLater(&m_world->clock, 10min, std::move(stop));
            };
        });
        m_world->run(makeStore + " game2:loadAsync('a') game2:loadAsync('b')");
        QCOMPARE(m_world->answer("game2:saveAsync('a')\n"
                                 "return game2:txAsync({ 'a', 'b' }, function(state) state.a.coins "
                                 "= 1 state.b.coins = 2 return true end)"),
                 std::string("true"));
        QCOMPARE(m_world->data("a"), std::string(R"({"coins":1})"));
    }

    void stoppingTakesTheQuestionBack()
    {
        m_world->putRecord("p1", R"({"coins":1})");
        m_world->open([this](console::Host& host) {
            host.confirm = [this](std::string, std::vector<store::SessionWrite>,
                                  std::stop_token stop) {
                return neverAnswered(&m_world->clock, std::move(stop));
            };
        });
        std::stop_source stop;
        auto task = m_world->session->run(
            "stores.Game:loadAsync('p1')\n"
            "stores.Game:updateAsync('p1', function(data) data.coins = 2 return true end)\n"
            "stores.Game:saveAsync('p1')",
            "input", stop.get_token());
        m_world->clock.advance(120s);
        QVERIFY(!task.isReady());
        stop.request_stop();
        QCOMPARE(ConsoleWorld::textOf(m_world->clock.blockOn(std::move(task))),
                 std::string("stopped"));
        QCOMPARE(m_world->data("p1"), std::string(R"({"coins":1})"));
    }

    void readOnlyUniverses()
    {
        m_world->putRecord("p1", R"({"coins":1})");
        auto inner = std::make_unique<mock::Universe>(m_world->clock, async::Random(9));
        m_world->clock.blockOn(inner->dataStores()
                                   .dataStore("lyra/records/Game")
                                   .set("p1", store::parsed(m_world->record("p1"))));
        datastore::GuardedUniverse guarded(std::move(inner), m_world->clock);
        editing::RecordAccess access(guarded, m_world->clock, m_world->random, m_world->executor);
        m_world->open([&](console::Host& host) {
            host.services = access.services();
            host.guard = &guarded.guard();
        });
        QCOMPARE(m_world->answer("stores.Game:peekAsync('p1')"), std::string(R"({"coins":1})"));
        for (const char* call : {"loadAsync('p1')", "updateAsync('p1', function() end)",
                                 "txAsync({ 'p1' }, function() end)", "saveAsync('p1')"}) {
            const std::string answer = m_world->answer("stores.Game:" + std::string(call));
            QVERIFY2(answer.starts_with("error: input:1: This universe is open read-only"),
                     answer.c_str());
        }
        QCOMPARE(m_world->journal().count({}), std::size_t(0));
        guarded.guard().unlockFor(1min);
        QCOMPARE(m_world->answer("stores.Game:loadAsync('p1')\n"
                                 "return stores.Game:updateAsync('p1', function(data) data.coins = "
                                 "2 return true end)"),
                 std::string("true"));
        guarded.guard().lock();
        const std::string answer = m_world->answer("stores.Game:saveAsync('p1')");
        QVERIFY2(answer.contains("read-only"), answer.c_str());
        guarded.guard().unlockFor(1min);
        QCOMPARE(m_world->answer("stores.Game:unloadAsync('p1')"), std::string());
        QCOMPARE(m_world->answer("stores.Game:peekAsync('p1')"), std::string(R"({"coins":2})"));
        m_world->session.reset();
    }

    void endsWithSaving()
    {
        m_world->run(makeStore
                     + " game2:loadAsync('p1')\n"
                       "game2:updateAsync('p1', function(data) data.coins = 6 return true "
                       "end)");
        QVERIFY(m_world->clock.blockOn(m_world->session->close(console::Ending::Save)).empty());
        QCOMPARE(m_world->data("p1"), std::string(R"({"coins":6})"));
        QVERIFY(!m_world->isLocked("p1"));
    }

    /// Nothing is written; the lock is let go, and what was changed is kept as a draft.
    void endsWithoutSaving()
    {
        m_world->putRecord("p1", R"({"coins":1})");
        const std::string before = m_world->everything();
        m_world->run(
            "stores.Game:loadAsync('p1')\n"
            "stores.Game:updateAsync('p1', function(data) data.coins = 6 return true end)");
        const auto unsaved =
            m_world->clock.blockOn(m_world->session->close(console::Ending::Discard));
        QCOMPARE(unsaved.size(), std::size_t(1));
        QCOMPARE(unsaved.at(0).key.key, std::string("p1"));
        QCOMPARE(m_world->everything(), before);
        QVERIFY(!m_world->isLocked("p1"));
        const auto drafts = m_world->journalFile->drafts()->recover("/u").drafts;
        QCOMPARE(drafts.size(), std::size_t(1));
        QCOMPARE(json::print(drafts.at(0).value), std::string(R"({"coins":6})"));
    }

    void locksAreShownAsOurs()
    {
        m_world->putRecord("p1", R"({"coins":1})");
        m_world->run("stores.Game:loadAsync('p1')");
        QVERIFY(m_world->access.ownLocks()->find(ConsoleWorld::lyra("p1")));
        m_world->run("stores.Game:unloadAsync('p1')");
        QVERIFY(!m_world->access.ownLocks()->find(ConsoleWorld::lyra("p1")));
    }

    void theStoreItWasOpenedFor()
    {
        m_world->putRecord("p1", R"({"coins":1})");
        m_world->open([](console::Host& host) { host.store = "Game"; });
        QCOMPARE(m_world->answer("store:peekAsync('p1')"), std::string(R"({"coins":1})"));
        QCOMPARE(m_world->answer("store:closeAsync()"), std::string());
        QCOMPARE(m_world->answer("store:peekAsync('p1')"), std::string(R"({"coins":1})"));
        QCOMPARE(m_world->answer("store = 5 return store"), std::string("5"));
    }

    void whatTheEngineDoesIsTold()
    {
        m_world->putRecord("p1", R"({"coins":1})");
        m_world->run("stores.Game:loadAsync('p1')");
        QVERIFY(std::ranges::any_of(m_world->lines, [](const console::Line& line) {
            return line.kind == console::Line::Kind::Log
                && line.text == "lock acquired successfully"
                && line.context["store"] == json::Value("Game");
        }));
    }

private:
    std::unique_ptr<ConsoleWorld> m_world;
};

PLECTRUM_TEST(ConsoleSessionTest)

} // namespace tst_console_session

#include "tst_console_session.moc"
