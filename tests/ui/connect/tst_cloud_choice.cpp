// SPDX-License-Identifier: MIT
// From the connect dialog to the request to open, and the recent universes.
#include "support/test.h"
#include "ui/connect/connect_dialog.h"
#include "ui/universe/universe_chooser.h"

#include <QAction>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTemporaryDir>

namespace tst_cloud_choice {

using namespace Qt::StringLiterals;
using namespace plectrum;
using namespace plectrum::ui;
using namespace plectrum::documents;
using datastore::UniverseSpec;

namespace {

class Desk final : public CloudDesk
{
public:
    async::Task<QString> lookUpTitle(Spec, Key, std::stop_token) override { co_return QString(); }
    async::Task<QList<KeyFinding>> tryKey(Spec, Key, std::stop_token) override
    {
        co_return QList<KeyFinding>();
    }
    async::Task<bool> hasKey(Spec) override { co_return false; }
    async::Task<void> keepKey(Spec, secrets::Secret, bool) override
    {
        ++kept;
        co_return;
    }
    async::Task<void> forgetKey(Spec) override { co_return; }

    int kept = 0;
};

} // namespace

class TestCloudChoice : public QObject
{
    Q_OBJECT

private slots:
    void nothingWithoutDesk()
    {
        QVERIFY(!m_chooser.canConnect());
        m_chooser.chooseCloud();
        QVERIFY(!m_window.findChild<ConnectDialog*>());
    }

    void asksToOpenWhatWasSetUp()
    {
        m_chooser.setDesk(m_desk);
        m_window.show();
        m_chooser.chooseCloud({.name = u"Harp & Sons"_s, .spec = {.universeId = 12}});
        auto* dialog = m_window.findChild<ConnectDialog*>();
        QVERIFY(dialog);
        std::optional<UniverseSpec> asked;
        connect(&m_chooser, &UniverseChooser::openRequested, this,
                [&asked](const UniverseSpec& spec) { asked = spec; });
        QTest::keyClicks(dialog->findChild<QLineEdit*>(u"connect.key"_s), u"planted"_s);
        QTest::mouseClick(dialog->findChild<QPushButton*>(u"connect.connect"_s), Qt::LeftButton);
        QTRY_VERIFY(asked);
        QCOMPARE(m_desk.kept, 1);
        QVERIFY(asked->kind == UniverseSpec::Kind::OpenCloud);
        QCOMPARE(asked->cloud.universeId, 12);
        QVERIFY(asked->cloud.isProduction);
        m_settings.addRecentUniverse(*asked);
        QMenu recent;
        m_chooser.fillRecent(&recent);
        QCOMPARE(recent.actions().size(), 1);
        QCOMPARE(recent.actions().front()->text(), u"Harp && Sons (PRODUCTION)"_s);
        QFile file(m_folder.filePath(u"settings.ini"_s));
        m_settings.sync();
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray written = file.readAll();
        QVERIFY(written.contains("opencloud:12"));
        QVERIFY(!written.contains("planted"));
    }

private:
    QTemporaryDir m_folder;
    Settings m_settings{m_folder.filePath(u"settings.ini"_s)};
    Desk m_desk;
    QWidget m_window;
    UniverseChooser m_chooser{m_settings, &m_window};
};

PLECTRUM_UI_TEST(TestCloudChoice)

} // namespace tst_cloud_choice

#include "tst_cloud_choice.moc"
