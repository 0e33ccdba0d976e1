// SPDX-License-Identifier: MIT
// The sample game fits the players of the demo universe: one step fails, by one line, and once that
// is mended nothing does.
#include "demo/demo_universe.h"
#include "demo/sample_game.h"
#include "gamecode/migration_lab.h"
#include "mock/universe.h"
#include "support/test.h"

#include <QTemporaryDir>

#include <algorithm>
#include <fstream>
#include <iterator>

namespace tst_sample_game {

using namespace plectrum;
using namespace Qt::StringLiterals;

namespace {

std::string textOf(const std::filesystem::path& path)
{
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// As its README says.
void mend(const std::filesystem::path& path)
{
    std::string text = textOf(path);
    const std::string wrong = "data.favourite = data.inventory[1].kind";
    const auto at = text.find(wrong);
    QVERIFY(at != std::string::npos);
    text.replace(at, wrong.size(),
                 "local first = data.inventory[1]\nif first then data.favourite = first.kind end");
    std::ofstream(path) << text;
}

} // namespace

class TestSampleGame : public QObject
{
    Q_OBJECT

private slots:
    void writesWhatIsNotThere()
    {
        const QTemporaryDir folder;
        const auto demo = folder.filePath(u"data/demo.plectrum"_s).toStdString();
        const auto game = app::writeSampleGame(app::sampleGameFolder(demo));
        QCOMPARE(game.folder,
                 std::filesystem::path(folder.path().toStdString()) / "data" / "sample-game");
        for (const auto& path : {game.project, game.configuration, game.migrations})
            QVERIFY2(std::filesystem::is_regular_file(path), path.c_str());
        std::ofstream(game.migrations) << "mine";
        std::filesystem::remove(game.project);
        app::writeSampleGame(game.folder);
        QCOMPARE(textOf(game.migrations), std::string("mine"));
        QVERIFY(std::filesystem::exists(game.project));
    }

    void oneStepFailsUntilItIsMended()
    {
        const QTemporaryDir folder;
        const auto game = app::writeSampleGame(folder.path().toStdString());
        async::SimClock clock(app::demoStart());
        mock::Universe universe(clock, async::Random(1));
        app::makeDemo(universe, clock);
        async::Random random(2);
        async::InlineExecutor executor;
        const editing::RecordAccess access(universe, clock, random, executor);
        gamecode::MigrationLab lab(access, executor);
        const gamecode::LabRequest request{
            .store = "PlayerData", .configuration = {.file = game.configuration}, .maxRuns = 1};

        const auto preview = clock.blockOn(lab.preview(request));
        QCOMPARE(preview.upToDate, std::size_t(0));
        QVERIFY(preview.groups.size() >= 3); // players of three releases
        QVERIFY(preview.warnings.empty());

        clock.blockOn(lab.run(request));
        const gamecode::LabResults& results = lab.results();
        QCOMPARE(results.code.missing.size(), std::size_t(0));
        QCOMPARE(results.failures.size(), std::size_t(1));
        const gamecode::FailureGroup& failure = results.failures.front();
        QCOMPARE(results.steps.at(failure.step.value()).name, std::string("favourite-item"));
        QCOMPARE(failure.failure.script, std::string("src/server/PlayerData/Migrations.luau"));
        const std::string line = "data.favourite = data.inventory[1].kind";
        const std::string text = textOf(game.migrations);
        QCOMPARE(failure.failure.line,
                 int(std::ranges::count(text.substr(0, text.find(line)), '\n')) + 1);
        QVERIFY(results.failed > 20 && results.failed < results.records / 2);
        QVERIFY2(results.rejected == 0,
                 results.rejections.empty() ? "" : results.rejections[0].failure.text.c_str());

        mend(game.migrations);
        clock.blockOn(lab.run(request));
        QVERIFY(lab.results().isGood());
        QVERIFY(lab.results().migrated > 4'900);
        for (const gamecode::StepResult& step : lab.results().steps) {
            QVERIFY2(step.traits.notIdempotent.empty(), step.name.c_str());
            QVERIFY2(!step.traits.failsOnTemplate, step.name.c_str());
        }
    }
};

PLECTRUM_TEST(TestSampleGame)

} // namespace tst_sample_game

#include "tst_sample_game.moc"
