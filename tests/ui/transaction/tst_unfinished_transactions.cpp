// SPDX-License-Identifier: MIT
#include "async/sim_clock.h"
#include "documents/transaction/unfinished_model.h"
#include "journal/journal_file.h"
#include "support/lock_faults.h"
#include "support/test.h"
#include "transaction_world.h"
#include "ui/transaction/unfinished_transactions.h"
#include "ui/widgets/message_bar.h"

#include <QAbstractItemModelTester>
#include <QMessageBox>
#include <QPushButton>
#include <QTemporaryDir>

namespace tst_unfinished_transactions {

using namespace Qt::StringLiterals;
using namespace plectrum;
using namespace plectrum::ui;
using namespace plectrum::documents;

namespace {

/// A transaction of both players that was left unfinished.
struct Unfinished : WorldOn<async::SimClock>
{
    Unfinished()
    {
        for (const char* key : {"ann", "bob"})
            putEntry(
                key,
                parsed(R"({"appliedMigrations":[],"file":{"data":{"committedData":{"coins":1},)"
                       R"("txId":"t-1","txPatch":[{"op":"replace","path":"/coins",)"
                       R"("value":2}]}},"orphanedFiles":[]})"));
        auto& markers = universe->dataStores().dataStore("lyra/tx/Player");
        QCoro::waitFor(markers.set("t-1", json::Value(1)));
    }
};

void confirm(UnfinishedTransactions& page, const QString& button)
{
    QTest::mouseClick(page.findChild<QPushButton*>(button), Qt::LeftButton);
    auto* yes = page.findChild<QPushButton*>(u"unfinished.confirm"_s);
    QVERIFY(yes);
    QTest::mouseClick(yes, Qt::LeftButton);
}

} // namespace

class TestUnfinishedTransactions : public QObject
{
    Q_OBJECT

private slots:
    void saysThatThereIsNone()
    {
        TransactionWorld world;
        UnfinishedTransactions page(*world.workspace);
        QTRY_VERIFY(!page.model()->isScanning());
        QCOMPARE(page.model()->rowCount(), 0);
        QVERIFY(!page.findChild<QPushButton*>(u"unfinished.rollBack"_s)->isEnabled());
    }

    void findsOneAndLeavesAYoungOneAlone()
    {
        Unfinished world;
        UnfinishedTransactions page(*world.workspace);
        const QAbstractItemModelTester tester(page.model());
        page.show();
        QTRY_COMPARE(page.model()->rowCount(), 1);
        const auto* found = page.model()->at(page.model()->index(0));
        QCOMPARE(found->records.size(), std::size_t(2));
        QVERIFY(found->records.front().before == parsed(R"({"coins":1})"));
        QVERIFY(found->records.front().after == parsed(R"({"coins":2})"));
        confirm(page, u"unfinished.rollBack"_s);
        QTRY_VERIFY(page.message().contains(u"too young"_s));
        QCOMPARE(page.model()->rowCount(), 1);
    }

    void finishes()
    {
        Unfinished world;
        world.clock.advance(std::chrono::minutes(5));
        UnfinishedTransactions page(*world.workspace);
        page.show();
        QTRY_COMPARE(page.model()->rowCount(), 1);
        confirm(page, u"unfinished.finish"_s);
        QTRY_VERIFY(page.message().contains(u"Finished"_s));
        QCOMPARE(page.model()->rowCount(), 0);
        QVERIFY(world.stored("ann") == parsed(R"({"coins":2})"));
    }

    void offersToGoOnWhereALockCannotBeTaken()
    {
        Unfinished world;
        world.clock.advance(std::chrono::minutes(5));
        UnfinishedTransactions page(*world.workspace);
        page.show();
        QTRY_COMPARE(page.model()->rowCount(), 1);
        test::refuseLocks(*world.universe, 2);
        confirm(page, u"unfinished.finish"_s);
        QTRY_VERIFY2(page.message().contains(u"no access"_s), qPrintable(page.message()));
        QCOMPARE(page.model()->rowCount(), 1);
        const auto choice = [&page](const QString& text) -> QPushButton* {
            for (auto* one : page.findChild<MessageBar*>()->findChildren<QPushButton*>())
                if (one->isVisible() && one->text() == text)
                    return one;
            return nullptr;
        };
        const auto press = [&](const QString& text) {
            QTRY_VERIFY2(choice(text), qPrintable(page.message()));
            QTest::mouseClick(choice(text), Qt::LeftButton);
        };
        press(u"Keep trying"_s);
        QVERIFY(page.message().contains(u"for up to 90 s"_s));
        QVERIFY(page.model()->isEnding());
        press(u"Stop trying"_s);
        world.clock.run();
        QTRY_VERIFY2(page.message().contains(u"You have stopped it"_s), qPrintable(page.message()));
        QVERIFY(world.stored("ann") == parsed(R"({"coins":1})"));
        press(u"Keep trying"_s);
        world.clock.advance(std::chrono::seconds(10));
        QTRY_VERIFY2(page.message().contains(u"Finished"_s), qPrintable(page.message()));
        QVERIFY(world.stored("ann") == parsed(R"({"coins":2})"));
    }

    void rollsBack()
    {
        QTemporaryDir folder;
        async::Random own = async::Random::fromSystem();
        Unfinished world;
        journal::JournalFile journalFile(folder.filePath(u"journal.db"_s).toStdString(),
                                         world.clock, own);
        world.workspace->setJournalFile(journalFile, "/u");
        world.clock.advance(std::chrono::minutes(5));
        UnfinishedTransactions page(*world.workspace);
        page.show();
        QTRY_COMPARE(page.model()->rowCount(), 1);
        confirm(page, u"unfinished.rollBack"_s);
        QTRY_VERIFY(page.message().contains(u"Rolled back"_s));
        QVERIFY(world.stored("ann") == parsed(R"({"coins":1})"));
        QVERIFY(world.stored("bob") == parsed(R"({"coins":1})"));
        const auto entries = journalFile.journal()->page({}, {}, 10);
        QCOMPARE(entries.size(), std::size_t(2));
        QCOMPARE(entries[0].act, journal::Act::RollBackTransaction);
        QCOMPARE(entries[0].outcome, journal::Outcome::Done);
        QCOMPARE(entries[0].group, entries[1].group);
    }
};

PLECTRUM_UI_TEST(TestUnfinishedTransactions)

} // namespace tst_unfinished_transactions

#include "tst_unfinished_transactions.moc"
