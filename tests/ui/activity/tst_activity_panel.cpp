// SPDX-License-Identifier: MIT
// The journal in the window: what is saved appears, is taken back by keys and clicks, also after
// the program was closed, also a group.
#include "activity/recorded_commit.h"
#include "async/pool_executor.h"
#include "documents/activity/journal_model.h"
#include "documents/activity/journal_text.h"
#include "documents/workspace.h"
#include "journal/journal_file.h"
#include "json/parser.h"
#include "mock/universe.h"
#include "support/lock_faults.h"
#include "support/waiting.h"
#include "ui/activity/activity_panel.h"
#include "ui/activity/journal_panel.h"
#include "ui/widgets/diff_view.h"
#include "ui/widgets/message_bar.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QCoroTask>
#include <QDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTreeView>

namespace tst_activity_panel {

using namespace Qt::StringLiterals;
using namespace plectrum;
using namespace plectrum::ui;
using namespace plectrum::documents;

namespace {

json::Value parsed(const std::string& text)
{
    return json::parse(text).value();
}

store::KeyAddress player(const std::string& key)
{
    return {store::KeyAddress::Kind::Lyra, "players", key};
}

class World
{
public:
    World()
    {
        put("ada", 10);
        put("grace", 20);
        open();
    }

    void put(const std::string& key, int coins)
    {
        const std::string text =
            R"({"appliedMigrations":[],"file":{"data":{"committedData":{"coins":)"
            + std::to_string(coins) + R"(,"level":1}}},"orphanedFiles":[]})";
        auto& records = universe->dataStores().dataStore("lyra/records/players");
        QCoro::waitFor(records.set(key, parsed(text)));
    }
    /// As the program does, on the same universe and journal.
    void open()
    {
        panel.reset();
        if (workspace)
            QCoro::waitFor(workspace->shutDown());
        workspace.reset();
        journalFile.reset();
        journalFile = std::make_unique<journal::JournalFile>(
            folder.filePath(u"journal.db"_s).toStdString(), clock, random);
        // The workspace owns its universe; here it must outlast it.
        workspace = std::make_unique<Workspace>(std::make_unique<Shared>(universe), clock, random,
                                                executor);
        workspace->setJournalFile(*journalFile, "/u");
        panel = std::make_unique<ActivityPanel>(*workspace);
        panel->resize(1000, 300);
        panel->show();
        QVERIFY(test::waitForActive(panel.get()));
        panel->showPage(ActivityPanel::Page::Journal);
    }
    json::Value stored(const std::string& key)
    {
        return QCoro::waitFor(workspace->records().inspect(player(key)))
            .data.value_or(json::Value());
    }
    std::int64_t coins(const std::string& key) { return stored(key)["coins"].toInteger(); }

    RecordDocument* document(const std::string& key)
    {
        RecordDocument* document = workspace->openRecord(player(key));
        [&] { QTRY_COMPARE(document->phase(), RecordDocument::Phase::Ready); }();
        return document;
    }
    void save(const std::string& key, const char* member, int value)
    {
        RecordDocument* edited = document(key);
        const QSignalSpy finished(edited, &RecordDocument::saveFinished);
        QVERIFY(edited->replace(json::Pointer({member}), json::Value(value)));
        edited->save(edited->draft());
        QTRY_COMPARE(finished.size(), 1);
    }
    /// Several keys at once, entered as one group.
    void trade()
    {
        editing::CommitRequest request;
        request.store = "players";
        for (const std::string key : {"ada", "grace"}) {
            const auto data = stored(key);
            request.drafts.push_back({key, data, data.withMember("coins", json::Value(15))});
        }
        auto access =
            std::make_shared<editing::TransactionAccess>(workspace->records().transactions());
        const auto commit = [access](editing::CommitRequest asked, std::stop_token stop) {
            return access->commit(std::move(asked), std::move(stop));
        };
        activity::CommitOrigin origin{"/u", "window", journal().newGroup(), {}};
        const auto result = QCoro::waitFor(activity::commitRecorded(
            &journal(), origin, {}, workspace->records(), commit, std::move(request)));
        QCOMPARE(result.outcome, store::CommitOutcome::Committed);
    }

    journal::Journal& journal() { return *journalFile->journal(); }
    JournalPanel* list() const { return panel->journal(); }
    JournalModel* model() const { return list()->model(); }
    QString text(int row, int column) const
    {
        return model()->index(row, column).data().toString();
    }
    WriteState state(int row) const
    {
        return WriteState(model()->index(row, 0).data(JournalModel::StateRole).toInt());
    }
    QString message() const { return list()->findChild<MessageBar*>()->text(); }
    void click(int row) const
    {
        const QRect area = list()->view()->visualRect(model()->index(row, 1));
        QTest::mouseClick(list()->view()->viewport(), Qt::LeftButton, {}, area.center());
    }
    /// Ctrl+U, and the answer by a click.
    void undo(int row) const
    {
        click(row);
        QTest::keyClick(list()->view(), Qt::Key_U, Qt::ControlModifier);
        QPushButton* confirm = nullptr;
        QTRY_VERIFY((confirm = list()->findChild<QPushButton*>(u"save.confirm"_s)));
        QTRY_VERIFY(confirm->isVisible());
        QTest::mouseClick(confirm, Qt::LeftButton);
        QTRY_VERIFY(!list()->findChild<QDialog*>());
    }

    class Shared final : public datastore::Universe
    {
    public:
        explicit Shared(std::shared_ptr<mock::Universe> universe)
            : m_universe(std::move(universe))
        {
        }
        datastore::DataStoreService& dataStores() override { return m_universe->dataStores(); }
        datastore::MemoryStoreService& memoryStores() override
        {
            return m_universe->memoryStores();
        }
        std::string title() const override { return m_universe->title(); }

    private:
        std::shared_ptr<mock::Universe> m_universe;
    };

    QTemporaryDir folder;
    async::EventLoopClock clock;
    async::Random random{3};
    async::PoolExecutor executor;
    std::shared_ptr<mock::Universe> universe =
        std::make_shared<mock::Universe>(clock, async::Random(1));
    std::unique_ptr<journal::JournalFile> journalFile;
    std::unique_ptr<Workspace> workspace;
    std::unique_ptr<ActivityPanel> panel;
};

} // namespace

class TestActivityPanel : public QObject
{
    Q_OBJECT

private slots:
    void saysWhatToDoAtFirst();
    void showsAWriteAndTakesItBack();
    void takesBackAfterAReopen();
    void foldsAGroupAndTakesItBack();
    void tellsConflicts();
    void offersToGoOnWhereALockCannotBeTaken();
    void filtersByKeys();
    void opensTheRecord();
    void readsPageByPage();
    void whatWasWrittenHasRoom();
};

void TestActivityPanel::saysWhatToDoAtFirst()
{
    World world;
    QCOMPARE(world.model()->rowCount(), 0);
    QVERIFY(!world.list()->findChild<QAction*>(u"journal.undo"_s)->isEnabled());
    QVERIFY(!world.list()->view()->isVisible());
}

void TestActivityPanel::showsAWriteAndTakesItBack()
{
    World world;
    const QAbstractItemModelTester tester(world.model());
    world.save("ada", "coins", 25);
    QTRY_COMPARE(world.model()->rowCount(), 1);
    QTRY_COMPARE(world.state(0), WriteState::Done);
    QCOMPARE(world.text(0, JournalModel::RecordColumn), u"players / ada"_s);
    QCOMPARE(world.text(0, JournalModel::WriteColumn), u"coins: 10 → 25"_s);
    QCOMPARE(world.text(0, JournalModel::ActorColumn), u"Window"_s);
    world.click(0);
    QCOMPARE(world.list()->findChild<DiffView*>()->summary(), u"1 changed"_s);
    world.undo(0);
    QTRY_COMPARE(world.coins("ada"), 10);
    QTRY_COMPARE(world.model()->rowCount(), 2);
    QTRY_COMPARE(world.state(1), WriteState::Undone);
    QTRY_COMPARE(world.state(0), WriteState::Done);
    QCOMPARE(world.text(0, JournalModel::WriteColumn), u"Undo: coins: 25 → 10"_s);
    QTRY_VERIFY(world.message().contains(u"as it was before"_s));
    QTRY_COMPARE(world.document("ada")->value()["coins"].toInteger(), 10);
    world.click(1);
    QVERIFY(!world.list()->findChild<QAction*>(u"journal.undo"_s)->isEnabled());
}

void TestActivityPanel::takesBackAfterAReopen()
{
    World world;
    world.save("ada", "coins", 25);
    world.open();
    QCOMPARE(world.model()->rowCount(), 1);
    world.undo(0);
    QTRY_COMPARE(world.coins("ada"), 10);
    QTRY_COMPARE(world.model()->rowCount(), 2);
    QTRY_COMPARE(world.state(1), WriteState::Undone);
    world.open();
    QCOMPARE(world.state(1), WriteState::Undone);
}

void TestActivityPanel::foldsAGroupAndTakesItBack()
{
    World world;
    const QAbstractItemModelTester tester(world.model());
    world.trade();
    QTRY_COMPARE(world.model()->rowCount(), 1);
    const QModelIndex group = world.model()->index(0, 0);
    QTRY_COMPARE(world.model()->rowCount(group), 2);
    QCOMPARE(world.text(0, JournalModel::RecordColumn), u"players / 2 key(s)"_s);
    QTRY_COMPARE(world.state(0), WriteState::Done);
    world.undo(0);
    QTRY_COMPARE(world.coins("ada"), 10);
    QTRY_COMPARE(world.coins("grace"), 20);
    QTRY_COMPARE(world.model()->rowCount(), 2);
    QTRY_COMPARE(world.state(1), WriteState::Undone);
    QCOMPARE(world.model()->rowCount(world.model()->index(0, 0)), 2);
}

void TestActivityPanel::tellsConflicts()
{
    World world;
    world.save("ada", "coins", 25);
    world.put("ada", 77);
    QTRY_COMPARE(world.model()->rowCount(), 1);
    QTRY_COMPARE(world.state(0), WriteState::Done);
    world.undo(0);
    QTRY_VERIFY(world.message().contains(u"somebody has changed the same values"_s));
    QCOMPARE(world.coins("ada"), 77);
    QCOMPARE(world.state(0), WriteState::Done);
}

void TestActivityPanel::offersToGoOnWhereALockCannotBeTaken()
{
    World world;
    world.trade();
    QTRY_COMPARE(world.model()->rowCount(), 1);
    QTRY_COMPARE(world.state(0), WriteState::Done);
    test::refuseLocks(*world.universe, 2);
    world.undo(0);
    const auto press = [&world](const QString& text) {
        QPushButton* button = nullptr;
        const auto find = [&] {
            button = nullptr;
            for (auto* one : world.list()->findChild<MessageBar*>()->findChildren<QPushButton*>())
                if (one->isVisible() && one->text() == text)
                    button = one;
            return button != nullptr;
        };
        QTRY_VERIFY2(find(), qPrintable(world.message()));
        QTest::mouseClick(button, Qt::LeftButton);
    };
    QTRY_VERIFY2(world.message().contains(u"no access"_s), qPrintable(world.message()));
    QCOMPARE(world.coins("ada"), 15);
    press(u"Keep trying"_s);
    QTRY_COMPARE(world.coins("ada"), 10);
    QTRY_COMPARE(world.coins("grace"), 20);
    QTRY_VERIFY2(world.message().contains(u"as it was before"_s), qPrintable(world.message()));
}

void TestActivityPanel::filtersByKeys()
{
    World world;
    world.save("ada", "coins", 25);
    world.save("grace", "level", 2);
    QTRY_COMPARE(world.model()->rowCount(), 2);
    QTest::keyClick(world.list()->view(), Qt::Key_F, Qt::ControlModifier);
    QTest::keyClicks(world.list()->findChild<QLineEdit*>(u"journal.text"_s), u"level"_s);
    QTRY_COMPARE(world.model()->rowCount(), 1);
    QCOMPARE(world.text(0, JournalModel::RecordColumn), u"players / grace"_s);
    world.save("ada", "coins", 26); // does not fit, and stays away
    world.save("ada", "level", 3);
    QTRY_COMPARE(world.model()->rowCount(), 2);
    world.list()->view()->setFocus();
    QTest::keyClick(world.list()->view(), Qt::Key_Backspace, Qt::ControlModifier);
    QTRY_COMPARE(world.model()->rowCount(), 4);
    world.click(2); // of grace
    QTest::keyClick(world.list()->view(), Qt::Key_E, Qt::ControlModifier);
    QTRY_COMPARE(world.model()->rowCount(), 1);
}

void TestActivityPanel::opensTheRecord()
{
    World world;
    world.save("ada", "coins", 25);
    world.open();
    QVERIFY(world.workspace->documents().empty());
    world.click(0);
    const QRect area = world.list()->view()->visualRect(world.model()->index(0, 1));
    QTest::mouseDClick(world.list()->view()->viewport(), Qt::LeftButton, {}, area.center());
    QCOMPARE(world.workspace->documents().size(), std::size_t(1));
    QCOMPARE(world.workspace->currentDocument()->address(), player("ada"));
}

void TestActivityPanel::readsPageByPage()
{
    World world;
    for (int i = 0; i < 250; ++i) {
        journal::Intent intent;
        intent.address = {.universe = "/u", .store = "players", .key = "ada"};
        intent.before = json::Value::object({{"coins", i}});
        intent.after = json::Value::object({{"coins", i + 1}});
        world.journal().complete(world.journal().begin(intent), journal::Outcome::Done, "v");
    }
    JournalModel model(world.journal(), "/u", world.clock);
    QCOMPARE(model.rowCount(), 100);
    const QAbstractItemModelTester tester(&model); // fetches, too
    while (model.canFetchMore({}))
        model.fetchMore({});
    QCOMPARE(model.rowCount(), 250);
    QCOMPARE(model.index(249, JournalModel::WriteColumn).data().toString(), u"coins: 0 → 1"_s);
}

/// Beside the key browser in a window 1280 wide, and in a wide one.
void TestActivityPanel::whatWasWrittenHasRoom()
{
    World world;
    world.save("ada", "coins", 25);
    QTRY_COMPARE(world.model()->rowCount(), 1);
    for (const auto& [width, hasActor] : {std::pair(1020, false), std::pair(1700, true)}) {
        world.panel->resize(width, 300);
        QTRY_COMPARE(world.list()->view()->isColumnHidden(JournalModel::ActorColumn), !hasActor);
        QTRY_VERIFY(world.list()->view()->columnWidth(JournalModel::WriteColumn) >= 220);
        for (const int column : {JournalModel::WhenColumn, JournalModel::RecordColumn})
            QVERIFY(!world.list()->view()->isColumnHidden(column));
    }
}

PLECTRUM_UI_TEST(TestActivityPanel)

} // namespace tst_activity_panel

#include "tst_activity_panel.moc"
