// SPDX-License-Identifier: MIT
// The pages of transactions in the window: their drafts are on disk and asked about, what they
// write is entered in the journal and can be taken back.
#include "activity/undo.h"
#include "async/executor.h"
#include "journal/notebook.h"
#include "json/printer.h"
#include "support/test.h"
#include "transaction_world.h"
#include "ui/keys/key_list_view.h"
#include "ui/main_window.h"
#include "ui/shell/record_tabs.h"
#include "ui/transaction/dangling_model.h"
#include "ui/transaction/dangling_transactions.h"
#include "ui/transaction/transaction_composer.h"
#include "ui/transaction/transaction_pages.h"

#include <QAbstractButton>
#include <QAction>
#include <QMessageBox>
#include <QTemporaryDir>

namespace tst_transaction_pages {

using namespace Qt::StringLiterals;
using namespace plectrum;
using namespace plectrum::ui;

namespace {

const json::Pointer coins({"coins"});

struct Program : TransactionWorld
{
    explicit Program(const QTemporaryDir& folder)
        : notebook(folder.filePath(u"journal.db"_s).toStdString(), clock, own)
        , settings(folder.filePath(u"settings.ini"_s))
    {
        workspace->setNotebook(notebook, "/u");
        window = std::make_unique<MainWindow>(*workspace, settings, appearance);
        window->show();
    }

    QAction* action(const QString& name) const { return window->findChild<QAction*>(name); }
    TransactionPages* pages() const { return window->findChild<TransactionPages*>(); }
    TransactionComposer* composer() const { return window->findChild<TransactionComposer*>(); }
    TransactionDocument& document() const { return composer()->document(); }
    QMessageBox* question() const
    {
        return window->findChild<QMessageBox*>(u"transactions.discard"_s);
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
    std::vector<journal::Entry> entries() { return notebook.journal()->page({}, {}, 100); }
    std::int64_t coinsOf(const std::string& key) const { return stored(key)["coins"].toInteger(); }

    async::Random own = async::Random::fromSystem();
    journal::Notebook notebook;
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
        program.document().commit(false);
        QTRY_VERIFY(program.document().result().has_value());
        QCOMPARE(program.document().result()->outcome, store::CommitOutcome::Committed);
        const auto entries = program.entries();
        QCOMPARE(entries.size(), std::size_t(2));
        QCOMPARE(entries[0].group, entries[1].group);
        for (const auto& entry : entries) {
            QCOMPARE(entry.act, journal::Act::Transaction);
            QCOMPARE(entry.outcome, journal::Outcome::Done);
            QCOMPARE(entry.asker, std::string("window"));
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
        auto* page = program.window->findChild<DanglingTransactions*>();
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
        journal::Notebook next(m_folder->filePath(u"journal.db"_s).toStdString(), clock, random);
        const auto found = next.drafts()->recover("/u");
        QCOMPARE(found.drafts.size(), std::size_t(1));
        QCOMPARE(found.drafts.front().place.key, std::string("ann"));
        QCOMPARE(json::print(found.drafts.front().value["coins"]), std::string("100"));
    }

    void closingTheWindowAsks()
    {
        Program program(*m_folder);
        program.edit();
        program.window->close();
        QTRY_VERIFY(program.question() && program.question()->isVisible());
        program.window->close(); // asks once
        QTest::mouseClick(program.question()->button(QMessageBox::Cancel), Qt::LeftButton);
        QVERIFY(program.window->isVisible());
        QCOMPARE(program.document().changedCount(), std::size_t(2));
        QTRY_VERIFY(!program.question());
        program.window->close();
        QTRY_VERIFY(program.question() && program.question()->isVisible());
        QSignalSpy closed(program.window.get(), &MainWindow::closed);
        QTest::mouseClick(program.question()->button(QMessageBox::Discard), Qt::LeftButton);
        QTRY_COMPARE(closed.size(), 1);
        QVERIFY(program.notebook.drafts()->recover("/u").drafts.empty());
    }

    void closeAllClosesThePages()
    {
        Program program(*m_folder);
        program.workspace->openRecord(Program::player("ann"));
        program.pages()->open("Player");
        program.pages()->showDangling();
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
