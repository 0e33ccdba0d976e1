// SPDX-License-Identifier: MIT
// From the first window to a saved and undone change of a production universe, through the real
// widgets and HTTP on loopback; once more with a service that fails one call in ten.
#include "documents/locks/lock_status.h"
#include "documents/production.h"
#include "editing/lock_view.h"
#include "json/parser.h"
#include "json/printer.h"
#include "production_world.h"
#include "support/test.h"
#include "ui/connect/connect_dialog.h"
#include "ui/record/record_panel.h"
#include "ui/save/save_dialog.h"
#include "ui/shell/record_tabs.h"
#include "ui/shell/unlock_dialog.h"
#include "ui/universe/universe_chooser.h"

#include <QCheckBox>
#include <QLabel>
#include <QMenu>
#include <QPointer>
#include <QPushButton>
#include <QStatusBar>
#include <QToolButton>
#include <QTreeView>
#include <QTreeWidget>

namespace tst_cloud_window {

using namespace Qt::StringLiterals;
using namespace plectrum;
using test::actionOf;
using test::press;
using test::shown;
using test::type;

namespace {

constexpr auto recordText =
    R"({"appliedMigrations":[],"file":{"data":{"committedData":{"coins":5}}},"orphanedFiles":[]})";

/// With one record.
struct World : test::ProductionWorld
{
    explicit World(const QString& fault)
        : ProductionWorld(fault)
    {
        QCoro::waitFor(records().set("ada", json::parse(recordText).value()));
    }

    datastore::DataStore& records() const
    {
        return served.universe->dataStores().dataStore("lyra/records/Party");
    }
    QString stored() const
    {
        const auto entry = QCoro::waitFor(records().get("ada"));
        const json::Value* data = &entry->value["file"]["data"]["committedData"];
        return QString::fromStdString(json::print(*data));
    }
};

} // namespace

class TestCloudWindow final : public QObject
{
    Q_OBJECT

private slots:
    void fromTheKeyToTheUndo_data()
    {
        QTest::addColumn<QString>("fault");
        QTest::newRow("a service that answers") << QString();
        QTest::newRow("one call in ten fails") << u"status=503"_s;
    }

    void fromTheKeyToTheUndo()
    {
        QFETCH(QString, fault);
        World world(fault);
        connectByTheDialog(world);
        if (QTest::currentTestFailed())
            return;
        app::OpenWindow& opened = world.windows.open(world.spec());
        ui::MainWindow& window = *opened.window;
        documents::Workspace& workspace = *opened.workspace;
        QVERIFY(workspace.production());
        QVERIFY(window.windowTitle().contains(u"PRODUCTION, read-only"_s));
        QVERIFY(window.findChild<QWidget*>(u"productionChip"_s)->isVisible());

        auto* document = workspace.openRecord({.store = "Party", .key = "ada"});
        QTRY_COMPARE(document->phase(), documents::RecordDocument::Phase::Ready);
        QTRY_COMPARE(document->lock()->view().state, editing::LockState::Free);
        QVERIFY(document->replace(json::Pointer({"coins"}), json::Value(6)));

        // Read-only: the service never hears of it.
        save(window, document);
        QTRY_VERIFY(document->phase() == documents::RecordDocument::Phase::Ready);
        QCOMPARE(world.stored(), u"{\"coins\":5}"_s);
        QVERIFY(document->isModified());

        unlock(window, workspace);
        save(window, document);
        QTRY_VERIFY(!document->isModified());
        QCOMPARE(world.stored(), u"{\"coins\":6}"_s);

        actionOf(&window, u"view.journal"_s)->trigger();
        auto* list = window.findChild<QTreeView*>(u"journal.list"_s);
        QTRY_VERIFY(list && list->model()->rowCount() > 0);
        list->setCurrentIndex(list->model()->index(0, 0));
        actionOf(&window, u"journal.undo"_s)->trigger();
        QTRY_VERIFY(shown<ui::SaveDialog>(&window));
        press(shown<ui::SaveDialog>(&window), u"save.confirm"_s);
        QTRY_COMPARE(world.stored(), u"{\"coins\":5}"_s);

        actionOf(&window, u"file.production"_s)->trigger();
        QVERIFY(!workspace.production()->isWritable());
        QTRY_VERIFY(window.windowTitle().contains(u"PRODUCTION, read-only"_s));
    }

    void connectionsCanBeRemoved()
    {
        World world({});
        connectByTheDialog(world);
        QCOMPARE(world.settings.connections().size(), std::size_t(1));
        const auto onStartPage = [&world] {
            for (auto* button :
                 world.first->findChildren<QToolButton*>(u"welcome.connection.Trial"_s))
                if (button->isVisible())
                    return button;
            return static_cast<QToolButton*>(nullptr);
        };
        QVERIFY(onStartPage());
        app::OpenWindow& opened = world.windows.open(world.spec());
        opened.window->showMinimized();
        onStartPage()->click();
        QTRY_VERIFY(!opened.window->isMinimized());
        QMenu menu;
        world.first->universes()->fillConnections(&menu);
        auto* mine = menu.findChild<QMenu*>(u"connection.Trial"_s);
        QVERIFY(mine);
        mine->actions().back()->trigger();
        const auto confirmButton = [&world](const QString& text) {
            for (auto* question : world.first->findChildren<QDialog*>(u"removeConnection"_s)) {
                auto* button = question->findChild<QPushButton*>(u"removeConnection.confirm"_s);
                if (question->isVisible() && button->text() == text)
                    return button;
            }
            return static_cast<QPushButton*>(nullptr);
        };
        QVERIFY(confirmButton(u"Remove"_s));
        confirmButton(u"Remove"_s)->click();
        // No keychain runs here, which is no reason to keep the connection.
        QTRY_VERIFY(confirmButton(u"Remove All the Same"_s));
        QCOMPARE(world.settings.connections().size(), std::size_t(1));
        confirmButton(u"Remove All the Same"_s)->click();
        QTRY_VERIFY(world.settings.connections().empty());
        QTRY_VERIFY(!onStartPage());
    }

    /// The key is in no file that the program leaves.
    void theKeyIsInNoFile()
    {
        World world({});
        connectByTheDialog(world);
        world.settings.sync();
        QVERIFY(QDir(world.folder.path()).entryList(QDir::Files).size() >= 2);
        for (const QString& name : QDir(world.folder.path()).entryList(QDir::Files)) {
            QFile file(world.folder.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY2(!file.readAll().contains(test::productionKey), qPrintable(name));
        }
    }

private:
    static void connectByTheDialog(World& world)
    {
        actionOf(world.first, u"file.connect"_s)->trigger();
        QPointer dialog = shown<ui::ConnectDialog>(world.first);
        QVERIFY(dialog);
        type(dialog, u"connect.name"_s, u"Trial"_s);
        type(dialog, u"connect.universe"_s, u"12"_s);
        type(dialog, u"connect.place"_s, u"34"_s);
        type(dialog, u"connect.base"_s, QString::fromStdString(world.server->baseUrl()));
        type(dialog, u"connect.key"_s, QString::fromLatin1(test::productionKey));
        press(dialog, u"connect.try"_s);
        auto* findings = dialog->findChild<QTreeWidget*>(u"connect.findings"_s);
        QTRY_VERIFY(findings->topLevelItemCount() > 5);
        dialog->findChild<QCheckBox*>(u"connect.session"_s)->setChecked(true);
        press(dialog, u"connect.connect"_s);
        QTRY_VERIFY(dialog.isNull());
        QTRY_COMPARE(world.windows.count(), 2);
    }

    static void save(ui::MainWindow& window, const documents::RecordDocument* document)
    {
        QTRY_VERIFY(actionOf(&window, u"record.save"_s)->isEnabled());
        actionOf(&window, u"record.save"_s)->trigger();
        QTRY_VERIFY(shown<ui::SaveDialog>(&window));
        press(shown<ui::SaveDialog>(&window), u"save.confirm"_s);
        QTRY_VERIFY(document->phase() != documents::RecordDocument::Phase::Saving);
    }

    static void unlock(ui::MainWindow& window, const documents::Workspace& workspace)
    {
        actionOf(&window, u"file.production"_s)->trigger();
        auto* dialog = shown<ui::UnlockDialog>(&window);
        QVERIFY(dialog);
        auto* confirm = dialog->findChild<QPushButton*>(u"unlock.confirm"_s);
        type(dialog, u"unlock.name"_s, u"Tria"_s);
        QVERIFY(!confirm->isEnabled());
        type(dialog, u"unlock.name"_s, u"Trial"_s);
        QVERIFY(confirm->isEnabled());
        confirm->click();
        QVERIFY(workspace.production()->isWritable());
        QVERIFY(window.windowTitle().contains(u"PRODUCTION, writable"_s));
    }
};

PLECTRUM_UI_TEST(TestCloudWindow)

} // namespace tst_cloud_window

#include "tst_cloud_window.moc"
