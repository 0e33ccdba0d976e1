// SPDX-License-Identifier: MIT
// Every write of a RecordAccess is in the journal, whatever comes of it, and nothing else is.
#include "activity/recorded_commit.h"
#include "activity/recovery.h"
#include "activity_world.h"
#include "support/test.h"

namespace tst_write_recorder {

using namespace plectrum;
using namespace plectrum::store;
using namespace plectrum::editing;
using journal::Act;
using journal::Outcome;
using test::ActivityWorld;

class TestWriteRecorder : public QObject
{
    Q_OBJECT

private slots:
    void entersASave();
    void entersARestoreWithWhatIsAround();
    void entersPlainWrites();
    void entersNothingWhereNothingIsWritten();
    void tellsFailureFromDoubt();
    void notesShardsBeforeTheyAreWritten();
    void notesShardsOfATransaction();
    void goesOnWithoutAJournal();
    void settlesWhatWasCutOff_data();
    void settlesWhatWasCutOff();
    void leavesAnUnfinishedTransactionOpen();
};

void TestWriteRecorder::entersASave()
{
    ActivityWorld world;
    const auto before = world.putRecord("a", R"({"coins":1,"name":"x"})");
    const auto saved = world.write("a", R"({"coins":2,"name":"x"})");
    const auto entry = world.newestEntry();
    QCOMPARE(entry.address.store, "Game");
    QCOMPARE(entry.address.key, "a");
    QCOMPARE(entry.address.universe, "/u");
    QCOMPARE(entry.act, Act::Save);
    QCOMPARE(entry.actor, "window");
    QCOMPARE(entry.outcome, Outcome::Done);
    QCOMPARE(entry.versionBefore, before.version);
    QCOMPARE(entry.versionAfter, saved.version);
    QVERIFY(entry.aroundBefore.isNull());
    QCOMPARE(journal::changesText(world.journal().changes(entry.id)),
             R"([{"after":2,"before":1,"place":"/coins"}])");
}

void TestWriteRecorder::entersARestoreWithWhatIsAround()
{
    ActivityWorld world;
    const auto old = world.put(
        "lyra/records/Game", "a",
        R"({"appliedMigrations":[],"file":{"data":{"committedData":{"v":1}}},"orphanedFiles":[]})",
        {.userIds = {7}});
    world.clock.advance(2h);
    world.putRecord("a", R"({"v":2})");
    auto observer = world.recorder();
    world.clock.blockOn(
        world.access.observedBy(observer).restoreVersion(world.lyra("a"), old.version, {}));
    const auto entry = world.newestEntry();
    QCOMPARE(entry.act, Act::Restore);
    QCOMPARE(entry.detail, old.version);
    QCOMPARE(json::print(entry.aroundBefore), R"({"appliedMigrations":["m1"]})");
    QCOMPARE(json::print(entry.aroundAfter), R"({"appliedMigrations":[],"userIds":[7]})");
}

void TestWriteRecorder::entersPlainWrites()
{
    ActivityWorld world;
    world.put("Scores", "a", "1");
    auto observer = world.recorder();
    world.clock.blockOn(world.access.observedBy(observer).saveDraft(
        world.plain("a"), json::Value(1), json::Value(2), editing::SaveOptions{}));
    const auto entry = world.newestEntry();
    QCOMPARE(entry.address.kind, journal::RecordAddress::Kind::Plain);
    QCOMPARE(entry.outcome, Outcome::Done);
}

void TestWriteRecorder::entersNothingWhereNothingIsWritten()
{
    ActivityWorld world;
    world.putRecord("a", R"({"coins":1})");
    QCOMPARE(world.write("a", R"({"coins":1})").outcome, SaveOutcome::Unchanged);
    auto observer = world.recorder();
    const auto conflicts = world.clock.blockOn(world.access.observedBy(observer).saveDraft(
        world.lyra("a"), parsed(R"({"coins":5})"), parsed(R"({"coins":6})"),
        editing::SaveOptions{}));
    QCOMPARE(conflicts.outcome, SaveOutcome::Conflicts);
    QCOMPARE(world.journal().count({}), std::size_t(0));
}

void TestWriteRecorder::tellsFailureFromDoubt()
{
    ActivityWorld world;
    world.putRecord("a", R"({"coins":1})");
    mock::FaultPlan refuses;
    refuses.failures.push_back(
        failureOf(mock::Op::Set, datastore::ErrorKind::Denied, "403: no", "lyra/records/Game"));
    refuses.failures.back().times = 100;
    world.universe.setFaultPlan(refuses);
    QVERIFY_THROWS_EXCEPTION(Error, world.write("a", R"({"coins":2})"));
    QCOMPARE(world.newestEntry().outcome, Outcome::Failed);
    QVERIFY(world.newestEntry().reason.contains("403"));
    world.universe.setFaultPlan(lostAnswer(mock::Op::Set, "lyra/records/Game"));
    QCOMPARE(world.write("a", R"({"coins":3})").outcome, SaveOutcome::Saved);
    QCOMPARE(world.newestEntry().outcome, Outcome::Done); // it was read back
}

/// Larger than a record takes by itself.
std::string largeData()
{
    return R"({"text":")" + std::string(4'000'000, 'x') + R"("})";
}

/// What a program that ends between shards and record leaves there nobody else could name.
void TestWriteRecorder::notesShardsBeforeTheyAreWritten()
{
    ActivityWorld world;
    world.putRecord("a", R"({"coins":1})");
    mock::FaultPlan refuses;
    refuses.failures.push_back(
        failureOf(mock::Op::Set, datastore::ErrorKind::Denied, "403: no", "lyra/shards/Game"));
    refuses.failures.back().times = 100;
    world.universe.setFaultPlan(refuses);
    QVERIFY_THROWS_EXCEPTION(Error, world.write("a", largeData()));
    QVERIFY(world.troubles.empty());
    QVERIFY(world.newestEntry().detail.starts_with("shards "));
    world.universe.setFaultPlan({});
    QCOMPARE(world.write("a", largeData()).outcome, SaveOutcome::Saved);
    const auto shardId = world.newestEntry().detail.substr(7);
    const auto keys =
        world.clock.blockOn(world.universe.dataStores().dataStore("lyra/shards/Game").listKeys({}));
    QCOMPARE(keys.items.size(), std::size_t(1));
    QCOMPARE(keys.items.front().key, shardId + "-1");
    QCOMPARE(world.write("a", R"({"coins":2})").outcome, SaveOutcome::Saved);
    QVERIFY(world.newestEntry().detail.empty()); // no shards
}

void TestWriteRecorder::notesShardsOfATransaction()
{
    ActivityWorld world;
    world.putRecord("a", R"({"coins":1})");
    world.putRecord("b", R"({"coins":1})");
    auto transactions = world.access.transactions();
    const activity::Commit commit = [&transactions](editing::CommitRequest request,
                                                    std::stop_token stop) {
        return transactions.commit(std::move(request), std::move(stop));
    };
    editing::CommitRequest request;
    request.store = "Game";
    request.drafts = {{"a", parsed(R"({"coins":1})"), parsed(largeData())},
                      {"b", parsed(R"({"coins":1})"), parsed(R"({"coins":2})")}};
    const auto result = world.clock.blockOn(
        activity::commitRecorded(&world.journal(), {"/u", "window", "g", {}}, world.errorHandler(),
                                 world.access, commit, std::move(request), {}));
    QCOMPARE(result.outcome, CommitOutcome::Committed);
    for (const auto& entry : world.journal().group("g")) {
        QCOMPARE(entry.outcome, Outcome::Done);
        QCOMPARE(entry.detail.starts_with("shards "), entry.address.key == "a");
    }
}

void TestWriteRecorder::goesOnWithoutAJournal()
{
    ActivityWorld world;
    world.putRecord("a", R"({"coins":1})");
    activity::WriteRecorder none(nullptr, {"/u", "window", {}, {}}, world.errorHandler());
    QCOMPARE(world.clock
                 .blockOn(world.access.observedBy(none).saveDraft(
                     world.lyra("a"), parsed(R"({"coins":1})"), parsed(R"({"coins":2})"),
                     editing::SaveOptions{}))
                 .outcome,
             SaveOutcome::Saved);
    QVERIFY(world.troubles.empty());
    {
        async::Random random(1);
        journal::Database vandal(world.path, world.clock, random);
        vandal.run("DROP TABLE entry");
    }
    QCOMPARE(world.write("a", R"({"coins":3})").outcome, SaveOutcome::Saved);
    QCOMPARE(world.data("a"), R"({"coins":3})");
    QCOMPARE(world.troubles.size(), std::size_t(1));
}

void TestWriteRecorder::settlesWhatWasCutOff_data()
{
    QTest::addColumn<QByteArray>("written"); // what the write left behind
    QTest::addColumn<Outcome>("outcome");
    QTest::newRow("not written") << QByteArray() << Outcome::Failed;
    QTest::newRow("written") << QByteArray(R"({"coins":2})") << Outcome::Done;
    QTest::newRow("written, others since") << QByteArray(R"({"coins":2,"x":1})") << Outcome::Done;
    QTest::newRow("others wrote") << QByteArray(R"({"coins":9})") << Outcome::Unknown;
}

void TestWriteRecorder::settlesWhatWasCutOff()
{
    QFETCH(QByteArray, written);
    QFETCH(Outcome, outcome);
    ActivityWorld world;
    const auto version = world.putRecord("a", R"({"coins":1})").version;
    auto recorder = world.recorder();
    recorder.begins({.address = world.lyra("a"),
                     .before = parsed(R"({"coins":1})"),
                     .after = parsed(R"({"coins":2})"),
                     .aroundBefore = {},
                     .aroundAfter = {},
                     .versionBefore = version,
                     .restored = {}});
    world.clock.advance(1h);
    std::string after;
    if (!written.isEmpty())
        after = world.putRecord("a", written.toStdString()).version;
    const auto complete = [&] {
        return world.clock.blockOn(
            activity::recoverInterrupted(&world.journal(), "/u", world.access));
    };
    QCOMPARE(complete(), std::size_t(0)); // it is our own, under way
    world.reopen();
    QCOMPARE(complete(), std::size_t(1));
    QCOMPARE(world.newestEntry().outcome, outcome);
    if (outcome == Outcome::Done)
        QCOMPARE(world.newestEntry().versionAfter, after);
    QCOMPARE(complete(), std::size_t(0));
}

void TestWriteRecorder::leavesAnUnfinishedTransactionOpen()
{
    ActivityWorld world;
    const auto version = world.putRecord("a", R"({"coins":1})").version;
    auto recorder = world.recorder();
    recorder.begins({.address = world.lyra("a"),
                     .before = parsed(R"({"coins":1})"),
                     .after = parsed(R"({"coins":2})"),
                     .aroundBefore = {},
                     .aroundAfter = {},
                     .versionBefore = version,
                     .restored = {}});
    world.put("lyra/tx/Game", "T", "true");
    world.put("lyra/records/Game", "a",
              R"({"appliedMigrations":["m1"],"file":{"data":{"committedData":{"coins":1},)"
              R"("txId":"T","txPatch":[{"op":"replace","path":"/coins","value":2}]}},)"
              R"("orphanedFiles":[]})");
    world.reopen();
    const auto complete = [&] {
        return world.clock.blockOn(
            activity::recoverInterrupted(&world.journal(), "/u", world.access));
    };
    QCOMPARE(complete(), std::size_t(0));
    world.remove("lyra/tx/Game", "T");
    QCOMPARE(complete(), std::size_t(1));
    QCOMPARE(world.newestEntry().outcome, Outcome::Done);
}

PLECTRUM_TEST(TestWriteRecorder)

} // namespace tst_write_recorder

#include "tst_write_recorder.moc"
