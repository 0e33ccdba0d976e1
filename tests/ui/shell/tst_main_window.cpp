// SPDX-License-Identifier: MIT
#include "async/pool_executor.h"
#include "json/parser.h"
#include "mock/universe.h"
#include "ui/keys/key_browser.h"
#include "ui/keys/key_list_model.h"
#include "ui/keys/key_list_view.h"
#include "ui/main_window.h"
#include "ui/record/json_tree_view.h"
#include "ui/record/record_panel.h"
#include "ui/shell/record_tab_bar.h"
#include "ui/shell/record_tabs.h"
#include "ui/universe/universe_chooser.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMap>
#include <QMenu>
#include <QMessageBox>
#include <QRegularExpression>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace plectrum;
using namespace plectrum::ui;
using Kind = store::KeyAddress::Kind;

namespace {

json::Value recordOf(int coins)
{
    const std::string text = R"({"appliedMigrations":[],"file":{"data":{"committedData":{"coins":)"
        + std::to_string(coins) + R"(}}},"orphanedFiles":[]})";
    return json::parse(text).value();
}

async::Task<void> fill(datastore::Universe* universe, int players)
{
    auto& records = universe->dataStores().dataStore("lyra/records/players");
    for (int i = 0; i < players; ++i) {
        std::string number = std::to_string(i);
        number.insert(0, 4 - number.size(), '0');
        co_await records.set("player_" + number, recordOf(i));
    }
    auto& plain = universe->dataStores().dataStore("settings");
    co_await plain.set("motd", json::Value("hello"));
}

/// A window on a universe of 600 players and one data store that is not Lyra's.
class World
{
public:
    explicit World(int players = 600)
        : settings(folder.filePath(u"settings.ini"_s))
    {
        auto universe = std::make_unique<mock::Universe>(clock, async::Random(1));
        const auto filled = fill(universe.get(), players);
        if (!filled.isReady())
            qFatal("the mock universe answers at once");
        workspace = std::make_unique<Workspace>(std::move(universe), clock, random, executor);
        window = std::make_unique<MainWindow>(*workspace, settings, appearance);
        window->resize(1024, 640);
        window->show();
    }

    KeyListView* keyView() const { return window->findChild<KeyListView*>(); }
    QLineEdit* field(const QString& name) const { return window->findChild<QLineEdit*>(name); }
    QString count() const { return window->findChild<QLabel*>(u"keyCount"_s)->text(); }
    KeyListModel* keys() const { return window->keyBrowser()->keys(); }
    RecordTabs* tabs() const { return window->recordTabs(); }
    QAction* action(const QString& name) const { return window->findChild<QAction*>(name); }

    QPoint rowCentre(int row) const { return keyView()->visualRect(keys()->index(row)).center(); }
    void click(int row) const
    {
        QTest::mouseClick(keyView()->viewport(), Qt::LeftButton, {}, rowCentre(row));
    }
    void doubleClick(int row) const
    {
        click(row);
        QTest::mouseDClick(keyView()->viewport(), Qt::LeftButton, {}, rowCentre(row));
    }
    void modify(RecordDocument* document) const
    {
        const auto place = json::Pointer({"coins"});
        QVERIFY(document->replace(place, json::Value(std::int64_t(-1))));
    }
    /// Presses a button of the question that is open.
    void answer(QMessageBox::StandardButton button) const
    {
        QMessageBox* box = nullptr;
        QTRY_VERIFY((box = window->findChild<QMessageBox*>(u"unsavedQuestion"_s)) != nullptr);
        QTRY_VERIFY(box->isVisible());
        QTest::mouseClick(box->button(button), Qt::LeftButton);
    }

    QTemporaryDir folder;
    async::EventLoopClock clock;
    async::Random random{2};
    async::PoolExecutor executor;
    Settings settings;
    Appearance appearance{Appearance::Choice::Light};
    std::unique_ptr<Workspace> workspace;
    std::unique_ptr<MainWindow> window;
};

bool isReady(const RecordDocument* document)
{
    return document && document->phase() == RecordDocument::Phase::Ready;
}

} // namespace

class TestMainWindow : public QObject
{
    Q_OBJECT

private slots:
    void asksForAUniverse()
    {
        World world;
        const QSignalSpy open(world.window->universes(), &UniverseChooser::openRequested);
        world.action(u"file.openUniverse"_s)->trigger();
        auto* dialog = world.window->findChild<QFileDialog*>(u"universeDialog"_s);
        QVERIFY(dialog);
        emit dialog->fileSelected(u"/somewhere/a.plectrum"_s);
        QCOMPARE(open.size(), 1);
        const auto spec = open.front().front().value<datastore::UniverseSpec>();
        QCOMPARE(spec.path, "/somewhere/a.plectrum");
        dialog->reject();
        world.action(u"file.openDemo"_s)->trigger();
        QCOMPARE(open.size(), 2);
    }

    void offersNoTypesForAbsentKeys()
    {
        World world;
        QTRY_VERIFY(!world.workspace->stores().empty());
        world.workspace->openRecord({Kind::Lyra, "players", "nobody"});
        QAction* types = nullptr;
        for (QMenu* menu : world.window->findChildren<QMenu*>())
            if (menu->title() == u"Change &Type"_s)
                types = menu->menuAction();
        QVERIFY(types);
        QTRY_VERIFY(!types->isEnabled());
        QVERIFY(!world.action(u"view.expandAll"_s)->isEnabled());
        RecordDocument* document =
            world.workspace->openRecord({Kind::Lyra, "players", "player_0001"});
        QTRY_COMPARE(document->phase(), RecordDocument::Phase::Ready);
        types = nullptr;
        for (QMenu* menu : world.window->findChildren<QMenu*>())
            if (menu->title() == u"Change &Type"_s)
                types = menu->menuAction();
        world.tabs()->currentPanel()->tree()->goTo(json::Pointer({"coins"}));
        QTRY_VERIFY(types && types->isEnabled());
    }

    void showsStoresAndKeys();
    void aClickShowsTheRecord();
    void previewIsReplacedUntilPinned();
    void editingPins();
    void prefixIsAskedAtTheSource();
    void filterAnswersAtOnce();
    void scrollingFetchesPages();
    void keyboardFindsItsWay();
    void goesToAKeyThatIsNotListed();
    void plainStoresShowTheirKeys();
    void closingAsksForChanges();
    void savesBeforeClosing();
    void closingTheWindowAsksAndWaits();
    void manyTabsKeepTheirNames();
    void tabsMoveAndClose();
    void keepsLayoutAndStore();
    void everyActionIsComplete();
    void appearanceSwitches();
};

void TestMainWindow::showsStoresAndKeys()
{
    World world;
    QTRY_COMPARE(world.keys()->rowCount(), 256);
    const auto* stores = world.window->findChild<QListView*>(u"storeList"_s)->model();
    QStringList names;
    for (int row = 0; row < stores->rowCount(); ++row)
        names.append(stores->index(row, 0).data().toString());
    QCOMPARE(names,
             QStringList({u"Lyra stores"_s, u"players"_s, u"Other data stores"_s, u"settings"_s}));
    QVERIFY(world.window->keyBrowser()->currentStore()->name == "players");
    QCOMPARE(world.count(), u"256 keys loaded"_s);
    QVERIFY(world.window->findChild<QWidget*>(u"welcomePage"_s)->isVisible());
}

void TestMainWindow::aClickShowsTheRecord()
{
    World world;
    QTRY_COMPARE(world.keys()->rowCount(), 256);
    world.click(3);
    QCOMPARE(world.tabs()->count(), 1);
    QTRY_VERIFY(isReady(world.workspace->currentDocument()));
    QCOMPARE(world.workspace->currentDocument()->address().key, "player_0003");
    QVERIFY(world.tabs()->currentPanel()->isVisible());
    QCOMPARE(world.tabs()->currentPanel()->document(), world.workspace->currentDocument());
    QVERIFY(!world.window->findChild<QWidget*>(u"welcomePage"_s)->isVisible());
    QVERIFY(world.window->windowTitle().contains(u"player_0003"_s));
}

void TestMainWindow::previewIsReplacedUntilPinned()
{
    World world;
    QTRY_COMPARE(world.keys()->rowCount(), 256);
    world.click(1);
    QCOMPARE(world.tabs()->recordTabBar()->previewTab(), 0);
    world.click(2);
    QCOMPARE(world.tabs()->count(), 1);
    QCOMPARE(world.tabs()->tabText(0), u"player_0002"_s);
    world.doubleClick(4);
    QCOMPARE(world.tabs()->count(), 1);
    QCOMPARE(world.tabs()->recordTabBar()->previewTab(), -1);
    world.click(6);
    QCOMPARE(world.tabs()->count(), 2);
    QCOMPARE(world.tabs()->tabText(0), u"player_0004"_s);
    QCOMPARE(world.tabs()->recordTabBar()->previewTab(), 1);
    world.click(4);
    QCOMPARE(world.tabs()->currentIndex(), 0);
    QCOMPARE(world.tabs()->count(), 2);
}

void TestMainWindow::editingPins()
{
    World world;
    QTRY_COMPARE(world.keys()->rowCount(), 256);
    world.click(1);
    QTRY_VERIFY(isReady(world.workspace->currentDocument()));
    world.modify(world.workspace->currentDocument());
    QCOMPARE(world.tabs()->recordTabBar()->previewTab(), -1);
    QVERIFY(world.tabs()->recordTabBar()->isModified(0));
    world.workspace->currentDocument()->undoStack()->undo();
    QVERIFY(!world.tabs()->recordTabBar()->isModified(0));
    world.click(2);
    QCOMPARE(world.tabs()->count(), 2);
}

void TestMainWindow::prefixIsAskedAtTheSource()
{
    World world;
    QTRY_COMPARE(world.keys()->rowCount(), 256);
    QTest::keyClicks(world.field(u"keyPrefix"_s), u"player_055"_s);
    QTRY_COMPARE(world.keys()->rowCount(), 10);
    QCOMPARE(world.keys()->prefix(), u"player_055"_s);
    QCOMPARE(world.count(), u"10 keys"_s);
    QTest::keyClicks(world.field(u"keyPrefix"_s), u"x"_s);
    QTest::keyClick(world.field(u"keyPrefix"_s), Qt::Key_Return);
    QTRY_COMPARE(world.keys()->rowCount(), 0);
}

void TestMainWindow::filterAnswersAtOnce()
{
    World world;
    QTRY_COMPARE(world.keys()->rowCount(), 256);
    world.keyView()->setFocus();
    QTRY_VERIFY(world.keyView()->hasFocus());
    QTest::keyClick(world.keyView(), Qt::Key_F, Qt::ControlModifier);
    QTRY_VERIFY(world.field(u"keyFilter"_s)->hasFocus());
    QTest::keyClicks(world.field(u"keyFilter"_s), u"R_002"_s);
    QCOMPARE(world.keys()->rowCount(), 10);
    QCOMPARE(world.count(), u"10 of 256 loaded keys"_s);
    world.click(5);
    QCOMPARE(world.workspace->currentDocument()->address().key, "player_0025");
}

void TestMainWindow::scrollingFetchesPages()
{
    World world;
    QTRY_COMPARE(world.keys()->rowCount(), 256);
    QScrollBar* bar = world.keyView()->verticalScrollBar();
    bar->setValue(bar->maximum());
    QTRY_VERIFY(world.keys()->rowCount() > 256);
    world.action(u"keys.loadAll"_s)->trigger();
    QTRY_COMPARE(world.keys()->rowCount(), 600);
    QCOMPARE(world.count(), u"600 keys"_s);
    QVERIFY(!world.action(u"keys.loadAll"_s)->isEnabled());
}

void TestMainWindow::keyboardFindsItsWay()
{
    World world;
    QTRY_COMPARE(world.keys()->rowCount(), 256);
    world.window->activateWindow();
    QTRY_VERIFY(QApplication::activeWindow() == world.window.get());
    QTest::keyClick(world.window.get(), Qt::Key_1, Qt::ControlModifier);
    QTRY_VERIFY(world.keyView()->hasFocus());
    QTest::keyClick(world.keyView(), Qt::Key_Down);
    QCOMPARE(world.keyView()->currentIndex().row(), 1);
    QTest::keyClick(world.keyView(), Qt::Key_PageDown);
    const int page = world.keyView()->currentIndex().row();
    QVERIFY(page > 5);
    QVERIFY(world.keyView()->viewport()->rect().contains(world.rowCentre(page)));
    QTest::keyClick(world.keyView(), Qt::Key_Return);
    QCOMPARE(world.tabs()->count(), 1);
    QTRY_VERIFY(world.tabs()->currentPanel()->tree()->hasFocus());
    QTest::keyClick(world.window.get(), Qt::Key_1, Qt::ControlModifier);
    QTRY_VERIFY(world.keyView()->hasFocus());
    QTest::keyClick(world.keyView(), Qt::Key_Home);
    QCOMPARE(world.keyView()->currentIndex().row(), 0);
    QTest::keyClick(world.keyView(), Qt::Key_Return);
    QCOMPARE(world.tabs()->count(), 2);
    const int before = world.tabs()->currentIndex();
    QTest::keyClick(world.window.get(), Qt::Key_Tab, Qt::ControlModifier);
    QVERIFY(world.tabs()->currentIndex() != before);
    QTest::keyClick(world.window.get(), Qt::Key_W, Qt::ControlModifier);
    QTRY_COMPARE(world.tabs()->count(), 1);
    QTest::keyClick(world.window.get(), Qt::Key_1, Qt::ControlModifier);
    QTRY_VERIFY(world.keyView()->hasFocus());
    QTest::keyClicks(world.keyView(), u"7"_s);
    QCOMPARE(world.field(u"keyFilter"_s)->text(), u"7"_s);
}

void TestMainWindow::goesToAKeyThatIsNotListed()
{
    World world;
    QTRY_COMPARE(world.keys()->rowCount(), 256);
    world.action(u"file.goToKey"_s)->trigger();
    auto* dialog = world.window->findChild<QDialog*>(u"goToKeyDialog"_s);
    QVERIFY(dialog);
    auto* open = dialog->findChild<QDialogButtonBox*>()->buttons().first();
    for (auto* button : dialog->findChild<QDialogButtonBox*>()->buttons())
        if (dialog->findChild<QDialogButtonBox*>()->buttonRole(button)
            == QDialogButtonBox::AcceptRole)
            open = button;
    auto* name = dialog->findChild<QLineEdit*>(u"goToKeyName"_s);
    QVERIFY(!open->isEnabled());
    QTest::keyClicks(name, QString(51, u'k'));
    QVERIFY(!open->isEnabled());
    name->clear();
    QTest::keyClicks(name, u"nobody"_s);
    QVERIFY(open->isEnabled());
    QTest::mouseClick(open, Qt::LeftButton);
    QTRY_COMPARE(world.tabs()->count(), 1);
    RecordDocument* document = world.workspace->currentDocument();
    QCOMPARE(document->address().key, "nobody");
    QCOMPARE(document->address().store, "players");
    QTRY_VERIFY(isReady(document));
    QVERIFY(document->inspection().state == store::RecordState::Absent);
}

void TestMainWindow::plainStoresShowTheirKeys()
{
    World world;
    QTRY_COMPARE(world.keys()->rowCount(), 256);
    auto* stores = world.window->findChild<QListView*>(u"storeList"_s);
    const QRect heading = stores->visualRect(stores->model()->index(2, 0));
    QTest::mouseClick(stores->viewport(), Qt::LeftButton, {}, heading.center());
    QCOMPARE(world.window->keyBrowser()->currentStore()->name, "players");
    const QRect plain = stores->visualRect(stores->model()->index(3, 0));
    QTest::mouseClick(stores->viewport(), Qt::LeftButton, {}, plain.center());
    QTRY_COMPARE(world.keys()->rowCount(), 1);
    QVERIFY(world.window->keyBrowser()->currentStore()->kind == Kind::Plain);
    world.click(0);
    QTRY_VERIFY(isReady(world.workspace->currentDocument()));
    QVERIFY(world.workspace->currentDocument()->value() == json::Value("hello"));
}

void TestMainWindow::closingAsksForChanges()
{
    World world;
    QTRY_COMPARE(world.keys()->rowCount(), 256);
    world.click(1);
    QTRY_VERIFY(isReady(world.workspace->currentDocument()));
    world.modify(world.workspace->currentDocument());
    world.action(u"file.closeTab"_s)->trigger();
    world.answer(QMessageBox::Cancel);
    QCOMPARE(world.tabs()->count(), 1);
    QTRY_VERIFY(!world.window->findChild<QMessageBox*>(u"unsavedQuestion"_s));
    world.action(u"file.closeTab"_s)->trigger();
    world.answer(QMessageBox::Discard);
    QTRY_COMPARE(world.tabs()->count(), 0);
}

void TestMainWindow::savesBeforeClosing()
{
    World world;
    QTRY_COMPARE(world.keys()->rowCount(), 256);
    world.click(1);
    QTRY_VERIFY(isReady(world.workspace->currentDocument()));
    world.modify(world.workspace->currentDocument());
    world.action(u"file.closeTab"_s)->trigger();
    world.answer(QMessageBox::Save);
    QTRY_COMPARE(world.tabs()->count(), 0);
    world.click(1);
    QTRY_VERIFY(isReady(world.workspace->currentDocument()));
    const auto place = json::Pointer({"coins"});
    QVERIFY(*json::resolve(world.workspace->currentDocument()->value(), place)
            == json::Value(std::int64_t(-1)));
}

void TestMainWindow::closingTheWindowAsksAndWaits()
{
    World world;
    QTRY_COMPARE(world.keys()->rowCount(), 256);
    world.click(1);
    QTRY_VERIFY(isReady(world.workspace->currentDocument()));
    world.modify(world.workspace->currentDocument());
    QSignalSpy closed(world.window.get(), &MainWindow::closed);
    world.window->close();
    QVERIFY(world.window->isVisible());
    world.answer(QMessageBox::Cancel);
    QVERIFY(world.window->isVisible());
    world.workspace->currentDocument()->undoStack()->undo();
    world.window->close();
    QTRY_COMPARE(closed.size(), 1);
    QVERIFY(!world.window->isVisible());
    QCOMPARE(world.workspace->tasks().running(), 0U);
    QVERIFY(world.workspace->documents().empty());
}

void TestMainWindow::manyTabsKeepTheirNames()
{
    World world;
    QTRY_COMPARE(world.keys()->rowCount(), 256);
    for (int row = 0; row < 20; ++row)
        world.workspace->openRecord(world.keys()->address(world.keys()->index(row)));
    const RecordTabBar* bar = world.tabs()->recordTabBar();
    const int name = bar->fontMetrics().horizontalAdvance(bar->tabText(19));
    for (int tab = 0; tab < bar->count(); ++tab)
        QVERIFY(bar->tabRect(tab).width() > name);
}

void TestMainWindow::tabsMoveAndClose()
{
    World world;
    QTRY_COMPARE(world.keys()->rowCount(), 256);
    for (int row = 0; row < 3; ++row)
        world.workspace->openRecord(world.keys()->address(world.keys()->index(row)));
    QCOMPARE(world.tabs()->count(), 3);
    world.tabs()->recordTabBar()->moveTab(0, 2);
    QCOMPARE(world.tabs()->tabText(2), u"player_0000"_s);
    QCOMPARE(world.tabs()->documentAt(2)->address().key, "player_0000");
    QWidget* cross = world.tabs()->recordTabBar()->tabButton(2, QTabBar::RightSide);
    QTest::mouseClick(cross, Qt::LeftButton);
    QTRY_COMPARE(world.tabs()->count(), 2);
    for (int index = 0; index < 2; ++index)
        QVERIFY(world.tabs()->tabText(index) != u"player_0000"_s);
    world.action(u"file.closeAll"_s)->trigger();
    QTRY_COMPARE(world.tabs()->count(), 0);
    QVERIFY(world.window->findChild<QWidget*>(u"welcomePage"_s)->isVisible());
}

void TestMainWindow::keepsLayoutAndStore()
{
    World world;
    QTRY_COMPARE(world.keys()->rowCount(), 256);
    world.window->keyBrowser()->setCurrentStore({.kind = Kind::Plain, .name = "settings"});
    world.window->close();
    QTRY_VERIFY(!world.window->isVisible());
    QVERIFY(!world.settings.windowGeometry().isEmpty());
    QVERIFY(!world.settings.windowState().isEmpty());
    const auto recent = world.settings.recentStores(world.workspace->universeTitle());
    QCOMPARE(recent.front().name, "settings");
    world.window = std::make_unique<MainWindow>(*world.workspace, world.settings, world.appearance);
    QTRY_VERIFY(world.window->keyBrowser()->currentStore());
    QCOMPARE(world.window->keyBrowser()->currentStore()->name, "settings");
}

void TestMainWindow::everyActionIsComplete()
{
    World world;
    QTRY_COMPARE(world.keys()->rowCount(), 256);
    world.click(1);
    QTRY_VERIFY(isReady(world.workspace->currentDocument()));
    QMap<QString, QAction*> shortcuts;
    int count = 0;
    for (QAction* action : world.window->findChildren<QAction*>()) {
        const QString name = action->objectName();
        static const QRegularExpression ours(u"^[a-z]+\\.[a-zA-Z]+$"_s);
        if (!ours.match(name).hasMatch())
            continue;
        ++count;
        QVERIFY2(!action->text().isEmpty(), qPrintable(name));
        QVERIFY2(!action->icon().isNull(), qPrintable(name));
        // What throws a draft away is not done by one key; the timeline has keys of its own.
        QVERIFY2(!action->shortcut().isEmpty() || name == u"record.discard"_s
                     || name == u"lock.break"_s || name.startsWith(u"history."_s),
                 qPrintable(name));
        // Those of one part of the window may mean something else in another part.
        if (action->shortcutContext() == Qt::WidgetShortcut
            || action->shortcutContext() == Qt::WidgetWithChildrenShortcut)
            continue;
        for (const QKeySequence& shortcut : action->shortcuts()) {
            QAction* other = shortcuts.value(shortcut.toString());
            QVERIFY2(!other || other == action,
                     qPrintable(u"%1: %2 and %3"_s.arg(shortcut.toString(), name,
                                                       other ? other->objectName() : QString())));
            shortcuts.insert(shortcut.toString(), action);
        }
    }
    QVERIFY2(count > 25, qPrintable(QString::number(count)));
}

void TestMainWindow::appearanceSwitches()
{
    World world;
    world.action(u"view.appearanceDark"_s)->trigger();
    QVERIFY(world.appearance.showsDark());
    QVERIFY(world.settings.appearance() == Appearance::Choice::Dark);
    QVERIFY(world.window->palette().color(QPalette::Base).lightness() < 128);
    world.action(u"view.appearanceLight"_s)->trigger();
    QVERIFY(world.window->palette().color(QPalette::Base).lightness() > 128);
}

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
