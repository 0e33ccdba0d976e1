// SPDX-License-Identifier: MIT
// The window with its journal: drafts that were left are open again and told of, a journal that
// cannot be used is told of, writes are entered, an undo shows in the open record.
#include "activity/undo.h"
#include "async/executor.h"
#include "journal/database.h"
#include "journal/journal_file.h"
#include "json/parser.h"
#include "json/printer.h"
#include "mock/universe.h"
#include "store/error.h"
#include "support/test.h"
#include "ui/main_window.h"
#include "ui/shell/journal_notice.h"
#include "ui/widgets/message_bar.h"

#include <QCoroTask>
#include <QFile>
#include <QTemporaryDir>

namespace tst_journal_notice {

using namespace plectrum;
using namespace plectrum::ui;
using namespace plectrum::documents;
using namespace Qt::StringLiterals;

namespace {

const store::KeyAddress ada{.store = "Player", .key = "ada"};

/// A window on a small universe, with the journal in this folder.
struct Program
{
    async::EventLoopClock clock;
    async::Random random = async::Random::fromSystem();
    async::InlineExecutor executor;
    journal::JournalFile journalFile;
    Settings settings;
    Appearance appearance{Appearance::Choice::Light};
    std::unique_ptr<Workspace> workspace;
    std::unique_ptr<MainWindow> window;

    explicit Program(const QTemporaryDir& folder)
        : journalFile(folder.filePath(u"journal.db"_s).toStdString(), clock, random)
        , settings(folder.filePath(u"settings.ini"_s))
    {
        auto universe = std::make_unique<mock::Universe>(clock, async::Random(1));
        for (const char* key : {"ada", "bob"})
            QCoro::waitFor(
                universe->dataStores().dataStore("lyra/records/Player").set(key, *record()));
        workspace = std::make_unique<Workspace>(std::move(universe), clock, random, executor);
        workspace->setJournalFile(journalFile, "/u");
        window = std::make_unique<MainWindow>(*workspace, settings, appearance);
        window->show();
    }
    static std::expected<json::Value, json::ParseError> record()
    {
        return json::parse(R"({"appliedMigrations":[],"file":{"data":{"committedData":)"
                           R"({"coins":1}}},"orphanedFiles":[]})");
    }
    RecordDocument* open(const store::KeyAddress& address) const
    {
        RecordDocument* document = workspace->openRecord(address);
        [&] { QTRY_COMPARE(document->phase(), RecordDocument::Phase::Ready); }();
        return document;
    }
    MessageBar* bar() const { return window->findChild<JournalNotice*>()->bar(); }
};

void setCoins(RecordDocument* document, int coins)
{
    QVERIFY(document->replace(json::Pointer({"coins"}), coins));
}

void save(RecordDocument* document)
{
    QSignalSpy finished(document, &RecordDocument::saveFinished);
    document->save(document->draft());
    QTRY_COMPARE(finished.size(), 1);
}

} // namespace

class TestJournalNotice : public QObject
{
    Q_OBJECT

private slots:
    void opensWhatWasLeft();
    void forgetsWhatIsClosed();
    void tellsOfAJournalThatCannotBeUsed();
    void saysWhereTransactionsMayHaveFallenApart();
    void entersWritesAndShowsUndos();
};

void TestJournalNotice::opensWhatWasLeft()
{
    const QTemporaryDir folder;
    {
        const Program program(folder);
        QVERIFY(program.bar()->isHidden());
        setCoins(program.open(ada), 5);
        setCoins(program.open({.store = "Player", .key = "bob"}), 6);
    }
    const Program program(folder);
    QCOMPARE(program.workspace->documents().size(), std::size_t(2));
    for (const RecordDocument* document : program.workspace->documents()) {
        QTRY_VERIFY(document->isModified());
        QCOMPARE(document->value()["coins"].toInteger(),
                 std::int64_t(document->address().key == "ada" ? 5 : 6));
    }
    QVERIFY(program.bar()->isVisible());
    QVERIFY2(program.bar()->text().contains(u"2 record"_s), qPrintable(program.bar()->text()));
    QVERIFY(program.workspace->currentDocument());
}

void TestJournalNotice::forgetsWhatIsClosed()
{
    const QTemporaryDir folder;
    {
        const Program program(folder);
        RecordDocument* document = program.open(ada);
        setCoins(document, 5);
        program.workspace->closeRecord(document); // the user was asked
    }
    const Program program(folder);
    QVERIFY(program.workspace->documents().empty());
}

/// Nothing tells which drafts of an older Plectrum belong together: that is said.
void TestJournalNotice::saysWhereTransactionsMayHaveFallenApart()
{
    const QTemporaryDir folder;
    {
        const Program program(folder);
        setCoins(program.open(ada), 5);
        setCoins(program.open({.store = "Player", .key = "bob"}), 6);
    }
    {
        async::EventLoopClock clock;
        async::Random random = async::Random::fromSystem();
        journal::Database file(folder.filePath(u"journal.db"_s).toStdString(), clock, random);
        file.run("ALTER TABLE draft DROP COLUMN group_id");
        file.run("PRAGMA user_version = 1");
    }
    const Program program(folder);
    QCOMPARE(program.workspace->documents().size(), std::size_t(2));
    QVERIFY2(program.bar()->text().contains(u"2 of the records were kept by an older"_s),
             qPrintable(program.bar()->text()));
}

void TestJournalNotice::tellsOfAJournalThatCannotBeUsed()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"journal.db"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("something else");
    file.close();
    const Program program(folder);
    QVERIFY(program.bar()->isVisible());
    QVERIFY2(program.bar()->text().contains(file.fileName()), qPrintable(program.bar()->text()));
    QVERIFY(!program.workspace->journal());
    RecordDocument* document = program.open(ada);
    setCoins(document, 5);
    save(document);
    QCOMPARE(document->base()["coins"].toInteger(), std::int64_t(5));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), "something else");
}

void TestJournalNotice::entersWritesAndShowsUndos()
{
    const QTemporaryDir folder;
    const Program program(folder);
    RecordDocument* document = program.open(ada);
    setCoins(document, 5);
    save(document);
    const auto entries = program.workspace->journal()->page({}, {}, 10);
    QCOMPARE(entries.size(), std::size_t(1));
    QCOMPARE(entries[0].actor, "window");
    QCOMPARE(entries[0].outcome, journal::Outcome::Done);
    const auto undone =
        QCoro::waitFor(program.workspace->undo()->undo(entries[0].id, test::patience));
    QCOMPARE(undone.state, activity::UndoState::Undone);
    QTRY_COMPARE(document->value()["coins"].toInteger(), std::int64_t(1));
    QVERIFY(!document->isModified());
}

PLECTRUM_UI_TEST(TestJournalNotice)

} // namespace tst_journal_notice

#include "tst_journal_notice.moc"
