// SPDX-License-Identifier: MIT
// What the migration lab has found as rows, and the models that hold them.
#include "documents/migration/lab_key_model.h"
#include "documents/migration/lab_table_model.h"
#include "documents/migration/lab_tables.h"
#include "support/test.h"

#include <QAbstractItemModelTester>

namespace tst_lab_tables {

using namespace Qt::StringLiterals;
using namespace plectrum;
using namespace plectrum::documents;

namespace {

gamecode::CodeInfo code()
{
    gamecode::CodeInfo info;
    info.stepNames = {"addGems", "rename"};
    info.addsFields = {true, false};
    return info;
}

gamecode::MigrationPreview preview()
{
    gamecode::MigrationPreview preview;
    preview.code = code();
    preview.records = 3;
    preview.upToDate = 1;
    preview.pending = 2;
    preview.pendingOfStep = {1, 2};
    preview.groups = {{.steps = {0, 1}, .records = 1, .keys = {"a"}},
                      {.steps = {1}, .records = 1, .keys = {"b"}}};
    return preview;
}

gamecode::LabResults results()
{
    gamecode::LabResults results;
    results.code = code();
    results.records = 3;
    results.migrated = 1;
    results.failed = 1;
    results.rejected = 1;
    results.steps.resize(2);
    results.steps[0].name = "addGems";
    results.steps[0].applied = 1;
    results.steps[0].keys = {"a"};
    results.steps[1].name = "rename";
    results.steps[1].applied = 1;
    results.steps[1].failed = 1;
    results.steps[1].traits.notIdempotent = {"a"};
    gamecode::ChangeCount change{
        .kind = gamecode::ChangeClass::MapToList, .records = 1, .places = 2};
    change.samples = {{"a", json::Pointer({"bag"})}};
    results.steps[1].changes = {change};
    luau::Failure failure;
    failure.script = "Steps.luau";
    failure.line = 12;
    failure.text = "attempt to index nil";
    results.failures = {{.step = 1, .failure = failure, .records = 1, .keys = {"b"}}};
    luau::Failure rejection;
    rejection.text = "coins: number expected";
    results.rejections = {{.step = {}, .failure = rejection, .records = 1, .keys = {"c"}}};
    results.slowest = {{.key = "a", .step = 1, .took = std::chrono::milliseconds(30)}};
    results.largest = {{.key = "a", .before = 100, .after = 3'900'000}};
    results.mostGrown = {{.key = "a", .before = 100, .after = 3'900'000},
                         {.key = "b", .before = 10, .after = 90}};
    results.skipped.add(
        {.key = "odd", .reason = gamecode::SkipReason::Damaged, .text = "no shard"});
    results.warnings = {{.problem = gamecode::HistoryProblem::NewerCode,
                         .step = "later",
                         .records = 2,
                         .keys = {"a", "c"}}};
    return results;
}

QStringList texts(const LabRow& row)
{
    QStringList all;
    for (const LabCell& cell : row.cells)
        all << cell.text;
    return all;
}

} // namespace

class TestLabTables : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void stepsBeforeAndAfterTheRun()
    {
        const auto before = preview();
        LabFindings findings{.preview = &before};
        auto rows = rowsOf(LabTable::Steps, findings);
        QCOMPARE(rows.size(), std::size_t(2));
        QCOMPARE(texts(rows[0]), (QStringList{u"1"_s, u"addGems"_s, u"adds fields"_s, u"1"_s}));
        QCOMPARE(keysOf(LabTable::Steps, 1, findings), (std::vector<std::string>{"a", "b"}));
        QVERIFY(rowsOf(LabTable::Failures, findings).empty());

        const auto after = results();
        findings.results = &after;
        rows = rowsOf(LabTable::Steps, findings);
        QCOMPARE(rows[1].cells[5].text, u"1"_s); // failed
        QCOMPARE(rows[1].cells[5].meaning, std::optional(Tone::Danger));
        QCOMPARE(rows[1].cells.back().text, u"changes more when it is run twice"_s);
        QCOMPARE(rows[0].cells.size(), std::size_t(headersOf(LabTable::Steps).size()));
        QCOMPARE(keysOf(LabTable::Steps, 1, findings), (std::vector<std::string>{"b"}));
        QCOMPARE(failureOf(LabTable::Steps, 1, findings)->place.line, 12);
        QVERIFY(!failureOf(LabTable::Steps, 0, findings));
    }

    void everyTableHasItsRows()
    {
        const auto after = results();
        const LabFindings findings{.results = &after};
        for (int i = 0; i < labTableCount; ++i) {
            const auto table = LabTable(i);
            const auto rows = rowsOf(table, findings);
            QVERIFY2(!rows.empty(), qPrintable(QString::number(i)));
            for (const LabRow& row : rows) {
                QCOMPARE(row.cells.size(), std::size_t(headersOf(table).size()));
                QVERIFY2(!keysOf(table, row.index, findings).empty(),
                         qPrintable(QString::number(i)));
            }
        }
        QCOMPARE(texts(rowsOf(LabTable::Failures, findings)[0]),
                 (QStringList{u"rename"_s, u"attempt to index nil"_s, u"Steps.luau:12"_s, u"1"_s}));
        QCOMPARE(stepOf(LabTable::Failures, 0, findings), std::optional<std::size_t>(1));
        QVERIFY(!failureOf(LabTable::Rejections, 0, findings));
        const auto sizes = rowsOf(LabTable::Sizes, findings);
        QCOMPARE(sizes.size(), std::size_t(2));
        QCOMPARE(sizes[0].cells[4].text, u"93.0 %"_s);
        QCOMPARE(sizes[0].cells[4].meaning, std::optional(Tone::Warning));
        QCOMPARE(keysOf(LabTable::Warnings, 0, findings), (std::vector<std::string>{"a", "c"}));
        QVERIFY(rowsOf(LabTable::Warnings, findings)[0].cells[0].text.contains(u"newer code"));
    }

    /// What is chosen stays chosen while a run adds to it.
    void rowsStayTheSameRows()
    {
        LabTableModel model;
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setHeaders({u"Message"_s, u"Records"_s});
        const auto row = [](const QString& id, int count) {
            return LabRow{
                .id = id,
                .cells = {{.text = id},
                          {.text = QString::number(count), .order = count, .isNumber = true}}};
        };
        model.setRows({row(u"a"_s, 1)});
        const QPersistentModelIndex first = model.index(0, 1);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.setRows({row(u"a"_s, 2), row(u"b"_s, 1)});
        QVERIFY(first.isValid());
        QCOMPARE(first.data().toString(), u"2"_s);
        QCOMPARE(first.data(LabTableModel::OrderRole).toInt(), 2);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(model.rowCount(), 2);
        model.setRows({row(u"a"_s, 2), row(u"b"_s, 1)});
        QCOMPARE(changed.count(), 1); // nothing is new
        model.setRows({row(u"c"_s, 2)});
        QCOMPARE(model.rowCount(), 1);
        model.setRows({});
        QCOMPARE(model.rowCount(), 0);
    }

    void keysAreFiltered()
    {
        LabKeyModel model;
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setKeys({"Player_1", "player_2", "guild"});
        QCOMPARE(model.rowCount(), 3);
        model.setFilter(u"PLAYER"_s);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.key(model.index(1)), std::string("player_2"));
        model.setKeys({"guild", "player_3"});
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.key(model.index(0)), std::string("player_3"));
        QCOMPARE(model.key({}), std::string());
    }
};

PLECTRUM_TEST(TestLabTables)

} // namespace tst_lab_tables

#include "tst_lab_tables.moc"
