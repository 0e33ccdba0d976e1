// SPDX-License-Identifier: MIT
// From the first window to a saved and undone change of a production universe, through the real
// widgets and HTTP on loopback; once more with a service that fails one call in ten.
#include "backends/backends.h"
#include "documents/locks/lock_status.h"
#include "documents/production.h"
#include "editing/lock_view.h"
#include "journal/journal_file.h"
#include "json/parser.h"
#include "json/printer.h"
#include "loopback/loopback_server.h"
#include "plectrum/windows.h"
#include "support/test.h"
#include "ui/connect/connect_dialog.h"
#include "ui/record/record_panel.h"
#include "ui/save/save_dialog.h"
#include "ui/shell/record_tabs.h"
#include "ui/shell/unlock_dialog.h"
#include "ui/universe/universe_chooser.h"

#include <QAction>
#include <QCheckBox>
#include <QCoroTask>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPointer>
#include <QPushButton>
#include <QStatusBar>
#include <QTemporaryDir>
#include <QTreeView>
#include <QTreeWidget>

#include <algorithm>

namespace tst_cloud_window {

using namespace Qt::StringLiterals;
using namespace plectrum;
using datastore::UniverseSpec;

namespace {

constexpr auto apiKey = "planted-key-0815";
constexpr auto recordText =
    R"({"appliedMigrations":[],"file":{"data":{"committedData":{"coins":5}}},"orphanedFiles":[]})";

/// The service, and the program without any universe of its own yet.
struct World
{
    QTemporaryDir folder;
    async::EventLoopClock clock;
    async::Random random{3};
    async::InlineExecutor executor;
    app::OpenUniverse served =
        app::openUniverse({.kind = UniverseSpec::Kind::Memory}, clock, async::Random(1), executor);
    std::unique_ptr<app::LoopbackServer> server;
    ui::Settings settings{folder.filePath(u"settings.ini"_s)};
    ui::Appearance appearance{ui::Appearance::Choice::Light};
    journal::JournalFile journal{folder.filePath(u"journal.db"_s).toStdString(), clock, random};
    app::Windows windows{clock, random, executor, settings, appearance};
    ui::MainWindow* first = nullptr;

    explicit World(const QString& fault)
    {
        QCoro::waitFor(records().set("ada", json::parse(recordText).value()));
        app::LoopbackOptions options{.universeId = 12, .placeId = 34, .apiKey = apiKey};
        if (!fault.isEmpty()) {
            options.fault = fault.toStdString();
            options.faultRate = 0.1;
        }
        server = std::make_unique<app::LoopbackServer>(*served.mock, clock, async::Random(2),
                                                       std::move(options));
        windows.setJournalFile(journal);
        first = windows.open({.kind = UniverseSpec::Kind::Memory}).window.get();
        first->show();
    }
    ~World()
    {
        emit first->quitRequested();
        static_cast<void>(test::waitFor([this] { return windows.count() == 0; }));
        QCoro::waitFor(server->close());
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
    UniverseSpec spec() const
    {
        return {.kind = UniverseSpec::Kind::OpenCloud,
                .cloud = {.universeId = 12, .placeId = 34, .baseUrl = server->baseUrl()}};
    }
};

void press(QWidget* dialog, const QString& name)
{
    QTest::mouseClick(dialog->findChild<QPushButton*>(name), Qt::LeftButton);
}

void type(QWidget* dialog, const QString& name, const QString& text)
{
    auto* edit = dialog->findChild<QLineEdit*>(name);
    edit->clear();
    QTest::keyClicks(edit, text);
}

QAction* actionOf(QWidget* window, const QString& name)
{
    return window->findChild<QAction*>(name);
}

template <typename Dialog>
Dialog* shown(QWidget* window)
{
    const auto dialogs = window->findChildren<Dialog*>();
    const auto found = std::ranges::find_if(dialogs, &QWidget::isVisible);
    return found == dialogs.end() ? nullptr : *found;
}

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
            QVERIFY2(!file.readAll().contains(apiKey), qPrintable(name));
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
        type(dialog, u"connect.key"_s, QString::fromLatin1(apiKey));
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
