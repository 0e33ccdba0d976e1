// SPDX-License-Identifier: MIT
// plectrumctl serve as a process: what it tells, that it serves, and that it ends cleanly.
#include "ctl_process.h"
#include "json/parser.h"
#include "json/printer.h"
#include "serving.h"
#include "support/test.h"

#include <QDir>
#include <QFile>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QProcess>
#include <QTemporaryDir>

#include <algorithm>
#include <csignal>
#include <memory>
#include <numeric>
#include <string>
#include <vector>

namespace tst_ctl_serve {

using namespace Qt::StringLiterals;
using namespace plectrum;
using test::ctl;

namespace {

/// Serves, and is asked.
class Serving : public test::Serving
{
public:
    using test::Serving::Serving;

    std::unique_ptr<QNetworkReply> get(const QString& path, const QByteArray& key)
    {
        return finished(m_manager.get(requestOf(path, key)));
    }
    std::unique_ptr<QNetworkReply> post(const QString& path, const QByteArray& key,
                                        const QByteArray& body)
    {
        auto request = requestOf(path, key);
        request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
        return finished(m_manager.post(request, body));
    }

private:
    QNetworkRequest requestOf(const QString& path, const QByteArray& key) const
    {
        QNetworkRequest request(QUrl(baseUrl() + path));
        request.setRawHeader("x-api-key", key);
        return request;
    }
    static std::unique_ptr<QNetworkReply> finished(QNetworkReply* sent)
    {
        std::unique_ptr<QNetworkReply> reply(sent);
        if (!test::waitFor([&] { return reply->isFinished(); }))
            qFatal("no answer");
        return reply;
    }

    QNetworkAccessManager m_manager;
};

int statusOf(const QNetworkReply& reply)
{
    return reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

} // namespace

class TestCtlServe : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void servesWithAKeyThatItMade();
    void servesWithKeysThatAreGiven();
    void runsTasks();
    void queuesTasksWhenAsked();
    void pagesAreEvenWhenAsked_data();
    void pagesAreEvenWhenAsked();
    void answersAndEndsWhileATaskRuns_data();
    void answersAndEndsWhileATaskRuns();
    void endsCleanly_data();
    void endsCleanly();
    void refuses_data();
    void refuses();

private:
    QString path(const QString& name) const { return m_folder.filePath(name); }
    void write(const QString& name, const QByteArray& text) const;

    QTemporaryDir m_folder;
    QString m_universe;
};

void TestCtlServe::write(const QString& name, const QByteArray& text) const
{
    QFile file(path(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
}

void TestCtlServe::initTestCase()
{
    m_universe = path(u"game.plectrum"_s);
    QCOMPARE(ctl({u"--universe"_s, m_universe, u"import"_s, u"-"_s},
                 R"({"lyra/records/A":{"k":{"a":1}}})")
                 .code,
             0);
}

void TestCtlServe::servesWithAKeyThatItMade()
{
    Serving serving({m_universe});
    const QByteArray key(serving.reported()["madeApiKey"].toString());
    QCOMPARE(key.size(), 64);
    QCOMPARE(serving.reported()["universeId"].toInteger(), 1);
    const QString entry = u"/cloud/v2/universes/1/data-stores/lyra%2Frecords%2FA/entries/k"_s;
    const auto reply = serving.get(entry, key);
    QCOMPARE(statusOf(*reply), 200);
    QVERIFY(reply->readAll().contains(R"("value":{"a":1})"));
    QCOMPARE(statusOf(*serving.get(entry, "another")), 401);
    QCOMPARE(serving.end(SIGTERM), 0);
}

void TestCtlServe::servesWithKeysThatAreGiven()
{
    write(u"keys.json"_s, R"({"keys":[{"key":"narrow","scopes":["universe:read"]}]})");
    Serving serving({m_universe, u"--key-file"_s, path(u"keys.json"_s), u"--api-key"_s, u"all"_s,
                     u"--universe-id"_s, u"3310576216"_s});
    QVERIFY(!serving.reported().find("madeApiKey"));
    const QString universe = u"/cloud/v2/universes/3310576216"_s;
    const auto named = serving.get(universe, "narrow");
    QCOMPARE(statusOf(*named), 200);
    QVERIFY(named->readAll().contains(R"("displayName":"game")"));
    QCOMPARE(statusOf(*serving.get(universe + u"/data-stores"_s, "narrow")), 403);
    QCOMPARE(statusOf(*serving.get(universe + u"/data-stores"_s, "all")), 200);
    QCOMPARE(serving.end(SIGINT), 0);
}

void TestCtlServe::runsTasks()
{
    Serving serving({m_universe, u"--api-key"_s, u"all"_s, u"--no-limits"_s});
    const QString tasks = u"/cloud/v2/universes/1/places/1/luau-execution-session-tasks"_s;
    const auto made = serving.post(
        tasks, "all",
        R"({"script": "return game:GetService('DataStoreService'):GetDataStore('lyra/records/A'):GetAsync('k').a"})");
    if (statusOf(*made) == 501)
        QSKIP("Luau is not built in");
    QCOMPARE(statusOf(*made), 200);
    const auto task = json::parse(made->readAll().toStdString());
    const QString path =
        u"/cloud/v2/"_s + QString::fromStdString(std::string((*task)["path"].toString()));
    QByteArray last;
    QTRY_VERIFY((last = serving.get(path, "all")->readAll()).contains("COMPLETE"));
    QVERIFY2(last.contains(R"("results":[1])"), last.constData());
    QCOMPARE(serving.end(SIGTERM), 0);
}

void TestCtlServe::queuesTasksWhenAsked()
{
    const QString tasks = u"/cloud/v2/universes/1/places/1/luau-execution-session-tasks"_s;
    for (const bool isQueued : {false, true}) {
        QStringList arguments{m_universe, u"--api-key"_s, u"all"_s};
        if (isQueued)
            arguments.append(u"--queued-tasks"_s);
        Serving serving(arguments);
        const auto made = serving.post(tasks, "all", R"({"script": "return 1"})");
        if (statusOf(*made) == 501)
            QSKIP("Luau is not built in");
        QVERIFY(made->readAll().contains(isQueued ? "QUEUED" : "PROCESSING"));
        QCOMPARE(serving.end(SIGTERM), 0);
    }
}

void TestCtlServe::pagesAreEvenWhenAsked_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<bool>("isEven");
    QTest::newRow("usual") << QStringList{} << false;
    QTest::newRow("even") << QStringList{u"--even-pages"_s} << true;
}

/// Clients that stop at a short page see all keys only with the option.
void TestCtlServe::pagesAreEvenWhenAsked()
{
    QFETCH(QStringList, options);
    QFETCH(bool, isEven);
    json::Value::Members keys;
    for (int i = 0; i < 200; ++i)
        keys.emplace_back("key" + std::to_string(1000 + i), i);
    const QString file = path(isEven ? u"even.plectrum"_s : u"uneven.plectrum"_s);
    const auto document = json::Value::object({{"Big", json::Value::object(std::move(keys))}});
    QCOMPARE(ctl({u"--universe"_s, file, u"import"_s, u"-"_s},
                 QByteArray::fromStdString(json::print(document)))
                 .code,
             0);
    Serving serving(QStringList{file, u"--api-key"_s, u"all"_s, u"--no-limits"_s} + options);
    std::vector<std::int64_t> sizes;
    std::string token;
    do {
        QString target = u"/cloud/v2/universes/1/data-stores/Big/entries?maxPageSize=10"_s;
        if (!token.empty())
            target += u"&pageToken="_s
                + QString::fromLatin1(QUrl::toPercentEncoding(QString::fromStdString(token)));
        const auto page = serving.get(target, "all");
        const auto body = json::parse(page->readAll().toStdString());
        QVERIFY(body);
        sizes.push_back(std::int64_t((*body)["dataStoreEntries"].size()));
        token = (*body)["nextPageToken"].toString();
    } while (!token.empty());
    QCOMPARE(std::accumulate(sizes.begin(), sizes.end(), std::int64_t(0)), 200);
    QCOMPARE(std::all_of(sizes.begin(), sizes.end() - 1, [](auto size) { return size == 10; }),
             isEven);
    QCOMPARE(serving.end(SIGTERM), 0);
}

/// The hostile scripts of the emulator's own tests, and one that waits.
void TestCtlServe::answersAndEndsWhileATaskRuns_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::newRow("waits") << QByteArray("while true do task.wait(0.05) end");
    const QDir folder(QStringLiteral(PLECTRUM_TESTS_DIR "/core/emulator/data/attacks"));
    for (const QString& name : folder.entryList({u"*.luau"_s})) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QTest::newRow(qPrintable(name)) << file.readAll();
    }
}

void TestCtlServe::answersAndEndsWhileATaskRuns()
{
    QFETCH(QByteArray, script);
    Serving serving({m_universe, u"--api-key"_s, u"all"_s, u"--no-limits"_s});
    const QString tasks = u"/cloud/v2/universes/1/places/1/luau-execution-session-tasks"_s;
    const auto body = json::Value::object({{"script", script.toStdString()}, {"timeout", "300s"}});
    const auto made = serving.post(tasks, "all", QByteArray::fromStdString(json::print(body)));
    if (statusOf(*made) == 501)
        QSKIP("Luau is not built in");
    QCOMPARE(statusOf(*made), 200);
    for (int i = 0; i < 3; ++i)
        QCOMPARE(statusOf(*serving.get(u"/cloud/v2/universes/1"_s, "all")), 200);
    QCOMPARE(serving.end(SIGTERM), 0);
}

void TestCtlServe::endsCleanly_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("interrupted") << SIGINT;
    QTest::newRow("terminated") << SIGTERM;
}

void TestCtlServe::endsCleanly()
{
    QFETCH(int, signal);
    Serving serving({m_universe});
    // While it serves, the file is its own; afterwards others may have it.
    QCOMPARE(ctl({u"--universe"_s, m_universe, u"stores"_s}).code, 8);
    QCOMPARE(serving.end(signal), 0);
    QCOMPARE(ctl({u"--universe"_s, m_universe, u"stores"_s}).code, 0);
}

void TestCtlServe::refuses_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("code");
    QTest::newRow("no universe") << QStringList{} << 2;
    QTest::newRow("two universes") << QStringList{u"FILE"_s, u"--demo"_s} << 2;
    QTest::newRow("no such file") << QStringList{path(u"none.plectrum"_s)} << 8;
    QTest::newRow("port") << QStringList{u"FILE"_s, u"--port"_s, u"65536"_s} << 2;
    QTest::newRow("universe id") << QStringList{u"FILE"_s, u"--universe-id"_s, u"0"_s} << 2;
    QTest::newRow("fault") << QStringList{u"FILE"_s, u"--fault"_s, u"explode"_s} << 7;
    QTest::newRow("key file") << QStringList{u"FILE"_s, u"--key-file"_s, u"BAD"_s} << 7;
}

void TestCtlServe::refuses()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, code);
    write(u"bad.json"_s, R"({"keys":[{"name":"x"}]})");
    arguments.replaceInStrings(u"FILE"_s, m_universe)
        .replaceInStrings(u"BAD"_s, path(u"bad.json"_s));
    const auto answer = ctl(QStringList{u"serve"_s} + arguments);
    QCOMPARE(answer.code, code);
    QVERIFY(answer.output.isEmpty());
}

PLECTRUM_TEST(TestCtlServe)

} // namespace tst_ctl_serve

#include "tst_ctl_serve.moc"
