// SPDX-License-Identifier: MIT
// The migration lab over records that pass, fail, are rejected or are none: what it counts, what it
// keeps, that it writes nothing.
#include "async/pool_executor.h"
#include "async/task_owner.h"
#include "gamecode/lab_tally.h"
#include "lab_world.h"
#include "support/test.h"

#include <QTemporaryDir>

#include <algorithm>
#include <map>

namespace tst_migration_lab {

using namespace plectrum;
using namespace plectrum::gamecode;

namespace {

const ChangeCount* changeOf(const StepResult& step, ChangeClass kind)
{
    const auto found = std::ranges::find(step.changes, kind, &ChangeCount::kind);
    return found == step.changes.end() ? nullptr : &*found;
}

std::string told(const HistoryWarning& warning)
{
    constexpr const char* names[] = {"removed", "newer", "reordered", "inserted", "changed"};
    return std::string(names[static_cast<int>(warning.problem)]) + " " + warning.step + " "
        + warning.other + " " + std::to_string(warning.records);
}

} // namespace

class TestMigrationLab : public QObject
{
    Q_OBJECT

private slots:
    void tellsBeforeItRuns()
    {
        LabWorld world;
        world.putUsualPlayers();
        world.putPlayer("half", R"({"coins":1,"items":[]})", R"(["addSettings"])");
        MigrationLab lab(world.access, world.executor);
        const auto preview = world.clock.blockOn(lab.preview(world.request()));
        QCOMPARE(preview.records, std::size_t(10));
        QCOMPARE(preview.pending, std::size_t(6));
        QCOMPARE(preview.upToDate, std::size_t(2));
        QCOMPARE(preview.withoutList, std::size_t(1));
        QCOMPARE(preview.pendingOfStep, (std::vector<std::size_t>{5, 6, 6, 6, 6, 6}));
        QCOMPARE(preview.groups.size(), std::size_t(2));
        QCOMPARE(preview.groups[0].records, std::size_t(5));
        QCOMPARE(preview.groups[1].keys, std::vector<std::string>{"half"});
        QCOMPARE(preview.skipped.count(SkipReason::NotLyra), std::size_t(1));
        QCOMPARE(preview.skipped.count(SkipReason::NoData), std::size_t(1));
        QCOMPARE(preview.code.stepNames.front(), std::string("addSettings"));
        QVERIFY(preview.code.script.ends_with("init.luau"));
        QVERIFY(preview.code.files.size() > 4);
    }

    void triesEveryPendingStep()
    {
        LabWorld world;
        world.putUsualPlayers();
        const std::string before = world.everything();
        MigrationLab lab(world.access, world.executor);
        world.clock.blockOn(lab.run(world.request()));
        QCOMPARE(world.everything(), before);
        const LabResults& results = lab.results();
        QCOMPARE(lab.progress().phase, LabProgress::Phase::Done);
        QCOMPARE(lab.progress().total, std::optional<std::size_t>(9));
        QCOMPARE(results.records, std::size_t(9));
        QCOMPARE(results.migrated, std::size_t(3));
        QCOMPARE(results.upToDate, std::size_t(2));
        QCOMPARE(results.failed, std::size_t(2));
        QCOMPARE(results.rejected, std::size_t(1));
        QVERIFY(!results.isGood());
        const StepResult& items = results.steps[1];
        QCOMPARE(items.applied, std::size_t(4));
        QCOMPARE(items.failed, std::size_t(1));
        QCOMPARE(items.alreadyApplied, std::size_t(2));
        QCOMPARE(results.steps[5].notReached, std::size_t(1));
        QVERIFY(items.size.after > items.size.before);
        QCOMPARE(results.skipped.total(), std::size_t(2));
    }

    void groupsFailuresByTheirMessage()
    {
        LabWorld world;
        world.putUsualPlayers();
        world.putPlayer("empty_bag_2", R"({"coins":5,"items":[]})");
        MigrationLab lab(world.access, world.executor);
        std::vector<std::string> toldAtOnce;
        lab.onNewFailure(
            [&](const FailureGroup& group) { toldAtOnce.push_back(group.failure.text); });
        world.clock.blockOn(lab.run(world.request()));
        const LabResults& results = lab.results();
        QCOMPARE(results.failures.size(), std::size_t(2));
        const auto bag =
            std::ranges::find(results.failures, std::optional<std::size_t>(5), &FailureGroup::step);
        QVERIFY(bag != results.failures.end());
        QCOMPARE(bag->records, std::size_t(2));
        QCOMPARE(bag->keys, (std::vector<std::string>{"empty_bag", "empty_bag_2"}));
        QCOMPARE(bag->failure.script, std::string("src/server/PlayerData/Migrations/init.luau"));
        QCOMPARE(bag->failure.line, 23);
        QCOMPARE(results.rejections.size(), std::size_t(1));
        QCOMPARE(results.rejections[0].keys, std::vector<std::string>{"poor"});
        QVERIFY(!results.rejections[0].step);
        QCOMPARE(toldAtOnce.size(), std::size_t(3));
    }

    void findsTheTraitsOfSteps()
    {
        LabWorld world;
        world.putUsualPlayers();
        MigrationLab lab(world.access, world.executor);
        world.clock.blockOn(lab.run(world.request()));
        const auto& steps = lab.results().steps;
        QVERIFY(steps[0].traits.examined > 0 && steps[0].traits.notIdempotent.empty());
        QVERIFY(!steps[4].traits.timeOrChance.empty()); // rememberWhen
        QVERIFY(!steps[5].traits.notIdempotent.empty()); // countItems
        QVERIFY(!steps[5].traits.failsOnTemplate);
    }

    void countsChangesByClass()
    {
        const QTemporaryDir folder;
        LabWorld world;
        world.putPlayer("a", R"({"coins":3,"bag":{"x":1},"hat":null})");
        world.putPlayer("b", R"({"coins":5,"bag":{},"hat":1})");
        auto request = world.request();
        request.configuration =
            writeGame(folder.path().toStdString(),
                      "Step.transform('first', function(d) d.bag = {} return d end),\n"
                      "Step.transform('second', function(d) d.coins /= 2 d.slots = {[7] = 1} "
                      "return d end)");
        MigrationLab lab(world.access, world.executor);
        world.clock.blockOn(lab.run(request));
        const auto& steps = lab.results().steps;
        QCOMPARE(steps[0].changes.size(), std::size_t(2));
        QCOMPARE(changeOf(steps[0], ChangeClass::MapToList)->records, std::size_t(2));
        QCOMPARE(changeOf(steps[0], ChangeClass::NullToAbsent)->samples.at(0).key,
                 std::string("a"));
        QCOMPARE(changeOf(steps[1], ChangeClass::IntegerToFraction)->records, std::size_t(2));
        QCOMPARE(
            changeOf(steps[1], ChangeClass::IntegerToFraction)->samples.at(0).pointer.toString(),
            std::string("/coins"));
        QCOMPARE(changeOf(steps[1], ChangeClass::NumberKeysToTexts)->places, std::size_t(2));
        QVERIFY(!changeOf(steps[1], ChangeClass::MapToList));
    }

    /// One call for the one step that is pending finds what each step apart would.
    void oneStepIsAsSeveral()
    {
        const QTemporaryDir folder;
        LabWorld world;
        world.putPlayer("a", R"({"coins":3})", R"(["nothing"])");
        world.putPlayer("b", R"({"coins":3})");
        world.putPlayer("c", R"({"coins":"x"})", R"(["nothing"])");
        world.putPlayer("d", R"({"coins":"x"})");
        auto request = world.request();
        request.configuration = writeGame(
            folder.path().toStdString(),
            "Step.transform('nothing', function(d) return d end),\n"
            "Step.transform('halve', function(d) d.coins /= 2 d.slots = {[7] = 1} return d end)");
        MigrationLab lab(world.access, world.executor);
        world.clock.blockOn(lab.run(request));
        const auto& halve = lab.results().steps[1];
        QCOMPARE(halve.applied, std::size_t(2));
        QCOMPARE(halve.failed, std::size_t(2));
        QCOMPARE(halve.size.before % 2, std::uint64_t(0));
        QCOMPARE(halve.size.after % 2, std::uint64_t(0));
        for (const ChangeCount& change : halve.changes)
            QCOMPARE(change.records, std::size_t(2));
        QCOMPARE(lab.results().failures.size(), std::size_t(1));
        QCOMPARE(lab.results().failures[0].records, std::size_t(2));
    }

    void warnsOfClassicMistakes()
    {
        const QTemporaryDir folder;
        LabWorld world;
        world.putPlayer("newer", "{}", R"(["a","b","c","d"])");
        world.putPlayer("removed", "{}", R"(["a","old","b"])");
        world.putPlayer("order", R"({"level":1})", R"(["b","a"])");
        world.putPlayer("later", R"({"level":1})", R"(["a","c"])");
        auto request = world.request();
        request.configuration = writeGame(
            folder.path().toStdString(),
            "Step.addFields('a', {level = 1}), Step.transform('b', function(d) return d end),\n"
            "Step.transform('c', function(d) return d end)",
            "function() return true end", "{level = 1}");
        MigrationLab lab(world.access, world.executor);
        const auto preview = world.clock.blockOn(lab.preview(request));
        std::string all;
        for (const HistoryWarning& warning : preview.warnings)
            all += told(warning) + "\n";
        QCOMPARE(all,
                 std::string("changed a /level 2\nreordered b a 1\ninserted b c 1\nnewer d  1\n"
                             "removed old  1\n"));
        world.clock.blockOn(lab.run(request));
        QCOMPARE(lab.results().warnings, preview.warnings);
        QCOMPARE(preview.warnings[0].keys, (std::vector<std::string>{"newer", "removed"}));
    }

    void choosesKeys()
    {
        LabWorld world;
        for (int i = 0; i < 600; ++i)
            world.putPlayer("p" + std::to_string(i), R"({"coins":1,"items":["sword"]})");
        world.putPlayer("done", R"({"coins":1,"items":[],"level":1,"settings":{"music":true}})",
                        LabWorld::all());
        MigrationLab lab(world.access, world.executor);
        auto request = world.request();
        request.keys = {.kind = KeySelection::Kind::Sample, .sampleSize = 20, .seed = 7};
        world.clock.blockOn(lab.run(request));
        QCOMPARE(lab.results().records, std::size_t(20));
        const auto first = lab.results().steps[0].keys;
        world.clock.blockOn(lab.run(request));
        QCOMPARE(lab.results().steps[0].keys, first);
        request.keys.seed = 8;
        world.clock.blockOn(lab.run(request));
        QVERIFY(lab.results().steps[0].keys != first);
        request.keys = {.kind = KeySelection::Kind::Listed, .keys = {"p1", "p1", "nobody"}};
        world.clock.blockOn(lab.run(request));
        QCOMPARE(lab.results().records, std::size_t(2));
        QCOMPARE(lab.results().skipped.count(SkipReason::Absent), std::size_t(1));
        request.keys = {.kind = KeySelection::Kind::All, .prefix = "p59"};
        world.clock.blockOn(lab.run(request));
        QCOMPARE(lab.results().records, std::size_t(11));
        request.keys = {.kind = KeySelection::Kind::Pending};
        world.clock.blockOn(lab.run(request));
        QCOMPARE(lab.results().upToDate, std::size_t(1));
        QCOMPARE(lab.results().migrated, std::size_t(600));
    }

    void showsARecordStepByStep()
    {
        LabWorld world;
        world.putUsualPlayers();
        MigrationLab lab(world.access, world.executor);
        QVERIFY_THROWS_EXCEPTION(std::logic_error, world.clock.blockOn(lab.tryRecord("good_1")));
        world.clock.blockOn(lab.run(world.request()));
        const auto good = world.clock.blockOn(lab.tryRecord("good_1"));
        QVERIFY(good.hasList && good.applied.empty() && !good.skipped);
        QCOMPARE(good.report.steps[1].after["items"].at(0)["kind"], json::Value("sword"));
        QCOMPARE(good.report.steps[2].before, good.report.steps[1].after);
        const auto bad = world.clock.blockOn(lab.tryRecord("empty_bag"));
        QCOMPARE(bad.report.steps[5].failure.line, 23);
        const auto none = world.clock.blockOn(lab.tryRecord("message"));
        QCOMPARE(none.skipped.value().reason, SkipReason::NotLyra);
    }

    void dataThatLuauCannotHold()
    {
        LabWorld world;
        world.putPlayer("big", R"({"coins":9007199254740993,"items":["sword"]})");
        world.putPlayer("big_done", R"({"coins":9007199254740993})", LabWorld::all());
        MigrationLab lab(world.access, world.executor);
        world.clock.blockOn(lab.run(world.request()));
        QCOMPARE(lab.results().failed, std::size_t(1));
        QCOMPARE(lab.results().failures.at(0).failure.pointer, std::string("/coins"));
        QCOMPARE(lab.results().rejected, std::size_t(1));
    }

    void codeThatDoesNotLoad()
    {
        const QTemporaryDir folder;
        LabWorld world;
        auto request = world.request();
        request.configuration = writeGame(folder.path().toStdString(), "error('no')");
        MigrationLab lab(world.access, world.executor);
        QVERIFY_THROWS_EXCEPTION(luau::LoadError, world.clock.blockOn(lab.run(request)));
        QCOMPARE(lab.progress().phase, LabProgress::Phase::Failed);
        request = world.request();
        request.configuration.store = "Nobody";
        QVERIFY_THROWS_EXCEPTION(luau::Error, world.clock.blockOn(lab.preview(request)));
    }

    void stops()
    {
        LabWorld world;
        for (int i = 0; i < 300; ++i)
            world.putPlayer("p" + std::to_string(i), R"({"coins":1,"items":["sword"]})");
        MigrationLab lab(world.access, world.executor);
        std::stop_source stop;
        lab.onChanged([&] {
            if (lab.results().records >= 100)
                stop.request_stop();
        });
        QVERIFY_THROWS_EXCEPTION(async::Cancelled,
                                 world.clock.blockOn(lab.run(world.request(), stop.get_token())));
        QCOMPARE(lab.progress().phase, LabProgress::Phase::Stopped);
        QVERIFY(lab.results().records >= 100 && lab.results().records < 300);
    }

    /// Several threads find what one finds, and what is kept does not grow with the records.
    void sideBySide()
    {
        LabWorld world;
        constexpr int count = 2000;
        for (int i = 0; i < count; ++i) {
            const std::string items = i % 4 == 0 ? "[]" : R"(["sword"])";
            world.putPlayer("p" + std::to_string(i),
                            R"({"coins":3,"hat":null,"items":)" + items + "}");
        }
        MigrationLab alone(world.access, world.executor);
        world.clock.blockOn(alone.run(world.request()));

        async::EventLoopClock clock;
        async::PoolExecutor workers;
        const editing::RecordAccess access(world.universe, clock, world.random, workers);
        MigrationLab lab(access, workers);
        std::size_t looks = 0;
        lab.onChanged([&] { ++looks; });
        bool isDone = false;
        async::TaskOwner owner([](const std::exception_ptr&) { QFAIL("it failed"); });
        auto request = world.request();
        request.maxRuns = 3;
        request.slowFrom = std::chrono::hours(1); // none is slow, however busy the machine
        owner.start(runAndTell(&lab, request, &isDone));
        QVERIFY(test::waitFor([&] { return isDone; }));

        const LabResults& results = lab.results();
        QCOMPARE(results.records, std::size_t(count));
        QCOMPARE(results.failed, std::size_t(count / 4));
        QCOMPARE(results.migrated, alone.results().migrated);
        for (std::size_t i = 0; i < results.steps.size(); ++i) {
            const StepResult& step = results.steps[i];
            QCOMPARE(step.applied, alone.results().steps[i].applied);
            // The time that rememberWhen notes may be of another length, but not in a run.
            QCOMPARE(step.size.before, alone.results().steps[i].size.before);
            QVERIFY(step.keys.size() <= lab_limits::sampleKeys);
            for (const ChangeCount& change : step.changes)
                QVERIFY(change.samples.size() <= lab_limits::sampleKeys);
        }
        QCOMPARE(results.failures.size(), std::size_t(1));
        QCOMPARE(results.failures[0].keys.size(), std::size_t(count / 4));
        QVERIFY(results.largest.size() <= lab_limits::topRecords);
        QVERIFY(results.mostGrown.size() <= lab_limits::topRecords);
        QVERIFY(looks < count);
    }

    /// Messages that differ in each record are told by their place.
    void manyMessages()
    {
        FailureGroups groups;
        std::vector<FailureGroup> list;
        for (int i = 0; i < 5000; ++i) {
            groups.add(list, 2, {.script = "a", .line = 5, .text = "no " + std::to_string(i)},
                       "k" + std::to_string(i));
        }
        QCOMPARE(list.size(), lab_limits::groups + 1);
        QCOMPARE(list.back().records, 5000 - lab_limits::groups);
        QCOMPARE(list.back().failure.line, 5);
    }

private:
    static async::Task<void> runAndTell(MigrationLab* lab, LabRequest request, bool* isDone)
    {
        co_await lab->run(std::move(request));
        *isDone = true;
    }
};

PLECTRUM_TEST(TestMigrationLab)

} // namespace tst_migration_lab

#include "tst_migration_lab.moc"
