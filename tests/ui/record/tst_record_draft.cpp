// SPDX-License-Identifier: MIT
// What is edited in a document is kept, dropped when saved or thrown away, and brought back.
#include "documents/record/record_draft.h"
#include "journal/journal_file.h"
#include "record_fixture.h"
#include "support/test.h"

#include <QTemporaryDir>

namespace tst_record_draft {

using namespace plectrum;
using namespace plectrum::documents;

namespace {

const journal::RecordAddress adaPlace{.universe = "/u", .store = "Player", .key = "ada"};

struct Desk : RecordFixture
{
    QTemporaryDir folder;
    std::string path = folder.filePath(QStringLiteral("journal.db")).toStdString();
    std::unique_ptr<journal::JournalFile> journalFile =
        std::make_unique<journal::JournalFile>(path, clock, random);
    std::unique_ptr<RecordDocument> document;
    RecordDraft* keeper = nullptr;

    explicit Desk(const std::string& data = R"({"coins":1,"name":"Ada"})")
    {
        putPlayer("ada", data);
    }
    void openAda()
    {
        document = open(player("ada"));
        keeper = new RecordDraft(document.get(), *journalFile->drafts(), adaPlace);
    }
    /// As a crash: the document and all is gone, then a new program.
    void crash()
    {
        document.reset();
        journalFile.reset();
        journalFile = std::make_unique<journal::JournalFile>(path, clock, random);
    }
    std::vector<journal::Draft> drafts() { return journalFile->drafts()->recover("/u").drafts; }
    void set(const char* member, json::Value value) const
    {
        QVERIFY(document->replace(json::Pointer({member}), std::move(value)));
    }
    void saveAndWait() const
    {
        QSignalSpy finished(document.get(), &RecordDocument::saveFinished);
        document->save(document->draft());
        QTRY_COMPARE(finished.size(), 1);
    }
};

} // namespace

class TestRecordDraft : public QObject
{
    Q_OBJECT

private slots:
    void keepsWhatIsEdited();
    void dropsWhatIsSaved();
    void dropsWhatIsUndone();
    void bringsBackWhatACrashLeft();
    void mergesWithWhatOthersWrote();
    void keepsAConflictForTheSave();
    void leavesWhatCannotBeEdited();
    void forgetsWhatSomebodySavedToo();
    void tellsOnceThatItCannotKeep();
};

void TestRecordDraft::keepsWhatIsEdited()
{
    Desk desk;
    desk.openAda();
    QVERIFY(desk.drafts().empty());
    desk.set("coins", 2);
    desk.set("name", "Grace");
    const auto drafts = desk.drafts();
    QCOMPARE(drafts.size(), std::size_t(1));
    QCOMPARE(json::print(drafts[0].value), R"({"coins":2,"name":"Grace"})");
    QCOMPARE(drafts[0].base.version, desk.document->inspection().entry->info.version);
}

void TestRecordDraft::dropsWhatIsSaved()
{
    Desk desk;
    desk.openAda();
    desk.set("coins", 2);
    desk.saveAndWait();
    QVERIFY(desk.drafts().empty());
    desk.set("coins", 3);
    QCOMPARE(desk.drafts().size(), std::size_t(1));
    desk.document->discard();
    QVERIFY(desk.drafts().empty());
    desk.document->undoStack()->undo();
    QCOMPARE(desk.drafts().size(), std::size_t(1));
    desk.keeper->forget();
    QVERIFY(desk.drafts().empty());
}

void TestRecordDraft::dropsWhatIsUndone()
{
    Desk desk;
    desk.openAda();
    desk.set("coins", 2);
    desk.document->undoStack()->undo();
    QVERIFY(desk.drafts().empty());
    desk.document->undoStack()->redo();
    QCOMPARE(desk.drafts().size(), std::size_t(1));
}

void TestRecordDraft::bringsBackWhatACrashLeft()
{
    Desk desk;
    desk.openAda();
    desk.set("coins", 2);
    desk.crash();
    const auto drafts = desk.drafts();
    desk.openAda();
    QSignalSpy broughtBack(desk.keeper, &RecordDraft::broughtBack);
    desk.keeper->bringBack(drafts.at(0));
    QCOMPARE(broughtBack.size(), 1);
    QVERIFY(desk.document->isModified());
    QCOMPARE(json::print(desk.document->value()), R"({"coins":2,"name":"Ada"})");
    desk.set("coins", 3);
    QCOMPARE(json::print(desk.drafts().at(0).value), R"({"coins":3,"name":"Ada"})");
    desk.saveAndWait();
    QCOMPARE(json::print(desk.stored(desk.player("ada"))), R"({"coins":3,"name":"Ada"})");
    QVERIFY(desk.drafts().empty());
}

void TestRecordDraft::mergesWithWhatOthersWrote()
{
    Desk desk;
    desk.openAda();
    desk.set("coins", 2);
    desk.crash();
    desk.putPlayer("ada", R"({"coins":1,"name":"Ada","level":9})");
    const auto drafts = desk.drafts();
    desk.openAda();
    desk.keeper->bringBack(drafts.at(0));
    QCOMPARE(json::print(desk.document->value()), R"({"coins":2,"level":9,"name":"Ada"})");
    QCOMPARE(json::print(desk.drafts().at(0).value), R"({"coins":2,"level":9,"name":"Ada"})");
    desk.document->undoStack()->undo();
    QVERIFY(!desk.document->isModified());
    QCOMPARE(json::print(desk.document->value()), R"({"coins":1,"level":9,"name":"Ada"})");
}

void TestRecordDraft::keepsAConflictForTheSave()
{
    Desk desk;
    desk.openAda();
    desk.set("coins", 2);
    desk.crash();
    desk.putPlayer("ada", R"({"coins":7,"name":"Ada"})");
    const auto drafts = desk.drafts();
    desk.openAda();
    desk.keeper->bringBack(drafts.at(0));
    QCOMPARE(json::print(desk.document->value()), R"({"coins":2,"name":"Ada"})");
    QSignalSpy finished(desk.document.get(), &RecordDocument::saveFinished);
    desk.document->save(desk.document->draft());
    QTRY_COMPARE(finished.size(), 1);
    const auto result = finished[0][0].value<editing::SaveResult>();
    QCOMPARE(result.outcome, editing::SaveOutcome::Conflicts);
    QCOMPARE(desk.drafts().size(), std::size_t(1));
    // Thrown away, what stands there now is shown, not what the draft was made from.
    desk.document->discard();
    QTRY_COMPARE(json::print(desk.document->value()), R"({"coins":7,"name":"Ada"})");
    QVERIFY(!desk.document->isModified());
    QVERIFY(desk.drafts().empty());
}

void TestRecordDraft::leavesWhatCannotBeEdited()
{
    Desk desk;
    desk.openAda();
    desk.set("coins", 2);
    desk.crash();
    desk.put("lyra/records/Player", "ada", parsed(R"({"file":7})"));
    const auto drafts = desk.drafts();
    desk.openAda();
    desk.keeper->bringBack(drafts.at(0));
    QVERIFY(desk.keeper->isWaiting());
    desk.keeper->forget(); // its tab is closed
    QCOMPARE(desk.drafts().size(), std::size_t(1));
    desk.putPlayer("ada", R"({"coins":1,"name":"Ada"})"); // mended
    QVERIFY(desk.document->reload());
    QTRY_VERIFY(!desk.keeper->isWaiting());
    QCOMPARE(json::print(desk.document->value()), R"({"coins":2,"name":"Ada"})");
}

void TestRecordDraft::forgetsWhatSomebodySavedToo()
{
    Desk desk;
    desk.openAda();
    desk.set("coins", 2);
    desk.crash();
    desk.putPlayer("ada", R"({"coins":2,"name":"Ada"})");
    const auto drafts = desk.drafts();
    desk.openAda();
    desk.keeper->bringBack(drafts.at(0));
    QVERIFY(!desk.document->isModified());
    QVERIFY(desk.drafts().empty());
}

void TestRecordDraft::tellsOnceThatItCannotKeep()
{
    Desk desk;
    desk.openAda();
    {
        journal::Database vandal(desk.path, desk.clock, desk.random);
        vandal.run("DROP TABLE draft_step");
    }
    QSignalSpy failed(desk.keeper, &RecordDraft::failed);
    desk.set("coins", 2);
    desk.set("coins", 3);
    QCOMPARE(failed.size(), 1);
    QVERIFY(failed[0][0].toString().contains(QString::fromStdString(desk.path)));
    QCOMPARE(desk.document->value()["coins"].toInteger(), std::int64_t(3));
}

PLECTRUM_UI_TEST(TestRecordDraft)

} // namespace tst_record_draft

#include "tst_record_draft.moc"
