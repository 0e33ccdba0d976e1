// SPDX-License-Identifier: MIT
// A universe in a file: what is written stays; files that cannot be opened stay as they are; a full
// disk leaves nothing half.
#include "async/sim_clock.h"
#include "datastore/error.h"
#include "mock/universe.h"
#include "mock/universe_file.h"
#include "sql/connection.h"
#include "support/waiting.h"
#include "written_value.h"

#include <QDir>
#include <QTemporaryDir>

#include <unistd.h>

#include <stdexcept>

namespace tst_universe_file {

using namespace plectrum;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using json::Value;

namespace {

QByteArray bytesOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("cannot be read");
}

void putBytes(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

} // namespace

class UniverseFileTest : public QObject
{
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> m_folder;
    async::SimClock m_clock;
    async::InlineExecutor m_executor;

    QString path() const { return m_folder->filePath(u"a.plectrum"_s); }
    std::unique_ptr<mock::Universe> open(mock::FileMode mode = mock::FileMode::Open,
                                         mock::Options options = {})
    {
        return mock::Universe::open(path().toStdString(), mode, m_clock, async::Random(1),
                                    m_executor, std::move(options));
    }
    std::unique_ptr<mock::Universe> make(mock::Options options = {})
    {
        return open(mock::FileMode::Create, std::move(options));
    }
    std::string get(mock::Universe& universe, const std::string& key)
    {
        const auto entry = m_clock.blockOn(universe.dataStores().dataStore("s").get(key));
        return entry ? std::string(entry->value.toString()) : "-";
    }
    void set(mock::Universe& universe, const std::string& key, Value value)
    {
        m_clock.blockOn(universe.dataStores().dataStore("s").set(key, std::move(value)));
    }
    /// The error's code and text of opening the file.
    std::string refusal(mock::FileMode mode = mock::FileMode::Open)
    {
        try {
            open(mode);
        } catch (const datastore::Error& error) {
            if (error.kind() == datastore::ErrorKind::Storage)
                return error.code() + " " + error.text();
        }
        return "no error";
    }
    /// The file with two keys, one of them with some large versions, closed.
    void makeFilled()
    {
        const auto universe = make();
        set(*universe, "small", Value("x"));
        for (int n = 0; n < 30; ++n) {
            set(*universe, "large", writtenValue("large", n));
            m_clock.advance(1h);
        }
    }

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void whatIsWrittenStays()
    {
        datastore::EntryInfo info;
        {
            const auto universe = make();
            QCOMPARE(universe->title(), "a");
            auto& store = universe->dataStores().dataStore("s", "scope");
            datastore::WriteOptions options;
            options.userIds = {1, -2};
            options.attributes = Value::object({{"a", 1}});
            m_clock.blockOn(store.set("ключ", Value("ü"), options));
            m_clock.advance(1h);
            info = m_clock.blockOn(store.set("ключ", Value(9007199254740993), options));
            m_clock.blockOn(store.set("gone", Value(1)));
            m_clock.blockOn(store.remove("gone"));
            m_clock.blockOn(universe->memoryStores().hashMap("m").set("k", Value("lock"), 90s));
            universe->takeSnapshot();
        }
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList{u"a.plectrum"_s});
        const auto universe = open();
        auto& store = universe->dataStores().dataStore("s", "scope");
        const auto entry = m_clock.blockOn(store.get("ключ"));
        QCOMPARE(entry->value, Value(9007199254740993));
        QCOMPARE(entry->info, info);
        QCOMPARE(entry->size, 16U);
        QVERIFY(!m_clock.blockOn(store.get("gone")));
        QCOMPARE(m_clock.blockOn(store.listKeys({})).items.size(), 1U);
        QCOMPARE(m_clock.blockOn(store.listVersions({.key = "ключ"})).items.size(), 2U);
        QCOMPARE(m_clock.blockOn(store.listVersions({.key = "gone"})).items.size(), 2U);
        const auto old = m_clock.blockOn(store.listVersions({.key = "ключ"})).items.front();
        QCOMPARE(m_clock.blockOn(store.getVersion("ключ", old.version))->value, Value("ü"));
        auto& map = universe->memoryStores().hashMap("m");
        QCOMPARE(m_clock.blockOn(map.get("k")), std::optional(Value("lock")));
        m_clock.advance(90s);
        QVERIFY(!m_clock.blockOn(map.get("k")));
        QVERIFY(!universe->takeSnapshot().isNew);
    }

    void sameRulesAsInMemory()
    {
        const auto file = make();
        mock::Universe memory(m_clock, async::Random(1));
        async::Random random(7);
        for (int i = 0; i < 400; ++i) {
            const std::string key = "k" + std::to_string(random.integer(0, 3));
            const bool isRemoval = random.chance(0.1);
            for (mock::Universe* universe : {file.get(), &memory}) {
                auto& store = universe->dataStores().dataStore("s");
                if (isRemoval)
                    m_clock.blockOn(store.remove(key));
                else
                    m_clock.blockOn(store.set(key, Value(i), {.userIds = {i}}));
            }
            m_clock.advance(std::chrono::minutes(random.integer(0, 300)));
        }
        const auto dump = [](const mock::Universe& universe) {
            std::string text;
            for (const auto& store : universe.storeRecords()) {
                universe.forEachEntry(store, [&](const std::string& key, const auto& versions) {
                    text += key + "\n";
                    for (const mock::Version& version : versions)
                        text += version.id() + " " + std::to_string(version.value.toInteger())
                            + (version.isDeleted ? " deleted " : " ")
                            + async::toRfc3339(version.time)
                            + async::toRfc3339(version.entryCreated)
                            + std::to_string(version.superseded.time_since_epoch().count()) + "\n";
                });
            }
            return text;
        };
        QVERIFY(dump(memory).size() > 1000);
        QCOMPARE(dump(*file), dump(memory));
    }

    void nothingThatCouldNotBeReadBack()
    {
        const auto universe = make();
        Value deep(1);
        for (int i = 0; i < 1000; ++i)
            deep = Value::array({deep});
        set(*universe, "k", deep);
        auto& store = universe->dataStores().dataStore("s");
        QCOMPARE(m_clock.blockOn(store.get("k"))->value, deep);
        QVERIFY_THROWS_EXCEPTION(datastore::Error, set(*universe, "k", Value::array({deep})));
        QCOMPARE(m_clock.blockOn(store.get("k"))->value, deep);
    }

    void keysInPages()
    {
        const auto universe = make();
        auto batch = universe->batch();
        for (int i = 0; i < 600; ++i)
            set(*universe, (i % 2 == 0 ? "a" : "b") + std::to_string(i), Value(i));
        batch.commit();
        auto& store = universe->dataStores().dataStore("s");
        datastore::ListKeysQuery query{.prefix = "b", .pageSize = 100};
        std::vector<std::string> keys;
        do {
            const auto page = m_clock.blockOn(store.listKeys(query));
            for (const auto& item : page.items)
                keys.push_back(item.key);
            query.cursor = page.nextCursor;
        } while (!query.cursor.empty());
        QCOMPARE(keys.size(), 300U);
        QVERIFY(std::ranges::is_sorted(keys));
    }

    void batchesAreWhole()
    {
        const auto universe = make();
        set(*universe, "before", Value("1"));
        {
            const auto batch = universe->batch();
            set(*universe, "in", Value("2"));
            m_clock.blockOn(universe->dataStores().dataStore("other").set("in", Value("2")));
            QCOMPARE(get(*universe, "in"), "2");
        }
        QCOMPARE(get(*universe, "in"), "-");
        QCOMPARE(get(*universe, "before"), "1");
        QCOMPARE(universe->storeRecords().size(), 1U);
        m_clock.blockOn(universe->dataStores().dataStore("other").set("in", Value("3")));
        QCOMPARE(universe->storeRecords().size(), 2U);
        auto batch = universe->batch();
        set(*universe, "in", Value("4"));
        batch.commit();
        QCOMPARE(get(*universe, "in"), "4");
    }

    void modes()
    {
        QVERIFY(refusal().starts_with("MISSING " + path().toStdString()));
        QVERIFY(!QFile::exists(path()));
        open(mock::FileMode::OpenOrCreate);
        QVERIFY(refusal(mock::FileMode::Create).starts_with("EXISTS "));
        open(mock::FileMode::OpenOrCreate);
    }

    void noFolder()
    {
        const auto container = m_folder->filePath(u"nowhere/x.plectrum"_s).toStdString();
        try {
            mock::UniverseFile file(container, mock::FileMode::Create);
            QFAIL("was made");
        } catch (const datastore::Error& error) {
            QVERIFY2(error.text().starts_with(container + ": cannot be made, there is no folder "),
                     error.what());
        }
    }

    void unusableFiles_data()
    {
        QTest::addColumn<QString>("damage");
        QTest::addColumn<QByteArray>("code");
        QTest::newRow("empty") << u"empty"_s << QByteArray("FOREIGN");
        QTest::newRow("a text") << u"text"_s << QByteArray("FOREIGN");
        QTest::newRow("another program's") << u"other"_s << QByteArray("FOREIGN");
        QTest::newRow("a newer format") << u"newer"_s << QByteArray("NEWER");
        QTest::newRow("cut off in the header") << u"header"_s << QByteArray("DAMAGED");
        QTest::newRow("cut off by one page") << u"page"_s << QByteArray("DAMAGED");
        QTest::newRow("cut off by half") << u"half"_s << QByteArray("DAMAGED");
        QTest::newRow("the schema is rubbish") << u"schema"_s << QByteArray("DAMAGED");
        QTest::newRow("rubbish in the middle") << u"middle"_s << QByteArray("DAMAGED");
        QTest::newRow("rubbish in one page") << u"one page"_s << QByteArray("DAMAGED");
    }

    void unusableFiles()
    {
        QFETCH(QString, damage);
        QFETCH(QByteArray, code);
        makeFilled();
        auto bytes = bytesOf(path());
        QVERIFY(bytes.size() > 100'000);
        if (damage == u"empty")
            bytes.clear();
        else if (damage == u"text")
            bytes = "{\"format\": \"plectrum-universe\"}";
        else if (damage == u"other")
            bytes[71] = 'x';
        else if (damage == u"newer")
            bytes[63] = 2;
        else if (damage == u"header")
            bytes.truncate(60);
        else if (damage == u"page")
            bytes.chop(4096);
        else if (damage == u"half")
            bytes.truncate(bytes.size() / 2);
        else if (damage == u"schema")
            bytes.replace(100, 3996, QByteArray(3996, '\x5A'));
        else if (damage == u"middle")
            bytes.replace(4096, bytes.size() - 4096, QByteArray(bytes.size() - 4096, '\x5A'));
        else if (damage == u"one page")
            bytes.replace(3 * 4096, 4096, QByteArray(4096, '\x5A'));
        putBytes(path(), bytes);
        for (const auto mode : {mock::FileMode::Open, mock::FileMode::OpenOrCreate}) {
            const auto text = refusal(mode);
            QVERIFY2(text.starts_with(code.toStdString() + " " + path().toStdString() + ": "),
                     text.c_str());
        }
        QCOMPARE(bytesOf(path()), bytes);
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList{u"a.plectrum"_s});
    }

    void readOnlyFilesAreRead()
    {
        makeFilled();
        const auto bytes = bytesOf(path());
        QFile::setPermissions(path(), QFile::ReadOwner);
        for (const auto mode : {mock::FileMode::Open, mock::FileMode::OpenOrCreate}) {
            const auto universe = open(mode);
            QVERIFY2(universe->title().ends_with(" (read-only)"), universe->title().c_str());
            QCOMPARE(get(*universe, "small"), "x");
            try {
                set(*universe, "small", Value("y"));
                QFAIL("was written");
            } catch (const datastore::Error& error) {
                QCOMPARE(error.code(), "READONLY");
                QVERIFY(!error.isOutcomeUnknown());
            }
            QCOMPARE(get(*universe, "small"), "x");
        }
        QCOMPARE(bytesOf(path()), bytes);
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList{u"a.plectrum"_s});
    }

    void readOnlyWithAWriteAheadLog()
    {
        makeFilled();
        putBytes(path() + u"-wal"_s, "not empty");
        QFile::setPermissions(path(), QFile::ReadOwner);
        QVERIFY2(refusal().starts_with("READONLY "), refusal().c_str());
    }

    void damageThatIsFoundWhenReading()
    {
        makeFilled();
        auto bytes = bytesOf(path());
        const auto at = bytes.indexOf("{\"n\":29,");
        QVERIFY(at > 0);
        bytes[at] = '?';
        putBytes(path(), bytes);
        {
            const auto universe = open();
            QCOMPARE(get(*universe, "small"), "x");
            try {
                get(*universe, "large");
                QFAIL("read a damaged value");
            } catch (const datastore::Error& error) {
                QCOMPARE(error.kind(), datastore::ErrorKind::Storage);
                QCOMPARE(error.code(), "DAMAGED");
            }
        }
        QCOMPARE(bytesOf(path()), bytes);
    }

    void lockedByAnother()
    {
        makeFilled();
        const auto bytes = bytesOf(path());
        const auto universe = open();
        QVERIFY(refusal().starts_with("LOCKED " + path().toStdString()));
        QProcess writer;
        writer.start(QCoreApplication::applicationDirPath() + u"/universe_writer"_s,
                     {path(), u"1"_s});
        QVERIFY(test::waitForFinished(writer));
        QVERIFY(writer.readAllStandardOutput().startsWith("failed LOCKED"));
        QCOMPARE(bytesOf(path()), bytes);
        set(*universe, "small", Value("y"));
        QCOMPARE(get(*universe, "small"), "y");
    }

    void readOnlyFolder()
    {
        makeFilled();
        const auto bytes = bytesOf(path());
        const auto readOnly =
            QFile::ReadOwner | QFile::ExeOwner | QFile::ReadOther | QFile::ExeOther;
        QVERIFY(QFile::setPermissions(m_folder->path(), readOnly));
        QProcess writer;
        writer.start(QCoreApplication::applicationDirPath() + u"/universe_writer"_s,
                     {path(), u"1"_s, getuid() == 0 ? u"nobody"_s : u"1000000000"_s});
        QVERIFY(test::waitForFinished(writer));
        const auto said = writer.readAllStandardOutput();
        QVERIFY2(said.contains("failed READONLY") || said.contains("failed IO"), said.constData());
        QVERIFY2(said.contains(path().toUtf8()), said.constData());
        QCOMPARE(bytesOf(path()), bytes);
        QFile::setPermissions(m_folder->path(), readOnly | QFile::WriteOwner);
    }

    void fullDisk()
    {
        mock::Options options;
        options.maximumFileSize = 400'000;
        const auto universe = make(options);
        const std::string large(100'000, 'x');
        int written = 0;
        std::string code;
        for (; code.empty() && written < 100; ++written) {
            try {
                set(*universe, "k" + std::to_string(written), Value(large));
            } catch (const datastore::Error& error) {
                code = error.code();
                QCOMPARE(error.kind(), datastore::ErrorKind::Storage);
                QVERIFY(error.text().starts_with(path().toStdString()));
                QVERIFY(error.text().find("full") != std::string::npos);
                QVERIFY(!error.isOutcomeUnknown());
                --written;
            }
        }
        QCOMPARE(code, "FULL");
        QCOMPARE(written, 3);
        auto& store = universe->dataStores().dataStore("s");
        QCOMPARE(m_clock.blockOn(store.listKeys({})).items.size(), 3U);
        QCOMPARE(get(*universe, "k3"), "-");
        // A batch is taken back as a whole, and not continued behind the failure.
        {
            auto batch = universe->batch();
            set(*universe, "b1", Value("1"));
            QVERIFY_THROWS_EXCEPTION(datastore::Error, set(*universe, "b2", Value(large)));
            QVERIFY_THROWS_EXCEPTION(datastore::Error, {
                set(*universe, "b3", Value("3"));
                batch.commit();
            });
        }
        QCOMPARE(get(*universe, "b1"), "-");
        QCOMPARE(get(*universe, "b3"), "-");
        set(*universe, "small", Value("fits"));
        QCOMPARE(get(*universe, "small"), "fits");
        QCOMPARE(get(*universe, "k0"), large);
    }

    void fileThatCannotGrow()
    {
        QProcess writer;
        writer.start(QCoreApplication::applicationDirPath() + u"/universe_writer"_s,
                     {path(), u"1"_s, u"300000"_s});
        QVERIFY(test::waitForFinished(writer));
        const auto lines = writer.readAllStandardOutput().trimmed().split('\n');
        QVERIFY2(lines.last().startsWith("failed "), lines.last().constData());
        QVERIFY2(lines.last().contains(path().toUtf8()), lines.last().constData());
        int done = 0;
        for (const auto& line : lines)
            if (line.startsWith("done"))
                done = line.split(' ').last().toInt();
        QVERIFY(done > 2);
        const auto universe = open();
        for (int n = std::max(1, done - 3); n <= done; ++n) {
            const auto key = "key" + std::to_string(n % 5);
            auto& store = universe->dataStores().dataStore(n % 2 == 0 ? "even" : "odd");
            QCOMPARE(m_clock.blockOn(store.get(key))->value, writtenValue(key, n));
        }
    }

    void openingReadsNoValues()
    {
        {
            const auto universe = make();
            auto batch = universe->batch();
            for (int day = 0; day < 10; ++day) {
                for (int i = 0; i < 2'000; ++i)
                    set(*universe, "Player_" + std::to_string(i),
                        Value::object({{"day", day}, {"text", std::string(300, 'x')}}));
                m_clock.advance(24h);
            }
            batch.commit();
        }
        // Whoever reads a value now fails.
        sql::Connection(path().toStdString(), 1s, [](sql::Problem, const std::string& detail) {
            throw std::runtime_error(detail);
        }).run("UPDATE version SET value = CAST('no JSON' AS BLOB)");
        const auto universe = open();
        auto& store = universe->dataStores().dataStore("s");
        QCOMPARE(m_clock.blockOn(store.listKeys({})).items.size(), 50U);
        QVERIFY_THROWS_EXCEPTION(datastore::Error, m_clock.blockOn(store.get("Player_7")));
    }
};

PLECTRUM_TEST(UniverseFileTest)

} // namespace tst_universe_file

#include "tst_universe_file.moc"
