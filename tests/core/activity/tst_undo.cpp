// SPDX-License-Identifier: MIT
// Writes are taken back as new writes, merged with what others have done since, and so are undos.
#include "activity/undo.h"
#include "activity_world.h"
#include "json/patch.h"
#include "support/test.h"

#include <QFile>

namespace tst_undo {

using namespace plectrum;
using namespace plectrum::store;
using namespace plectrum::editing;
using activity::Refusal;
using activity::UndoState;
using journal::EntryId;
using journal::Outcome;
using test::ActivityWorld;

namespace {

json::Value caseFile(const char* name)
{
    QFile file(QStringLiteral(PLECTRUM_TESTS_DIR "/data/cases/") + QString::fromUtf8(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return json::parse(file.readAll().toStdString()).value();
}

} // namespace

class TestUndo : public QObject
{
    Q_OBJECT

private slots:
    void takesAWriteBackAfterARestart();
    void keepsWhatOthersChanged();
    void meetsWhatOthersChanged();
    void anArrayElementIsNotItsIndex();
    void anElementIsFoundWhereItStandsNow();
    void anElementIsFoundByANamedMember();
    void undoesAnUndo();
    void takesARestoreBackWithItsMigrations();
    void refusesARestoreWhoseMigrationsWentOn();
    void refuses_data();
    void refuses();
    void tellsWhyNothingIsWritten();
    void takesAGroupBack();
    void takesATransactionBackByOne();
    void holdsATransactionBackAsAWhole();
};

void TestUndo::takesAWriteBackAfterARestart()
{
    ActivityWorld world;
    world.putRecord("a", R"({"coins":1,"items":["x"]})", {.userIds = {7}});
    world.write("a", R"({"coins":2,"items":["x","y"]})");
    const auto entry = world.newestEntry();
    world.clock.advance(24h * 40);
    world.reopen();
    const auto result = world.undo(entry.id);
    QCOMPARE(result.state, UndoState::Undone);
    QCOMPARE(world.data("a"), R"({"coins":1,"items":["x"]})");
    QCOMPARE(world.inspect("a").entry->info.userIds, std::vector<std::int64_t>{7});
    const auto undo = world.newestEntry();
    QCOMPARE(undo.undoes, entry.id);
    QCOMPARE(undo.versionAfter, result.version);
    QCOMPARE(world.journal().entry(entry.id)->undoneBy, undo.id);
    QVERIFY(!world.isLocked("a"));
}

void TestUndo::keepsWhatOthersChanged()
{
    ActivityWorld world;
    world.putRecord("a", R"({"coins":1,"level":1})");
    world.write("a", R"({"coins":2,"level":1})");
    const auto entry = world.newestEntry();
    world.putRecord("a", R"({"coins":2,"level":5,"pets":[]})");
    QCOMPARE(world.undo(entry.id).state, UndoState::Undone);
    QCOMPARE(world.data("a"), R"({"coins":1,"level":5,"pets":[]})");
}

void TestUndo::meetsWhatOthersChanged()
{
    ActivityWorld world;
    world.putRecord("a", R"({"coins":1,"bag":{"x":1}})");
    world.write("a", R"({"coins":2,"bag":{"x":2}})");
    const auto entry = world.newestEntry();
    world.putRecord("a", R"({"coins":3,"bag":{"x":2}})");
    auto result = world.undo(entry.id);
    QCOMPARE(result.state, UndoState::Conflicts);
    QCOMPARE(result.conflicts.size(), std::size_t(1));
    QCOMPARE(result.conflicts[0].pointer.toString(), "/coins");
    world.putRecord("a", R"({"coins":2})");
    result = world.undo(entry.id);
    QCOMPARE(result.state, UndoState::Conflicts);
    QCOMPARE(result.conflicts.at(0).pointer.toString(), "/bag/x");
    QCOMPARE(world.data("a"), R"({"coins":2})");
    QCOMPARE(world.journal().count({}), std::size_t(1));
    world.putRecord("a", R"({"coins":1,"bag":{"x":1}})");
    QCOMPARE(world.undo(entry.id).state, UndoState::Unchanged);
}

/// The sword was sold and another item stands at its index: R01 of tests/data/cases.
void TestUndo::anArrayElementIsNotItsIndex()
{
    ActivityWorld world;
    const auto imported = caseFile("R01-import.json")["lyra/records/Bags"]["p1"];
    const auto bag = imported["file"]["data"]["committedData"];
    world.putRecord("p1", json::print(bag));
    world.write("p1",
                json::print(json::applyPatch(bag, caseFile("R01-edit.json")).value().value()));
    const auto entry = world.newestEntry();
    const auto sold = json::applyPatch(bag, caseFile("R01-game.json")).value().value();
    world.putRecord("p1", json::print(sold));
    const auto before = world.everything();
    const auto result = world.undo(entry.id);
    QCOMPARE(result.state, UndoState::Conflicts);
    QCOMPARE(result.conflicts.size(), std::size_t(1));
    QCOMPARE(result.conflicts.at(0).pointer.toString(), "/bag/0");
    QCOMPARE(world.everything(), before);
}

void TestUndo::anElementIsFoundWhereItStandsNow()
{
    ActivityWorld world;
    world.putRecord("a", R"({"bag":[{"id":"s","n":5},{"id":"h","n":1}]})");
    world.write("a", R"({"bag":[{"id":"s","n":50},{"id":"h","n":1}]})");
    const auto entry = world.newestEntry();
    world.putRecord("a", R"({"bag":[{"id":"h","n":2},{"id":"x"},{"id":"s","n":50}]})");
    QCOMPARE(world.undo(entry.id).state, UndoState::Undone);
    QCOMPARE(world.data("a"), R"({"bag":[{"id":"h","n":2},{"id":"x"},{"id":"s","n":5}]})");
}

/// By a member that the user has named for the store.
void TestUndo::anElementIsFoundByANamedMember()
{
    ActivityWorld world;
    world.access.identifyElements("Game", {"slot"});
    world.putRecord("a", R"({"bag":[{"slot":"s","n":5},{"slot":"h","n":1}]})");
    world.write("a", R"({"bag":[{"slot":"s","n":50},{"slot":"h","n":1}]})");
    const auto entry = world.newestEntry();
    world.putRecord("a", R"({"bag":[{"slot":"h","n":1},{"slot":"s","n":50}]})");
    QCOMPARE(world.undo(entry.id).state, UndoState::Undone);
    QCOMPARE(world.data("a"), R"({"bag":[{"n":1,"slot":"h"},{"n":5,"slot":"s"}]})");
}

void TestUndo::undoesAnUndo()
{
    ActivityWorld world;
    world.putRecord("a", R"({"coins":1})");
    world.write("a", R"({"coins":2})");
    const EntryId first = world.newestEntry().id;
    world.undo(first);
    const EntryId undo = world.newestEntry().id;
    QCOMPARE(world.undo(first).refusal, Refusal::AlreadyUndone);
    QCOMPARE(world.undo(undo).state, UndoState::Undone);
    QCOMPARE(world.data("a"), R"({"coins":2})");
    QVERIFY(!world.journal().entry(first)->undoneBy);
    QCOMPARE(world.undo(first).state, UndoState::Undone);
    QCOMPARE(world.data("a"), R"({"coins":1})");
}

void TestUndo::takesARestoreBackWithItsMigrations()
{
    ActivityWorld world;
    const auto old = world.put(
        "lyra/records/Game", "a",
        R"({"appliedMigrations":[],"file":{"data":{"committedData":{"v":1}}},"orphanedFiles":[]})",
        {.userIds = {7}});
    world.clock.advance(2h);
    world.putRecord("a", R"({"v":2})", {.userIds = {8}});
    const std::string before = world.record("a");
    auto observer = world.recorder();
    world.clock.blockOn(
        world.access.observedBy(observer).restoreVersion(world.lyra("a"), old.version, {}));
    QVERIFY(world.record("a") != before);
    QCOMPARE(world.undo(world.newestEntry().id).state, UndoState::Undone);
    QCOMPARE(world.record("a"), before);
    QCOMPARE(world.inspect("a").entry->info.userIds, std::vector<std::int64_t>{8});
}

/// Data of before the restore with migrations of after it would be migrated wrongly.
void TestUndo::refusesARestoreWhoseMigrationsWentOn()
{
    ActivityWorld world;
    const auto old = world.put(
        "lyra/records/Game", "a",
        R"({"appliedMigrations":[],"file":{"data":{"committedData":{"v":1}}},"orphanedFiles":[]})");
    world.clock.advance(2h);
    world.putRecord("a", R"({"v":2})");
    auto observer = world.recorder();
    world.clock.blockOn(
        world.access.observedBy(observer).restoreVersion(world.lyra("a"), old.version, {}));
    world.putRecord("a", R"({"v":1})"); // a server has migrated it again
    const std::string stored = world.record("a");
    QCOMPARE(world.undo(world.newestEntry().id).state, UndoState::Conflicts);
    QCOMPARE(world.record("a"), stored);
}

void TestUndo::refuses_data()
{
    QTest::addColumn<Refusal>("refusal");
    QTest::newRow("not found") << Refusal::NotFound;
    QTest::newRow("other universe") << Refusal::OtherUniverse;
    QTest::newRow("not done") << Refusal::NotDone;
    QTest::newRow("nothing changed") << Refusal::NothingChanged;
    QTest::newRow("whole universe") << Refusal::WholeUniverse;
    QTest::newRow("made the key") << Refusal::MadeTheKey;
}

void TestUndo::refuses()
{
    QFETCH(Refusal, refusal);
    ActivityWorld world;
    journal::Intent intent;
    intent.address = {.universe = "/u", .store = "Game", .key = "a"};
    intent.before = parsed("1");
    intent.after = parsed("2");
    auto outcome = Outcome::Done;
    if (refusal == Refusal::OtherUniverse)
        intent.address.universe = "/v";
    if (refusal == Refusal::NotDone)
        outcome = Outcome::Failed;
    if (refusal == Refusal::NothingChanged)
        intent.before = intent.after;
    if (refusal == Refusal::WholeUniverse)
        intent.act = journal::Act::Import;
    if (refusal == Refusal::MadeTheKey)
        intent.before.reset();
    const EntryId id = world.journal().begin(intent);
    world.journal().complete(id, outcome);
    const auto result = world.undo(refusal == Refusal::NotFound ? id + 1 : id);
    QCOMPARE(result.state, UndoState::Refused);
    QVERIFY(result.refusal == refusal);
}

void TestUndo::tellsWhyNothingIsWritten()
{
    ActivityWorld world;
    world.putRecord("a", R"({"coins":1})");
    world.write("a", R"({"coins":2})");
    const auto entry = world.newestEntry();
    auto& locks = world.universe.memoryStores().hashMap("lyra/locks/Game");
    world.clock.blockOn(locks.set("a", json::Value("another server"), 60s));
    QCOMPARE(world.undo(entry.id).state, UndoState::Locked);
    world.clock.advance(2min);
    world.put("lyra/records/Game", "a", R"({"file":7})");
    const auto damaged = world.undo(entry.id);
    QCOMPARE(damaged.state, UndoState::NotWritable);
    QVERIFY(damaged.damage);
    world.remove("lyra/records/Game", "a");
    QCOMPARE(world.undo(entry.id).state, UndoState::Conflicts);
    QCOMPARE(world.record("a"), "absent");
    world.putRecord("a", R"({"coins":2})");
    mock::FaultPlan refuses;
    refuses.failures.push_back(
        failureOf(mock::Op::Set, datastore::ErrorKind::Denied, "403: no", "lyra/records/Game"));
    refuses.failures.back().times = 100;
    world.universe.setFaultPlan(refuses);
    const auto failed = world.undo(entry.id);
    QCOMPARE(failed.state, UndoState::Failed);
    QVERIFY(failed.error.contains("403"));
    QVERIFY(!world.journal().entry(entry.id)->undoneBy);
}

void TestUndo::takesAGroupBack()
{
    ActivityWorld world;
    world.putRecord("a", R"({"coins":1})");
    world.putRecord("b", R"({"coins":1})");
    for (const char* data : {R"({"coins":2})", R"({"coins":3})"})
        world.write("a", data, "G"); // twice
    world.write("b", R"({"coins":9})", "G");
    world.putRecord("b", R"({"coins":10})");
    auto undo = world.undoer();
    auto results = world.clock.blockOn(undo.undoGroup("G", {}));
    QCOMPARE(results.size(), std::size_t(3));
    QCOMPARE(results[0].state, UndoState::Conflicts);
    QCOMPARE(results[1].state, UndoState::Undone);
    QCOMPARE(results[2].state, UndoState::Undone);
    QCOMPARE(world.data("a"), R"({"coins":1})");
    QCOMPARE(world.journal().group(world.newestEntry().group).size(), std::size_t(2));
    results = world.clock.blockOn(undo.undoGroup("G", {}));
    QCOMPARE(results[1].refusal, Refusal::AlreadyUndone);
    QVERIFY(world.clock.blockOn(undo.undoGroup("none", {})).empty());
}

namespace {

/// Stands for TransactionAccess::commit: writes key by key what is merged, or nothing.
struct FakeCommit
{
    ActivityWorld& world;
    int calls = 0;

    async::Task<CommitResult> commit(CommitRequest request, std::stop_token)
    {
        ++calls;
        CommitResult result;
        result.outcome = CommitOutcome::Committed;
        for (const auto& draft : request.drafts) {
            const auto newest = co_await world.access.inspect(world.lyra(draft.key));
            auto merge = json::mergeThreeWay(draft.base.value(), newest.data.value(), draft.draft);
            KeyResult key{.key = draft.key,
                          .newest = newest.data,
                          .merged = merge.merged,
                          .conflicts = merge.conflicts,
                          .damage = {},
                          .schemaProblem = {},
                          .version = {}};
            if (!merge.conflicts.empty()) {
                key.state = KeyState::Conflicts;
                result.outcome = CommitOutcome::NotReady;
            }
            result.keys.push_back(key);
        }
        if (result.outcome == CommitOutcome::NotReady)
            co_return result;
        co_await request.observer({.kind = TransactionStep::Kind::Merged});
        for (auto& key : result.keys) {
            const auto saved = co_await world.access.saveDraft(world.lyra(key.key), key.newest,
                                                               key.merged, editing::SaveOptions{});
            key.version = saved.version;
        }
        co_return result;
    }
    activity::Commit function()
    {
        return [this](CommitRequest request, std::stop_token stop) {
            return commit(std::move(request), std::move(stop));
        };
    }
};

CommitRequest trade()
{
    CommitRequest request;
    request.store = "Game";
    request.drafts = {{"a", parsed(R"({"coins":5})"), parsed(R"({"coins":1})")},
                      {"b", parsed(R"({"coins":5})"), parsed(R"({"coins":9})")}};
    return request;
}

/// A trade of two keys, entered in the journal; its group.
std::string tradeIn(ActivityWorld& world, FakeCommit& fake)
{
    world.putRecord("a", R"({"coins":5})");
    world.putRecord("b", R"({"coins":5})");
    const std::string group = world.journal().newGroup();
    world.clock.blockOn(activity::commitRecorded(&world.journal(), {"/u", "window", group, {}},
                                                 world.errorHandler(), world.access,
                                                 fake.function(), trade()));
    return group;
}

} // namespace

void TestUndo::takesATransactionBackByOne()
{
    ActivityWorld world;
    FakeCommit fake{world};
    const std::string group = tradeIn(world, fake);
    const auto entries = world.journal().group(group);
    QCOMPARE(entries.size(), std::size_t(2));
    QCOMPARE(entries[0].act, journal::Act::Transaction);
    QCOMPARE(entries[0].outcome, Outcome::Done);
    QVERIFY(!entries[1].versionAfter.empty());
    auto undo = world.undoer(fake.function());
    const auto results = world.clock.blockOn(undo.undoGroup(group, {}));
    QCOMPARE(fake.calls, 2);
    QCOMPARE(results.size(), std::size_t(2));
    for (const auto& result : results)
        QCOMPARE(result.state, UndoState::Undone);
    QCOMPARE(world.data("a") + world.data("b"), R"({"coins":5}{"coins":5})");
    const auto undone = world.journal().group(group);
    QVERIFY(undone[0].undoneBy && undone[1].undoneBy);
    QCOMPARE(world.journal().entry(*undone[0].undoneBy)->group,
             world.journal().entry(*undone[1].undoneBy)->group);
    auto none = world.undoer();
    QCOMPARE(world.clock.blockOn(none.undoGroup(world.newestEntry().group, {})).at(0).refusal,
             Refusal::NoTransactions);
}

void TestUndo::holdsATransactionBackAsAWhole()
{
    ActivityWorld world;
    FakeCommit fake{world};
    const std::string group = tradeIn(world, fake);
    world.putRecord("b", R"({"coins":77})");
    auto undo = world.undoer(fake.function());
    const auto results = world.clock.blockOn(undo.undoGroup(group, {}));
    QCOMPARE(results[0].address.key, "b");
    QCOMPARE(results[0].state, UndoState::Conflicts);
    QCOMPARE(results[1].state, UndoState::HeldBack);
    QCOMPARE(world.data("a") + world.data("b"), R"({"coins":1}{"coins":77})");
}

PLECTRUM_TEST(TestUndo)

} // namespace tst_undo

#include "tst_undo.moc"
