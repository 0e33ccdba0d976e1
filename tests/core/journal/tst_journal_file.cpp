// SPDX-License-Identifier: MIT
// The file behind drafts and journal: what it refuses and leaves alone, several processes at once,
// processes that are killed.
#include "journal/database.h"
#include "journal/drafts.h"
#include "journal/error.h"
#include "journal/file_format.h"
#include "journal/journal.h"
#include "journal_world.h"
#include "json/printer.h"
#include "support/waiting.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <functional>

namespace tst_journal_file {

using namespace plectrum;
using namespace Qt::StringLiterals;
using journal::Problem;
using test::JournalWorld;

namespace {

QByteArray contentOf(const std::string& path)
{
    QFile file(QString::fromStdString(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void writeContent(const std::string& path, const QByteArray& content)
{
    QFile file(QString::fromStdString(path));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write");
}

std::unique_ptr<QProcess> startWriter(const std::string& path, const QStringList& arguments)
{
    auto writer = std::make_unique<QProcess>();
    writer->start(QCoreApplication::applicationDirPath() + u"/journal_writer"_s,
                  QStringList{QString::fromStdString(path)} + arguments);
    return writer;
}

/// The number behind the last line that begins with the word.
int lastOf(const QByteArray& output, const QByteArray& word)
{
    int last = 0;
    for (const QByteArray& line : output.split('\n'))
        if (line.startsWith(QByteArray(word + ' ')))
            last = line.mid(word.size() + 1).toInt();
    return last;
}

} // namespace

class TestJournalFile : public QObject
{
    Q_OBJECT

private slots:
    void isForItsOwnerAlone();
    void leavesNothingBehind();
    void refusesWhatIsNotItsOwn_data();
    void refusesWhatIsNotItsOwn();
    void refusesWhatItCannotWrite();
    void opensAFileOfTheFirstVersion();
    void servesSeveralProcesses();
    void losesNothingWhenKilled();
};

void TestJournalFile::isForItsOwnerAlone()
{
    JournalWorld world;
    const auto database = world.open();
    const auto others = QFileDevice::ReadGroup | QFileDevice::ReadOther;
    for (const QFileInfo& file : QDir(world.folder.path()).entryInfoList({u"journal.db*"_s}))
        if (!file.fileName().endsWith(u".lock"_s))
            QVERIFY2(!(file.permissions() & others), qPrintable(file.fileName()));
}

void TestJournalFile::leavesNothingBehind()
{
    JournalWorld world;
    world.open().reset();
    const auto database = world.open();
    auto sessions = database->statement("SELECT count(*) FROM session");
    QVERIFY(sessions.next());
    QCOMPARE(sessions.integer(0), std::int64_t(1));
    QCOMPARE(QDir(world.folder.path()).entryList({u"*.lock"_s}).size(), 1);
}

void TestJournalFile::opensAFileOfTheFirstVersion()
{
    JournalWorld world;
    {
        const auto database = world.open();
        journal::Drafts drafts(*database);
        drafts.keep({.universe = "/u", .store = "S", .key = "a"}, {test::read("{}"), "v1", {}},
                    test::read(R"({"x":1})"));
        database->run("ALTER TABLE draft DROP COLUMN group_id");
        database->run("PRAGMA user_version = 1");
    }
    const auto database = world.open();
    auto version = database->statement("PRAGMA user_version");
    QVERIFY(version.next());
    QCOMPARE(version.integer(0), std::int64_t(journal::file_format::version));
    journal::Drafts drafts(*database);
    const auto found = drafts.recover("/u");
    QCOMPARE(found.drafts.size(), std::size_t(1));
    QCOMPARE(json::print(found.drafts[0].value), R"({"x":1})");
    QVERIFY(found.drafts[0].isGroupUnknown);
    const journal::RecordAddress other{.universe = "/u", .store = "S", .key = "b"};
    drafts.keep(other, {test::read("{}"), "v1", {}}, test::read("7"));
    for (const auto& draft : drafts.recover("/u").drafts)
        QCOMPARE(draft.isGroupUnknown, draft.address.key == "a");
    drafts.drop(other);
    drafts.keepGroup(drafts.newGroup(), {{found.drafts[0].address, {}, test::read("2")}});
    QCOMPARE(drafts.recover("/u").groups.size(), std::size_t(1));
}

void TestJournalFile::refusesWhatIsNotItsOwn_data()
{
    using Change = std::function<QByteArray(QByteArray)>;
    QTest::addColumn<Change>("change");
    QTest::addColumn<Problem>("problem");
    const auto row = [](const char* name, Problem problem, Change change) {
        QTest::newRow(name) << change << problem;
    };
    row("text", Problem::Foreign, [](const QByteArray&) { return "hello"; });
    row("cut off", Problem::Damaged, [](const QByteArray& all) { return all.left(60); });
    row("newer", Problem::Newer, [](QByteArray all) { return all.replace(63, 1, "\x07"); });
    row("another's", Problem::Foreign, [](QByteArray all) { return all.replace(68, 1, "x"); });
    row("no format", Problem::Damaged,
        [](QByteArray all) { return all.replace(60, 4, QByteArray(4, '\0')); });
    row("bad pages", Problem::Damaged, [](QByteArray all) {
        return all.replace(4096, all.size() - 4096, QByteArray(all.size() - 4096, '\x5a'));
    });
}

void TestJournalFile::refusesWhatIsNotItsOwn()
{
    QFETCH(std::function<QByteArray(QByteArray)>, change);
    QFETCH(Problem, problem);
    JournalWorld world;
    world.open().reset();
    const QByteArray content = change(contentOf(world.path));
    writeContent(world.path, content);
    for (int tries = 0; tries < 2; ++tries) {
        try {
            world.open();
            QFAIL("opened");
        } catch (const journal::Error& error) {
            QCOMPARE(error.problem(), problem);
            QVERIFY(std::string(error.what()).starts_with(world.path));
        }
        QCOMPARE(contentOf(world.path), content);
    }
}

void TestJournalFile::refusesWhatItCannotWrite()
{
    JournalWorld world;
    world.open().reset();
    const QString path = QString::fromStdString(world.path);
    QFile::setPermissions(world.folder.path(), QFileDevice::Permissions(0x7755));
    QVERIFY(QFile::setPermissions(path, QFileDevice::ReadOwner | QFileDevice::ReadOther));
    const QByteArray content = contentOf(world.path);
    const auto writer = startWriter(world.path, {u"a"_s, u"nobody"_s});
    QVERIFY(test::waitForFinished(*writer));
    if (writer->exitCode() == 2) {
        // Not root, so this process itself has no right to write.
        QVERIFY_THROWS_EXCEPTION(journal::Error, world.open());
        return;
    }
    QCOMPARE(writer->exitCode(), 1);
    const QByteArray said = writer->readAllStandardOutput();
    QVERIFY2(said.startsWith(QByteArray("failed " + QByteArray::number(int(Problem::ReadOnly)))),
             said.constData());
    QCOMPARE(contentOf(world.path), content);
}

void TestJournalFile::servesSeveralProcesses()
{
    JournalWorld world; // the file is not there yet: the first ones race to make it
    std::vector<std::unique_ptr<QProcess>> writers;
    for (const QString& name : {u"a"_s, u"b"_s, u"c"_s})
        writers.push_back(startWriter(world.path, {name, u"60"_s}));
    for (const auto& writer : writers) {
        QVERIFY(test::waitForFinished(*writer));
        QVERIFY2(writer->exitCode() == 0, writer->readAllStandardOutput().constData());
    }
    const auto database = world.open();
    QCOMPARE(journal::Journal(*database).count({}), std::size_t(18));
    const auto found = journal::Drafts(*database).recover("/u");
    QCOMPARE(found.drafts.size(), std::size_t(3));
    for (const auto& draft : found.drafts)
        QCOMPARE(draft.value["n"].toInteger(), std::int64_t(60));
}

void TestJournalFile::losesNothingWhenKilled()
{
    constexpr int kills = 25;
    JournalWorld world;
    const auto database = world.open();
    journal::Drafts drafts(*database);
    journal::Journal journal(*database);
    for (int kill = 0; kill < kills; ++kill) {
        const std::string key = "key" + std::to_string(kill);
        const auto writer = startWriter(world.path, {QString::fromStdString(key)});
        QVERIFY(test::waitForReadyRead(*writer));
        test::spinFor(std::chrono::microseconds(world.random.integer(0, 20'000)));
        writer->kill(); // SIGKILL
        QVERIFY(test::waitForFinished(*writer));
        const QByteArray output = writer->readAllStandardOutput();
        const int announced = lastOf(output, "draft");
        const auto found = drafts.recover("/u");
        QCOMPARE(found.unreadable, std::size_t(0));
        const auto draft = std::ranges::find(
            found.drafts, key, [](const journal::Draft& each) { return each.address.key; });
        QVERIFY(draft != found.drafts.end());
        const auto n = int(draft->value["n"].toInteger());
        QVERIFY(n == announced || n == announced + 1);
        QCOMPARE(draft->value["text"].size(), std::size_t(n % 50));
        const auto writes = journal.count({.key = key});
        const int intents = lastOf(output, "intent") / 10;
        QVERIFY(int(writes) == intents || int(writes) == intents + 1);
        for (const auto& entry : journal.interrupted("/u"))
            journal.complete(entry.id, journal::Outcome::Unknown);
        drafts.drop(draft->address);
    }
}

PLECTRUM_TEST(TestJournalFile)

} // namespace tst_journal_file

#include "tst_journal_file.moc"
