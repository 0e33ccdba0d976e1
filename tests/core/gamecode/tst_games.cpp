// SPDX-License-Identifier: MIT
// Games as they are (tests/data/games, each with a README of its pattern and the right result): all
// load, and mean what they mean in the engine.
#include "async/sim_clock.h"
#include "gamecode/game_services.h"
#include "gamecode/store_config.h"
#include "json/parser.h"
#include "json/printer.h"
#include "luau/game_code.h"
#include "support/test.h"

#include <filesystem>
#include <functional>

namespace tst_games {

using namespace plectrum;
using json::Value;
using namespace Qt::StringLiterals;

namespace {

std::filesystem::path game(const std::string& file)
{
    return std::filesystem::path(PLECTRUM_TESTS_DIR "/data/games") / file;
}

Value parsed(const std::string& text)
{
    return json::parse(text).value();
}

QString missingIn(const luau::GameCode& code)
{
    QStringList all;
    for (const luau::Missing& one : code.missing())
        all += QString::fromStdString(one.what);
    return all.join(u", "_s);
}

/// But for packages, which are on no disk here.
QString problemsIn(const luau::GameCode& code)
{
    QStringList all;
    for (const luau::ProjectProblem& one : code.problems())
        if (one.path.filename() != "Packages" || !one.text.starts_with("is not there"))
            all += QString::fromStdString(one.path.filename().string() + ": " + one.text);
    return all.join(u", "_s);
}

std::string schemaProblem(luau::GameCode& code, const std::string& data)
{
    return code.schemaProblem(code.stores().at(0), parsed(data));
}

} // namespace

class TestGames : public QObject
{
    Q_OBJECT

private slots:
    void load_data()
    {
        QTest::addColumn<QString>("entry");
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("forPlayers");
        QTest::addColumn<QString>("templateText");
        QTest::addColumn<int>("callbacks");
        const auto row = [](const char* entry, const char* name, bool forPlayers,
                            const char* templateText, int callbacks = 0) {
            QTest::newRow(entry) << QString::fromUtf8(entry) << QString::fromUtf8(name)
                                 << forPlayers << QString::fromUtf8(templateText) << callbacks;
        };
        row("01-wally-split/src/server/DataService.luau", "Profile-Sample", true, "", 1);
        row("02-rbxts-import/out/server/stores/player-data/init.luau", "Production", true,
            R"({"Cash":500,"Passes":[]})", 1);
        row("04-lyra-mocks/src/server/Store.luau", "PlayerData", true,
            R"({"clicks":0,"money":{"coins":0}})");
        row("05-string-requires/src/server/Data/init.luau", "player_data_v2", true,
            R"({"aim":0.5,"hip":1})");
        row("07-players-loop/src/server/Store.luau", "Looped", true, R"({"coins":0})");
        row("08-network-and-heartbeat/src/server/DataLoader.luau", "Networked", true, R"({"xp":0})",
            1);
        row("10-engine-data-modules/src/server/Store.luau", "Items", true, "");
        row("12-import-legacy/src/server/Store.luau", "Moved", true, "");
        row("13-plain-steps/src/server/Store.luau", "Plain", true, R"({"coins":0,"gems":0})");
        row("16-rojo-extras/src/server/Store.luau", "Rojo_3", true, "");
        row("30-rojo-large/src/server/Data/init.luau", "Profiles", true,
            R"({"coins":100,"items":[],"stats":{"level":1,"experience":0},"zone":"Meadow"})", 2);
        row("31-rbxts-large/out/server/store/index.luau", "Save_v4", true,
            R"({"inventory":[],"day":0})", 1);
    }
    void load()
    {
        QFETCH(QString, entry);
        QFETCH(QString, name);
        QFETCH(bool, forPlayers);
        QFETCH(QString, templateText);
        QFETCH(int, callbacks);
        luau::GameCode code(game(entry.toStdString()), {}, {});
        QCOMPARE(code.stores().size(), std::size_t(1));
        const luau::GameStore& store = code.stores()[0];
        QCOMPARE(QString::fromStdString(store.name), name);
        QCOMPARE(store.forPlayers, forPlayers);
        QCOMPARE(int(store.changedCallbacks.size()), callbacks);
        QVERIFY(!store.script.empty() && store.line > 0);
        if (!templateText.isEmpty())
            QCOMPARE(store.templateData, parsed(templateText.toStdString()));
        QCOMPARE(problemsIn(code), QString());
    }

    void passesOfAWallyGame()
    {
        luau::GameCode code(game("01-wally-split/src/server/DataService.luau"), {}, {});
        QCOMPARE(schemaProblem(code, R"({"Spent":0,"Passes":[11],"Bag":{}})"), std::string());
        QVERIFY(!schemaProblem(code, R"({"Spent":0,"Passes":[12],"Bag":{}})").empty());
        QVERIFY2(missingIn(code).contains(u"Signal"_s), qPrintable(missingIn(code)));
    }

    void setsOfRobloxTs()
    {
        luau::GameCode code(game("02-rbxts-import/out/server/stores/player-data/init.luau"), {},
                            {});
        QCOMPARE(schemaProblem(code, R"({"Cash":1,"Passes":{"Starter":true}})"), std::string());
        QVERIFY(!schemaProblem(code, R"({"Cash":1,"Passes":{"Starter":1}})").empty());
    }

    void storesThatAreCreatedLater()
    {
        const auto entry = game("03-rbxts-service-class/out/server/services/data.luau");
        luau::GameCode code(entry, {}, {});
        QCOMPARE(code.stores().size(), std::size_t(0));
        QCOMPARE(code.creators().size(), std::size_t(1));
        QCOMPARE(code.creators()[0].call, std::string("DataService.new()"));
        QCOMPARE(code.creators()[0].script, std::string("out/server/services/data.luau"));
        luau::GameCode called(entry, {}, {}, {}, code.creators()[0].call);
        QCOMPARE(called.stores().size(), std::size_t(1));
        QCOMPARE(called.stores()[0].name, std::string("PlayerStore"));
        QCOMPARE(called.stores()[0].changedCallbacks.size(), std::size_t(1));
    }

    void librariesOfOursAreNotMissing()
    {
        luau::GameCode code(game("07-players-loop/src/server/Store.luau"), {}, {});
        QCOMPARE(missingIn(code), QString());
    }

    void nothingIsMissingOfStringRequires()
    {
        luau::GameCode code(game("05-string-requires/src/server/Data/init.luau"), {}, {});
        QCOMPARE(missingIn(code), QString());
    }

    void keysOfDataModules()
    {
        luau::GameCode code(game("10-engine-data-modules/src/server/Store.luau"), {}, {});
        QCOMPARE(schemaProblem(code, R"({"owned":{"Sword":1},"rarity":"Rare"})"), std::string());
        QVERIFY(!schemaProblem(code, R"({"owned":{"Axe":1},"rarity":"Rare"})").empty());
    }

    void schemasOfLargeGames_data()
    {
        QTest::addColumn<QString>("entry");
        QTest::addColumn<QByteArray>("right");
        QTest::addColumn<QByteArray>("wrong");
        QTest::newRow("Rojo and Wally")
            << u"30-rojo-large/src/server/Data/init.luau"_s
            << QByteArray(R"({"coins":1,"items":{"Sword":1,"Longbow":2},"zone":"Harbour",)"
                          R"("stats":{"level":60,"experience":0}})")
            << QByteArray(R"({"coins":1,"items":{"Spoon":1},"zone":"Harbour",)"
                          R"("stats":{"level":60,"experience":0}})");
        QTest::newRow("roblox-ts") << u"31-rbxts-large/out/server/store/index.luau"_s
                                   << QByteArray(R"({"inventory":{"sword_1":2},"day":3})")
                                   << QByteArray(R"({"inventory":{"sword_99":2},"day":3})");
    }
    void schemasOfLargeGames()
    {
        QFETCH(QString, entry);
        QFETCH(QByteArray, right);
        QFETCH(QByteArray, wrong);
        luau::GameCode code(game(entry.toStdString()), {}, {});
        QVERIFY(code.files().size() >= 30);
        QCOMPARE(schemaProblem(code, right.toStdString()), std::string());
        QVERIFY(!schemaProblem(code, wrong.toStdString()).empty());
        for (const luau::Missing& one : code.missing())
            QVERIFY2(!one.script.empty() && one.line > 0, one.what.c_str());
    }

    void importsFromTheOldStore()
    {
        async::SimClock clock;
        mock::Universe universe(clock, async::Random(1));
        clock.blockOn(
            universe.dataStores().dataStore("OldPlayers").set("Player_7", parsed(R"({"Cash":5})")));
        luau::GameCode code(game("12-import-legacy/src/server/Store.luau"), {}, {},
                            gamecode::withServicesOn(universe));
        const luau::GameStore& store = code.stores().at(0);
        QCOMPARE(code.importLegacy(store, "7").value(), parsed(R"({"coins":5,"pets":[]})"));
        QVERIFY(!code.importLegacy(store, "8"));
    }
    void withoutOldStoresTheImportSaysSo()
    {
        luau::GameCode code(game("12-import-legacy/src/server/Store.luau"), {}, {});
        try {
            code.importLegacy(code.stores().at(0), "7");
            QFAIL("it gave something");
        } catch (const luau::Error& error) {
            QVERIFY2(error.failure().text.contains("DataStoreService"), error.what());
        }
    }

    void plainSteps()
    {
        luau::GameCode code(game("13-plain-steps/src/server/Store.luau"), {}, {});
        const luau::GameStore& store = code.stores().at(0);
        QCOMPARE(store.steps.size(), std::size_t(2));
        QCOMPARE(store.steps[0].name, std::string("addGems"));
        QVERIFY(store.steps[0].addsFields);
        QCOMPARE(store.steps[1].name, std::string("doubleGems"));
        QCOMPARE(code.applyTransform(store.steps[1], parsed(R"({"coins":1,"gems":3})")),
                 parsed(R"({"coins":1,"gems":6})"));
    }

    void tomlInTheTemplate()
    {
        luau::GameCode code(game("16-rojo-extras/src/server/Store.luau"), {}, {});
        const std::string text = json::print(code.stores().at(0).templateData);
        QVERIFY2(text.contains(R"("max":20)") && text.contains("1.5"), text.c_str());
    }

    void aNameFromThePlaceNeedsIt()
    {
        const auto entry = game("19-name-from-place/src/server/Store.luau");
        luau::LoadOptions options;
        for (const char* asked : {"game.PlaceId", "game.GameId"}) {
            try {
                luau::GameCode code(entry, {}, {}, options);
                QFAIL("it gave a store");
            } catch (const luau::Error& error) {
                QVERIFY2(error.failure().text.contains(asked), error.what());
                QCOMPARE(error.failure().script, std::string("src/server/Store.luau"));
            }
            options.launch.ids = {{"PlaceId", Value(7)}};
        }
        options.launch.ids = {{"GameId", Value(99)}, {"PlaceId", Value(7)}};
        luau::GameCode code(entry, {}, {}, options);
        QCOMPARE(code.stores().size(), std::size_t(1));
        QVERIFY2(code.stores()[0].name.contains("99"), code.stores()[0].name.c_str());
    }
};

PLECTRUM_TEST(TestGames)

} // namespace tst_games

#include "tst_games.moc"
