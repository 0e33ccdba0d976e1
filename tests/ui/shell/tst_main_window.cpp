// SPDX-License-Identifier: MIT
#include "json/printer.h"
#include "player_window.h"
#include "support/test.h"
#include "ui/keys/element_names_dialog.h"
#include "ui/record/json_tree_view.h"
#include "ui/record/record_panel.h"
#include "ui/shell/record_tab_bar.h"
#include "ui/shell/window_status.h"
#include "ui/universe/universe_chooser.h"

#include <QAbstractButton>
#include <QApplication>
#include <QComboBox>
#include <QCoroTask>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QListView>
#include <QMap>
#include <QMenu>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QScrollBar>

namespace tst_main_window {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace plectrum;
using namespace plectrum::ui;
using namespace plectrum::documents;
using Kind = store::KeyAddress::Kind;

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

    void namesWhatTellsArrayElementsApart()
    {
        World world;
        QTRY_VERIFY(world.window->keyBrowser()->currentStore());
        const store::KeyAddress address{Kind::Lyra, "players", "player_0001"};
        editing::RecordAccess& records = world.workspace->records();
        const auto put = [&](std::optional<json::Value> from, const json::Value& to) {
            const auto saved = QCoro::waitFor(records.saveDraft(address, from, to, 0ms));
            QCOMPARE(saved.outcome, editing::SaveOutcome::Saved);
        };
        const auto items = json::parse(R"({"items":[{"n":1,"slot":1},{"n":1,"slot":2}]})").value();
        put(QCoro::waitFor(records.inspect(address)).data, items);

        auto* list = world.window->findChild<QListView*>(u"storeList"_s);
        QVERIFY(list->actions().contains(world.action(u"keys.elements"_s)));
        world.action(u"keys.elements"_s)->trigger();
        auto* dialog = world.window->findChild<ElementNamesDialog*>();
        QVERIFY(dialog && dialog->isVisible());
        auto* field = dialog->findChild<QPlainTextEdit*>(u"elementNames.members"_s);
        QTest::keyClicks(field, u"slot"_s);
        QTest::mouseClick(dialog->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok),
                          Qt::LeftButton);
        QVERIFY(records.identityOf("players") == json::ElementIdentity({"slot"}));

        RecordDocument* document = world.workspace->openRecord(address);
        QTRY_VERIFY(isReady(document));
        QVERIFY(document->replace(json::Pointer({"items", "1", "n"}), json::Value(5)));
        put(items, json::parse(R"({"items":[{"n":1,"slot":2}]})").value()); // the first was sold
        const QSignalSpy finished(document, &RecordDocument::saveFinished);
        document->save(document->draft());
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(json::print(*QCoro::waitFor(records.inspect(address)).data),
                 R"({"items":[{"n":5,"slot":2}]})");

        records.identifyElements("players", {});
        const MainWindow again(*world.workspace, world.settings, world.appearance);
        QVERIFY(records.identityOf("players") == json::ElementIdentity({"slot"}));
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
    void prefixIsAskedAtTheSource();
    void filterAnswersAtOnce();
    void scrollingFetchesPages();
    void keyboardFindsItsWay();
    void goesToAKeyThatIsNotListed();
    void plainStoresShowTheirKeys();
    void everyActionIsComplete();
    void appearanceSwitches();
    void languageIsForTheNextStart();
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

void TestMainWindow::languageIsForTheNextStart()
{
    World world;
    QVERIFY(world.action(u"view.languageSystem"_s)->isChecked());
    world.action(u"view.languageGerman"_s)->trigger();
    QCOMPARE(world.settings.language(), u"de"_s);
    QVERIFY(!world.action(u"view.languageSystem"_s)->isChecked());
    const auto* status = world.window->findChild<WindowStatus*>();
    QVERIFY2(status->messageText().contains(u"next time"_s), qPrintable(status->messageText()));
    world.action(u"view.languageSystem"_s)->trigger();
    QCOMPARE(world.settings.language(), QString());
}

PLECTRUM_UI_TEST(TestMainWindow)

} // namespace tst_main_window

#include "tst_main_window.moc"
