// SPDX-License-Identifier: MIT
// What players would see: a key loaded on a copy, with the log of it, and nothing written.
#include "gamecode/load_trial.h"
#include "lab_world.h"
#include "support/test.h"

#include <QTemporaryDir>

#include <algorithm>

namespace tst_load_trial {

using namespace plectrum;
using namespace plectrum::gamecode;

namespace {

bool hasLine(const LoadTrial& trial, LoadTrialLine::Source source, std::string_view text)
{
    return std::ranges::any_of(trial.lines, [&](const LoadTrialLine& line) {
        return line.source == source && line.text.find(text) != std::string::npos;
    });
}

LoadTrial load(LabWorld& world, const std::string& key, Configuration configuration = sampleGame())
{
    return world.clock.blockOn(tryLoad(
        world.access, &world.executor,
        {.store = LabWorld::storeName, .configuration = std::move(configuration), .key = key}));
}

} // namespace

class TestLoadTrial : public QObject
{
    Q_OBJECT

private slots:
    void migratesACopy()
    {
        LabWorld world;
        world.putUsualPlayers();
        const std::string before = world.everything();
        const LoadTrial trial = load(world, "good_2");
        QCOMPARE(world.everything(), before);
        QVERIFY(!world.clock.blockOn(
            world.access.probeLockActive({.store = LabWorld::storeName, .key = "good_2"})));
        QCOMPARE((*trial.data)["coins"], json::Value(2));
        QCOMPARE(trial.applied.size(), std::size_t(6));
        QVERIFY(!trial.isLocked && !trial.isNew && !trial.schemaProblem);
        QVERIFY(hasLine(trial, LoadTrialLine::Source::Store, "lock acquired successfully"));
        QVERIFY(
            hasLine(trial, LoadTrialLine::Source::Trial, "migration step applied: itemsToObjects"));
    }

    void tellsWhyALoadFails()
    {
        LabWorld world;
        world.putUsualPlayers();
        const LoadTrial trial = load(world, "empty_bag");
        QVERIFY(!trial.data);
        QVERIFY2(trial.error.starts_with("Failed migration step 'countItems': "
                                         "src/server/PlayerData/Migrations/init.luau:23: "),
                 trial.error.c_str());
        QVERIFY(hasLine(trial, LoadTrialLine::Source::Store, "failed to apply migration step"));
    }

    /// The library lets such a player in.
    void tellsWhatTheSchemaWouldSay()
    {
        LabWorld world;
        world.putUsualPlayers();
        const LoadTrial trial = load(world, "poor");
        QVERIFY(trial.data.has_value());
        QVERIFY(trial.schemaProblem.has_value());
        QVERIFY(hasLine(trial, LoadTrialLine::Source::Trial, "the library does not ask"));
    }

    void newKeysBeginWithTheTemplate()
    {
        LabWorld world;
        const LoadTrial trial = load(world, "nobody");
        QVERIFY(trial.isNew);
        QCOMPARE((*trial.data)["items"].at(0)["kind"], json::Value("sword"));
        QCOMPARE(world.player("nobody"), std::string("absent"));
    }

    void tellsOfALock()
    {
        LabWorld world;
        world.putUsualPlayers();
        world.clock.blockOn(world.universe.memoryStores()
                                .hashMap("lyra/locks/SamplePlayers")
                                .set("good_1", json::Value("x"), std::chrono::hours(1)));
        const LoadTrial trial = load(world, "good_1");
        QVERIFY(trial.isLocked && trial.data);
        QVERIFY(hasLine(trial, LoadTrialLine::Source::Trial, "holds the lock"));
    }

    /// The import asks for one entry after the other; what it writes is the copy's.
    void importsFromCopies()
    {
        const QTemporaryDir folder;
        LabWorld world;
        world.put("Old", "index", R"({"key":"where"})");
        world.put("Old", "where", R"({"coins":70})");
        const std::string before = world.everything();
        Configuration configuration;
        configuration.file = std::filesystem::path(folder.path().toStdString()) / "config.luau";
        std::ofstream(configuration.file)
            << "local old = game:GetService('DataStoreService'):GetDataStore('Old')\n"
               "local Step = require('Lyra').MigrationStep\n"
               "return require('Lyra').createStore({name = 'SamplePlayers', template = {coins = "
               "0},\n"
               "schema = function(data) return type(data.coins) == 'number' end,\n"
               "migrationSteps = {Step.transform('more', function(d) d.coins += 1 return d end)},\n"
               "importLegacyData = function(key)\n"
               "local index = old:GetAsync('index')\n"
               "if not index then return nil end\n"
               "print('found ' .. index.key)\n"
               "old:SetAsync('taken', key)\n"
               "return old:GetAsync(index.key)\nend})\n";
        const LoadTrial trial = load(world, "newcomer", configuration);
        QCOMPARE(world.everything(), before);
        QVERIFY2(trial.data.has_value(), trial.error.c_str());
        QCOMPARE((*trial.data)["coins"], json::Value(71));
        QVERIFY(hasLine(trial, LoadTrialLine::Source::Trial, "reads a copy of Old/index"));
        QVERIFY(hasLine(trial, LoadTrialLine::Source::Game, "found where"));
    }

    /// As in the game, the steps of one load work on one table.
    void numberKeysStayNumbersBetweenSteps()
    {
        const QTemporaryDir folder;
        LabWorld world;
        world.putPlayer("a", R"({"coins":1})");
        const Configuration configuration = writeGame(
            folder.path().toStdString(),
            "Step.transform('make', function(d) d.slots = {[7] = 'x'} return d end),\n"
            "Step.addFields('between', {level = 1}),\n"
            "Step.transform('use', function(d) d.coins = if d.slots[7] == 'x' then 50 else 0 "
            "return d end)");
        const LoadTrial trial = load(world, "a", configuration);
        QVERIFY2(trial.data.has_value(), trial.error.c_str());
        QCOMPARE((*trial.data)["coins"], json::Value(50));
        QCOMPARE((*trial.data)["level"], json::Value(1));
    }
};

PLECTRUM_TEST(TestLoadTrial)

} // namespace tst_load_trial

#include "tst_load_trial.moc"
