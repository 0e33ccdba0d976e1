// SPDX-License-Identifier: MIT
// Opening universes by their description, and what comes in and goes out as JSON.
#include "backends/backends.h"
#include "datastore/error.h"
#include "demo/demo_universe.h"
#include "json/parser.h"
#include "json/printer.h"
#include "support/test.h"

#include <QCoroTask>
#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>

namespace tst_backends {

using namespace plectrum;
using namespace Qt::StringLiterals;
using datastore::UniverseSpec;

namespace {

app::OpenUniverse open(UniverseSpec::Kind kind, const QString& path, async::Clock& clock)
{
    static async::InlineExecutor executor;
    return app::openUniverse({.kind = kind, .path = path.toStdString()}, clock, async::Random(7),
                             executor);
}

QString valueAt(datastore::Universe& universe, const char* key)
{
    const auto entry = QCoro::waitFor(universe.dataStores().dataStore("Plain").get(key));
    return entry ? QString::fromStdString(json::print(entry->value)) : u"none"_s;
}

void setValue(datastore::Universe& universe, const char* key, json::Value value)
{
    QCoro::waitFor(universe.dataStores().dataStore("Plain").set(key, std::move(value)));
}

} // namespace

class TestBackends : public QObject
{
    Q_OBJECT

private slots:
    void memoryIsGoneAtTheEnd();
    void fileIsMadeAndKeeps();
    void importsAndExports();
    void refusesToImportNonsense();
    void makesTheDemoWholeOrNotAtAll();
    void timeOfTheDemoStandsStillWhileClosed();

private:
    async::EventLoopClock m_clock;
    async::InlineExecutor m_executor;
    QTemporaryDir m_folder;
};

void TestBackends::memoryIsGoneAtTheEnd()
{
    setValue(*open(UniverseSpec::Kind::Memory, {}, m_clock).universe, "a", 1);
    const auto again = open(UniverseSpec::Kind::Memory, {}, m_clock);
    QCOMPARE(valueAt(*again.universe, "a"), u"none"_s);
    QCOMPARE(again.clock, &m_clock);
}

void TestBackends::fileIsMadeAndKeeps()
{
    const QString path = m_folder.filePath(u"kept.plectrum"_s);
    setValue(*open(UniverseSpec::Kind::File, path, m_clock).universe, "a", 1);
    const auto again = open(UniverseSpec::Kind::File, path, m_clock);
    QCOMPARE(valueAt(*again.universe, "a"), u"1"_s);
    QVERIFY_THROWS_EXCEPTION(datastore::Error, open(UniverseSpec::Kind::File, path, m_clock));
}

void TestBackends::importsAndExports()
{
    const auto from = open(UniverseSpec::Kind::Memory, {}, m_clock);
    const auto summary =
        app::importInto(*from.mock, json::parse(R"({"Plain":{"a":1,"b":2},"Empty":{}})").value());
    QCOMPARE(summary.dataStores, std::size_t(2));
    QCOMPARE(summary.keys, std::size_t(2));
    const auto to = open(UniverseSpec::Kind::Memory, {}, m_clock);
    const auto copied = app::importInto(*to.mock, app::exportFrom(*from.mock));
    QCOMPARE(copied.keys, std::size_t(2));
    QCOMPARE(valueAt(*to.universe, "b"), u"2"_s);
    QCOMPARE(json::print(app::exportFrom(*to.mock)), json::print(app::exportFrom(*from.mock)));
    // A data store may be called as the mark of the full format.
    const auto marked = app::importInto(*from.mock, json::parse(R"({"format":{"a":1}})").value());
    QCOMPARE(marked.dataStores, std::size_t(1));
    QCOMPARE(marked.keys, std::size_t(1));
}

void TestBackends::refusesToImportNonsense()
{
    const auto universe = open(UniverseSpec::Kind::Memory, {}, m_clock);
    for (const char* text : {"7", "[]", R"({"Plain":7})", R"({"format":"x"})"}) {
        QVERIFY_THROWS_EXCEPTION(datastore::Error,
                                 app::importInto(*universe.mock, json::parse(text).value()));
    }
}

void TestBackends::makesTheDemoWholeOrNotAtAll()
{
    const QString path = m_folder.filePath(u"deep/er/demo.plectrum"_s);
    int calls = 0;
    const auto stopInTheMiddle = [&calls](int done, int total) {
        if (++calls == 3)
            throw datastore::Error(datastore::ErrorKind::Storage, "stopped");
        QVERIFY(done <= total);
    };
    const UniverseSpec spec{.kind = UniverseSpec::Kind::Demo, .path = path.toStdString()};
    QVERIFY_THROWS_EXCEPTION(
        datastore::Error,
        app::openUniverse(spec, m_clock, async::Random(7), m_executor, stopInTheMiddle));
    QCOMPARE(QDir(m_folder.filePath(u"deep/er"_s)).entryList(QDir::Files), QStringList());
    QVERIFY(app::openUniverse(spec, m_clock, async::Random(7), m_executor).universe);
    QCOMPARE(QDir(m_folder.filePath(u"deep/er"_s)).entryList(QDir::Files),
             QStringList{u"demo.plectrum"_s});
    QVERIFY(QFileInfo(path).size() < 25'000'000);
}

void TestBackends::timeOfTheDemoStandsStillWhileClosed()
{
    const QString path = m_folder.filePath(u"time.plectrum"_s);
    async::SimClock machine(async::fromRfc3339("2031-01-01T00:00:00Z"));
    {
        const auto demo = open(UniverseSpec::Kind::Demo, path, machine);
        QCOMPARE(demo.clock->now(), app::demoEnd());
        machine.advance(std::chrono::minutes(90));
        setValue(*demo.universe, "a", 1);
        QCOMPARE(demo.clock->now(), app::demoEnd() + std::chrono::minutes(90));
    }
    machine.advance(std::chrono::years(3));
    const auto demo = open(UniverseSpec::Kind::Demo, path, machine);
    QCOMPARE(demo.clock->now(), app::demoEnd() + std::chrono::minutes(90));
    QCOMPARE(valueAt(*demo.universe, "a"), u"1"_s);

    const auto copy = open(UniverseSpec::Kind::Memory, {}, *demo.clock);
    app::importInto(*copy.mock, app::exportFrom(*demo.mock));
    QVERIFY(app::exportFrom(*copy.mock) == app::exportFrom(*demo.mock));
}

PLECTRUM_TEST(TestBackends)

} // namespace tst_backends

#include "tst_backends.moc"
