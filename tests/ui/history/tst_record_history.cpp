// SPDX-License-Identifier: MIT
// RecordHistory against a mock universe: all pages, failures, the bounded cache, old answers.
#include "documents/history/record_history.h"
#include "history_world.h"
#include "support/test.h"

namespace tst_record_history {

using namespace plectrum;
using namespace plectrum::documents;
using namespace plectrum::test;
using namespace std::chrono_literals;

namespace {

/// Every call takes that long from now on.
void slowDown(HistoryWorld& world, std::chrono::milliseconds latency)
{
    mock::FaultPlan plan;
    plan.minimumLatency = plan.maximumLatency = latency;
    world.universe.setFaultPlan(plan);
}

void failNext(HistoryWorld& world)
{
    mock::FaultPlan plan;
    plan.failures.push_back(
        {.error = datastore::Error(datastore::ErrorKind::Denied, "403: not yours")});
    world.universe.setFaultPlan(plan);
}

} // namespace

class TestRecordHistory : public QObject
{
    Q_OBJECT

private slots:
    void fetchesAllPagesNewestFirst()
    {
        HistoryWorld world;
        for (int i = 0; i < 600; ++i)
            world.write(i);
        RecordHistory history(world.address, world.records);
        const QSignalSpy changed(&history, &RecordHistory::versionsChanged);
        history.reload();
        world.clock.run();
        QCOMPARE(changed.size(), 1);
        QCOMPARE(history.versions().size(), std::size_t{600});
        QVERIFY(history.versions().front().createdTime > history.versions().back().createdTime);
        QVERIFY(!history.isLoading());
        QVERIFY(history.failure().isEmpty());
    }

    void aFailureIsASentenceAndRetryHeals()
    {
        HistoryWorld world;
        world.write(1);
        failNext(world);
        RecordHistory history(world.address, world.records);
        const QSignalSpy failed(&history, &RecordHistory::failed);
        history.reload();
        world.clock.run();
        QCOMPARE(failed.size(), 1);
        QVERIFY(!history.failure().isEmpty());
        QVERIFY(!history.isLoading());
        history.reload();
        world.clock.run();
        QVERIFY(history.failure().isEmpty());
        QCOMPARE(history.versions().size(), std::size_t{1});
    }

    void fetchGivesTheDataOfAVersion()
    {
        HistoryWorld world;
        const std::string old = world.write(parsed("{\"coins\":1}"));
        world.write(parsed("{\"coins\":2}"));
        RecordHistory history(world.address, world.records);
        const QSignalSpy ready(&history, &RecordHistory::versionReady);
        history.fetch(old);
        world.clock.run();
        QCOMPARE(ready.size(), 1);
        QVERIFY(history.inspection(old));
        QVERIFY(history.inspection(old)->data == parsed("{\"coins\":1}"));
        history.fetch(old);
        QCOMPARE(ready.size(), 2);
    }

    void onlyTheLastQuestionThatWaitsIsFetched()
    {
        HistoryWorld world;
        std::vector<std::string> versions;
        for (int i = 0; i < 6; ++i)
            versions.push_back(world.write(i));
        slowDown(world, 100ms);
        RecordHistory history(world.address, world.records);
        const QSignalSpy ready(&history, &RecordHistory::versionReady);
        for (const auto& version : versions)
            history.fetch(version);
        world.clock.run();
        QCOMPARE(ready.size(), 2);
        QCOMPARE(ready.last().at(0).toString(), QString::fromStdString(versions.back()));
        QVERIFY(!history.inspection(versions[2]));
    }

    void theCacheIsBounded()
    {
        HistoryWorld world;
        std::vector<std::string> versions;
        for (int i = 0; i < 20; ++i)
            versions.push_back(world.write(i));
        RecordHistory history(world.address, world.records);
        for (const auto& version : versions) {
            history.fetch(version);
            world.clock.run();
        }
        std::size_t kept = 0;
        for (const auto& version : versions)
            kept += history.inspection(version) ? 1 : 0;
        QCOMPARE(kept, RecordHistory::keptInspections);
        QVERIFY(history.inspection(versions.back()));
    }

    void aFailedVersionSaysWhich()
    {
        HistoryWorld world;
        const std::string old = world.write(1);
        failNext(world);
        RecordHistory history(world.address, world.records);
        const QSignalSpy failed(&history, &RecordHistory::versionFailed);
        history.fetch(old);
        world.clock.run();
        QCOMPARE(failed.size(), 1);
        QCOMPARE(failed.first().at(0).toString(), QString::fromStdString(old));
    }

    void theAnswerToAnOldReloadIsDropped()
    {
        HistoryWorld world;
        world.write(1);
        slowDown(world, 200ms);
        RecordHistory history(world.address, world.records);
        const QSignalSpy changed(&history, &RecordHistory::versionsChanged);
        history.reload();
        world.clock.advance(150ms);
        history.reload();
        world.clock.advance(100ms);
        QCOMPARE(changed.size(), 0);
        QVERIFY(history.isLoading());
        world.clock.run();
        QCOMPARE(changed.size(), 1);
    }

    void goingAwayWhileItLoadsIsSafe()
    {
        HistoryWorld world;
        const std::string old = world.write(1);
        slowDown(world, 200ms);
        {
            RecordHistory history(world.address, world.records);
            history.reload();
            history.fetch(old);
            world.clock.advance(50ms);
        }
        world.clock.run();
        QCOMPARE(world.clock.sleeping(), std::size_t{0});
    }
};

PLECTRUM_TEST(TestRecordHistory)

} // namespace tst_record_history

#include "tst_record_history.moc"
