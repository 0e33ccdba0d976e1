// SPDX-License-Identifier: MIT
// Sides chosen at conflicts, and what the merge becomes by them; facts of a record as texts.
#include "documents/record/conflict_model.h"
#include "documents/record/record_fact.h"
#include "json/printer.h"
#include "record_fixture.h"
#include "support/test.h"

#include <QAbstractItemModelTester>

#include <algorithm>

namespace tst_conflict_model {

using namespace plectrum;
using documents::ConflictModel;

class TestConflictModel final : public QObject
{
    Q_OBJECT

private slots:
    void choosesSides();
    void tellsFacts();
};

void TestConflictModel::choosesSides()
{
    const json::Value base = parsed(R"({"a":1,"b":1,"c":1})");
    const json::Value theirs = parsed(R"({"a":2,"b":2})");
    const json::Value ours = parsed(R"({"a":3,"c":3})");
    const json::MergeResult merge = json::mergeThreeWay(base, theirs, ours);
    QCOMPARE(merge.conflicts.size(), 3U);
    ConflictModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setConflicts(merge.merged, merge.conflicts);
    QVERIFY(model.resolved() == ours);
    QCOMPARE(model.undecidedCount(), 3);
    QVERIFY(!model.side(0, ConflictModel::ResultColumn));
    model.chooseAll(ConflictModel::Base);
    QVERIFY(model.resolved() == base);
    model.chooseAll(ConflictModel::Theirs);
    QCOMPARE(model.undecidedCount(), 0);
    QVERIFY(model.resolved() == theirs);
    const QModelIndex mine = model.index(0, ConflictModel::OursColumn);
    QCOMPARE(mine.data(Qt::CheckStateRole).toInt(), int(Qt::Unchecked));
    QVERIFY(model.setData(mine, Qt::Checked, Qt::CheckStateRole));
    QCOMPARE(mine.siblingAtColumn(ConflictModel::TheirsColumn).data(Qt::CheckStateRole).toInt(),
             int(Qt::Unchecked));
    QCOMPARE(QString::fromStdString(json::print(model.resolved())),
             QStringLiteral(R"({"a":3,"b":2})"));
    QVERIFY(model.setData(mine, Qt::Unchecked, Qt::CheckStateRole));
    QCOMPARE(model.choice(0), ConflictModel::Undecided);
    QCOMPARE(model.nextUndecided(0), 0);
    QCOMPARE(model.nextUndecided(1), 0);
    const QModelIndex result = model.index(0, ConflictModel::ResultColumn);
    QVERIFY(!model.setData(result, Qt::Checked, Qt::CheckStateRole));
}

void TestConflictModel::tellsFacts()
{
    RecordFixture fixture;
    fixture.putPlayer("ada", R"({"coins":5})");
    const auto document = fixture.open(RecordFixture::player("ada"));
    const auto facts = documents::factsOf(document->inspection());
    const auto text = [&facts](const QString& id) {
        const auto found = std::ranges::find(facts, id, &documents::RecordFact::id);
        return found == facts.end() ? QStringLiteral("missing") : found->text;
    };
    QCOMPARE(text(QStringLiteral("size")), QStringLiteral("11 bytes of 4.0 MiB"));
    QCOMPARE(text(QStringLiteral("shards")), QStringLiteral("none"));
    QCOMPARE(text(QStringLiteral("migrations")), QStringLiteral("1: addPets"));
    QCOMPARE(text(QStringLiteral("users")), QStringLiteral("4711"));
    QCOMPARE(text(QStringLiteral("attributes")), QStringLiteral(R"({"source":"live"})"));
    QCOMPARE(text(QStringLiteral("transaction")), QStringLiteral("none"));
    QVERIFY(!text(QStringLiteral("version")).isEmpty());
    QCOMPARE(*documents::sizeFact(4'100'000, false).meaning, documents::Tone::Warning);
    QCOMPARE(*documents::sizeFact(5'000'000, false).meaning, documents::Tone::Danger);
    QVERIFY(!documents::sizeFact(5'000'000, true).meaning);
}

PLECTRUM_UI_TEST(TestConflictModel)

} // namespace tst_conflict_model

#include "tst_conflict_model.moc"
