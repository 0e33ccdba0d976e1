// SPDX-License-Identifier: MIT
// DiffModel: rows and parts of changes, batches, the newest question wins; under the model tester.
#include "documents/history/diff_model.h"
#include "json/parser.h"
#include "support/test.h"

#include <QAbstractItemModelTester>

namespace tst_diff_model {

using namespace plectrum;
using namespace plectrum::documents;
using namespace Qt::StringLiterals;

namespace {

json::Value numbers(int count, int add)
{
    json::Value::Members members;
    for (int i = 0; i < count; ++i)
        members.emplace_back("key" + std::to_string(i), i + add);
    return json::Value::object(std::move(members));
}

QString text(const DiffModel& model, int row, DiffModel::Column column, const QModelIndex& in = {})
{
    return model.index(row, column, in).data().toString();
}

void compareAndWait(DiffModel& model, std::optional<json::Value> before,
                    std::optional<json::Value> after)
{
    const QSignalSpy finished(&model, &DiffModel::finished);
    model.compare(std::move(before), std::move(after));
    QVERIFY(model.isComputing());
    QTRY_COMPARE(finished.size(), 1);
    QVERIFY(!model.isComputing());
    if (model.rowCount() == 0)
        model.fetchMore({});
}

} // namespace

class TestDiffModel : public QObject
{
    Q_OBJECT

private slots:
    void changesAreRows()
    {
        DiffModel model;
        QAbstractItemModelTester tester(&model);
        tester.setUseFetchMore(false); // else it fetches from inside a reset, and objects to that
        compareAndWait(model, json::parse("{\"coins\":12,\"gone\":\"x\",\"same\":1}").value(),
                       json::parse("{\"coins\":15,\"new\":[1,2],\"same\":1}").value());
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(text(model, 0, DiffModel::PointerColumn), u"coins"_s);
        QCOMPARE(text(model, 0, DiffModel::BeforeColumn), u"12"_s);
        QCOMPARE(text(model, 0, DiffModel::AfterColumn), u"15"_s);
        const QModelIndex gone = model.index(1, DiffModel::AfterColumn);
        QVERIFY(!gone.data(DiffModel::HasValueRole).toBool());
        QCOMPARE(gone.data(DiffModel::KindRole).toInt(), int(json::ChangeKind::Removed));
        QCOMPARE(gone.data(DiffModel::PointerRole).toString(), u"/gone"_s);
    }

    void aContainerOpens()
    {
        DiffModel model;
        QAbstractItemModelTester tester(&model);
        tester.setUseFetchMore(false); // else it fetches from inside a reset, and objects to that
        compareAndWait(model, json::parse("{}").value(),
                       json::parse("{\"pets\":[{\"name\":\"Rex\"},7]}").value());
        const QModelIndex pets = model.index(0, 0);
        QVERIFY(model.hasChildren(pets));
        if (model.canFetchMore(pets))
            model.fetchMore(pets);
        QCOMPARE(model.rowCount(pets), 2);
        QCOMPARE(text(model, 1, DiffModel::AfterColumn, pets), u"7"_s);
        const QModelIndex rex = model.index(0, 0, pets);
        if (model.canFetchMore(rex))
            model.fetchMore(rex);
        QCOMPARE(text(model, 0, DiffModel::PointerColumn, rex), u"name"_s);
        QCOMPARE(model.index(0, 1, rex).data(DiffModel::PointerRole).toString(), u"/pets/0/name"_s);
        QCOMPARE(model.parent(rex), pets);
    }

    void aTypeChangeShowsBothSides()
    {
        DiffModel model;
        QAbstractItemModelTester tester(&model);
        tester.setUseFetchMore(false); // else it fetches from inside a reset, and objects to that
        compareAndWait(model, json::parse("{\"a\":[1]}").value(),
                       json::parse("{\"a\":{\"x\":2}}").value());
        const QModelIndex change = model.index(0, 0);
        if (model.canFetchMore(change))
            model.fetchMore(change);
        QCOMPARE(model.rowCount(change), 2);
        QCOMPARE(text(model, 0, DiffModel::BeforeColumn, change), u"1"_s);
        QCOMPARE(text(model, 1, DiffModel::AfterColumn, change), u"2"_s);
    }

    void thousandsComeInBatches()
    {
        DiffModel model;
        compareAndWait(model, numbers(20'000, 0), numbers(20'000, 1));
        QCOMPARE(model.difference().replaced, std::size_t{20'000});
        QCOMPARE(model.rowCount(), int(DiffModel::batch));
        while (model.canFetchMore({}))
            model.fetchMore({});
        QCOMPARE(model.rowCount(), 20'000);
    }

    void theNewestQuestionWins()
    {
        DiffModel model;
        const QSignalSpy finished(&model, &DiffModel::finished);
        model.compare(numbers(50'000, 0), numbers(50'000, 1));
        model.compare(json::Value(1), json::Value(2));
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(model.difference().changes.size(), std::size_t{1});
    }

    void clearForgetsTheQuestion()
    {
        DiffModel model;
        const QSignalSpy finished(&model, &DiffModel::finished);
        model.compare(json::Value(1), json::Value(2));
        model.clear();
        QVERIFY(!model.isComputing());
        compareAndWait(model, json::Value(3), json::Value(3));
        QCOMPARE(finished.size(), 1);
        QCOMPARE(model.rowCount(), 0);
    }
};

PLECTRUM_TEST(TestDiffModel)

} // namespace tst_diff_model

#include "tst_diff_model.moc"
