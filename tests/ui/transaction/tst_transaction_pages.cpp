// SPDX-License-Identifier: MIT
// The pages of transactions in the window: their drafts are on disk and asked about, what they
// write is entered in the journal and can be taken back.
#include "activity/undo.h"
#include "async/executor.h"
#include "documents/transaction/unfinished_model.h"
#include "journal/journal_file.h"
#include "json/printer.h"
#include "support/test.h"
#include "transaction_world.h"
#include "ui/keys/key_list_view.h"
#include "ui/main_window.h"
#include "ui/shell/record_tab_bar.h"
#include "ui/shell/record_tabs.h"
#include "ui/shell/transaction_pages.h"
#include "ui/shell/unsaved_question.h"
#include "ui/transaction/transaction_composer.h"
#include "ui/transaction/unfinished_transactions.h"

#include <QAbstractButton>
#include <QAction>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTreeWidget>

#include <functional>

namespace tst_transaction_pages {

using namespace Qt::StringLiterals;
using namespace plectrum;
using namespace plectrum::ui;
using namespace plectrum::documents;

namespace {

const json::Pointer coins({"coins"});

struct Program : TransactionWorld
{
    explicit Program(
        const QTemporaryDir& folder,
        const std::function<void(Program&)>& prepare = [](Program&) { })
        : journalFile(folder.filePath(u"journal.db"_s).toStdString(), clock, own)
        , settings(folder.filePath(u"settings.ini"_s))
    {
        prepare(*this);
        workspace->setJournalFile(journalFile, "/u");
        window = std::make_unique<MainWindow>(*workspace, settings, appearance);
        window->show();
    }

    ~Program()
    {
        window.reset();
        end(); // the journalFile goes next
    }

    QAction* action(const QString& name) const { return window->findChild<QAction*>(name); }
    TransactionPages* pages() const { return window->findChild<TransactionPages*>(); }
    TransactionComposer* composer() const { return window->findChild<TransactionComposer*>(); }
    TransactionDocument& document() const { return composer()->document(); }
    UnsavedQuestion* question() const { return window->findChild<UnsavedQuestion*>(); }
    QPushButton* button(const QString& name) const
    {
        return question()->findChild<QPushButton*>(QString(u"unsaved." % name));
    }
    void answer(const QString& name) const
    {
        QTRY_VERIFY(question() && question()->isVisible() && button(name)->isEnabled());
        QTest::mouseClick(button(name), Qt::LeftButton);
    }
    /// A page on which both players get other coins.
    void edit() const
    {
        for (const char* key : {"ann", "bob"})
            pages()->addKey(player(key));
        for (const char* key : {"ann", "bob"}) {
            RecordDocument* part = document().part(player(key));
            [&] { QTRY_VERIFY(part->isEditable()); }();
            QVERIFY(part->replace(coins, json::Value(100)));
        }
    }
    std::vector<journal::Entry> entries() { return journalFile.journal()->page({}, {}, 100); }
    std::int64_t coinsOf(const std::string& key) const { return stored(key)["coins"].toInteger(); }

    async::Random own = async::Random::fromSystem();
    journal::JournalFile journalFile;
    Settings settings;
    Appearance appearance{Appearance::Choice::Light};
    std::unique_ptr<MainWindow> window;
};

} // namespace

class TestTransactionPages : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void aCommitIsEnteredAndTakenBackAsOne()
    {
        Program program(*m_folder);
        RecordDocument* open = program.workspace->openRecord(Program::player("ann"));
        QTRY_COMPARE(open->phase(), RecordDocument::Phase::Ready);
        program.edit();
        program.document().commit(program.document().drafts(), false);
        QTRY_VERIFY(program.document().result().has_value());
        QCOMPARE(program.document().result()->outcome, store::CommitOutcome::Committed);
        const auto entries = program.entries();
        QCOMPARE(entries.size(), std::size_t(2));
        QCOMPARE(entries[0].group, entries[1].group);
        for (const auto& entry : entries) {
            QCOMPARE(entry.act, journal::Act::Transaction);
            QCOMPARE(entry.outcome, journal::Outcome::Done);
            QCOMPARE(entry.actor, std::string("window"));
        }
        // The record that is open beside it shows what was written.
        QTRY_COMPARE(json::print(open->value()["coins"]), std::string("100"));
        const auto undone =
            QCoro::waitFor(program.workspace->undo()->undoGroup(entries[0].group, {}));
        QCOMPARE(undone.size(), std::size_t(2));
        QCOMPARE(program.coinsOf("ann"), 10);
        QCOMPARE(program.coinsOf("bob"), 5);
    }

    void theMenuOfAKeyAddsIt()
    {
        Program program(*m_folder);
        auto* keys = program.window->findChild<KeyListView*>();
        QTRY_COMPARE(keys->model()->rowCount(), 2);
        QAction* add = program.action(u"keys.addToTransaction"_s);
        QVERIFY(keys->actions().contains(add)); // which are the view's menu
        QCOMPARE(keys->contextMenuPolicy(), Qt::ActionsContextMenu);
        for (int row = 0; row < 2; ++row) {
            keys->setCurrentIndex(keys->model()->index(row, 0));
            add->trigger();
        }
        QCOMPARE(program.window->findChildren<TransactionComposer*>().size(), 1);
        QCOMPARE(program.document().parts().size(), std::size_t(2));
        QVERIFY(program.document().part(Program::player("ann")));
        QVERIFY(program.document().part(Program::player("bob")));
        add->trigger(); // it is there already
        QCOMPARE(program.document().parts().size(), std::size_t(2));
    }

    void aScanCanBeStopped()
    {
        Program program(*m_folder);
        program.action(u"file.unfinished"_s)->trigger();
        auto* page = program.window->findChild<UnfinishedTransactions*>();
        page->model()->scan();
        if (page->model()->isScanning())
            page->model()->operation()->cancel();
        QTRY_VERIFY(!page->model()->isScanning());
        page->model()->scan(); // and can begin again
        QTRY_VERIFY(!page->model()->isScanning());
        QVERIFY(page->model()->failure().isEmpty());
    }

    void draftsSurviveTheProgram()
    {
        {
            Program program(*m_folder);
            // Open elsewhere, too: each keeps its own.
            RecordDocument* open = program.workspace->openRecord(Program::player("ann"));
            QTRY_COMPARE(open->phase(), RecordDocument::Phase::Ready);
            program.edit();
            QVERIFY(open->replace(coins, json::Value(7)));
            program.document().undo(); // bob's
            QCOMPARE(program.document().changedCount(), std::size_t(1));
            program.workspace->closeRecord(open);
            program.window.reset(); // no word of discarding: as a crash
        }
        async::EventLoopClock clock;
        async::Random random = async::Random::fromSystem();
        journal::JournalFile next(m_folder->filePath(u"journal.db"_s).toStdString(), clock, random);
        const auto found = next.drafts()->recover("/u");
        QCOMPARE(found.drafts.size(), std::size_t(0)); // the record's own was dropped
        QCOMPARE(found.groups.size(), std::size_t(1));
        QCOMPARE(found.groups.front().parts.size(), std::size_t(2));
        for (const auto& part : found.groups.front().parts)
            QCOMPARE(json::print(part.value["coins"]),
                     std::string(part.address.key == "ann" ? "100" : "5"));
    }

    /// As it was: one page, nothing that could be saved by itself.
    void aCrashBringsTheTransactionBackAsOne()
    {
        {
            Program program(*m_folder);
            program.edit();
            program.window.reset(); // no word of anything: as a crash
        }
        Program program(*m_folder);
        QVERIFY(program.workspace->documents().empty());
        QCOMPARE(program.window->findChildren<TransactionComposer*>().size(), 1);
        QTRY_COMPARE(program.document().changedCount(), std::size_t(2));
        QVERIFY(program.window->recordTabs()->recordTabBar()->isModified(0));
        QVERIFY(!program.document().isIncomplete());
        program.document().commit(program.document().drafts(), false);
        QTRY_VERIFY(program.document().result().has_value());
        QCOMPARE(program.document().result()->outcome, store::CommitOutcome::Committed);
        QCOMPARE(program.coinsOf("ann"), 100);
        QCOMPARE(program.coinsOf("bob"), 100);
        QTRY_VERIFY(program.journalFile.drafts()->recover("/u").groups.empty());
    }

    void nothingIsCommittedWithoutARecoveredKey()
    {
        {
            Program program(*m_folder);
            program.edit();
            program.window.reset();
        }
        Program program(*m_folder, [](Program& made) {
            made.putEntry("bob", parsed(R"({"appliedMigrations":[],"file":{}})")); // damaged
        });
        QTRY_COMPARE(program.document().changedCount(), std::size_t(1));
        QVERIFY(program.document().isIncomplete());
        QVERIFY(!program.document().canCommit());
        program.window->close();
        program.answer(u"save"_s);
        QTRY_VERIFY(program.button(u"save"_s)->isEnabled());
        QVERIFY(program.window->isVisible());
        QCOMPARE(program.coinsOf("ann"), 10);
        program.answer(u"keep"_s);
        QTRY_VERIFY(!program.window->isVisible());
        const auto found = program.journalFile.drafts()->recover("/u");
        QCOMPARE(found.groups.size(), std::size_t(1));
        QCOMPARE(found.groups.front().parts.size(), std::size_t(2));
    }

    void closingKeepsTheTransactionByDefault()
    {
        {
            Program program(*m_folder);
            program.edit();
            program.window->close();
            QTRY_VERIFY(program.question() && program.question()->isVisible());
            QVERIFY(program.button(u"keep"_s)->isDefault());
            QSignalSpy closed(program.window.get(), &MainWindow::closed);
            QTest::keyClick(program.question(), Qt::Key_Return);
            QTRY_COMPARE(closed.size(), 1);
            QCOMPARE(program.coinsOf("ann"), 10);
            QCOMPARE(program.coinsOf("bob"), 5);
        }
        Program program(*m_folder);
        QTRY_COMPARE(program.document().changedCount(), std::size_t(2));
    }

    void closingCommitsTogetherOrNotAtAll()
    {
        Program program(*m_folder);
        program.edit();
        program.lock("bob");
        program.window->close();
        program.answer(u"save"_s);
        auto* works = program.question()->findChild<QTreeWidget*>(u"unsaved.works"_s);
        QTRY_VERIFY(works->topLevelItem(0)->text(1).startsWith(u"Not saved."_s));
        QVERIFY2(works->topLevelItem(0)->text(1).contains(u"bob: Locked"_s),
                 qPrintable(works->topLevelItem(0)->text(1)));
        QCOMPARE(program.coinsOf("ann"), 10);
        QVERIFY(program.window->isVisible());
        QCoro::waitFor(program.universe->memoryStores().hashMap("lyra/locks/Player").remove("bob"));
        QSignalSpy closed(program.window.get(), &MainWindow::closed);
        program.answer(u"save"_s);
        QTRY_COMPARE(closed.size(), 1);
        QCOMPARE(program.coinsOf("ann"), 100);
        QCOMPARE(program.coinsOf("bob"), 100);
        QVERIFY(program.journalFile.drafts()->recover("/u").groups.empty());
    }

    void closingTheWindowAsks()
    {
        Program program(*m_folder);
        program.edit();
        program.window->close();
        QTRY_VERIFY(program.question() && program.question()->isVisible());
        program.window->close(); // asks once
        QCOMPARE(program.window->findChildren<UnsavedQuestion*>().size(), 1);
        program.answer(u"cancel"_s);
        QVERIFY(program.window->isVisible());
        QCOMPARE(program.document().changedCount(), std::size_t(2));
        QTRY_VERIFY(!program.question());
        program.window->close();
        QTRY_VERIFY(program.question() && program.question()->isVisible());
        QSignalSpy closed(program.window.get(), &MainWindow::closed);
        program.answer(u"discard"_s);
        QTRY_COMPARE(closed.size(), 1);
        QVERIFY(program.journalFile.drafts()->recover("/u").groups.empty());
    }

    void closeAllClosesThePages()
    {
        Program program(*m_folder);
        program.workspace->openRecord(Program::player("ann"));
        program.pages()->open("Player");
        program.pages()->showUnfinished();
        QCOMPARE(program.window->recordTabs()->count(), 3);
        program.action(u"file.closeAll"_s)->trigger();
        QTRY_COMPARE(program.window->recordTabs()->count(), 0);
        QVERIFY(!program.action(u"file.closeAll"_s)->isEnabled());
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
};

PLECTRUM_UI_TEST(TestTransactionPages)

} // namespace tst_transaction_pages

#include "tst_transaction_pages.moc"
