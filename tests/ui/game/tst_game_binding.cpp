// SPDX-License-Identifier: MIT
// A game's code bound to a store: loaded, watched, loaded again; what is edited is checked by it,
// marked and refused; it is remembered.
#include "documents/game/game_binding.h"
#include "documents/record/json_tree_model.h"
#include "game_files.h"
#include "player_window.h"
#include "ui/record/json_tree_view.h"
#include "ui/record/record_panel.h"
#include "ui/save/save_dialog.h"
#include "ui/widgets/message_bar.h"

#include <QCoroTask>

namespace tst_game_binding {

using namespace Qt::StringLiterals;
using namespace plectrum;
using namespace plectrum::ui;

class TestGameBinding : public QObject
{
    Q_OBJECT

private:
    using State = documents::GameBinding::State;
    static MessageBar* bar(const RecordPanel* panel, const QString& name)
    {
        return panel->findChild<MessageBar*>(name);
    }
    static RecordPanel* openFirst(World& world)
    {
        RecordDocument* document = world.workspace->openRecord(
            {store::KeyAddress::Kind::Lyra, "players", "player_0001", "global"});
        [&] { QTRY_VERIFY(isReady(document)); }();
        return world.tabs()->currentPanel();
    }
    static QAction* saveAction(const RecordPanel* panel)
    {
        for (QAction* action : panel->recordActions())
            if (action->objectName() == u"record.save")
                return action;
        qFatal("no action to save");
    }

private slots:
    void loadsAndFollowsTheFiles()
    {
        GameFiles files;
        files.write(u"game.luau"_s, GameFiles::game());
        async::PoolExecutor executor;
        documents::GameBindings games(executor);
        games.bind("players", files.spec());
        const documents::GameBinding* binding = games.of("players");
        QTRY_COMPARE(binding->state(), State::Loaded);
        QCOMPARE(binding->statusText(), u"game.luau: loaded"_s);
        QCOMPARE(games.templateOf("players").value_or(json::Value())["coins"], json::Value(100));
        const json::Value poor = json::Value::object({{"coins", json::Value(5)}});
        QVERIFY(!games.checkOf("players")(poor, std::nullopt));

        files.write(u"game.luau"_s, GameFiles::game("10"));
        QTRY_VERIFY(games.checkOf("players")(poor, std::nullopt).has_value());
        QTRY_COMPARE(binding->state(), State::Loaded);

        files.write(u"game.luau"_s, "return {\nname = 'players',\noops");
        QTRY_COMPARE(binding->state(), State::Failed);
        QVERIFY2(binding->failureText().startsWith(u"game.luau:3: "),
                 qPrintable(binding->failureText()));
        QVERIFY(binding->report().failure->source.find("oops") != std::string::npos);
        // What loaded last goes on checking.
        QVERIFY(games.checkOf("players")(poor, std::nullopt).has_value());

        QVERIFY(QFile::remove(files.path(u"game.luau"_s)));
        QTRY_VERIFY(binding->failureText().contains(u"there is no file"));
        files.write(u"game.luau"_s, GameFiles::game());
        QTRY_COMPARE(binding->state(), State::Loaded);
        QVERIFY(!games.checkOf("players")(poor, std::nullopt));
    }

    void aModuleThatIsRequiredIsWatchedToo()
    {
        GameFiles files;
        files.write(u"least.luau"_s, "return 0");
        QByteArray game = GameFiles::game("require('./least')");
        files.write(u"game.luau"_s, game);
        async::PoolExecutor executor;
        documents::GameBindings games(executor);
        games.bind("players", files.spec());
        QTRY_COMPARE(games.of("players")->state(), State::Loaded);
        files.write(u"least.luau"_s, "return 50");
        const json::Value poor = json::Value::object({{"coins", json::Value(5)}});
        QTRY_VERIFY(games.checkOf("players")(poor, std::nullopt).has_value());
    }

    void pendingStepsComeBeforeTheSchema()
    {
        GameFiles files;
        files.write(
            u"game.luau"_s,
            GameFiles::game("0",
                            "Lyra.MigrationStep.transform('rename', function(data)\n"
                            "data.coins = data.cash + 0 data.cash = nil return data end),"));
        const auto game = documents::LoadedGame::load(files.spec());
        QVERIFY(game->isUsable());
        const json::Value old = json::Value::object({{"cash", json::Value(5)}});
        const std::vector<std::string> none;
        QVERIFY(game->check("players", old, none).passes());
        QCOMPARE(game->check("players", old, none).pendingSteps, std::size_t(1));
        // Without a list all steps count as applied.
        QVERIFY(game->check("players", old, std::nullopt).schemaProblem.has_value());
        const auto failed = game->check("players", json::Value::object(), none);
        QVERIFY(failed.failure.has_value());
        QCOMPARE(failed.failedStep, std::string("rename"));
        QCOMPARE(failed.failure->place.line, 8);
        // Not held against who writes.
        QVERIFY(!documents::LoadedGame::dataCheck(game, "players")(json::Value::object(), none));
    }

    void whatIsEditedIsMarkedAndRefused()
    {
        GameFiles files;
        files.write(u"game.luau"_s, GameFiles::game());
        World world(3);
        world.workspace->games().bind("players", files.spec());
        RecordPanel* panel = openFirst(world);
        QTRY_COMPARE(world.workspace->games().of("players")->state(), State::Loaded);
        const auto made = world.workspace->recordTemplate({.name = "players"});
        const auto* info = world.workspace->games().of("players")->info();
        QCOMPARE(made.data, info->templateData);
        QCOMPARE(made.appliedMigrations, std::optional(info->steps));
        QCOMPARE(world.workspace->recordTemplate({.name = "others"}).data, json::Value::object());
        QTRY_VERIFY(bar(panel, u"record.game"_s)->isHidden());
        RecordDocument* document = panel->document();
        QVERIFY(document->replace(json::Pointer({"coins"}), json::Value(-5)));
        QTRY_VERIFY(bar(panel, u"record.game"_s)->isVisible());
        QVERIFY2(bar(panel, u"record.game"_s)->text().contains(u"number >= 0 expected, got -5"),
                 qPrintable(bar(panel, u"record.game"_s)->text()));
        JsonTreeModel* model = panel->tree()->jsonModel();
        const QModelIndex row = model->indexOf(json::Pointer({"coins"}));
        QVERIFY(row.data(JsonTreeModel::IsProblemHereRole).toBool());
        QVERIFY(row.data(Qt::ToolTipRole).toString().contains(u"got -5"));
        QVERIFY(!model->index(0, 0).data(JsonTreeModel::IsProblemHereRole).toBool());
        // No question: it cannot be written.
        saveAction(panel)->trigger();
        QVERIFY(panel->messageBar()->text().contains(u"the schema of the game refuses"));
        QVERIFY(!panel->findChild<SaveDialog*>());
        QVERIFY(document->replace(json::Pointer({"coins"}), json::Value(7)));
        QTRY_VERIFY(bar(panel, u"record.game"_s)->isHidden());
        QVERIFY(!row.data(JsonTreeModel::IsProblemHereRole).toBool());
        saveAction(panel)->trigger();
        auto* dialog = panel->findChild<SaveDialog*>();
        QVERIFY(dialog);
        emit dialog->confirmed();
        dialog->close();
        QTRY_VERIFY(!document->isModified());
    }

    /// Somebody who is faster than the check, or a merge: the write itself asks.
    void theWriteAsksTheSchema()
    {
        GameFiles files;
        files.write(u"game.luau"_s, GameFiles::game());
        World world(3);
        world.workspace->games().bind("players", files.spec());
        QTRY_COMPARE(world.workspace->games().of("players")->state(), State::Loaded);
        RecordPanel* panel = openFirst(world);
        RecordDocument* document = panel->document();
        QSignalSpy finished(document, &RecordDocument::saveFinished);
        QVERIFY(document->replace(json::Pointer({"coins"}), json::Value(-5)));
        document->save(document->draft());
        QTRY_COMPARE(finished.count(), 1);
        const auto result = finished.front().front().value<editing::SaveResult>();
        QCOMPARE(result.outcome, editing::SaveOutcome::Refused);
        QVERIFY(result.schemaProblem.find("got -5") != std::string::npos);
        QVERIFY(document->isModified());
    }

    void codeThatDoesNotLoadIsToldOnThePage()
    {
        GameFiles files;
        files.write(u"game.luau"_s, "error('not today')");
        World world(3);
        world.workspace->games().bind("players", files.spec());
        RecordPanel* panel = openFirst(world);
        QTRY_VERIFY(bar(panel, u"record.game"_s)->isVisible());
        QVERIFY2(bar(panel, u"record.game"_s)->text().contains(u"game.luau:1: not today"),
                 qPrintable(bar(panel, u"record.game"_s)->text()));
        files.write(u"game.luau"_s, GameFiles::game());
        QTRY_VERIFY(bar(panel, u"record.game"_s)->isHidden());
    }

    void theBindingIsRemembered()
    {
        GameFiles files;
        files.write(u"game.luau"_s, GameFiles::game());
        QTemporaryDir folder;
        Settings settings(folder.filePath(u"settings.ini"_s));
        QVERIFY(!settings.hasGames(u"here"_s));
        documents::GameSpec spec = files.spec();
        spec.project = "a.project.json";
        spec.call = "Service.new()";
        spec.codeStore = "Other";
        spec.gameId = 12;
        settings.setGames(u"here"_s, {{"players", spec}});
        QVERIFY(settings.hasGames(u"here"_s));
        QCOMPARE(settings.games(u"here"_s).at("players"), spec);
        settings.setGames(u"here"_s, {});
        QVERIFY(settings.hasGames(u"here"_s));
        QVERIFY(settings.games(u"here"_s).empty());
    }
};

PLECTRUM_UI_TEST(TestGameBinding)

} // namespace tst_game_binding

#include "tst_game_binding.moc"
