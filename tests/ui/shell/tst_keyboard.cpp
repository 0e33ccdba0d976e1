// SPDX-License-Identifier: MIT
// The window without a mouse: Tab comes round, F6 goes from pane to pane, the palette finds
// actions, stores and keys, F1 lists each action once.
#include "player_window.h"
#include "support/test.h"
#include "support/waiting.h"
#include "ui/history/version_timeline.h"
#include "ui/keys/key_list_view.h"
#include "ui/record/json_tree_view.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/pane_focus.h"
#include "ui/shell/shortcuts_dialog.h"

#include <QComboBox>
#include <QCompleter>
#include <QLineEdit>
#include <QListView>
#include <QSet>
#include <QTreeWidget>

namespace tst_keyboard {

using namespace Qt::StringLiterals;
using namespace plectrum;
using namespace plectrum::ui;
using namespace plectrum::documents;

namespace {

void openRecord(const World& world)
{
    QVERIFY(test::waitForActive(world.window.get()));
    QTRY_COMPARE(world.keys()->rowCount(), 256);
    world.click(1);
    QTRY_VERIFY(isReady(world.workspace->currentDocument()));
    QTRY_VERIFY(world.window->findChild<VersionTimeline*>()
                && world.window->findChild<VersionTimeline*>()->isVisible());
}

JsonTreeView* treeOf(const World& world)
{
    return world.window->findChild<JsonTreeView*>();
}

QListView* paletteList(const World& world)
{
    return world.window->findChild<QListView*>(u"palette.list"_s);
}

void typeIntoPalette(const World& world, const QString& text)
{
    world.action(u"help.palette"_s)->trigger();
    auto* palette = world.window->findChild<CommandPalette*>();
    QVERIFY(palette && palette->isVisible());
    QTRY_VERIFY(palette->isActiveWindow());
    QTest::keyClicks(world.field(u"palette.field"_s), text);
}

} // namespace

class TestKeyboard final : public QObject
{
    Q_OBJECT

private slots:
    void tabComesRound_data()
    {
        QTest::addColumn<Qt::Key>("key");
        QTest::newRow("Tab") << Qt::Key_Tab;
        QTest::newRow("Shift+Tab") << Qt::Key_Backtab;
    }

    void tabComesRound()
    {
        QFETCH(Qt::Key, key);
        World world;
        openRecord(world);
        treeOf(world)->setFocus();
        QSet<const QWidget*> visited;
        for (int presses = 0; presses < 200; ++presses) {
            QWidget* focus = QApplication::focusWidget();
            QVERIFY(focus);
            if (presses > 0 && focus == treeOf(world))
                break;
            visited.insert(focus);
            QTest::keyClick(focus, key,
                            key == Qt::Key_Backtab ? Qt::ShiftModifier : Qt::NoModifier);
        }
        QCOMPARE(QApplication::focusWidget(), treeOf(world));
        QVERIFY(visited.contains(world.keyView()));
        QVERIFY(visited.contains(world.field(u"keyFilter"_s)));
        QVERIFY(visited.contains(world.window->findChild<VersionTimeline*>()));
    }

    void panesFollowOneAnother()
    {
        World world;
        openRecord(world);
        treeOf(world)->setFocus();
        const auto panes = panesOf(world.window.get());
        QVERIFY(panes.size() >= 4);
        QList<QWidget*> visited;
        for (qsizetype i = 0; i < panes.size(); ++i) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_F6);
            visited.append(QApplication::focusWidget());
        }
        QCOMPARE(QSet(visited.begin(), visited.end()), QSet(panes.begin(), panes.end()));
        QCOMPARE(QApplication::focusWidget(), treeOf(world));
        QTest::keyClick(treeOf(world), Qt::Key_F6, Qt::ShiftModifier);
        QCOMPARE(QApplication::focusWidget(), visited[visited.size() - 2]);
    }

    void paletteRunsAnAction()
    {
        World world;
        openRecord(world);
        typeIntoPalette(world, u"expand all"_s);
        QCOMPARE(paletteList(world)->model()->index(0, 0).data().toString(), u"Expand All"_s);
        QTest::keyClick(world.field(u"palette.field"_s), Qt::Key_Escape);
        QTRY_VERIFY(!world.window->findChild<CommandPalette*>());
        typeIntoPalette(world, u"tasks"_s);
        QTest::keyClick(world.field(u"palette.field"_s), Qt::Key_Return);
        QTRY_VERIFY(world.window->findChild<QWidget*>(u"taskDock"_s)->isVisible());
    }

    void paletteOpensKeysAndStores()
    {
        World world;
        openRecord(world);
        typeIntoPalette(world, u"player_0007"_s);
        auto* field = world.field(u"palette.field"_s);
        QTest::keyClick(field, Qt::Key_Down);
        QTest::keyClick(field, Qt::Key_Up);
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_COMPARE(world.workspace->currentDocument()->address().key, "player_0007");
        QTRY_VERIFY(!world.window->findChild<CommandPalette*>());
        const auto stores = world.workspace->stores();
        QVERIFY(stores.size() > 1);
        typeIntoPalette(world, QString::fromStdString(stores.back().name));
        QTest::keyClick(world.field(u"palette.field"_s), Qt::Key_Return);
        QTRY_COMPARE(world.window->keyBrowser()->currentStore()->name, stores.back().name);
    }

    /// From typing to a record.
    void fieldsLeadToRecords()
    {
        World world;
        openRecord(world);
        auto* filter = world.field(u"keyFilter"_s);
        filter->setFocus();
        QTest::keyClicks(filter, u"_0009"_s);
        QTRY_COMPARE(world.keys()->rowCount(), 1);
        QTest::keyClick(filter, Qt::Key_Return);
        QTRY_COMPARE(world.workspace->currentDocument()->address().key, "player_0009");
        filter->setFocus();
        filter->clear();
        QTest::keyClick(filter, Qt::Key_Down);
        QCOMPARE(QApplication::focusWidget(), world.keyView());
        auto* prefix = world.field(u"keyPrefix"_s);
        prefix->setFocus();
        QTest::keyClicks(prefix, u"player_01"_s);
        QTest::keyClick(prefix, Qt::Key_Down);
        QCOMPARE(QApplication::focusWidget(), world.keyView());
        QTRY_COMPARE(world.keys()->rowCount(), 100);
    }

    void goingToAKeyCompletes()
    {
        World world;
        openRecord(world);
        world.action(u"file.goToKey"_s)->trigger();
        auto* field = world.field(u"goToKeyName"_s);
        QVERIFY(field && field->completer());
        field->completer()->setCompletionPrefix(u"YER_001"_s);
        QCOMPARE(field->completer()->completionCount(), 10);
        auto* stores = world.window->findChild<QComboBox*>(u"goToKeyStore"_s);
        stores->setCurrentIndex(stores->count() - 1);
        QVERIFY(!field->completer());
    }

    /// Nothing is left behind, and what was named stays.
    void escapeTakesBackWhatWasInserted()
    {
        World world;
        openRecord(world);
        RecordDocument* document = world.workspace->currentDocument();
        auto* tree = treeOf(world);
        tree->setFocus();
        world.action(u"node.addChild"_s)->trigger();
        auto* editor = tree->findChild<QLineEdit*>();
        QVERIFY(editor && document->isModified());
        QTest::keyClick(editor, Qt::Key_Escape);
        QVERIFY(!document->isModified());
        QTRY_VERIFY(!tree->findChild<QLineEdit*>()); // it goes with the next turn of the event loop
        world.action(u"node.addChild"_s)->trigger();
        editor = tree->findChild<QLineEdit*>();
        QVERIFY(editor && editor->isVisible());
        QTest::keyClicks(editor, u"motto"_s);
        QTest::keyClick(editor, Qt::Key_Return);
        QVERIFY(document->isModified());
        QTRY_VERIFY(document->value().find("motto")); // the editor ends with the next turn
    }

    void ranksStartsAndWordsFirst()
    {
        QVERIFY(paletteRank(u"Save…"_s, u"sa"_s) > paletteRank(u"Keep and Save"_s, u"sa"_s));
        QVERIFY(paletteRank(u"Keep and Save"_s, u"sa"_s) > paletteRank(u"Visalia"_s, u"sa"_s));
        QVERIFY(paletteRank(u"Visalia"_s, u"sa"_s) > paletteRank(u"Swan lake"_s, u"sa"_s));
        QCOMPARE(paletteRank(u"Swan lake"_s, u"xx"_s), 0);
    }

    void panelsToggleWithTheSameKey_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("dock");
        QTest::newRow("journal") << u"view.journal"_s << u"activityDock"_s;
        QTest::newRow("log") << u"view.log"_s << u"activityDock"_s;
        QTest::newRow("tasks") << u"view.tasks"_s << u"taskDock"_s;
        QTest::newRow("keys") << u"view.keyBrowser"_s << u"keyBrowserDock"_s;
    }

    void panelsToggleWithTheSameKey()
    {
        QFETCH(QString, name);
        QFETCH(QString, dock);
        World world;
        openRecord(world);
        auto* part = world.window->findChild<QWidget*>(dock);
        QAction* action = world.action(name);
        QVERIFY(action->isCheckable());
        const bool wasShown = part->isVisible();
        QCOMPARE(action->isChecked(), wasShown);
        action->trigger();
        QApplication::processEvents();
        QCOMPARE(part->isVisible(), !wasShown);
        QCOMPARE(action->isChecked(), !wasShown);
        action->trigger();
        QApplication::processEvents();
        QCOMPARE(part->isVisible(), wasShown);
        QCOMPARE(action->isChecked(), wasShown);
    }

    void listsEachActionOnce()
    {
        World world;
        openRecord(world);
        world.doubleClick(2);
        QTRY_VERIFY(isReady(world.workspace->currentDocument()));
        world.action(u"help.shortcuts"_s)->trigger();
        auto* dialog = world.window->findChild<ShortcutsDialog*>();
        QVERIFY(dialog);
        auto* list = dialog->findChild<QTreeWidget*>(u"shortcuts.list"_s);
        QVERIFY(list->topLevelItemCount() > 5);
        QStringList texts;
        for (int i = 0; i < list->topLevelItemCount(); ++i)
            for (int j = 0; j < list->topLevelItem(i)->childCount(); ++j)
                texts.append(list->topLevelItem(i)->text(0)
                             + list->topLevelItem(i)->child(j)->text(0));
        QVERIFY(texts.size() > 40);
        QCOMPARE(texts.removeDuplicates(), 0);
        QTest::keyClicks(dialog->findChild<QLineEdit*>(u"shortcuts.field"_s), u"ctrl+k"_s);
        int shown = 0;
        for (int i = 0; i < list->topLevelItemCount(); ++i)
            for (int j = 0; j < list->topLevelItem(i)->childCount(); ++j)
                shown += list->topLevelItem(i)->child(j)->isHidden() ? 0 : 1;
        QCOMPARE(shown, 1);
    }
};

PLECTRUM_UI_TEST(TestKeyboard)

} // namespace tst_keyboard

#include "tst_keyboard.moc"
