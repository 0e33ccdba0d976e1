// SPDX-License-Identifier: MIT
// plectrumctl on a universe behind Open Cloud, which another process serves on this machine: all
// that it shows and writes, read-only production universes, bad keys, and bad lines.
#include "ctl_process.h"
#include "json/printer.h"
#include "serving.h"
#include "support/test.h"

#include <QFile>
#include <QTemporaryDir>

#include <csignal>
#include <memory>

namespace tst_ctl_cloud {

using namespace Qt::StringLiterals;
using namespace plectrum;
using test::ctl;
using test::CtlAnswer;
using test::Serving;

namespace {

const QByteArray patch = R"([{"op":"replace","path":"/coins","value":6}])";
const QString apiKey = u"planted-key-4711"_s;

} // namespace

class TestCtlCloud : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void readsWhatIsThere();
    void writesUnderTheLock();
    void productionIsReadOnly_data();
    void productionIsReadOnly();
    void survivesFaults_data();
    void survivesFaults();
    void refusesKeys();
    void needsAKey();
    void saysThatImportIsForFiles();
    void exportsChosenKeys();
    void writesWithoutALockOnlyWhenTold();

private:
    void serve(const QStringList& options = {});
    CtlAnswer run(const QStringList& words, const QByteArray& input = {},
                  const QString& settings = u"&production=no"_s) const;
    /// Of the first item.
    static QString fieldOf(const json::Value& list, std::string_view name);
    CtlAnswer file(const QStringList& words, const QByteArray& input = {}) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Serving> m_serving;
    QString m_file;
};

void TestCtlCloud::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_file = m_folder->filePath(u"served.plectrum"_s);
    qputenv("PLECTRUM_API_KEY", apiKey.toUtf8());
    qputenv("PLECTRUM_JOURNAL", m_folder->filePath(u"journal.db"_s).toUtf8());
    const auto made = file(
        {u"import"_s, u"-"_s},
        R"({"lyra/records/Party":{"p/1":{"appliedMigrations":[],"file":{"data":{"committedData":{"coins":5}}},"orphanedFiles":[]},"p2":{"appliedMigrations":[],"file":{"data":{"committedData":{"coins":5}}},"orphanedFiles":[]}},"плоский":{"k e@y:%":[1,2]}})");
    QVERIFY2(made.code == 0, made.errors.constData());
}

void TestCtlCloud::cleanup()
{
    m_serving.reset();
    m_folder.reset();
}

void TestCtlCloud::serve(const QStringList& options)
{
    m_serving = std::make_unique<Serving>(QStringList{m_file, u"--api-key"_s, apiKey} + options);
}

CtlAnswer TestCtlCloud::run(const QStringList& words, const QByteArray& input,
                            const QString& settings) const
{
    const QString universe = u"opencloud:1?place=1&base="_s + m_serving->baseUrl() + settings;
    const auto answer = ctl(QStringList{u"--universe"_s, universe, u"--json"_s} + words, input);
    // Whatever happens, the key is not told.
    if (answer.output.contains(apiKey.toUtf8()) || answer.errors.contains(apiKey.toUtf8()))
        qFatal("the key is in the output");
    return answer;
}

QString TestCtlCloud::fieldOf(const json::Value& list, std::string_view name)
{
    if (list.size() == 0)
        return {};
    const json::Value* const field = &list.at(0)[name];
    return QString::fromStdString(field->isString() ? std::string(field->toString())
                                                    : json::print(*field));
}

CtlAnswer TestCtlCloud::file(const QStringList& words, const QByteArray& input) const
{
    return ctl(QStringList{u"--universe"_s, m_file, u"--json"_s} + words, input);
}

void TestCtlCloud::readsWhatIsThere()
{
    serve();
    QCOMPARE(run({u"keys"_s, u"Party"_s}).document().size(), std::size_t(2));
    QCOMPARE(run({u"peek"_s, u"Party"_s, u"p/1"_s}).output, "{\"coins\":5}\n");
    QCOMPARE(run({u"raw"_s, u"get"_s, u"плоский"_s, u"k e@y:%"_s}).output, "[1,2]\n");
    QCOMPARE(run({u"peek"_s, u"Party"_s, u"nobody"_s}).code, 3);
    const auto versions = run({u"versions"_s, u"Party"_s, u"p/1"_s});
    QCOMPARE(versions.document().size(), std::size_t(1));
    QCOMPARE(run({u"lock"_s, u"Party"_s, u"p/1"_s}).code, 0);
}

void TestCtlCloud::writesUnderTheLock()
{
    serve();
    const auto saved = run({u"update"_s, u"Party"_s, u"p/1"_s, u"--patch"_s, u"-"_s}, patch);
    QVERIFY2(saved.code == 0, saved.errors.constData());
    QCOMPARE(run({u"peek"_s, u"Party"_s, u"p/1"_s}).output, "{\"coins\":6}\n");
    QCOMPARE(run({u"lock"_s, u"Party"_s, u"p/1"_s}).code, 0); // it was let go
    m_serving.reset();
    QCOMPARE(file({u"peek"_s, u"Party"_s, u"p/1"_s}).output, "{\"coins\":6}\n");
    QFile journal(m_folder->filePath(u"journal.db"_s));
    QVERIFY(journal.open(QIODevice::ReadOnly));
    QVERIFY(!journal.readAll().contains(apiKey.toUtf8()));
}

void TestCtlCloud::productionIsReadOnly_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::newRow("update") << QStringList{u"update"_s, u"Party"_s, u"p2"_s, u"--patch"_s, u"-"_s};
    QTest::newRow("update of a plain entry")
        << QStringList{u"update"_s, u"--raw"_s, u"Plain"_s, u"k"_s, u"--patch"_s, u"-"_s};
    QTest::newRow("tx") << QStringList{u"tx"_s, u"Party"_s, u"--patch"_s, u"p2=-"_s};
    QTest::newRow("restore") << QStringList{u"restore"_s, u"Party"_s, u"p2"_s, u"VERSION"_s};
    QTest::newRow("undo") << QStringList{u"undo"_s, u"ENTRY"_s};
}

/// What writes is refused before anything is sent, and done when the universe is named once more.
void TestCtlCloud::productionIsReadOnly()
{
    QFETCH(QStringList, words);
    QVERIFY(file({u"import"_s, u"-"_s}, R"({"Plain":{"k":{"coins":5}}})").code == 0);
    serve({u"--log"_s});
    const auto unlocked = [&](const QStringList& command) {
        return run(QStringList{u"--write-production"_s, u"1"_s} + command, patch, {});
    };
    const auto made = unlocked({u"update"_s, u"Party"_s, u"p/1"_s, u"--patch"_s, u"-"_s});
    QVERIFY2(made.code == 0, made.errors.constData());
    const auto versions = run({u"versions"_s, u"Party"_s, u"p2"_s}, {}, {}).document();
    const auto journal = run({u"journal"_s}, {}, {}).document();
    words.replaceInStrings(u"VERSION"_s, fieldOf(versions, "version"));
    words.replaceInStrings(u"ENTRY"_s, fieldOf(journal, "entry"));
    const auto before = m_serving->writes();
    QVERIFY(!before.isEmpty());

    const auto refused = run(words, patch, {});
    QVERIFY2(QByteArray(refused.output + refused.errors).contains("read-only"),
             refused.errors.constData());
    QCOMPARE(refused.code, 10);
    QCOMPARE(m_serving->writes(), before);
    QCOMPARE(run({u"peek"_s, u"Party"_s, u"p2"_s}, {}, {}).output, "{\"coins\":5}\n");
    QCOMPARE(run({u"lock"_s, u"Party"_s, u"p2"_s}, {}, {}).code, 0);

    const auto done = unlocked(words);
    QVERIFY2(done.code == 0, done.errors.constData());
    QVERIFY(m_serving->writes().size() > before.size() + 1);
}

void TestCtlCloud::survivesFaults_data()
{
    QTest::addColumn<QString>("fault");
    for (const char* fault : {"latency=30", "drop-before", "drop-after", "cut-body", "status=503",
                              "html=502", "retry-after=1", "status=429", "content-type=text/html"})
        QTest::newRow(fault) << QString::fromLatin1(fault);
}

/// One call of five goes wrong. What is said to be saved is, what is said not to be is not, and who
/// tries again gets there.
void TestCtlCloud::survivesFaults()
{
    QFETCH(QString, fault);
    bool isSaved = false;
    for (int tries = 0; tries < 4 && !isSaved; ++tries) {
        serve({u"--fault"_s, fault, u"--fault-rate"_s, u"20"_s});
        const auto saved = run({u"update"_s, u"Party"_s, u"p/1"_s, u"--patch"_s, u"-"_s}, patch);
        m_serving.reset();
        const auto after = file({u"peek"_s, u"Party"_s, u"p/1"_s}).output;
        isSaved = saved.code == 0;
        if (isSaved)
            QCOMPARE(after, "{\"coins\":6}\n");
        else if (!saved.errors.contains("may have been written"))
            QCOMPARE(after, "{\"coins\":5}\n");
    }
    QVERIFY(isSaved);
}

void TestCtlCloud::refusesKeys()
{
    serve();
    qputenv("PLECTRUM_API_KEY", "another-key");
    const auto refused = run({u"stores"_s});
    QCOMPARE(refused.code, 10);
    QVERIFY(!refused.errors.contains("another-key"));
    QVERIFY(!refused.errors.isEmpty());
}

void TestCtlCloud::needsAKey()
{
    serve();
    qunsetenv("PLECTRUM_API_KEY");
    const auto refused = run({u"stores"_s});
    QCOMPARE(refused.code, 8);
    QVERIFY2(refused.errors.contains("PLECTRUM_API_KEY"), refused.errors.constData());
}

void TestCtlCloud::saysThatImportIsForFiles()
{
    serve();
    const auto refused = run({u"import"_s, u"-"_s}, R"({"a":{"b":1}})");
    QVERIFY(refused.code != 0);
    QVERIFY(!refused.errors.isEmpty());
    QVERIFY(run({u"export"_s}).code != 0);
}

/// What was exported from the service and imported into a new file is the same record, with its
/// shards, users and attributes.
void TestCtlCloud::exportsChosenKeys()
{
    QByteArray text(1'200'000, ' '); // more than one shard holds, and nothing to compress
    std::uint32_t seed = 7;
    for (char& letter : text) {
        seed = seed * 1664525U + 1013904223U;
        letter = char('a' + (seed >> 24) % 26);
    }
    const QByteArray grow = R"([{"op":"add","path":"/notes","value":")" + text
        + R"("},{"op":"add","path":"/more","value":")" + text
        + R"("},{"op":"add","path":"/others","value":")" + text
        + R"("},{"op":"add","path":"/last","value":")" + text + R"("}])";
    QVERIFY(file({u"update"_s, u"Party"_s, u"p2"_s, u"--patch"_s, u"-"_s}, grow).code == 0);
    serve();
    const QString to = m_folder->filePath(u"chosen.json"_s);
    const auto exported = run({u"export"_s, u"--store"_s, u"Party"_s, u"--key"_s, u"p2"_s,
                               u"--key"_s, u"p/1"_s, u"-o"_s, to});
    QVERIFY2(exported.code == 0, exported.errors.constData());
    const auto peeked = run({u"peek"_s, u"Party"_s, u"p2"_s});
    const QStringList copy{u"--universe"_s, m_folder->filePath(u"copy.plectrum"_s), u"--json"_s};
    QVERIFY(ctl(copy + QStringList{u"import"_s, to}).code == 0);
    QCOMPARE(ctl(copy + QStringList{u"peek"_s, u"Party"_s, u"p2"_s}).output, peeked.output);
    QCOMPARE(ctl(copy + QStringList{u"peek"_s, u"Party"_s, u"p/1"_s}).output, "{\"coins\":5}\n");
    QCOMPARE(ctl(copy + QStringList{u"keys"_s, u"Party"_s}).document().size(), std::size_t(2));
    const auto raw =
        run({u"export"_s, u"--raw"_s, u"--store"_s, u"плоский"_s, u"--key"_s, u"k e@y:%"_s});
    QVERIFY2(raw.output.contains("[1,2]"), raw.output.constData());
    const auto absent =
        run({u"export"_s, u"--store"_s, u"Party"_s, u"--key"_s, u"p/1"_s, u"--key"_s, u"nobody"_s});
    QCOMPARE(absent.code, 3);
    QVERIFY(absent.output.isEmpty());
}

/// Without a place id nobody can see or take the locks.
void TestCtlCloud::writesWithoutALockOnlyWhenTold()
{
    serve();
    const QString universe = u"opencloud:1?production=no&base="_s + m_serving->baseUrl();
    const QStringList update{u"update"_s, u"Party"_s, u"p/1"_s, u"--patch"_s, u"-"_s};
    const auto refused = ctl(QStringList{u"--universe"_s, universe} + update, patch);
    QVERIFY(refused.code != 0);
    QVERIFY2(refused.errors.contains("place id"), refused.errors.constData());
    QCOMPARE(run({u"peek"_s, u"Party"_s, u"p/1"_s}).output, "{\"coins\":5}\n");
    const auto saved =
        ctl(QStringList{u"--universe"_s, universe, u"--without-lock"_s} + update, patch);
    QVERIFY2(saved.code == 0, saved.errors.constData());
    QCOMPARE(run({u"peek"_s, u"Party"_s, u"p/1"_s}).output, "{\"coins\":6}\n");
}

PLECTRUM_TEST(TestCtlCloud)

} // namespace tst_ctl_cloud

#include "tst_ctl_cloud.moc"
