// SPDX-License-Identifier: MIT
// A key that was removed comes back by undo, one that was made goes, and both ways again.
#include "activity/recovery.h"
#include "activity_world.h"
#include "support/test.h"

namespace tst_undo_whole {

using namespace plectrum;
using namespace plectrum::store;
using namespace plectrum::editing;
using activity::UndoState;
using journal::Act;
using journal::Outcome;
using test::ActivityWorld;

namespace {

SaveResult erase(ActivityWorld& world, const std::string& key)
{
    auto observer = world.recorder();
    return world.clock.blockOn(
        world.access.observedBy(observer).deleteKey(StoreWorld::lyra(key), {}));
}

} // namespace

class TestUndoWhole : public QObject
{
    Q_OBJECT

private slots:
    void aRemovedKeyComesBack()
    {
        ActivityWorld world;
        world.putRecord("a", R"({"coins":1})", {.userIds = {7}});
        const auto stored = world.record("a");
        erase(world, "a");
        const auto entry = world.newestEntry();
        QCOMPARE(entry.act, Act::Delete);
        QCOMPARE(entry.outcome, Outcome::Done);
        const auto changes = world.journal().changes(entry.id);
        QCOMPARE(changes.size(), std::size_t(1));
        QVERIFY(changes[0].pointer.isRoot() && changes[0].before && !changes[0].after);
        world.clock.advance(24h * 3);
        world.reopen();
        QCOMPARE(world.undo(entry.id).state, UndoState::Undone);
        QCOMPARE(world.record("a"), stored);
        QCOMPARE(world.inspect("a").entry->info.userIds, std::vector<std::int64_t>{7});
        // And goes again when that is undone, and comes back once more.
        QCOMPARE(world.undo(world.newestEntry().id).state, UndoState::Undone);
        QCOMPARE(world.record("a"), "absent");
        QCOMPARE(world.undo(world.newestEntry().id).state, UndoState::Undone);
        QCOMPARE(world.record("a"), stored);
    }

    void nothingIsWrittenOverWhatStandsThereByNow()
    {
        ActivityWorld world;
        world.putRecord("a", "1");
        erase(world, "a");
        const auto entry = world.newestEntry();
        world.putRecord("a", "2");
        QCOMPARE(world.undo(entry.id).state, UndoState::Conflicts);
        QCOMPARE(world.data("a"), "2");
    }

    void aMadeKeyGoesWhileItIsAsItWasMade()
    {
        ActivityWorld world;
        world.write("a", R"({"coins":1})");
        const auto entry = world.newestEntry();
        QVERIFY(entry.madeData);
        world.putRecord("a", R"({"coins":2})");
        QCOMPARE(world.undo(entry.id).state, UndoState::Conflicts);
        QCOMPARE(world.data("a"), R"({"coins":2})");
        world.write("b", R"({"coins":1})");
        QCOMPARE(world.undo(world.newestEntry().id).state, UndoState::Undone);
        QCOMPARE(world.record("b"), "absent");
    }

    void aRemovalThatWasCutOffIsSettled_data()
    {
        QTest::addColumn<bool>("isGone");
        QTest::newRow("done") << true;
        QTest::newRow("not done") << false;
    }
    void aRemovalThatWasCutOffIsSettled()
    {
        QFETCH(bool, isGone);
        ActivityWorld world;
        const auto info = world.putRecord("a", "1");
        journal::Intent intent{.address = {.universe = "/u", .store = "Game", .key = "a"},
                               .act = Act::Delete,
                               .before = parsed("1"),
                               .versionBefore = info.version};
        const auto id = world.journal().begin(intent);
        if (isGone)
            world.remove("lyra/records/Game", "a");
        const auto entry = world.journal().entry(id).value();
        QCOMPARE(activity::outcomeOf(entry, world.journal().changes(id), world.inspect("a")),
                 isGone ? Outcome::Done : Outcome::Failed);
    }
};

PLECTRUM_TEST(TestUndoWhole)

} // namespace tst_undo_whole

#include "tst_undo_whole.moc"
