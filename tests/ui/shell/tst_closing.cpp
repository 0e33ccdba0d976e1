// SPDX-License-Identifier: MIT
// Closing with unsaved changes: everything that would be written is shown, what was written and
// what was not is told, Return keeps the drafts, and nothing that is typed is lost.
#include "async/executor.h"
#include "documents/history/diff_model.h"
#include "documents/locks/lock_status.h"
#include "journal/journal_file.h"
#include "json/printer.h"
#include "player_window.h"
#include "support/lock_faults.h"
#include "support/test.h"
#include "ui/record/json_tree_view.h"
#include "ui/record/record_panel.h"
#include "ui/shell/record_tab_bar.h"
#include "ui/widgets/diff_view.h"
#include "ui/widgets/message_bar.h"

#include <QApplication>
#include <QCoroTask>
#include <QTreeWidget>

namespace tst_closing {

using namespace plectrum;
using namespace plectrum::ui;
using namespace plectrum::documents;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const json::Pointer coins({"coins"});

store::KeyAddress player(const std::string& key)
{
    return {.store = "players", .key = key};
}

/// A window on three players, with the journal in this folder.
struct Program
{
    async::EventLoopClock clock;
    async::Random random = async::Random::fromSystem();
    async::InlineExecutor executor;
    journal::JournalFile journalFile;
    Settings settings;
    Appearance appearance{Appearance::Choice::Light};
    mock::Universe* universe = nullptr;
    std::unique_ptr<Workspace> workspace;
    std::unique_ptr<MainWindow> window;

    explicit Program(const QTemporaryDir& folder)
        : journalFile(folder.filePath(u"journal.db"_s).toStdString(), clock, random)
        , settings(folder.filePath(u"settings.ini"_s))
    {
        auto made = std::make_unique<mock::Universe>(clock, async::Random(1));
        universe = made.get();
        QCoro::waitFor(fill(universe, 3));
        workspace = std::make_unique<Workspace>(std::move(made), clock, random, executor);
        workspace->setJournalFile(journalFile, "/u");
        window = std::make_unique<MainWindow>(*workspace, settings, appearance);
        window->resize(1024, 640);
        window->show();
        window->activateWindow();
    }
    ~Program()
    {
        window.reset();
        QCoro::waitFor(workspace->shutDown());
    }

    RecordDocument* open(const std::string& key) const
    {
        RecordDocument* document = workspace->openRecord(player(key));
        [&] { QTRY_VERIFY(isReady(document)); }();
        return document;
    }
    void edit(const std::string& key, int value) const
    {
        RecordDocument* document = open(key);
        [&] { QVERIFY(document->replace(coins, json::Value(value))); }();
    }
    void lock(const std::string& key) const
    {
        QCoro::waitFor(universe->memoryStores()
                           .hashMap("lyra/locks/players")
                           .set(key, json::Value("somebody"), 60s));
    }
    std::int64_t stored(const std::string& key) const
    {
        const auto found = QCoro::waitFor(workspace->records().inspect(player(key)));
        return (*found.data)["coins"].toInteger();
    }
    UnsavedQuestion* question() const { return window->findChild<UnsavedQuestion*>(); }
    QPushButton* button(const QString& name) const
    {
        return question()->findChild<QPushButton*>(QString(u"unsaved." % name));
    }
    void press(const QString& name) const
    {
        QTRY_VERIFY(question() && question()->isVisible() && button(name)->isEnabled());
        QTest::mouseClick(button(name), Qt::LeftButton);
    }
    QStringList states() const
    {
        QStringList states;
        auto* works = question()->findChild<QTreeWidget*>(u"unsaved.works"_s);
        for (int i = 0; i < works->topLevelItemCount(); ++i)
            states += works->topLevelItem(i)->text(0) % u": " % works->topLevelItem(i)->text(1);
        return states;
    }
    QStringList shown() const
    {
        const auto* model = question()->findChild<DiffView*>()->model();
        QStringList rows;
        for (int i = 0; i < model->rowCount(); ++i)
            rows += model->index(i, 0).data(DiffModel::PointerRole).toString() % u' '
                % model->index(i, DiffModel::BeforeColumn).data().toString() % u" -> "
                % model->index(i, DiffModel::AfterColumn).data().toString();
        return rows;
    }
    QWidget* typeCoins(const QString& text) const
    {
        JsonTreeView* tree = window->recordTabs()->currentPanel()->tree();
        tree->setFocus();
        tree->goTo(coins);
        tree->editValue();
        [&] { QTRY_VERIFY(qobject_cast<QLineEdit*>(QApplication::focusWidget())); }();
        QTest::keyClicks(QApplication::focusWidget(), text);
        return QApplication::focusWidget();
    }
};

} // namespace

class TestClosing final : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void showsAllThatWouldBeWritten()
    {
        Program program(*m_folder);
        program.edit("player_0001", 100);
        program.edit("player_0002", 200);
        program.open("player_0000");
        program.window->close();
        QTRY_VERIFY(program.question() && program.question()->isVisible());
        QTRY_COMPARE(program.shown(),
                     QStringList({u"/players › player_0001/coins 1 -> 100"_s,
                                  u"/players › player_0002/coins 2 -> 200"_s}));
        QCOMPARE(program.states(),
                 QStringList(
                     {u"players › player_0001: 1 change"_s, u"players › player_0002: 1 change"_s}));
        QCOMPARE(program.button(u"save"_s)->text(), u"Save all 2"_s);
        program.press(u"save"_s);
        QTRY_VERIFY(!program.window->isVisible());
        QCOMPARE(program.stored("player_0001"), 100);
        QCOMPARE(program.stored("player_0002"), 200);
    }

    void offersToGoOnWhereALockCannotBeTaken()
    {
        Program program(*m_folder);
        program.edit("player_0001", 100);
        program.edit("player_0002", 200);
        test::refuseLocks(*program.universe);
        program.window->close();
        program.press(u"save"_s);
        QTRY_VERIFY(program.button(u"keepTrying"_s)->isVisible());
        QVERIFY2(program.states().front().contains(u"no access"_s),
                 qPrintable(program.states().front()));
        QCOMPARE(program.button(u"keepTrying"_s)->text(), u"Keep trying"_s);
        program.press(u"keepTrying"_s);
        QTRY_COMPARE(program.button(u"keepTrying"_s)->text(), u"Stop trying"_s);
        program.press(u"keepTrying"_s);
        QTRY_VERIFY(program.states().front().contains(u"You have stopped it"_s));
        QCOMPARE(program.stored("player_0001"), 1);
        test::refuseLocks(*program.universe, 1);
        QTRY_VERIFY(program.button(u"save"_s)->isEnabled());
        program.press(u"keepTrying"_s);
        QTRY_VERIFY(!program.window->isVisible());
        QCOMPARE(program.stored("player_0001"), 100);
        QCOMPARE(program.stored("player_0002"), 200);
    }

    void returnKeepsTheDrafts()
    {
        {
            Program program(*m_folder);
            program.edit("player_0001", 100);
            program.window->close();
            QTRY_VERIFY(program.question() && program.question()->isVisible());
            QTest::keyClick(program.question(), Qt::Key_Return);
            QTRY_VERIFY(!program.window->isVisible());
            QCOMPARE(program.stored("player_0001"), 1);
        }
        Program program(*m_folder);
        QCOMPARE(program.workspace->documents().size(), std::size_t(1));
        RecordDocument* document = program.workspace->documents().front();
        QTRY_VERIFY(document->isModified());
        QCOMPARE(document->value()["coins"].toInteger(), 100);
    }

    void aKeptDraftComesBackWithItsRecord()
    {
        Program program(*m_folder);
        program.edit("player_0001", 100);
        program.window->findChild<QAction*>(u"file.closeTab"_s)->trigger();
        program.press(u"keep"_s);
        QTRY_VERIFY(program.workspace->documents().empty());
        RecordDocument* document = program.open("player_0001");
        QTRY_VERIFY(document->isModified());
        QCOMPARE(document->value()["coins"].toInteger(), 100);
    }

    void discardsWhenTold()
    {
        Program program(*m_folder);
        program.edit("player_0001", 100);
        program.window->close();
        program.press(u"discard"_s);
        QTRY_VERIFY(!program.window->isVisible());
        QCOMPARE(program.stored("player_0001"), 1);
        QVERIFY(program.journalFile.drafts()->recover("/u").drafts.empty());
    }

    void tellsWhatWasNotSavedAndWhy()
    {
        Program program(*m_folder);
        program.edit("player_0000", 50);
        program.edit("player_0001", 100);
        program.edit("player_0002", 200);
        program.lock("player_0001");
        QCoro::waitFor(program.universe
                           ->dataStores() // a server saves the same place
                           .dataStore("lyra/records/players")
                           .set("player_0002", recordOf(7)));
        program.window->close();
        program.press(u"save"_s);
        QTRY_VERIFY(program.states().value(2).contains(u"Not saved."_s));
        const QStringList states = program.states();
        QVERIFY2(states[0].contains(u"Saved as version"_s), qPrintable(states[0]));
        QVERIFY2(states[1].contains(u"Not saved. A game server holds the lock"_s),
                 qPrintable(states[1]));
        QVERIFY2(states[2].contains(u"Not saved. Somebody changed the same"_s),
                 qPrintable(states[2]));
        QCOMPARE(program.stored("player_0000"), 50);
        QCOMPARE(program.stored("player_0001"), 1);
        QCOMPARE(program.stored("player_0002"), 7);
        QTRY_COMPARE(program.shown().size(), 2); // what is left
        QVERIFY(program.window->isVisible());
        program.press(u"cancel"_s);
        QTRY_VERIFY(!program.question());
        QCOMPARE(program.workspace->documents().size(), std::size_t(3));
    }

    void takesOverWhatIsTyped()
    {
        Program program(*m_folder);
        program.open("player_0001");
        program.typeCoins(u"77"_s);
        program.window->close();
        QTRY_VERIFY(program.question() && program.question()->isVisible());
        QTRY_COMPARE(program.shown(), QStringList(u"/players › player_0001/coins 1 -> 77"_s));
        program.press(u"save"_s);
        QTRY_VERIFY(!program.window->isVisible());
        QCOMPARE(program.stored("player_0001"), 77);
    }

    void staysWhereSomethingTypedCannotBeTakenOver()
    {
        Program program(*m_folder);
        program.open("player_0001");
        QPointer<QWidget> editor = program.typeCoins(u"7x"_s);
        program.window->close();
        QVERIFY(!program.question());
        QVERIFY(program.window->isVisible());
        QVERIFY(editor && editor->isVisible());
        QVERIFY(program.window->recordTabs()->currentPanel()->messageBar()->text().contains(
            u"not taken over"_s));
    }

    /// Also while another tab is in front.
    void aTabTellsThatItsLockIsWaitedFor()
    {
        Program program(*m_folder);
        program.lock("player_0001");
        RecordDocument* document = program.open("player_0001");
        const RecordTabs* tabs = program.window->recordTabs();
        QVERIFY(tabs->tabIcon(0).isNull());
        document->lock()->wait();
        QTRY_VERIFY(!tabs->tabIcon(0).isNull());
        QVERIFY(tabs->tabToolTip(0).contains(u"Waiting"_s));
        document->lock()->cancelWait();
        QTRY_VERIFY(tabs->tabIcon(0).isNull());
    }

    void whatIsTypedPinsTheTab()
    {
        Program program(*m_folder);
        program.workspace->previewRecord(player("player_0001"));
        QTRY_VERIFY(isReady(program.workspace->currentDocument()));
        program.typeCoins(u"7"_s);
        QVERIFY(!program.workspace->previewDocument());
        QVERIFY(program.window->recordTabs()->recordTabBar()->isModified(0));
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
};

PLECTRUM_UI_TEST(TestClosing)

} // namespace tst_closing

#include "tst_closing.moc"
