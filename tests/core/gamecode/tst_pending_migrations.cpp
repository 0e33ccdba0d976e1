// SPDX-License-Identifier: MIT
// Pending steps applied ahead of the players: what is written, what is set aside, and that all of
// it can be undone as one.
#include "activity/undo.h"
#include "activity/write_recorder.h"
#include "datastore/guarded_universe.h"
#include "journal/journal_file.h"
#include "lab_world.h"
#include "support/test.h"

#include <QTemporaryDir>

#include <algorithm>

namespace tst_pending_migrations {

using namespace plectrum;
using namespace plectrum::gamecode;

namespace {

struct ApplyWorld : LabWorld
{
    QTemporaryDir folder;
    journal::JournalFile journalFile{folder.filePath(QStringLiteral("journal.db")).toStdString(),
                                     clock, random};
    journal::Journal& journal() { return *journalFile.journal(); }
    activity::WriteRecorder recorder{journalFile.journal(), {"/u", "window", "group", {}}, {}};
    editing::RecordAccess observed = access.observedBy(recorder);

    void lock(const std::string& key, std::chrono::seconds time)
    {
        clock.blockOn(universe.memoryStores()
                          .hashMap("lyra/locks/SamplePlayers")
                          .set(key, json::Value("somebody"), time));
    }
};

} // namespace

class TestPendingMigrations : public QObject
{
    Q_OBJECT

private slots:
    void appliesAndCanBeUndone()
    {
        ApplyWorld world;
        world.putUsualPlayers();
        std::vector<std::string> before;
        const std::vector<std::string> keys{"good_1",    "good_2", "poor",   "empty_bag",
                                            "bad_items", "done",   "no_list"};
        for (const std::string& key : keys)
            before.push_back(world.player(key));
        PendingMigrations pending(world.observed, world.executor, world.random,
                                  world.applyRequest());
        world.clock.blockOn(pending.run());
        const ApplyResults& results = pending.results();
        QCOMPARE(results.count(ApplyOutcome::Migrated), std::size_t(2));
        QCOMPARE(results.count(ApplyOutcome::StepFailed), std::size_t(2));
        QCOMPARE(results.count(ApplyOutcome::Rejected), std::size_t(1));
        QCOMPARE(results.count(ApplyOutcome::UpToDate), std::size_t(2));
        QCOMPARE(results.count(ApplyOutcome::NotWritable), std::size_t(2));
        QCOMPARE(results.problems.size(), std::size_t(5));
        QCOMPARE(pending.progress().done, std::size_t(9));
        for (std::size_t i = 2; i < keys.size(); ++i)
            QCOMPARE(world.player(keys[i]), before[i]);
        const auto migrated = store::parsed(world.player("good_2"));
        QCOMPARE(json::print(migrated["appliedMigrations"]), LabWorld::all());
        const auto& data = migrated["file"]["data"]["committedData"];
        QCOMPARE(data["coins"], json::Value(2));
        // The time is the universe's, not that of a trial.
        QCOMPARE(
            data["joined"].toInteger(),
            std::chrono::floor<std::chrono::seconds>(world.clock.now()).time_since_epoch().count());

        const auto entries = world.journal().group("group");
        QCOMPARE(entries.size(), std::size_t(2));
        QVERIFY(entries[0].detail.starts_with("migration steps addSettings, itemsToObjects"));
        activity::Undo undo(world.journal(), "/u", world.access, {}, "window", {});
        const auto undone = world.clock.blockOn(undo.undoGroup("group", {}));
        QCOMPARE(undone.size(), std::size_t(2));
        for (const activity::UndoResult& each : undone)
            QCOMPARE(each.state, activity::UndoState::Undone);
        for (std::size_t i = 0; i < keys.size(); ++i)
            QCOMPARE(world.player(keys[i]), before[i]);
    }

    void setsLockedKeysAside()
    {
        ApplyWorld world;
        world.putPlayer("a", R"({"coins":1,"items":["sword"]})");
        world.putPlayer("b", R"({"coins":1,"items":["sword"]})");
        world.putPlayer("c", R"({"coins":1,"items":["sword"]})");
        world.lock("a", std::chrono::seconds(30)); // ends meanwhile
        world.lock("b", std::chrono::hours(1));
        PendingMigrations pending(world.observed, world.executor, world.random,
                                  world.applyRequest());
        std::vector<std::size_t> setAside;
        pending.onChanged([&] { setAside.push_back(pending.progress().setAside); });
        world.clock.blockOn(pending.run());
        QCOMPARE(std::ranges::max(setAside), std::size_t(2));
        QCOMPARE(pending.results().count(ApplyOutcome::Migrated), std::size_t(2));
        QCOMPARE(pending.results().count(ApplyOutcome::Locked), std::size_t(1));
        QCOMPARE(pending.results().problems.at(0).key, std::string("b"));
        QCOMPARE(pending.progress().setAside, std::size_t(0));
        QVERIFY(world.player("b").find("\"appliedMigrations\":[]") != std::string::npos);
        QVERIFY(world.clock.now()
                >= async::fromRfc3339("2025-11-26T20:13:20Z") + std::chrono::minutes(2));
    }

    void stopsAndGoesOn()
    {
        ApplyWorld world;
        for (int i = 0; i < 40; ++i)
            world.putPlayer("p" + std::to_string(i), R"({"coins":1,"items":["sword"]})");
        auto request = world.applyRequest();
        request.sideBySide = 3;
        PendingMigrations pending(world.observed, world.executor, world.random, request);
        std::stop_source stop;
        pending.onChanged([&] {
            if (pending.progress().done >= 10)
                stop.request_stop();
        });
        QVERIFY_THROWS_EXCEPTION(async::Cancelled,
                                 world.clock.blockOn(pending.run(stop.get_token())));
        QCOMPARE(pending.progress().phase, ApplyProgress::Phase::Stopped);
        const std::size_t done = pending.progress().done;
        QVERIFY(done >= 10 && done < 40);
        QCOMPARE(world.journal().group("group").size(), done);
        world.clock.blockOn(pending.run());
        QCOMPARE(pending.progress().phase, ApplyProgress::Phase::Done);
        QCOMPARE(pending.results().count(ApplyOutcome::Migrated), std::size_t(40));
        QCOMPARE(world.journal().group("group").size(), std::size_t(40));
    }

    /// A production universe is read-only until it is unlocked; what was not done is done then.
    void theGuardRefuses()
    {
        LabWorld world;
        const auto player = [&](const std::string& key) { return world.player(key); };
        world.putPlayer("a", R"({"coins":1,"items":["sword"]})");
        const std::string before = player("a");
        class Inner final : public datastore::Universe
        {
        public:
            explicit Inner(datastore::Universe& universe)
                : m_universe(universe)
            {
            }
            std::string title() const override { return m_universe.title(); }
            datastore::DataStoreService& dataStores() override { return m_universe.dataStores(); }
            datastore::MemoryStoreService& memoryStores() override
            {
                return m_universe.memoryStores();
            }

        private:
            datastore::Universe& m_universe;
        };
        datastore::GuardedUniverse guarded(std::make_unique<Inner>(world.universe), world.clock);
        const editing::RecordAccess access(guarded, world.clock, world.random, world.executor);
        PendingMigrations pending(access, world.executor, world.random, world.applyRequest());
        QVERIFY_THROWS_EXCEPTION(std::exception, world.clock.blockOn(pending.run()));
        QCOMPARE(pending.progress().phase, ApplyProgress::Phase::Failed);
        QCOMPARE(player("a"), before);
        guarded.guard().unlockFor(std::chrono::hours(1));
        world.clock.blockOn(pending.run());
        QCOMPARE(pending.results().count(ApplyOutcome::Migrated), std::size_t(1));
        QVERIFY(player("a") != before);
    }

    /// The steps run on what is written over, or not at all.
    void somebodyWritesMeanwhile()
    {
        LabWorld world;
        world.putPlayer("a", R"({"coins":1,"items":["sword"]})");
        const auto seen =
            world.clock.blockOn(world.access.inspect({.store = LabWorld::storeName, .key = "a"}));
        world.clock.advance(std::chrono::hours(1));
        world.putPlayer("a", R"({"coins":2,"items":["sword"]})");
        const std::string newest = world.player("a");
        const auto saved = world.clock.blockOn(world.access.replaceInspected(
            {.store = LabWorld::storeName, .key = "a"}, seen, store::parsed(R"({"coins":9})"),
            store::metadataOf(seen), "", {}));
        QCOMPARE(saved.outcome, editing::SaveOutcome::Conflicts);
        QCOMPARE(world.player("a"), newest);
    }

    void aServiceThatFails()
    {
        ApplyWorld world;
        for (int i = 0; i < 40; ++i)
            world.putPlayer("p" + std::to_string(i), R"({"coins":1,"items":["sword"]})");
        mock::FaultPlan plan;
        auto failure = store::failureOf(mock::Op::Set, datastore::ErrorKind::TooLarge, "105: no",
                                        LabWorld::records);
        failure.times = 3;
        plan.failures.push_back(failure);
        world.universe.setFaultPlan(plan);
        PendingMigrations pending(world.observed, world.executor, world.random,
                                  world.applyRequest());
        world.clock.blockOn(pending.run());
        QCOMPARE(pending.results().count(ApplyOutcome::WriteFailed), std::size_t(3));
        QCOMPARE(pending.results().count(ApplyOutcome::Migrated), std::size_t(37));
    }
};

PLECTRUM_TEST(TestPendingMigrations)

} // namespace tst_pending_migrations

#include "tst_pending_migrations.moc"
