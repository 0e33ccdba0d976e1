// SPDX-License-Identifier: MIT
// plectrumctl config: what a game's configuration means, its exit codes, and what it says where
// there is no store.
#include "ctl_process.h"
#include "json/printer.h"
#include "support/test.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

namespace tst_ctl_config {

using namespace Qt::StringLiterals;
using namespace plectrum;
using test::ctl;

namespace {

QString game(const QString& file)
{
    return QStringLiteral(PLECTRUM_TESTS_DIR "/data/games/") + file;
}

} // namespace

class TestCtlConfig : public QObject
{
    Q_OBJECT

private slots:
    void tellsTheStore()
    {
        const auto answer =
            ctl({u"config"_s, game(u"13-plain-steps/src/server/Store.luau"_s), u"--json"_s});
        QVERIFY2(answer.code == 0, answer.errors.constData());
        const json::Value document = answer.document();
        const json::Value& store = document["stores"].at(0);
        QCOMPARE(store["name"], json::Value("Plain"));
        QCOMPARE(store["forPlayers"], json::Value(true));
        QCOMPARE(json::print(store["steps"]),
                 std::string(R"([{"kind":"addFields","name":"addGems"},)"
                             R"({"kind":"transform","name":"doubleGems"}])"));
        QCOMPARE(store["changedCallbacks"], json::Value(0));
        QCOMPARE(store["script"], json::Value("src/server/Store.luau"));
        QVERIFY(store["line"].toInteger() > 0);
        // The game's packages were not fetched, which is told and stops nothing.
        const json::Value& problems = document["problems"];
        QCOMPARE(problems.size(), std::size_t(1));
        QVERIFY(problems.at(0)["path"].toString().ends_with("/13-plain-steps/Packages"));
        const auto forPeople = ctl({u"config"_s, game(u"13-plain-steps/src/server/Store.luau"_s)});
        QVERIFY2(forPeople.output.contains("player store Plain"), forPeople.output.constData());
    }

    void filesThatAreNotThere()
    {
        const QString there = game(u"13-plain-steps/src/server/Store.luau"_s);
        for (const QStringList& words : {QStringList{u"/nowhere.luau"_s}, QStringList{game({})},
                                         QStringList{there, u"--project"_s, u"/nowhere.luau"_s}}) {
            const auto answer = ctl(QStringList{u"config"_s} + words);
            QCOMPARE(answer.code, 7);
            QCOMPARE(answer.errors,
                     "plectrumctl: there is no file " + words.back().toUtf8() + "\n");
        }
    }

    void aStoreThatIsCreatedLater()
    {
        const QString entry = game(u"03-rbxts-service-class/out/server/services/data.luau"_s);
        const auto none = ctl({u"config"_s, entry, u"--json"_s});
        QCOMPARE(none.code, 7);
        QVERIFY2(none.errors.contains("DataService.new()"), none.errors.constData());
        QCOMPARE(none.document()["creators"].at(0)["call"], json::Value("DataService.new()"));
        const auto called =
            ctl({u"config"_s, entry, u"--json"_s, u"--call"_s, u"DataService.new()"_s});
        QVERIFY2(called.code == 0, called.errors.constData());
        QCOMPARE(called.document()["stores"].at(0)["name"], json::Value("PlayerStore"));
    }

    void idsOfThePlace()
    {
        const QString entry = game(u"19-name-from-place/src/server/Store.luau"_s);
        const auto unknown = ctl({u"config"_s, entry});
        QCOMPARE(unknown.code, 7);
        QVERIFY2(unknown.errors.contains("src/server/Store.luau:"), unknown.errors.constData());
        QVERIFY2(unknown.errors.contains("game.PlaceId"), unknown.errors.constData());
        const auto given = ctl({u"config"_s, entry, u"--json"_s, u"--game-id"_s, u"42"_s,
                                u"--place-id"_s, u"123456"_s});
        QVERIFY2(given.code == 0, given.errors.constData());
        QCOMPARE(given.document()["stores"].at(0)["name"], json::Value("Test_42"));
    }

    void codeThatFails()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(u"Store.luau"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("local a = 1\nerror(\"it broke\")\n");
        file.close();
        const auto failed = ctl({u"config"_s, file.fileName(), u"--json"_s});
        QCOMPARE(failed.code, 7);
        QVERIFY(failed.output.isEmpty());
        QVERIFY2(failed.errors.contains("Store.luau:2: it broke"), failed.errors.constData());
    }

    void aProjectThatCannotBeRead()
    {
        QTemporaryDir folder;
        for (const auto& [name, text] :
             {std::pair(u"default.project.json"_s, QByteArray("{\n  \"tree\": {,}\n}")),
              std::pair(u"Store.luau"_s, QByteArray("return 1"))}) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(text);
        }
        const auto failed = ctl({u"config"_s, folder.filePath(u"Store.luau"_s)});
        QCOMPARE(failed.code, 7);
        QVERIFY2(failed.errors.contains("default.project.json:2:"), failed.errors.constData());
        QVERIFY2(failed.errors.contains("column"), failed.errors.constData());
    }
};

PLECTRUM_TEST(TestCtlConfig)

} // namespace tst_ctl_config

#include "tst_ctl_config.moc"
