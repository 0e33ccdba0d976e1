// SPDX-License-Identifier: MIT
#include "player_window.h"
#include "support/test.h"
#include "ui/record/record_panel.h"
#include "ui/shell/record_tab_bar.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <QSplitter>

namespace tst_window_tabs {

using namespace Qt::StringLiterals;
using namespace plectrum;
using namespace plectrum::ui;
using namespace plectrum::documents;
using Kind = store::KeyAddress::Kind;

class TestWindowTabs : public QObject
{
    Q_OBJECT

private slots:
    void previewIsReplacedUntilPinned();
    void editingPins();
    void closingAsksForChanges();
    void savesBeforeClosing();
    void closingTheWindowAsksAndWaits();
    void manyTabsKeepTheirNames();
    void tabsMoveAndClose();
    void othersAreClosedFromTheMenu();
    void allTabsAreListed();
    void tabsTellOfConflicts();
    void aTransactionNamesItsKeys();
    void keepsLayoutAndStore();
    void recordsOpenAgain();
    void keepsHowPartsShareTheirRoom();
};

void TestWindowTabs::previewIsReplacedUntilPinned()
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

void TestWindowTabs::editingPins()
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

void TestWindowTabs::closingAsksForChanges()
{
    World world;
    QTRY_COMPARE(world.keys()->rowCount(), 256);
    world.click(1);
    QTRY_VERIFY(isReady(world.workspace->currentDocument()));
    world.modify(world.workspace->currentDocument());
    world.action(u"file.closeTab"_s)->trigger();
    world.answer(u"cancel"_s);
    QCOMPARE(world.tabs()->count(), 1);
    QTRY_VERIFY(!world.question());
    world.action(u"file.closeTab"_s)->trigger();
    world.answer(u"discard"_s);
    QTRY_COMPARE(world.tabs()->count(), 0);
}

void TestWindowTabs::savesBeforeClosing()
{
    World world;
    QTRY_COMPARE(world.keys()->rowCount(), 256);
    world.click(1);
    QTRY_VERIFY(isReady(world.workspace->currentDocument()));
    world.modify(world.workspace->currentDocument());
    world.action(u"file.closeTab"_s)->trigger();
    world.answer(u"save"_s);
    QTRY_COMPARE(world.tabs()->count(), 0);
    world.click(1);
    QTRY_VERIFY(isReady(world.workspace->currentDocument()));
    const auto pointer = json::Pointer({"coins"});
    QVERIFY(*json::resolve(world.workspace->currentDocument()->value(), pointer)
            == json::Value(std::int64_t(-1)));
}

void TestWindowTabs::closingTheWindowAsksAndWaits()
{
    World world;
    QTRY_COMPARE(world.keys()->rowCount(), 256);
    world.click(1);
    QTRY_VERIFY(isReady(world.workspace->currentDocument()));
    world.modify(world.workspace->currentDocument());
    QSignalSpy closed(world.window.get(), &MainWindow::closed);
    world.window->close();
    QVERIFY(world.window->isVisible());
    world.answer(u"cancel"_s);
    QVERIFY(world.window->isVisible());
    world.workspace->currentDocument()->undoStack()->undo();
    world.window->close();
    QTRY_COMPARE(closed.size(), 1);
    QVERIFY(!world.window->isVisible());
    QCOMPARE(world.workspace->tasks().running(), 0U);
    QVERIFY(world.workspace->documents().empty());
}

void TestWindowTabs::manyTabsKeepTheirNames()
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

void TestWindowTabs::tabsMoveAndClose()
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

void TestWindowTabs::othersAreClosedFromTheMenu()
{
    World world;
    QTRY_COMPARE(world.keys()->rowCount(), 256);
    for (const int row : {1, 3, 5})
        world.doubleClick(row);
    auto* bar = world.tabs()->recordTabBar();
    QCOMPARE(bar->count(), 3);
    emit bar->customContextMenuRequested(bar->tabRect(1).center());
    auto* menu = world.tabs()->findChild<QMenu*>(u"tabs.context"_s);
    QVERIFY(menu);
    menu->findChild<QAction*>(u"tabs.copyKey"_s)->trigger();
    QCOMPARE(QGuiApplication::clipboard()->text(), u"player_0003"_s);
    menu->findChild<QAction*>(u"tabs.closeOthers"_s)->trigger();
    QTRY_COMPARE(bar->count(), 1);
    QCOMPARE(world.tabs()->tabText(0), u"player_0003"_s);
}

void TestWindowTabs::allTabsAreListed()
{
    World world;
    QTRY_COMPARE(world.keys()->rowCount(), 256);
    for (const int row : {1, 3})
        world.doubleClick(row);
    QTRY_VERIFY(isReady(world.workspace->currentDocument()));
    world.modify(world.workspace->currentDocument());
    auto* list = world.tabs()->findChild<QMenu*>(u"tabs.menu"_s);
    emit list->aboutToShow();
    QCOMPARE(list->actions().size(), 2);
    QVERIFY(list->actions().at(1)->isChecked());
    QVERIFY(list->actions().at(1)->text().contains(u"unsaved"_s));
    list->actions().at(0)->trigger();
    QCOMPARE(world.tabs()->currentIndex(), 0);
}

void TestWindowTabs::tabsTellOfConflicts()
{
    World world;
    QTRY_COMPARE(world.keys()->rowCount(), 256);
    world.doubleClick(1);
    QTRY_VERIFY(isReady(world.workspace->currentDocument()));
    QVERIFY(world.tabs()->tabIcon(0).isNull());
    auto* panel = world.tabs()->currentPanel();
    emit panel->conflictsChanged(true);
    QVERIFY(world.tabs()->tabToolTip(0).contains(u"somebody else"_s));
    emit panel->conflictsChanged(false);
    QVERIFY(world.tabs()->tabIcon(0).isNull());
}

void TestWindowTabs::aTransactionNamesItsKeys()
{
    World world;
    QTRY_COMPARE(world.keys()->rowCount(), 256);
    world.action(u"file.newTransaction"_s)->trigger();
    QCOMPARE(world.tabs()->tabText(world.tabs()->currentIndex()), u"Transaction"_s);
    for (const int row : {1, 3, 5}) {
        world.keyView()->setCurrentIndex(world.keys()->index(row));
        world.action(u"keys.addToTransaction"_s)->trigger();
    }
    QTRY_COMPARE(world.tabs()->tabText(world.tabs()->currentIndex()),
                 u"player_0001, player_0003 and 1 more"_s);
}

void TestWindowTabs::keepsLayoutAndStore()
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

void TestWindowTabs::recordsOpenAgain()
{
    World world;
    QTRY_COMPARE(world.keys()->rowCount(), 256);
    for (const int row : {1, 3, 5})
        world.doubleClick(row);
    world.tabs()->setCurrentIndex(1);
    world.window->close();
    QTRY_VERIFY(!world.window->isVisible());
    QCOMPARE(world.workspace->documents().size(), std::size_t(0));
    world.window = std::make_unique<MainWindow>(*world.workspace, world.settings, world.appearance);
    QCOMPARE(world.tabs()->count(), 3);
    QCOMPARE(world.tabs()->tabText(0), u"player_0001"_s);
    QCOMPARE(world.tabs()->currentIndex(), 1);
}

void TestWindowTabs::keepsHowPartsShareTheirRoom()
{
    World world;
    QTRY_COMPARE(world.keys()->rowCount(), 256);
    const auto open = [&](int row) {
        RecordDocument* document =
            world.workspace->openRecord(world.keys()->address(world.keys()->index(row)));
        world.workspace->pin(document);
        return document;
    };
    const auto sides = [&] {
        return world.tabs()->currentPanel()->findChild<QSplitter*>(u"recordSides"_s);
    };
    RecordDocument* first = open(0);
    QTRY_VERIFY(isReady(first));
    QTRY_VERIFY(sides()->isVisible());
    const int before = sides()->sizes().front();
    const QPoint handle = sides()->handle(1)->rect().center();
    QTest::mousePress(sides()->handle(1), Qt::LeftButton, {}, handle);
    QTest::mouseMove(sides()->handle(1), handle - QPoint(90, 0));
    QTest::mouseRelease(sides()->handle(1), Qt::LeftButton, {}, handle - QPoint(90, 0));
    const int after = sides()->sizes().front();
    QVERIFY(after < before);
    RecordDocument* second = open(1); // the next record has it at once
    QTRY_VERIFY(isReady(second));
    QTRY_COMPARE(sides()->sizes().front(), after);
    world.window->close();
    QTRY_VERIFY(!world.window->isVisible());
    QCOMPARE(world.settings.splitterSizes(u"recordSides"_s).front(), after);
    QCOMPARE(world.settings.splitterSizes(u"no such"_s), QList<int>());
}

PLECTRUM_UI_TEST(TestWindowTabs)

} // namespace tst_window_tabs

#include "tst_window_tabs.moc"
