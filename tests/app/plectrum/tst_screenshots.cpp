// SPDX-License-Identifier: MIT
// Walks the real window from screen to screen and takes a picture of each: into the folder that
// PLECTRUM_PICTURES names (packaging/screenshots), else only to see that each can be reached.
#include "documents/console/console_document.h"
#include "documents/history/record_history.h"
#include "documents/keys/key_list_model.h"
#include "documents/locks/lock_status.h"
#include "documents/production.h"
#include "documents/record/record_document.h"
#include "editing/lock_view.h"
#include "plectrum/language.h"
#include "production_world.h"
#include "support/test.h"
#include "support/waiting.h"
#include "ui/compare/compare_dialog.h"
#include "ui/connect/connect_dialog.h"
#include "ui/console/console_input.h"
#include "ui/console/console_panel.h"
#include "ui/console/write_question.h"
#include "ui/files/import_question.h"
#include "ui/history/history_panel.h"
#include "ui/history/version_timeline.h"
#include "ui/keys/key_browser.h"
#include "ui/keys/key_list_view.h"
#include "ui/keys/key_question.h"
#include "ui/record/json_tree_view.h"
#include "ui/record/record_panel.h"
#include "ui/save/save_dialog.h"
#include "ui/shell/record_tabs.h"
#include "ui/shell/request_chip.h"
#include "ui/shell/unlock_dialog.h"
#include "ui/transaction/unfinished_transactions.h"
#include "ui/widgets/diff_view.h"

#ifdef PLECTRUM_HAS_LUAU
#include "demo/demo_config.h"
#include "demo_window.h"
#include "ui/game/bind_dialog.h"
#include "ui/migration/lab_details.h"
#include "ui/migration/lab_table_tabs.h"
#include "ui/migration/migration_lab_page.h"

#include <QListWidget>
#include <QPlainTextEdit>
#endif

#include <QCheckBox>
#include <QDir>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QPointer>
#include <QPushButton>
#include <QScopeGuard>
#include <QTreeWidget>
#include <QUndoStack>

namespace tst_screenshots {

using namespace Qt::StringLiterals;
using namespace plectrum;
using test::actionOf;
using test::press;
using test::shown;
using test::type;

namespace {

constexpr QSize windowSize{1280, 800};
constexpr QSize smallSize{1024, 640};

QString folder()
{
    return qEnvironmentVariable("PLECTRUM_PICTURES");
}

/// The window with what lies over it, in the middle as a window manager would put it.
QImage pictureOf(QWidget* window)
{
    QImage picture = window->grab().toImage();
    QPainter painter(&picture);
    for (QWidget* over : QApplication::topLevelWidgets()) {
        if (over == window || !over->isVisible() || over->window() == window
            || over->parentWidget() == nullptr || over->parentWidget()->window() != window)
            continue;
        const QImage image = over->grab().toImage();
        const QRect rect(
            QPoint((picture.width() - image.width()) / 2, (picture.height() - image.height()) / 2),
            image.size());
        painter.fillRect(picture.rect(), QColor(0, 0, 0, 70));
        painter.drawImage(rect, image);
        painter.setPen(over->palette().color(QPalette::Mid));
        painter.drawRect(rect.adjusted(-1, -1, 0, 0));
    }
    return picture;
}

bool isDull(const QImage& picture)
{
    QSet<QRgb> colours;
    for (int y = 0; y < picture.height(); y += 7)
        for (int x = 0; x < picture.width(); x += 7)
            colours.insert(picture.pixel(x, y));
    return colours.size() < 8;
}

/// No difference is still waited for. Asked anew each time: pages come and go meanwhile.
bool nothingIsRead(const QWidget& window)
{
    return std::ranges::none_of(window.findChildren<ui::DiffView*>(), [](const ui::DiffView* diff) {
        return diff->stateTitle().contains(u"…"_s);
    });
}

} // namespace

class TestScreenshots final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { app::installLanguage(*QCoreApplication::instance()); }

    void everyday_data()
    {
        QTest::addColumn<QString>("theme");
        QTest::addColumn<QSize>("size");
        QTest::addColumn<bool>("isReversed");
        QTest::newRow("light") << u"light"_s << windowSize << false;
        QTest::newRow("dark") << u"dark"_s << windowSize << false;
        QTest::newRow("small") << u"small"_s << smallSize << false;
        QTest::newRow("small-dark") << u"small-dark"_s << smallSize << false;
        QTest::newRow("reversed") << u"reversed"_s << windowSize << true;
    }

    /// The demo universe: each screen and each question that needs no accident.
    void everyday()
    {
        QFETCH(QString, theme);
        QFETCH(QSize, size);
        QFETCH(bool, isReversed);
        m_theme = theme;
        QGuiApplication::setLayoutDirection(isReversed ? Qt::RightToLeft : Qt::LeftToRight);
        const auto straight =
            qScopeGuard([] { QGuiApplication::setLayoutDirection(Qt::LeftToRight); });
        Everyday world(demoFile(), theme.endsWith(u"dark"_s));
        ui::MainWindow& window = *world.opened->window;
        window.resize(size);
        window.show();
        QVERIFY(test::waitForActive(&window));
        documents::Workspace& workspace = *world.opened->workspace;
        QTRY_VERIFY(!workspace.isListingStores());
        const auto store = std::ranges::find(workspace.stores(), std::string("PlayerData"),
                                             &editing::StoreListing::name);
        QVERIFY(store != workspace.stores().end());
        window.keyBrowser()->setCurrentStore(*store);
        const documents::KeyListModel* keys = window.keyBrowser()->keys();
        QTRY_VERIFY(keys->rowCount() > 40);
        take(&window, u"start"_s);

        documents::RecordDocument* document = workspace.openRecord(keys->address(keys->index(7)));
        QTRY_COMPARE(document->phase(), documents::RecordDocument::Phase::Ready);
        auto* tree = window.findChild<ui::JsonTreeView*>();
        QTRY_VERIFY((tree = window.findChild<ui::JsonTreeView*>()) && tree->isVisible());
        tree->setFocus();
        ui::HistoryPanel* history = nullptr;
        QTRY_VERIFY((history = window.findChild<ui::HistoryPanel*>())
                    && history->history()->versions().size() > 1);
        take(&window, u"record"_s);
        history->timeline()->choose(
            QString::fromStdString(history->history()->versions()[1].version));
        QTRY_VERIFY(!history->diffView()->summary().isEmpty());
        take(&window, u"version"_s);
        history->timeline()->choose({});

        QVERIFY(document->replace(json::Pointer({"coins"}), json::Value(5)));
        actionOf(&window, u"record.save"_s)->trigger();
        QTRY_VERIFY(shown<ui::SaveDialog>(&window));
        const auto* counts = shown<ui::SaveDialog>(&window)->findChild<QLabel*>(u"save.counts"_s);
        QTRY_VERIFY(!counts->text().contains(u"…"_s));
        take(&window, u"save"_s);
        shown<ui::SaveDialog>(&window)->reject();
        takeWith(window, u"help.palette"_s, u"palette"_s);
        takeWith(window, u"help.shortcuts"_s, u"shortcuts"_s);
        takeWith(window, u"file.goToKey"_s, u"go-to-key"_s);
        takeWholeKeys(window, workspace, document->address());
        for (const QString& panel : {u"journal"_s, u"log"_s, u"tasks"_s}) {
            actionOf(&window, u"view."_s + panel)->trigger();
            take(&window, panel);
            actionOf(&window, u"view."_s + panel)->trigger();
        }
        document->undoStack()->undo();
        takeConsole(window, QString::fromStdString(keys->address(keys->index(9)).key));

        actionOf(&window, u"file.newTransaction"_s)->trigger();
        for (const int row : {9, 12}) {
            window.findChild<ui::KeyListView*>()->setCurrentIndex(keys->index(row));
            actionOf(&window, u"keys.addToTransaction"_s)->trigger();
        }
        QTRY_VERIFY(workspace.operations().runningCount() == 0);
        QTRY_VERIFY(nothingIsRead(window));
        take(&window, u"transaction"_s);
        actionOf(&window, u"file.unfinished"_s)->trigger();
        auto* unfinished = window.findChild<ui::UnfinishedTransactions*>();
        QTRY_VERIFY(workspace.operations().runningCount() == 0);
        QVERIFY(unfinished);
        take(&window, u"unfinished"_s);
    }

    void migrationLab_data()
    {
        QTest::addColumn<QString>("theme");
        QTest::newRow("light") << u"light"_s;
        QTest::newRow("dark") << u"dark"_s;
    }

    /// The demo's game in the migration lab: before, while and after it runs, a record step by
    /// step.
    void migrationLab()
    {
#ifdef PLECTRUM_HAS_LUAU
        QFETCH(QString, theme);
        m_theme = theme;
        test::DemoWindow world(theme == u"dark"_s);
        ui::MainWindow& window = *world.opened->window;
        QVERIFY(test::waitForActive(&window));
        documents::Workspace& workspace = *world.opened->workspace;
        QTRY_VERIFY(!workspace.isListingStores());
        window.keyBrowser()->setCurrentStore({.name = std::string(app::demoPlayerStore)});
        QTRY_VERIFY(workspace.games().of(std::string(app::demoPlayerStore)));
        actionOf(&window, u"game.bind"_s)->trigger();
        auto* dialog = shown<ui::BindDialog>(&window);
        QVERIFY(dialog);
        QTRY_VERIFY(dialog->findChild<QTreeWidget*>(u"bind.findings"_s)->topLevelItemCount() > 0);
        take(&window, u"bind"_s);
        dialog->reject();
        actionOf(&window, u"game.lab"_s)->trigger();
        auto* page = window.findChild<ui::MigrationLabPage*>();
        QVERIFY(page);
        using Phase = documents::LabDocument::Phase;
        QTRY_COMPARE(page->document().phase(), Phase::Ready);
        take(&window, u"lab-before"_s);
        bool isTaken = false;
        connect(&page->document(), &documents::LabDocument::found, this, [&] {
            if (isTaken || page->document().phase() != Phase::Running
                || page->document().progress().failed == 0)
                return;
            isTaken = true;
            take(&window, u"lab-running"_s);
        });
        press(page, u"lab.run"_s);
        QTRY_COMPARE(page->document().phase(), Phase::Done);
        auto* steps = page->findChild<QListWidget*>(u"lab.steps"_s);
        QTRY_VERIFY(steps->count() > 1);
        take(&window, u"lab-after"_s);
        page->tables()->showTable(documents::LabTable::Steps);
        auto* table = page->tables()->view(documents::LabTable::Steps);
        for (int row = 0; page->details()->currentKey().empty() && row < table->model()->rowCount();
             ++row)
            table->setCurrentIndex(table->model()->index(row, 0));
        QVERIFY(!page->details()->currentKey().empty());
        page->details()->pages()->setCurrentIndex(ui::LabDetails::StepsPage);
        QTRY_VERIFY(page->document().trial()
                    && page->document().trial()->key == page->details()->currentKey());
        steps->setCurrentRow(1);
        const auto* diff = page->findChild<ui::DiffView*>(u"lab.diff"_s);
        QTRY_VERIFY(!diff->stateTitle().contains(u"…"_s));
        take(&window, u"lab-record"_s);
        press(page, u"lab.load"_s);
        QTRY_VERIFY(!page->findChild<QPlainTextEdit*>(u"lab.log"_s)->toPlainText().isEmpty());
        take(&window, u"lab-load"_s);
#else
        QSKIP("built without Luau");
#endif
    }

    void production_data()
    {
        QTest::addColumn<QString>("theme");
        QTest::newRow("light") << u"light"_s;
        QTest::newRow("dark") << u"dark"_s;
    }

    void production()
    {
        QFETCH(QString, theme);
        m_theme = theme;
        test::ProductionWorld world(
            {}, {.kind = datastore::UniverseSpec::Kind::Demo, .path = demoFile()},
            theme == u"dark"_s ? ui::Appearance::Choice::Dark : ui::Appearance::Choice::Light);
        world.first->resize(windowSize);
        connectTo(world);
        if (QTest::currentTestFailed())
            return;

        app::OpenWindow& opened = world.windows.open(world.spec());
        ui::MainWindow& window = *opened.window;
        documents::Workspace& workspace = *opened.workspace;
        window.resize(windowSize);
        QTRY_VERIFY(window.isVisible() && !workspace.isListingStores());
        const editing::StoreListing store = workspace.stores().front();
        window.keyBrowser()->setCurrentStore(store);
        const documents::KeyListModel* keys = window.keyBrowser()->keys();
        QTRY_VERIFY(keys->rowCount() > 4);
        documents::RecordDocument* document = workspace.openRecord(keys->address(keys->index(4)));
        using Phase = documents::RecordDocument::Phase;
        QTRY_COMPARE(document->phase(), Phase::Ready);
        document->lock()->poll();
        QTRY_VERIFY(document->lock()->view().state != editing::LockState::Unknown);
        take(&window, u"production-locked"_s);

        actionOf(&window, u"file.production"_s)->trigger();
        QPointer unlock = shown<ui::UnlockDialog>(&window);
        QVERIFY(unlock);
        type(unlock, u"unlock.name"_s, u"Harvest Moor"_s);
        take(&window, u"unlock"_s);
        press(unlock, u"unlock.confirm"_s);
        QVERIFY(workspace.production()->isWritable());
        QTRY_VERIFY(unlock.isNull());
        take(&window, u"production-unlocked"_s);

        window.findChild<ui::RequestChip*>()->click();
        QTRY_VERIFY(window.findChild<QWidget*>(u"requestPanel"_s)->isVisible());
        take(&window, u"requests"_s);
    }

private:
    /// Calls with their results, one as a tree, an error; and the question before a write.
    void takeConsole(ui::MainWindow& window, const QString& key)
    {
        if (!documents::ConsoleDocument::isAvailable())
            return;
        actionOf(&window, u"view.console"_s)->trigger();
        documents::ConsoleDocument* console = window.console();
        console->setStore("PlayerData");
        const QString load = u"local data = store:peekAsync('%1')\n"
                             "print(`{data.coins} coins`, data.settings)\nreturn data"_s.arg(key);
        for (const QString& input : {u"#stores"_s, u"store:getAsync('%1')"_s.arg(key),
                                     u"store:probeLockActiveAsync('%1')"_s.arg(key), load}) {
            console->run(input);
            QTRY_VERIFY(!console->isRunning());
        }
        auto* panel = window.findChild<ui::ConsolePanel*>();
        panel->input()->setPlainText(u"store:updateAsync('%1', function(data)\n"
                                     "    data.coins += 1_000 -- a gift\n"
                                     "    return true\nend)"_s.arg(key));
        take(&window, u"console"_s);
        console->run(u"store:loadAsync('%1')\nstore:updateAsync('%1', function(data)\n"
                     "    data.coins += 1_000\n    return true\nend)\n"
                     "store:unloadAsync('%1')"_s.arg(key));
        QTRY_VERIFY(shown<ui::WriteQuestion>(&window) || !console->isRunning());
        if (auto* question = shown<ui::WriteQuestion>(&window)) {
            QTRY_VERIFY(!question->findChild<ui::DiffView*>()->summary().isEmpty());
            take(&window, u"console-write"_s);
            question->reject();
        }
        QTRY_VERIFY(!console->isRunning());
        panel->input()->clear();
        actionOf(&window, u"view.console"_s)->trigger();
    }

    /// The window alone, on a universe in a file.
    struct Everyday
    {
        Everyday(const std::string& path, bool isDark)
            : appearance(isDark ? ui::Appearance::Choice::Dark : ui::Appearance::Choice::Light)
        {
            windows.setJournalFile(journal);
            windows.disableSimulation();
            opened = &windows.open({.kind = datastore::UniverseSpec::Kind::Demo, .path = path});
        }
        ~Everyday()
        {
            opened->window->close();
            static_cast<void>(test::waitFor([this] { return windows.count() == 0; }));
        }

        QTemporaryDir folder;
        async::EventLoopClock clock;
        async::Random random{3};
        async::InlineExecutor executor;
        ui::Settings settings{folder.filePath(u"settings.ini"_s)};
        ui::Appearance appearance;
        journal::JournalFile journal{folder.filePath(u"journal.db"_s).toStdString(), clock, random};
        app::Windows windows{clock, random, executor, settings, appearance};
        app::OpenWindow* opened = nullptr;
    };

    /// The questions about whole keys and files, and a comparison.
    void takeWholeKeys(ui::MainWindow& window, documents::Workspace& workspace,
                       const store::KeyAddress& address)
    {
        const auto settled = [&] {
            QTRY_VERIFY(workspace.operations().runningCount() == 0);
            QTRY_VERIFY(nothingIsRead(window));
        };
        actionOf(&window, u"record.new"_s)->trigger();
        auto* question = shown<ui::KeyQuestion>(&window);
        QVERIFY(question);
        type(question, u"keyQuestion.key"_s, u"player_9000000001"_s);
        QTRY_VERIFY(question->findChild<QPushButton*>(u"keyQuestion.confirm"_s)->isEnabled());
        settled();
        take(&window, u"new-record"_s);
        question->reject();
        QTRY_VERIFY(!shown<QDialog>(&window));
        actionOf(&window, u"record.copyTo"_s)->trigger();
        QTRY_VERIFY((question = shown<ui::KeyQuestion>(&window)));
        QTRY_VERIFY(question->findChild<QPushButton*>(u"keyQuestion.confirm"_s)->isEnabled());
        settled();
        take(&window, u"copy-record"_s);
        question->reject();
        QTRY_VERIFY(!shown<QDialog>(&window));
        actionOf(&window, u"record.delete"_s)->trigger();
        QTRY_VERIFY(shown<ui::SaveDialog>(&window));
        settled();
        take(&window, u"delete-record"_s);
        shown<ui::SaveDialog>(&window)->reject();
        QTRY_VERIFY(!shown<QDialog>(&window));

        actionOf(&window, u"record.compare"_s)->trigger();
        auto* compare = shown<ui::CompareDialog>(&window);
        QVERIFY(compare);
        take(&window, u"compare-empty"_s);
        const documents::KeyListModel* keys = window.keyBrowser()->keys();
        store::KeyAddress other = keys->address(keys->index(9));
        compare->choose(documents::Comparison::Right,
                        {.address = other, .title = QString::fromStdString(other.key)});
        QTRY_VERIFY(!compare->diffView()->summary().isEmpty());
        take(&window, u"compare"_s);
        compare->reject();
        QTRY_VERIFY(!shown<QDialog>(&window));

        std::vector<editing::ImportItem> items(4);
        for (std::size_t i = 0; i < items.size(); ++i) {
            items[i].address = {address.kind, address.store, "player_" + std::to_string(1000 + i)};
            items[i].effect = editing::ImportEffect(i);
            items[i].after = json::Value::object({{"coins", int(i)}});
        }
        items[3].problem = store::Damage{store::DamageKind::NoData, "", "there is no data"};
        items[1].before = json::Value::object({{"coins", 7}, {"name", "x"}});
        auto* import = new ui::ImportQuestion(u"players.json"_s, items, &window);
        import->open();
        import->list()->setCurrentItem(import->list()->topLevelItem(1));
        settled();
        take(&window, u"import"_s);
        import->reject();
        QTRY_VERIFY(!shown<QDialog>(&window));
        for (const auto& [action, menu] : {std::pair(u"keys.favourites"_s, u"favouritesMenu"_s),
                                           std::pair(u"keys.order"_s, u"keyOrderMenu"_s)}) {
            actionOf(&window, action)->trigger();
            auto* shownMenu = window.findChild<QMenu*>(menu);
            QTRY_VERIFY(shownMenu->isVisible());
            take(&window, menu);
            shownMenu->hide();
        }
        workspace.openRecord({address.kind, address.store, "player_0"});
        QTRY_VERIFY(workspace.currentDocument()->phase()
                    == documents::RecordDocument::Phase::Ready);
        settled();
        take(&window, u"absent"_s);
        workspace.closeRecord(workspace.currentDocument());
        workspace.openRecord(address);
    }

    /// The dialog that an action opens.
    void takeWith(ui::MainWindow& window, const QString& action, const QString& name) const
    {
        actionOf(&window, action)->trigger();
        QDialog* dialog = nullptr;
        QTRY_VERIFY((dialog = shown<QDialog>(&window)));
        take(&window, name);
        dialog->reject();
        QTRY_VERIFY(!shown<QDialog>(&window));
    }

    std::string demoFile() { return m_folder.filePath(u"demo.plectrum"_s).toStdString(); }

    void connectTo(test::ProductionWorld& world)
    {
        actionOf(world.first, u"file.connect"_s)->trigger();
        QPointer dialog = shown<ui::ConnectDialog>(world.first);
        QVERIFY(dialog);
        type(dialog, u"connect.name"_s, u"Harvest Moor"_s);
        type(dialog, u"connect.universe"_s, u"12"_s);
        type(dialog, u"connect.place"_s, u"34"_s);
        type(dialog, u"connect.base"_s, QString::fromStdString(world.server->baseUrl()));
        type(dialog, u"connect.key"_s, QString::fromLatin1(test::productionKey));
        dialog->findChild<QCheckBox*>(u"connect.session"_s)->setChecked(true);
        take(world.first, u"connect"_s);
        press(dialog, u"connect.try"_s);
        const auto* findings = dialog->findChild<QTreeWidget*>(u"connect.findings"_s);
        QTRY_VERIFY(findings->topLevelItemCount() > 5);
        take(world.first, u"connect-test"_s);
        press(dialog, u"connect.connect"_s);
        QTRY_VERIFY(dialog.isNull());
        QTRY_COMPARE(world.windows.count(), 2);
        take(world.first, u"start-connections"_s);
    }

    void take(QWidget* window, const QString& name) const
    {
        QApplication::processEvents();
        const QImage picture = pictureOf(window);
        QVERIFY2(!isDull(picture), qPrintable(name));
        if (folder().isEmpty())
            return;
        QDir().mkpath(folder());
        const QString suffix = qEnvironmentVariable("PLECTRUM_PICTURES_SUFFIX");
        QVERIFY(picture.save(u"%1/%2-%3%4.png"_s.arg(folder(), name, m_theme, suffix)));
    }

    QTemporaryDir m_folder;
    QString m_theme;
};

PLECTRUM_UI_TEST(TestScreenshots)

} // namespace tst_screenshots

#include "tst_screenshots.moc"
