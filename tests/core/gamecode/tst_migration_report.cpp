// SPDX-License-Identifier: MIT
// What the lab found as JSON, JUnit XML and HTML: complete, well formed, and nothing of the records
// gets out of its place.
#include "gamecode/migration_report.h"
#include "json/parser.h"
#include "lab_world.h"
#include "support/test.h"

#include <QTemporaryDir>
#include <QXmlStreamReader>

#include <map>

namespace tst_migration_report {

using namespace plectrum;
using namespace plectrum::gamecode;
using namespace Qt::StringLiterals;

namespace {

/// Of a run over the usual players and one with a hostile key.
struct ReportWorld : LabWorld
{
    MigrationLab lab{access, executor};
    MigrationReport report;

    ReportWorld()
    {
        putUsualPlayers();
        putPlayer("<script>&\"'\x1b", R"({"coins":5,"items":[]})");
        clock.blockOn(lab.run(request()));
        report = {.universe = "U <1>",
                  .store = storeName,
                  .selection = describe(request().keys),
                  .time = clock.now(),
                  .results = &lab.results()};
        for (const std::string& key : keysWorthShowing(lab.results()))
            report.trials.push_back(clock.blockOn(lab.tryRecord(key)));
    }
};

} // namespace

class TestMigrationReport : public QObject
{
    Q_OBJECT

private slots:
    void json()
    {
        ReportWorld world;
        const json::Value document = json::parse(json::print(toJson(world.report))).value();
        QCOMPARE(document["good"], json::Value(false));
        QCOMPARE(document["records"]["tried"], json::Value(10));
        QCOMPARE(document["records"]["failed"], json::Value(3));
        QCOMPARE(document["steps"].size(), std::size_t(6));
        QCOMPARE(document["steps"].at(5)["failed"], json::Value(2));
        QCOMPARE(document["failures"].at(0)["failure"]["line"], json::Value(23));
        QCOMPARE(document["failures"].at(0)["keys"].size(), std::size_t(2));
        QCOMPARE(document["rejections"].at(0)["keys"].at(0), json::Value("poor"));
        QCOMPARE(document["skipped"]["notLyra"], json::Value(1));
        QVERIFY(document["trials"].size() >= 3);
        bool hasChanges = false;
        document["trials"].at(0)["steps"].forEachElement([&](const json::Value& step) {
            hasChanges = hasChanges || step["changes"].size() > 0;
        });
        QVERIFY(hasChanges);
    }

    void previewAsJson()
    {
        ReportWorld world;
        const auto preview = world.clock.blockOn(world.lab.preview(world.request()));
        const json::Value document = toJson(preview);
        QCOMPARE(document["pending"], json::Value(6));
        QCOMPARE(document["steps"].at(0)["pending"], json::Value(6));
        QCOMPARE(document["groups"].at(0)["steps"].size(), std::size_t(6));
    }

    void junit()
    {
        ReportWorld world;
        const auto text = QString::fromStdString(toJUnit(world.report));
        QXmlStreamReader xml(text);
        std::map<QString, int> elements;
        QString failure;
        QStringList cases;
        while (!xml.atEnd()) {
            if (xml.readNext() != QXmlStreamReader::StartElement)
                continue;
            ++elements[xml.name().toString()];
            if (xml.name() == u"testsuite"_s) {
                QCOMPARE(xml.attributes().value(u"tests"_s), u"8"_s);
                QCOMPARE(xml.attributes().value(u"failures"_s), u"3"_s);
            }
            if (xml.name() == u"testcase"_s)
                cases << xml.attributes().value(u"name"_s).toString();
            if (xml.name() == u"failure"_s && cases.back() == u"countItems"_s) {
                failure = xml.attributes().value(u"message"_s).toString();
                failure += xml.readElementText();
            }
        }
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
        QCOMPARE(elements[u"testcase"_s], 8);
        QCOMPARE(elements[u"failure"_s], 3);
        QVERIFY(cases.contains(u"schema"_s) && cases.contains(u"itemsToObjects"_s));
        QVERIFY2(
            failure.startsWith(u"2 records: src/server/PlayerData/Migrations/init.luau:23: "_s),
            qPrintable(failure));
        QVERIFY(failure.contains(u"empty_bag"_s) && failure.contains(u"<script>"_s));
    }

    void html()
    {
        ReportWorld world;
        const std::string html = toHtml(world.report);
        const auto has = [&html](const char* text) { return html.find(text) != std::string::npos; };
        QVERIFY(has("prefers-color-scheme: dark"));
        QVERIFY(has("countItems") && has("init.luau:23") && has("bad_items"));
        QVERIFY(has("The library does not check the schema after a load"));
        QVERIFY(has("&lt;script&gt;&amp;&quot;&#39;"));
        // Nothing of the records is an element, and nothing is fetched.
        QVERIFY(!has("<script") && !has("src=\"") && !has("href=") && !has("http"));
        QVERIFY(!has("\x1b"));
        std::string noVoid = html;
        for (const char* tag : {"<!DOCTYPE html>", "<meta charset=\"utf-8\">",
                                "<meta name=\"viewport\" content=\"width=device-width\">"})
            noVoid.replace(noVoid.find(tag), std::string(tag).size(), "");
        for (auto at = noVoid.find("<br>"); at != noVoid.npos; at = noVoid.find("<br>"))
            noVoid.replace(at, 4, "");
        QXmlStreamReader xml(QString::fromStdString(noVoid));
        while (!xml.atEnd())
            xml.readNext();
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
    }

    void selections()
    {
        QCOMPARE(describe({}), std::string("all records"));
        QCOMPARE(describe({.kind = KeySelection::Kind::Sample, .sampleSize = 5, .seed = 2}),
                 std::string("a sample of 5 records with seed 2"));
        QCOMPARE(describe({.kind = KeySelection::Kind::Pending, .prefix = "p_"}),
                 std::string("records with a step pending whose keys begin with 'p_'"));
        QCOMPARE(describe({.kind = KeySelection::Kind::Listed, .keys = {"a"}}),
                 std::string("1 named records"));
    }
};

PLECTRUM_TEST(TestMigrationReport)

} // namespace tst_migration_report

#include "tst_migration_report.moc"
