// SPDX-License-Identifier: MIT
#include "support/test.h"
#include "ui/settings/settings.h"

#include <QTemporaryDir>

namespace tst_settings {

using namespace Qt::StringLiterals;
using namespace plectrum;
using namespace plectrum::ui;
using namespace plectrum::documents;
using Kind = store::KeyAddress::Kind;

class TestSettings : public QObject
{
    Q_OBJECT

private slots:
    void remembers();
    void keepsRecentStoresOfEachUniverse();
    void keepsConnections();
    void keepsElementMembersOfEachUniverse();
};

void TestSettings::remembers()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"settings.ini"_s);
    {
        Settings settings(file);
        QVERIFY(settings.windowGeometry().isEmpty());
        QVERIFY(settings.appearance() == Appearance::Choice::System);
        settings.setWindowGeometry("geometry");
        settings.setWindowState("state");
        settings.setAppearance(Appearance::Choice::Dark);
        QCOMPARE(settings.language(), QString());
        settings.setLanguage(u"de"_s);
    }
    const Settings again(file);
    QCOMPARE(again.windowGeometry(), QByteArray("geometry"));
    QCOMPARE(again.windowState(), QByteArray("state"));
    QVERIFY(again.appearance() == Appearance::Choice::Dark);
    QCOMPARE(again.language(), u"de"_s);
}

void TestSettings::keepsRecentStoresOfEachUniverse()
{
    const QTemporaryDir folder;
    Settings settings(folder.filePath(u"settings.ini"_s));
    const editing::StoreListing odd{.kind = Kind::Plain, .name = "a:b/c"};
    for (int i = 0; i < 10; ++i)
        settings.addRecentStore(u"Ä/1"_s,
                                {.kind = Kind::Lyra, .name = "store" + std::to_string(i)});
    settings.addRecentStore(u"Ä/1"_s, odd);
    settings.addRecentStore(u"Ä/1"_s, {.kind = Kind::Lyra, .name = "store8"});
    const auto recent = settings.recentStores(u"Ä/1"_s);
    QCOMPARE(recent.size(), 8U);
    QCOMPARE(recent[0].name, "store8");
    QVERIFY(recent[1] == odd);
    QCOMPARE(recent[2].name, "store9");
    QVERIFY(settings.recentStores(u"other"_s).empty());
}

void TestSettings::keepsConnections()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"settings.ini"_s);
    const Connection game{.name = u"My game, Größe"_s, .spec = {.universeId = 7, .share = 0.25}};
    const Connection trial{
        .name = u"Trial"_s,
        .spec = {.universeId = 7, .baseUrl = "http://127.0.0.1:80", .isProduction = false}};
    const auto universeOf = [](const Connection& connection) {
        return datastore::UniverseSpec{.kind = datastore::UniverseSpec::Kind::OpenCloud,
                                       .cloud = connection.spec};
    };
    {
        Settings settings(file);
        settings.setConnection(trial);
        settings.setConnection(game);
        settings.addRecentUniverse(universeOf(trial));
        settings.addRecentUniverse(universeOf(game));
    }
    Settings again(file);
    QVERIFY((again.connections() == std::vector{game, trial}));
    QVERIFY((again.recentUniverses() == std::vector{universeOf(game), universeOf(trial)}));
    // The same universe set up anew: one connection, and the old one is opened no more.
    Connection renamed = game;
    renamed.name = u"Live"_s;
    renamed.spec.share = 0.5;
    again.setConnection(renamed);
    QVERIFY((again.connections() == std::vector{renamed, trial}));
    QVERIFY((again.recentUniverses() == std::vector{universeOf(trial)}));
    again.forgetConnection(trial);
    QVERIFY((again.connections() == std::vector{renamed}));
    QVERIFY(again.recentUniverses().empty());
}

void TestSettings::keepsElementMembersOfEachUniverse()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"settings.ini"_s);
    {
        Settings settings(file);
        settings.setElementMembers(u"Ä/1"_s, u"a:b/c"_s, {u"slot"_s, u" x, y"_s});
        settings.setElementMembers(u"Ä/1"_s, u"Player"_s, {u"serial"_s});
        settings.setElementMembers(u"Ä/1"_s, u"Gone"_s, {u"n"_s});
        settings.setElementMembers(u"Ä/1"_s, u"Gone"_s, {});
    }
    const Settings again(file);
    const auto members = again.elementMembers(u"Ä/1"_s);
    QCOMPARE(members.size(), 2);
    QCOMPARE(members[u"a:b/c"_s], QStringList({u"slot"_s, u" x, y"_s}));
    QCOMPARE(members[u"Player"_s], QStringList(u"serial"_s));
    QVERIFY(again.elementMembers(u"other"_s).isEmpty());
}

PLECTRUM_TEST(TestSettings)

} // namespace tst_settings

#include "tst_settings.moc"
