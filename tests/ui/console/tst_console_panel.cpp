// SPDX-License-Identifier: MIT
// The console in the window: typed, run, seen; history, completion, the question before a write,
// stop, a universe that is read-only, what closes it.
#include "datastore/guarded_universe.h"
#include "documents/console/console_document.h"
#include "documents/record/json_tree_model.h"
#include "player_window.h"
#include "support/test.h"
#include "support/waiting.h"
#include "ui/console/console_input.h"
#include "ui/console/console_panel.h"
#include "ui/console/write_question.h"
#include "ui/widgets/message_bar.h"

#include <QAbstractItemView>
#include <QCheckBox>
#include <QCompleter>
#include <QDockWidget>
#include <QListView>
#include <QTreeView>

namespace tst_console_panel {

using namespace Qt::StringLiterals;
using namespace plectrum;
using namespace plectrum::ui;
using documents::ConsoleDocument;
using documents::ConsoleLine;

namespace {

struct ConsoleWindow : World
{
    ConsoleWindow()
        : World(20)
    {
        if (!test::waitForActive(window.get()))
            qFatal("the window does not get the focus");
        action(u"view.console"_s)->trigger();
    }
    ConsoleDocument* document() const { return window->console(); }
    ConsolePanel* panel() const { return window->findChild<ConsolePanel*>(); }
    ConsoleInput* input() const { return panel()->input(); }
    QString text() const { return input()->toPlainText(); }
    void type(const QString& text, Qt::Key end = Qt::Key_Return) const
    {
        input()->setFocus();
        QTest::keyClicks(input(), text);
        input()->completer()->popup()->hide();
        QTest::keyClick(input(), end);
    }
    void run(const QString& text) const
    {
        document()->run(text);
        QTRY_VERIFY(!document()->isRunning());
    }
    QStringList lines(ConsoleLine::Kind kind) const
    {
        QStringList found;
        for (int row = 0; row < document()->lines()->rowCount(); ++row)
            if (document()->lines()->line(row).kind == kind)
                found.append(document()->lines()->line(row).text);
        return found;
    }
    QStringList results() const { return lines(ConsoleLine::Kind::Result); }
    WriteQuestion* question() const { return window->findChild<WriteQuestion*>(); }
    void answer(const QString& button) const
    {
        QTRY_VERIFY(question() && question()->isVisible());
        QTest::mouseClick(question()->findChild<QPushButton*>(u"write."_s + button),
                          Qt::LeftButton);
    }
    int storedCoins(const std::string& key) const
    {
        const auto inspection =
            QCoro::waitFor(workspace->records().inspect({.store = "players", .key = key}));
        return int((*inspection.data)["coins"].toInteger());
    }
};

const QString change = u"stores.players:loadAsync('player_0003')\n"
                       "stores.players:updateAsync('player_0003', function(data)\n"
                       "data.coins = 99 return true end)\n"
                       "stores.players:unloadAsync('player_0003')"_s;

} // namespace

class TestConsolePanel : public QObject
{
    Q_OBJECT

private slots:
    void typedAndRun()
    {
        const ConsoleWindow world;
        QVERIFY(world.panel()->isVisible());
        QTRY_VERIFY(world.input()->hasFocus());
        world.type(u"1 + 1"_s);
        QTRY_COMPARE(world.results(), QStringList{u"2"_s});
        QCOMPARE(world.lines(ConsoleLine::Kind::Input), QStringList{u"1 + 1"_s});
        QVERIFY(world.text().isEmpty());
        world.type(u"error('no')"_s);
        QTRY_COMPARE(world.lines(ConsoleLine::Kind::Error), QStringList{u"input-2:1: no"_s});
        world.type(u"print('seen') warn('careful')"_s);
        QTRY_COMPARE(world.lines(ConsoleLine::Kind::Warning), QStringList{u"careful"_s});
        QCOMPARE(world.lines(ConsoleLine::Kind::Print), QStringList{u"seen"_s});
    }

    void whatIsNotCompleteGoesOn()
    {
        const ConsoleWindow world;
        world.type(u"function double(n)"_s);
        QCOMPARE(world.text(), u"function double(n)\n"_s);
        world.type(u"return n * 2 end"_s);
        QTRY_VERIFY(world.text().isEmpty());
        QTRY_VERIFY(!world.document()->isRunning());
        world.type(u"double(4)"_s);
        QTRY_COMPARE(world.results(), QStringList{u"8"_s});
    }

    void resultsAreTrees()
    {
        const ConsoleWindow world;
        QVERIFY(!world.panel()->tree()->isVisible());
        world.run(u"stores.players:peekAsync('player_0007')"_s);
        QTRY_VERIFY(world.panel()->tree()->isVisible());
        const auto* tree = qobject_cast<documents::JsonTreeModel*>(world.panel()->tree()->model());
        QCOMPARE(tree->value()["coins"], json::Value(7));
        QVERIFY(world.panel()->tree()->isExpanded(tree->index(0, 0)));
        world.run(u"{ first = true }, { second = { 1, 2 } }"_s);
        QTRY_VERIFY(tree->value().find("second"));
        world.panel()->lines()->setCurrentIndex(world.document()->lines()->index(3));
        QVERIFY(tree->value().find("first"));
        world.run(u"'only a text'"_s);
        world.panel()->lines()->setCurrentIndex(world.document()->lines()->index(0));
        QVERIFY(!world.panel()->tree()->isVisible());
    }

    void history()
    {
        const ConsoleWindow world;
        for (const QString& text : {u"1"_s, u"2"_s}) {
            world.type(text);
            QTRY_VERIFY(!world.document()->isRunning());
        }
        QTest::keyClicks(world.input(), u"new"_s);
        world.input()->completer()->popup()->hide();
        for (const auto& [key, expected] :
             {std::pair(Qt::Key_Up, u"2"_s), std::pair(Qt::Key_Up, u"1"_s),
              std::pair(Qt::Key_Up, u"1"_s), std::pair(Qt::Key_Down, u"2"_s),
              std::pair(Qt::Key_Down, u"new"_s)}) {
            QTest::keyClick(world.input(), key);
            QCOMPARE(world.text(), expected);
        }
        QCOMPARE(world.settings.consoleHistory(), (QStringList{u"1"_s, u"2"_s}));
    }

    void completion()
    {
        const ConsoleWindow world;
        QTRY_VERIFY(!world.workspace->stores().empty());
        QTRY_VERIFY(world.keys()->rowCount() > 5);
        QAbstractItemView* popup = world.input()->completer()->popup();
        QTest::keyClicks(world.input(), u"stores.pl"_s);
        QTRY_VERIFY(popup->isVisible());
        QCOMPARE(popup->model()->index(0, 0).data(Qt::UserRole).toString(), u"players"_s);
        QTest::keyClick(popup, Qt::Key_Return);
        QCOMPARE(world.text(), u"stores.players"_s);
        QTest::keyClicks(world.input(), u":peekA"_s);
        world.input()->completer()->popup()->hide();
        QTest::keyClick(world.input(), Qt::Key_Tab);
        QCOMPARE(world.text(), u"stores.players:peekAsync"_s);
        QTest::keyClicks(world.input(), u"('player_000"_s);
        QTRY_VERIFY(popup->isVisible());
        QVERIFY(popup->model()->rowCount() >= 10);
        QTest::keyClick(popup, Qt::Key_Escape);
        QVERIFY(!popup->isVisible());
    }

    void aWriteIsAskedFor()
    {
        const ConsoleWindow world;
        world.document()->run(change);
        QTRY_VERIFY(world.question() && world.question()->isVisible());
        QCOMPARE(world.question()->question().writes.at(0).key, std::string("player_0003"));
        QVERIFY(world.document()->isRunning());
        world.answer(u"confirm"_s);
        QTRY_VERIFY(!world.document()->isRunning());
        QCOMPARE(world.lines(ConsoleLine::Kind::Error), QStringList());
        QCOMPARE(world.storedCoins("player_0003"), 99);
    }

    void aRefusedWriteIsNotMade()
    {
        const ConsoleWindow world;
        world.document()->run(change);
        world.answer(u"refuse"_s);
        QTRY_VERIFY(!world.document()->isRunning());
        QCOMPARE(world.lines(ConsoleLine::Kind::Error),
                 QStringList{u"input-1:4: The write was not confirmed"_s});
        QCOMPARE(world.storedCoins("player_0003"), 3);
    }

    void oneAnswerForAllOfAnInput()
    {
        const ConsoleWindow world;
        world.document()->run(u"for _, key in { 'player_0001', 'player_0002' } do\n"
                              "stores.players:loadAsync(key)\n"
                              "stores.players:updateAsync(key, function(data) data.coins = 50 "
                              "return true end)\n"
                              "stores.players:unloadAsync(key)\nend"_s);
        QTRY_VERIFY(world.question() && world.question()->isVisible());
        world.question()->findChild<QCheckBox*>(u"write.forAll"_s)->setChecked(true);
        world.answer(u"confirm"_s);
        QTRY_VERIFY(!world.document()->isRunning());
        QCOMPARE(world.storedCoins("player_0001") + world.storedCoins("player_0002"), 100);
        world.document()->run(change); // the next input asks again
        world.answer(u"refuse"_s);
        QTRY_VERIFY(!world.document()->isRunning());
    }

    void stop()
    {
        const ConsoleWindow world;
        world.type(u"x = 1 task.wait(3600)"_s);
        QTRY_VERIFY(world.document()->isRunning());
        QVERIFY(world.action(u"console.stop"_s)->isEnabled());
        QVERIFY(!world.action(u"console.run"_s)->isEnabled());
        world.action(u"console.stop"_s)->trigger();
        QTRY_VERIFY(!world.document()->isRunning());
        QCOMPARE(world.lines(ConsoleLine::Kind::Note), QStringList{u"Stopped"_s});
        QVERIFY(!world.action(u"console.stop"_s)->isEnabled());
    }

    void stopsALoopWithoutEnd()
    {
        const ConsoleWindow world;
        world.document()->run(u"while true do end"_s);
        world.action(u"console.stop"_s)->trigger();
        QTRY_VERIFY(!world.document()->isRunning());
        QCOMPARE(world.lines(ConsoleLine::Kind::Note), QStringList{u"Stopped"_s});
    }

    void stoppingTakesTheQuestionBack()
    {
        const ConsoleWindow world;
        world.document()->run(change);
        QTRY_VERIFY(world.question() && world.question()->isVisible());
        world.document()->stop();
        QTRY_VERIFY(!world.question() || !world.question()->isVisible());
        QTRY_VERIFY(!world.document()->isRunning());
        QCOMPARE(world.storedCoins("player_0003"), 3);
    }

    void ofAStore()
    {
        const ConsoleWindow world;
        QTRY_VERIFY(world.window->keyBrowser()->currentStore());
        world.action(u"view.console"_s)->trigger();
        QVERIFY(!world.panel()->isVisible());
        world.action(u"keys.console"_s)->trigger();
        QTRY_VERIFY(world.panel()->isVisible());
        QCOMPARE(world.document()->store(), std::string("players"));
        world.run(u"store:peekAsync('player_0005').coins"_s);
        QCOMPARE(world.results(), QStringList{u"5"_s});
    }

    void whatIsLoadedIsSaid()
    {
        const ConsoleWindow world;
        world.run(u"stores.players:loadAsync('player_0004')"_s);
        const auto* state = world.window->findChild<QLabel*>(u"console.state"_s);
        QVERIFY2(state->text().contains(u"player_0004 is loaded and locked"_s),
                 qPrintable(state->text()));
        world.document()->run(u"stores.players:unloadAsync('player_0004')"_s);
        QTRY_VERIFY(!world.document()->isRunning());
        QVERIFY(!state->text().contains(u"locked"_s));
    }

    void aUniverseThatIsReadOnly()
    {
        async::EventLoopClock clock;
        async::Random random{3};
        async::PoolExecutor executor;
        auto inner = std::make_unique<mock::Universe>(clock, async::Random(1));
        QVERIFY(fill(inner.get(), 3).isReady());
        auto guarded = std::make_unique<datastore::GuardedUniverse>(std::move(inner), clock);
        datastore::WriteGuard& guard = guarded->guard();
        documents::Workspace workspace(std::move(guarded), clock, random, executor);
        workspace.setProduction(
            std::make_unique<documents::Production>(guard, clock, u"The Game"_s));
        ConsoleDocument document(workspace);
        ConsolePanel panel(document);
        panel.show();
        const auto* message = panel.findChild<MessageBar*>();
        QVERIFY(message->isVisible());
        QVERIFY(message->text().contains(u"read-only"_s));
        document.run(u"stores.players:peekAsync('player_0002').coins"_s);
        QTRY_VERIFY(!document.isRunning());
        QCOMPARE(document.lines()->line(1).text, u"2"_s);
        document.run(u"stores.players:loadAsync('player_0002')"_s);
        QTRY_VERIFY(!document.isRunning());
        const QString refused = document.lines()->line(3).text;
        QVERIFY2(refused.contains(u"open read-only"_s), qPrintable(refused));
        QVERIFY(workspace.production()->unlock(u"The Game"_s, std::chrono::minutes(5)));
        QTRY_VERIFY(!message->isVisible());
        QCoro::waitFor(document.shutDown());
        QCoro::waitFor(workspace.shutDown());
    }

    /// The window closes although a key is loaded: nothing is written.
    void closing()
    {
        ConsoleWindow world;
        world.run(u"stores.players:loadAsync('player_0004')\n"
                  "stores.players:updateAsync('player_0004', function(data) data.coins = 1 return "
                  "true end)"_s);
        QSignalSpy closed(world.window.get(), &MainWindow::closed);
        world.window->close();
        QTRY_COMPARE(closed.count(), 1);
        QCOMPARE(world.storedCoins("player_0004"), 4);
    }
};

PLECTRUM_UI_TEST(TestConsolePanel)

} // namespace tst_console_panel

#include "tst_console_panel.moc"
