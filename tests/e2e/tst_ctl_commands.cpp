// SPDX-License-Identifier: MIT
// Each command of plectrumctl on the demo universe: what people see and what programs get.
#include "ctl_process.h"
#include "json/printer.h"
#include "support/test.h"

#include <QFileInfo>
#include <QTemporaryDir>

namespace tst_ctl_commands {

using namespace plectrum;
using namespace Qt::StringLiterals;
using json::Value;
using plectrum::test::ctl;
using plectrum::test::CtlAnswer;

class TestCtlCommands : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void helpNamesEveryCommand();
    void tellsItsVersion();
    void listsStores();
    void listsKeysByPrefix();
    void listsKeysOfPlainStores();
    void listsKeysOfAScope();
    void peeksForPeopleAndPrograms();
    void peeksIntoShards();
    void readsPastAnUnfinishedTransaction();
    void getsRawEntries();
    void listsVersionsNewestFirst();
    void readsOldVersions();
    void restoresWithTheVersionsOwnMigrations();
    void updatesByPatch();
    void updatesPlainEntries();
    void takesNamesOfAllLanguages();
    void exportsToAFile();
    void goesOnWhereItWasClosed();

private:
    static CtlAnswer demo(QStringList arguments, const QByteArray& input = {});
    static CtlAnswer demoJson(QStringList arguments, const QByteArray& input = {});
    QTemporaryDir m_folder;
};

CtlAnswer TestCtlCommands::demo(QStringList arguments, const QByteArray& input)
{
    return ctl(QStringList{u"--demo"_s} + arguments, input);
}

CtlAnswer TestCtlCommands::demoJson(QStringList arguments, const QByteArray& input)
{
    return ctl(QStringList{u"--demo"_s, u"--json"_s} + arguments, input);
}

void TestCtlCommands::initTestCase()
{
    qputenv("XDG_DATA_HOME", m_folder.path().toUtf8());
    const auto answer = demo({u"stores"_s});
    QVERIFY2(answer.code == 0, answer.errors.constData());
    QVERIFY(QFileInfo::exists(m_folder.filePath(u"plectrum/plectrum/demo-1.plectrum"_s)));
}

void TestCtlCommands::helpNamesEveryCommand()
{
    const auto help = ctl({u"--help"_s});
    QCOMPARE(help.code, 0);
    for (const char* name :
         {"stores", "keys STORE", "peek STORE KEY", "raw get DATASTORE KEY", "versions STORE KEY",
          "read-version STORE KEY VERSION", "restore STORE KEY VERSION", "update STORE KEY",
          "import FILE", "export", "lock STORE KEY", "tx STORE", "load-test STORE",
          "transactions STORE list|finish|roll-back [TXID]"})
        QVERIFY2(help.output.contains(name), name);
    QVERIFY(help.output.contains("Exit codes"));
    const auto update = ctl({u"update"_s, u"--help"_s});
    QCOMPARE(update.code, 0);
    QVERIFY(update.output.contains("--patch FILE"));
    QVERIFY(update.output.contains("--lock-wait SECONDS"));
    const auto raw = ctl({u"raw"_s, u"get"_s, u"-h"_s});
    QVERIFY(raw.output.startsWith("Usage: plectrumctl raw get DATASTORE KEY"));
}

void TestCtlCommands::tellsItsVersion()
{
    const auto answer = ctl({u"--version"_s});
    QCOMPARE(answer.code, 0);
    QVERIFY(answer.output.startsWith("plectrumctl 0."));
}

void TestCtlCommands::listsStores()
{
    const auto people = demo({u"stores"_s});
    QVERIFY(people.output.startsWith("NAME"));
    QVERIFY(people.output.contains("PlayerData        Lyra store\n"));
    const auto programs = demoJson({u"stores"_s});
    QCOMPARE(programs.output,
             R"([{"kind":"lyra","name":"GuildData"},{"kind":"lyra","name":"PlayerData"},)"
             R"({"kind":"plain","name":"GlobalStats"},{"kind":"plain","name":"Leaderboard"},)"
             R"({"kind":"plain","name":"PlayerDataLegacy"}])"
             "\n");
}

void TestCtlCommands::listsKeysByPrefix()
{
    const auto people = demo({u"keys"_s, u"PlayerData"_s, u"--prefix"_s, u"player_31000000"_s});
    QCOMPARE(people.output, "player_310000001\nplayer_310000002\n");
    const auto programs =
        demoJson({u"keys"_s, u"PlayerData"_s, u"--prefix=player_31000000"_s, u"--limit"_s, u"1"_s});
    QCOMPARE(programs.output, "[{\"key\":\"player_310000001\"}]\n");
    const auto all = demoJson({u"keys"_s, u"PlayerData"_s});
    const std::size_t count = all.document().size();
    QVERIFY2(count > 4'900 && count < 5'100, qPrintable(QString::number(count)));
}

void TestCtlCommands::listsKeysOfPlainStores()
{
    const auto days =
        demoJson({u"keys"_s, u"--raw"_s, u"GlobalStats"_s, u"--prefix"_s, u"daily/"_s});
    QCOMPARE(days.document().size(), std::size_t(40));
}

void TestCtlCommands::listsKeysOfAScope()
{
    const QString file = m_folder.filePath(u"scopes.plectrum"_s);
    const auto made = ctl({u"--universe"_s, file, u"import"_s, u"-"_s},
                          R"({"format":"plectrum-universe","version":1,"dataStores":[
        {"name":"S","entries":[{"key":"all","versions":
            [{"createdTime":"2025-01-01T00:00:00Z","value":1}]}]},
        {"name":"S","scope":"eu","entries":[{"key":"some","versions":
            [{"createdTime":"2025-01-01T00:00:00Z","value":2}]}]}]})");
    QVERIFY2(made.code == 0, made.errors.constData());
    const auto keys = [&](QStringList scope) {
        return ctl(QStringList{u"--universe"_s, file, u"--json"_s, u"keys"_s, u"S"_s, u"--raw"_s}
                   + scope);
    };
    QCOMPARE(keys({}).output, "[{\"key\":\"all\"}]\n");
    QCOMPARE(keys({u"--scope"_s, u"eu"_s}).output, "[{\"key\":\"some\"}]\n");
}

void TestCtlCommands::peeksForPeopleAndPrograms()
{
    const auto programs = demoJson({u"peek"_s, u"PlayerData"_s, u"player_48151623"_s});
    QCOMPARE(programs.code, 0);
    QCOMPARE(programs.output.count('\n'), 1);
    QCOMPARE(programs.document()["displayName"].toString(), "Óðinn");
    const auto people = demo({u"peek"_s, u"PlayerData"_s, u"player_48151623"_s});
    QCOMPARE(people.code, 0);
    for (const char* line :
         {"Store:        PlayerData\n", "Key:          player_48151623\n",
          "Updated:      2025-10-07 16:40:00 UTC\n", "Migrations:   rename-cash-to-coins\n",
          "Transaction:  none\n", "Users:        48151623\n", "\n\n{\n  \"coins\": "})
        QVERIFY2(people.output.contains(line), people.output.constData());
}

void TestCtlCommands::peeksIntoShards()
{
    const auto programs = demoJson({u"peek"_s, u"PlayerData"_s, u"player_777000777"_s});
    QCOMPARE(programs.code, 0);
    QVERIFY(programs.document()["pets"].size() > 10'000);
    const auto people = demo({u"peek"_s, u"PlayerData"_s, u"player_777000777"_s});
    QVERIFY(people.output.contains("\nShards:       2 of "));
}

void TestCtlCommands::readsPastAnUnfinishedTransaction()
{
    const auto people = demo({u"peek"_s, u"PlayerData"_s, u"player_310000002"_s});
    QVERIFY(people.output.contains(", not finished"));
    const auto data = demoJson({u"peek"_s, u"PlayerData"_s, u"player_310000002"_s}).document();
    const auto raw =
        demoJson({u"raw"_s, u"get"_s, u"lyra/records/PlayerData"_s, u"player_310000002"_s});
    const Value info = raw.document()["file"]["data"];
    QCOMPARE(json::print(data), json::print(info["committedData"]));
    QCOMPARE(info["txPatch"].size(), std::size_t(2));
}

void TestCtlCommands::getsRawEntries()
{
    const auto programs = demoJson({u"raw"_s, u"get"_s, u"GlobalStats"_s, u"daily/2025-10-06"_s});
    QVERIFY(programs.document()["players"].isInteger());
    const auto people = demo({u"raw"_s, u"get"_s, u"GlobalStats"_s, u"daily/2025-10-06"_s});
    QVERIFY(people.output.contains("Data store:  GlobalStats\n"));
    QVERIFY(people.output.contains("Attributes:  {\"final\":true,\"region\":\"eu\"}\n"));
    const auto none = demoJson({u"raw"_s, u"get"_s, u"GlobalStats"_s, u"daily/1999-01-01"_s});
    QCOMPARE(none.code, 3);
    QCOMPARE(none.output, "null\n");
    const auto noStore = demoJson({u"raw"_s, u"get"_s, u"Nowhere"_s, u"x"_s});
    QCOMPARE(noStore.code, 3);
    QCOMPARE(noStore.output, "null\n");
}

void TestCtlCommands::listsVersionsNewestFirst()
{
    const auto answer = demoJson({u"versions"_s, u"PlayerData"_s, u"player_250000025"_s});
    const Value versions = answer.document();
    QVERIFY(versions.size() >= 4);
    int removals = 0;
    for (std::size_t at = 0; at < versions.size(); ++at) {
        QCOMPARE(versions.at(at).size(), std::size_t(3));
        removals += versions.at(at)["deleted"].toBool() ? 1 : 0;
        if (at > 0)
            QVERIFY(versions.at(at)["createdTime"].toString()
                    < versions.at(at - 1)["createdTime"].toString());
    }
    QCOMPARE(removals, 1);
    QVERIFY(versions.at(0)["createdTime"].toString().ends_with("Z"));
    const auto people = demo({u"versions"_s, u"PlayerData"_s, u"player_250000025"_s});
    QVERIFY(people.output.startsWith("VERSION"));
    QVERIFY(people.output.contains("  removed\n"));
    const auto one =
        demoJson({u"versions"_s, u"PlayerData"_s, u"player_250000025"_s, u"--limit"_s, u"1"_s});
    QCOMPARE(one.document().size(), std::size_t(1));
}

void TestCtlCommands::readsOldVersions()
{
    const QString key = u"player_420000042"_s;
    const Value versions = demoJson({u"versions"_s, u"PlayerData"_s, key}).document();
    const auto oldest =
        QString::fromStdString(std::string(versions.at(versions.size() - 1)["version"].toString()));
    const auto old = demoJson({u"read-version"_s, u"PlayerData"_s, key, oldest});
    QCOMPARE(old.code, 0);
    const auto now = demoJson({u"peek"_s, u"PlayerData"_s, key});
    QVERIFY(old.document()["stats"]["sessions"].toInteger()
            < now.document()["stats"]["sessions"].toInteger());
    const auto none = demoJson({u"read-version"_s, u"PlayerData"_s, key, u"NOPE"_s});
    QCOMPARE(none.code, 3);
    QCOMPARE(none.output, "null\n");
}

void TestCtlCommands::restoresWithTheVersionsOwnMigrations()
{
    const QString other = u"player_250000025"_s;
    const Value versions = demoJson({u"versions"_s, u"PlayerData"_s, other}).document();
    QString before; // the release of day 26
    for (std::size_t at = 0; at < versions.size(); ++at) {
        const auto& version = versions.at(at);
        const bool isOfThen = version["createdTime"].toString() < "2025-11-01";
        if (before.isEmpty() && isOfThen && !version["deleted"].toBool())
            before = QString::fromStdString(std::string(version["version"].toString()));
    }
    QVERIFY(!before.isEmpty());
    const auto old = demoJson({u"read-version"_s, u"PlayerData"_s, other, before});
    const auto restored = demoJson({u"restore"_s, u"PlayerData"_s, other, before});
    QVERIFY2(restored.code == 0, restored.errors.constData());
    QCOMPARE(restored.document()["outcome"].toString(), "saved");
    QCOMPARE(demoJson({u"peek"_s, u"PlayerData"_s, other}).output, old.output);
    const auto record = demoJson({u"raw"_s, u"get"_s, u"lyra/records/PlayerData"_s, other});
    QCOMPARE(json::print(record.document()["appliedMigrations"]),
             R"(["rename-cash-to-coins","add-gems"])");
    const auto newest = demoJson({u"versions"_s, u"PlayerData"_s, other}).document().at(0);
    QCOMPARE(newest["version"].toString(), restored.document()["version"].toString());
    const auto again = demoJson({u"restore"_s, u"PlayerData"_s, other, before});
    QCOMPARE(again.code, 0);
}

void TestCtlCommands::updatesByPatch()
{
    const QString key = u"player_48151623"_s;
    const QByteArray patch = R"([{"op":"replace","path":"/coins","value":9007199254740993}])";
    const auto saved = demoJson({u"update"_s, u"PlayerData"_s, key, u"--patch"_s, u"-"_s}, patch);
    QVERIFY2(saved.code == 0, saved.errors.constData());
    QCOMPARE(saved.document()["outcome"].toString(), "saved");
    const auto data = demoJson({u"peek"_s, u"PlayerData"_s, key}).document();
    QCOMPARE(data["coins"].toInteger(), std::int64_t(9007199254740993));
    const auto record =
        demoJson({u"raw"_s, u"get"_s, u"lyra/records/PlayerData"_s, key}).document();
    QCOMPARE(json::print(record["appliedMigrations"]), R"(["rename-cash-to-coins"])");
    const auto unchanged =
        demoJson({u"update"_s, u"PlayerData"_s, key, u"--patch"_s, u"-"_s}, patch);
    QCOMPARE(unchanged.output, "{\"outcome\":\"unchanged\"}\n");
    const auto people = demo({u"update"_s, u"PlayerData"_s, key, u"--patch=-"_s},
                             R"([{"op":"replace","path":"/coins","value":5}])");
    QVERIFY(people.output.startsWith("Saved PlayerData/player_48151623 as version "));
}

void TestCtlCommands::updatesPlainEntries()
{
    const auto saved =
        demoJson({u"update"_s, u"--raw"_s, u"Leaderboard"_s, u"weekly"_s, u"--patch"_s, u"-"_s},
                 R"([{"op":"replace","path":"/week","value":99}])");
    QVERIFY2(saved.code == 0, saved.errors.constData());
    const auto entry = demoJson({u"raw"_s, u"get"_s, u"Leaderboard"_s, u"weekly"_s});
    QCOMPARE(entry.document()["week"].toInteger(), std::int64_t(99));
}

void TestCtlCommands::takesNamesOfAllLanguages()
{
    const auto guild = demoJson({u"peek"_s, u"GuildData"_s, u"guild_Зимняя-звезда"_s});
    QCOMPARE(guild.code, 0);
    QCOMPARE(guild.document()["name"].toString(), "Зимняя-звезда");
    const auto keys = demo({u"keys"_s, u"GuildData"_s, u"--prefix"_s, u"公会"_s});
    QCOMPARE(keys.output, "公会_星\n");
}

void TestCtlCommands::exportsToAFile()
{
    const QString file = m_folder.filePath(u"all.json"_s);
    const auto answer = demoJson({u"export"_s, u"-o"_s, file});
    QVERIFY2(answer.code == 0, answer.errors.constData());
    QCOMPARE(answer.document()["file"].toString(), file.toStdString());
    QVERIFY(QFileInfo(file).size() > 1'000'000);
}

void TestCtlCommands::goesOnWhereItWasClosed()
{
    const auto versions =
        demoJson({u"versions"_s, u"PlayerData"_s, u"player_48151623"_s}).document();
    // Written above, on the day after the demo's last one and not on the machine's.
    QVERIFY(versions.at(0)["createdTime"].toString().starts_with("2025-11-15T00:"));
}

PLECTRUM_TEST(TestCtlCommands)

} // namespace tst_ctl_commands

#include "tst_ctl_commands.moc"
