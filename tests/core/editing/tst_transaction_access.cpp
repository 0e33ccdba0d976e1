// SPDX-License-Identifier: MIT
// Several keys changed at once from outside of a server, a crash after every step of that, and
// transactions that are found, finished and rolled back.
#include "editing/transaction_access.h"
#include "store/error.h"
#include "store/lock/lock_error.h"
#include "store_world.h"
#include "support/test.h"

namespace tst_transaction_access {

using namespace plectrum;
using namespace plectrum::store;
using namespace plectrum::editing;

namespace {

using Kind = TransactionStep::Kind;

constexpr const char* records = "lyra/records/Game";
constexpr const char* markers = "lyra/tx/Game";

json::Value coins(int count)
{
    return json::Value::object({{"coins", count}});
}

struct AccessWorld : StoreWorld
{
    AccessWorld()
    {
        datastore::WriteOptions tags;
        tags.userIds = {7};
        tags.attributes = parsed(R"({"kind":"player"})");
        putRecord("a", R"({"coins":10})", tags);
        putRecord("b", R"({"coins":0})");
    }
    static CommitRequest request(std::optional<json::Value> first, json::Value firstDraft,
                                 std::optional<json::Value> second, json::Value secondDraft)
    {
        CommitRequest request;
        request.store = "Game";
        request.drafts = {{"b", std::move(second), std::move(secondDraft)},
                          {"a", std::move(first), std::move(firstDraft)}};
        return request;
    }
    /// 4 coins from a to b.
    static CommitRequest trade() { return request(coins(10), coins(6), coins(0), coins(4)); }
    CommitResult commit(CommitRequest request)
    {
        return clock.blockOn(transactions.commit(std::move(request)));
    }
    /// The trade, stopped after this step (the n-th of its kind).
    void crash(Kind at, int skip = 0)
    {
        auto request = trade();
        const auto left = std::make_shared<int>(skip);
        request.observer = [at, left](TransactionStep step) { return answer(step, at, left); };
        QVERIFY(commit(std::move(request)).outcome == CommitOutcome::Crashed);
    }
    static async::Task<StepAnswer> answer(TransactionStep step, Kind at, std::shared_ptr<int> left)
    {
        const bool isHere = step.kind == at && (*left)-- == 0;
        co_return isHere ? StepAnswer::Crash : StepAnswer::GoOn;
    }
    std::vector<FoundTransaction> scan(bool withCommitted = false)
    {
        ScanRequest request;
        request.store = "Game";
        request.withCommitted = withCommitted;
        return clock.blockOn(transactions.unfinishedTransactions(request));
    }
    EndResult finish() { return clock.blockOn(transactions.finish(scan().at(0), 0ms)); }
    EndResult rollBack() { return clock.blockOn(transactions.rollBack(scan().at(0), 0ms)); }
    std::string both() { return data("a") + data("b"); }
    std::size_t markerCount() { return clock.blockOn(store(markers).listKeys({})).items.size(); }

    TransactionAccess transactions = access.transactions();
};

const std::string before = R"({"coins":10}{"coins":0})";
const std::string after = R"({"coins":6}{"coins":4})";

} // namespace

class TransactionAccessTest : public QObject
{
    Q_OBJECT

private slots:
    /// An error of a lock is told at once, as one of a lock, or waited out.
    void errorsOfALockEndACommitOrAreWaitedOut()
    {
        AccessWorld world;
        mock::FaultPlan plan;
        plan.failures.push_back(
            failureOf(mock::Op::MapUpdate, datastore::ErrorKind::Denied, "no access"));
        plan.failures.back().skip = 1; // of the second key
        world.universe.setFaultPlan(plan);
        QVERIFY_THROWS_EXCEPTION(LockError, world.commit(AccessWorld::trade()));
        QVERIFY(!world.isLocked("a") && !world.isLocked("b"));
        QVERIFY(world.clock.elapsed() == async::Duration(0s));
        plan.failures.back().times = 2;
        world.universe.setFaultPlan(plan);
        auto request = AccessWorld::trade();
        request.lockWait = LockPatience(90s, true);
        QVERIFY(world.commit(std::move(request)).outcome == CommitOutcome::Committed);
        QCOMPARE(world.both(), std::string(R"({"coins":6}{"coins":4})"));
        QVERIFY(world.clock.elapsed() == async::Duration(3s));
    }

    void commitsTogether()
    {
        AccessWorld world;
        std::vector<Kind> kinds;
        auto request = world.trade();
        request.observer = [&](TransactionStep step) {
            kinds.push_back(step.kind);
            return AccessWorld::answer(step, Kind::Done, std::make_shared<int>(9));
        };
        const auto result = world.commit(std::move(request));
        QVERIFY(result.outcome == CommitOutcome::Committed);
        QCOMPARE(result.txId.size(), std::size_t(36));
        QCOMPARE(result.keys[0].key, std::string("b"));
        QCOMPARE(result.keys[1].version, world.inspect("a").entry->info.version);
        QVERIFY((kinds
                 == std::vector<Kind>{Kind::LockTaken, Kind::LockTaken, Kind::Loaded, Kind::Loaded,
                                      Kind::Merged, Kind::MarkerSet, Kind::RecordWritten,
                                      Kind::RecordWritten, Kind::MarkerRemoved, Kind::Done}));
        QCOMPARE(world.both(), after);
        QVERIFY(!world.isLocked("a") && !world.isLocked("b"));
        const auto inspection = world.inspect("a");
        QVERIFY(inspection.record->appliedMigrations == std::vector<std::string>{"m1"});
        QVERIFY(inspection.entry->info.userIds == std::vector<std::int64_t>{7});
        QCOMPARE(json::print(inspection.entry->info.attributes),
                 std::string(R"({"kind":"player"})"));
    }

    void mergesWithTheNewest()
    {
        AccessWorld world;
        world.putRecord("a", R"({"coins":10,"level":2})");
        QVERIFY(world.commit(world.trade()).outcome == CommitOutcome::Committed);
        QCOMPARE(world.both(), std::string(R"({"coins":6,"level":2}{"coins":4})"));
    }

    void conflictsWriteNothing()
    {
        AccessWorld world;
        world.putRecord("a", R"({"coins":11})");
        const auto stored = world.everything();
        const auto result = world.commit(world.trade());
        QVERIFY(result.outcome == CommitOutcome::NotReady);
        QVERIFY(result.keys[1].state == KeyState::Conflicts);
        QCOMPARE(result.keys[1].conflicts.at(0).pointer.toString(), std::string("/coins"));
        QVERIFY(result.keys[0].state == KeyState::Ready);
        QCOMPARE(world.everything(), stored);
        QVERIFY(!world.isLocked("a") && !world.isLocked("b"));
        // Chosen by the user: the newest as the base, and what was chosen as the draft.
        const auto chosen = world.commit(
            world.request(*result.keys[1].newest, coins(7), *result.keys[0].newest, coins(4)));
        QVERIFY(chosen.outcome == CommitOutcome::Committed);
        QCOMPARE(world.both(), std::string(R"({"coins":7}{"coins":4})"));
    }

    void refusals()
    {
        AccessWorld world;
        const auto stored = world.everything();
        auto refused = world.trade();
        refused.schema = [](const json::Value& data) -> std::optional<std::string> {
            if (data["coins"].toInteger() == 4)
                return "four is not for us";
            return std::nullopt;
        };
        auto result = world.commit(std::move(refused));
        QVERIFY(result.outcome == CommitOutcome::NotReady);
        QVERIFY(result.keys[0].state == KeyState::Refused);
        QCOMPARE(result.keys[0].schemaProblem, std::string("four is not for us"));

        result = world.commit(world.request(coins(10), coins(10), coins(0), coins(0)));
        QVERIFY(result.outcome == CommitOutcome::Unchanged);

        auto& locks = world.universe.memoryStores().hashMap("lyra/locks/Game");
        world.clock.blockOn(locks.set("b", "SOMEBODY", 90s));
        result = world.commit(world.trade());
        QVERIFY(result.outcome == CommitOutcome::NotReady);
        QVERIFY(result.keys[0].state == KeyState::Locked);
        QVERIFY(!world.isLocked("a"));
        QCOMPARE(world.everything(), stored);

        auto twice = world.trade();
        twice.drafts.push_back(twice.drafts.front());
        QVERIFY_THROWS_EXCEPTION(Error, world.commit(std::move(twice)));
    }

    void oneKeyIsWrittenPlain()
    {
        AccessWorld world;
        const auto result = world.commit(world.request(coins(10), coins(3), coins(0), coins(0)));
        QVERIFY(result.outcome == CommitOutcome::Committed);
        QVERIFY(result.txId.empty());
        QVERIFY(result.keys[0].state == KeyState::Unchanged);
        QVERIFY(!world.record("a").contains("txId"));
        QCOMPARE(world.both(), std::string(R"({"coins":3}{"coins":0})"));
    }

    /// A key that was not there is made, or is not there again.
    void aNewKey()
    {
        AccessWorld world;
        world.remove(records, "b");
        auto request = world.request(coins(10), coins(6), std::nullopt, coins(4));
        mock::FaultPlan plan;
        plan.failures.push_back(
            failureOf(mock::Op::Remove, datastore::ErrorKind::Denied, "403: no access", markers));
        world.universe.setFaultPlan(plan);
        const auto failed = world.commit(request);
        QVERIFY(failed.outcome == CommitOutcome::Reverted);
        QCOMPARE(failed.error, std::string("403: no access"));
        QCOMPARE(world.data("a"), std::string(R"({"coins":10})"));
        QCOMPARE(world.record("b"), std::string("absent"));
        QCOMPARE(world.markerCount(), std::size_t(0));
        QVERIFY(world.commit(request).outcome == CommitOutcome::Committed);
        QCOMPARE(world.both(), after);
    }

    /// Somebody who ignores the lock writes in between: the condition of the write tells.
    void aRecordThatChangesUnderTheLock()
    {
        AccessWorld world;
        auto request = world.trade();
        request.observer = [&](TransactionStep step) {
            if (step.kind == Kind::MarkerSet)
                world.putRecord("b", R"({"coins":100})");
            return AccessWorld::answer(step, Kind::Done, std::make_shared<int>(9));
        };
        QVERIFY(world.commit(std::move(request)).outcome == CommitOutcome::Reverted);
        QCOMPARE(world.both(), std::string(R"({"coins":10}{"coins":100})"));
        QCOMPARE(world.markerCount(), std::size_t(0));
    }

    void aCrashAfterEachStep_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("skip");
        QTest::addColumn<int>("holding"); // records that hold the id of a transaction not ended
        QTest::newRow("a lock") << int(Kind::LockTaken) << 1 << -1;
        QTest::newRow("loaded") << int(Kind::Loaded) << 1 << -1;
        QTest::newRow("merged") << int(Kind::Merged) << 0 << -1;
        QTest::newRow("marker") << int(Kind::MarkerSet) << 0 << 0;
        QTest::newRow("first record") << int(Kind::RecordWritten) << 0 << 1;
        QTest::newRow("second record") << int(Kind::RecordWritten) << 1 << 2;
        QTest::newRow("commit point") << int(Kind::MarkerRemoved) << 0 << -1;
        QTest::newRow("done") << int(Kind::Done) << 0 << -1;
    }
    void aCrashAfterEachStep()
    {
        QFETCH(int, kind);
        QFETCH(int, skip);
        QFETCH(int, holding);
        AccessWorld world;
        world.crash(Kind(kind), skip);
        const bool isCommitted = Kind(kind) == Kind::MarkerRemoved || Kind(kind) == Kind::Done;
        QCOMPARE(world.both(), isCommitted ? after : before);
        QVERIFY(world.isLocked("a"));
        world.clock.advance(400s);
        QVERIFY(!world.isLocked("a") && !world.isLocked("b"));
        const auto found = world.scan();
        QCOMPARE(int(found.size()), holding < 0 ? 0 : 1);
        if (holding < 0) {
            QCOMPARE(world.scan(true).size(), std::size_t(isCommitted ? 1 : 0));
            return;
        }
        QCOMPARE(int(found[0].records.size()), holding);
        if (holding < 2)
            QVERIFY(world.finish().outcome == EndOutcome::TooFew);
        const auto result = world.rollBack();
        QVERIFY(result.outcome == EndOutcome::Done);
        QCOMPARE(int(result.written.size()), holding);
        QCOMPARE(world.both(), before);
        QVERIFY(world.scan().empty());
        QVERIFY(!world.record("a").contains("txId"));
        const auto inspection = world.inspect("a");
        QVERIFY(inspection.record->appliedMigrations == std::vector<std::string>{"m1"});
        QVERIFY(inspection.entry->info.userIds == std::vector<std::int64_t>{7});
    }

    void finishes()
    {
        AccessWorld world;
        world.crash(Kind::RecordWritten, 1);
        auto found = world.scan().at(0);
        QVERIFY(found.records[0].isLocked && found.records[1].isLocked);
        QCOMPARE(json::print(*found.records[0].before), std::string(R"({"coins":10})"));
        QCOMPARE(json::print(*found.records[0].after), std::string(R"({"coins":6})"));
        QVERIFY(world.finish().outcome == EndOutcome::TooYoung);
        world.clock.advance(70s);
        QVERIFY(world.clock.blockOn(world.transactions.finish(found, 0ms)).outcome
                == EndOutcome::Changed); // read when it may still have been at work
        QVERIFY(world.finish().outcome == EndOutcome::Locked);
        QVERIFY(world.rollBack().outcome == EndOutcome::Locked);
        QCOMPARE(world.both(), before);
        world.clock.advance(30s);
        QVERIFY(world.finish().outcome == EndOutcome::Done);
        QCOMPARE(world.both(), after);
        QVERIFY(world.scan().empty());
        QVERIFY(!world.isLocked("a") && !world.isLocked("b"));
    }

    /// A server loads and saves one key: its half is gone, so the other must not be committed.
    void aHalfThatIsGone()
    {
        AccessWorld world;
        world.crash(Kind::RecordWritten, 1);
        world.clock.advance(100s);
        const auto found = world.scan().at(0);
        world.putRecord("b", R"({"coins":50})");
        QVERIFY(world.clock.blockOn(world.transactions.finish(found, 0ms)).outcome
                == EndOutcome::Changed);
        QVERIFY(world.finish().outcome == EndOutcome::TooFew);
        const auto result = world.clock.blockOn(world.transactions.rollBack(found, 0ms));
        QVERIFY(result.outcome == EndOutcome::Done);
        QVERIFY(result.written == std::vector<std::string>{"a"});
        QCOMPARE(world.both(), std::string(R"({"coins":10}{"coins":50})"));
        QVERIFY(world.scan().empty());
        QVERIFY(world.clock.blockOn(world.transactions.rollBack(found, 0ms)).outcome
                == EndOutcome::Changed);
    }

    /// The marker goes last: a roll back that fails half-way leaves readers with the data before.
    void aRollBackThatFails()
    {
        AccessWorld world;
        world.crash(Kind::RecordWritten, 1);
        world.clock.advance(100s);
        mock::FaultPlan plan;
        plan.failures.push_back(
            failureOf(mock::Op::Set, datastore::ErrorKind::Denied, "403: no access", records));
        plan.failures.back().match.key = "b";
        world.universe.setFaultPlan(plan);
        const auto result = world.rollBack();
        QVERIFY(result.outcome == EndOutcome::Failed);
        QCOMPARE(result.error, std::string("403: no access"));
        QCOMPARE(world.markerCount(), std::size_t(1));
        QCOMPARE(world.both(), before);
        QVERIFY(world.rollBack().outcome == EndOutcome::Done);
        QCOMPARE(world.both(), before);
        QCOMPARE(world.markerCount(), std::size_t(0));
    }

    void aFinishWhoseAnswerIsLost()
    {
        AccessWorld world;
        world.crash(Kind::RecordWritten, 1);
        world.clock.advance(100s);
        world.universe.setFaultPlan(lostAnswer(mock::Op::Remove, markers));
        QVERIFY(world.finish().outcome == EndOutcome::Done);
        QCOMPARE(world.both(), after);
    }

    void scansManyPages()
    {
        AccessWorld world;
        for (int i = 0; i < 350; ++i)
            world.putRecord("k" + std::to_string(i), R"({"coins":1})");
        std::size_t last = 0;
        ScanRequest request;
        request.store = "Game";
        request.progress = [&](std::size_t count) { last = count; };
        QVERIFY(world.clock.blockOn(world.transactions.unfinishedTransactions(request)).empty());
        QCOMPARE(last, std::size_t(0)); // without any marker there is nothing to look for
        world.crash(Kind::RecordWritten, 1);
        QCOMPARE(world.clock.blockOn(world.transactions.unfinishedTransactions(request)).size(),
                 std::size_t(1));
        QCOMPARE(last, std::size_t(352));
        std::stop_source stop;
        stop.request_stop();
        QVERIFY_THROWS_EXCEPTION(async::Cancelled,
                                 world.clock.blockOn(world.transactions.unfinishedTransactions(
                                     request, stop.get_token())));
    }
};

PLECTRUM_TEST(TransactionAccessTest)

} // namespace tst_transaction_access

#include "tst_transaction_access.moc"
