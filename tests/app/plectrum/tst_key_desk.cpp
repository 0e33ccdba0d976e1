// SPDX-License-Identifier: MIT
// The desk of the connect dialog against the emulated service on loopback.
#include "backends/backends.h"
#include "datastore/error.h"
#include "loopback/loopback_server.h"
#include "plectrum/key_desk.h"
#include "support/test.h"
#include "ui/connect/connect_dialog.h"

#include <QCheckBox>
#include <QCoroTask>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QTreeWidget>

namespace tst_key_desk {

using namespace Qt::StringLiterals;
using namespace plectrum;

namespace {

constexpr auto rightKey = "planted-key";

struct World
{
    async::EventLoopClock clock;
    async::InlineExecutor executor;
    app::OpenUniverse open = app::openUniverse({.kind = datastore::UniverseSpec::Kind::Memory},
                                               clock, async::Random(1), executor);
    app::LoopbackServer server{*open.mock, clock, async::Random(2),
                               app::LoopbackOptions{.universeId = 12, .apiKey = rightKey}};
    secrets::KeyRing keys;
    app::KeyDesk desk{keys};

    ~World() { QCoro::waitFor(server.close()); }
    datastore::CloudSpec spec() const
    {
        return {.universeId = 12, .placeId = 1, .baseUrl = server.baseUrl()};
    }
};

documents::CloudDesk::Key typed(std::string key)
{
    return secrets::Secret(std::move(key));
}

} // namespace

class TestKeyDesk : public QObject
{
    Q_OBJECT

private slots:
    void looksUpWithTheTypedAndTheKeptKey()
    {
        World world;
        const QString title = QCoro::waitFor(
            world.desk.lookUpTitle(world.spec(), typed(rightKey), std::stop_token()));
        QVERIFY(!title.isEmpty());
        QCoro::waitFor(
            world.desk.keepKey(world.spec(), secrets::Secret(std::string(rightKey)), true));
        QVERIFY(QCoro::waitFor(world.desk.hasKey(world.spec())));
        QCOMPARE(
            QCoro::waitFor(world.desk.lookUpTitle(world.spec(), std::nullopt, std::stop_token())),
            title);
    }

    void refusesAWrongKey()
    {
        World world;
        try {
            QCoro::waitFor(
                world.desk.lookUpTitle(world.spec(), typed("planted-other"), std::stop_token()));
            QFAIL("a wrong key was taken");
        } catch (const datastore::Error& error) {
            QCOMPARE(error.kind(), datastore::ErrorKind::Denied);
            QVERIFY(!QByteArray(error.what()).contains("planted"));
        }
    }

    void connectsThroughTheDialog()
    {
        World world;
        QPointer dialog =
            new ui::ConnectDialog(world.desk, {.name = u"Trial"_s, .spec = world.spec()}, nullptr);
        dialog->open();
        const auto press = [&dialog](const QString& name) {
            QTest::mouseClick(dialog->findChild<QPushButton*>(name), Qt::LeftButton);
        };
        QTest::keyClicks(dialog->findChild<QLineEdit*>(u"connect.key"_s),
                         QString::fromLatin1(rightKey));
        press(u"connect.try"_s);
        auto* findings = dialog->findChild<QTreeWidget*>(u"connect.findings"_s);
        auto* button = dialog->findChild<QPushButton*>(u"connect.try"_s);
        QTRY_VERIFY(button->isEnabled());
        QCOMPARE(dialog->findChild<QLabel*>(u"connect.state"_s)->text(), QString());
        QVERIFY(findings->topLevelItemCount() > 5);
        const auto read =
            findings->findItems(u"universe-datastores.objects:read"_s, Qt::MatchExactly);
        QCOMPARE(read.size(), 1);
        QCOMPARE(read.front()->text(1), u"Granted"_s);
        dialog->findChild<QCheckBox*>(u"connect.session"_s)->setChecked(true);
        std::optional<documents::Connection> made;
        connect(dialog, &ui::ConnectDialog::connectionMade, this,
                [&made](const documents::Connection& connection) { made = connection; });
        press(u"connect.connect"_s);
        QTRY_VERIFY(dialog.isNull());
        QVERIFY(made && made->spec == world.spec());
        QVERIFY(QCoro::waitFor(world.desk.hasKey(world.spec())));
    }
};

PLECTRUM_UI_TEST(TestKeyDesk)

} // namespace tst_key_desk

#include "tst_key_desk.moc"
