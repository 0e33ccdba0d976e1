// SPDX-License-Identifier: MIT
// The rows of a value, and that each change of it is told to views in rows, small and right.
#include "documents/record/json_tree_model.h"
#include "json/parser.h"
#include "json/pointer.h"
#include "json/printer.h"
#include "support/test.h"

#include <QAbstractItemModelTester>

namespace tst_json_tree_model {

using namespace plectrum;
using documents::JsonTreeModel;

namespace {

json::Value parsed(const QByteArray& text)
{
    auto value = json::parse({text.constData(), static_cast<std::size_t>(text.size())});
    Q_ASSERT(value);
    return *value;
}

json::Pointer at(const char* text)
{
    return *json::Pointer::parse(text);
}

/// All rows below an index as text, two spaces a level, read through the model alone.
QString printed(const JsonTreeModel& model, const QModelIndex& parent = {}, int depth = 0)
{
    QString text;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        text += QString(depth * 2, u' ') + index.data(JsonTreeModel::NameRole).toString() + u": "
            + index.siblingAtColumn(1).data().toString() + u'\n';
        text += printed(model, index, depth + 1);
    }
    return text;
}

QString printedFresh(const json::Value& value)
{
    JsonTreeModel model;
    model.reset(value);
    return printed(model);
}

} // namespace

class TestJsonTreeModel final : public QObject
{
    Q_OBJECT

private slots:
    void showsRows();
    void showsNothingWithoutValue();
    void follows_data();
    void follows();
    void keepsPersistentIndexes();
    void tellsRenameAsMove();
    void tellsOnlyWhatChanged();
    void marksAgainstBase();
    void pairsArraysWithBase();
    void fetchesLongArraysInBatches();
    void followsInsertsBeyondTheBatch();
    void findsPlaces();
    void isReadOnlyWithoutDocument();
};

void TestJsonTreeModel::showsRows()
{
    JsonTreeModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.reset(parsed(R"({"coins":5,"items":[true,null,"x"],"empty":{},"none":[]})"));
    QCOMPARE(printed(model),
             QStringLiteral("data: { 4 members }\n"
                            "  coins: 5\n"
                            "  empty: { }\n"
                            "  items: [ 3 items ]\n"
                            "    0: true\n"
                            "    1: null\n"
                            "    2: \"x\"\n"
                            "  none: [ ]\n"));
    QCOMPARE(model.index(0, JsonTreeModel::TypeColumn).data().toString(), QStringLiteral("object"));
}

void TestJsonTreeModel::showsNothingWithoutValue()
{
    JsonTreeModel model;
    QCOMPARE(model.rowCount(), 0);
    model.update(json::Value(7));
    QCOMPARE(printed(model), QStringLiteral("data: 7\n"));
    model.reset(std::nullopt);
    QCOMPARE(model.rowCount(), 0);
}

void TestJsonTreeModel::follows_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    const auto row = [](const char* name, const char* before, const char* after) {
        QTest::newRow(name) << QByteArray(before) << QByteArray(after);
    };
    row("leaf", R"({"a":1,"b":2})", R"({"a":1,"b":3})");
    row("add member", R"({"b":2})", R"({"a":1,"b":2,"c":3})");
    row("remove member", R"({"a":1,"b":2,"c":[1]})", R"({"b":2})");
    row("rename", R"({"a":[1,2],"m":0})", R"({"z":[1,2],"m":0})");
    row("rename in place", R"({"a":[1,2],"m":0})", R"({"b":[1,2],"m":0})");
    row("insert element", R"([1,[2],3])", R"([1,9,[2],3])");
    row("remove element", R"([1,[2],3,[4]])", R"([1,3,[4]])");
    row("move down", R"([[1],[2],[3],[4]])", R"([[2],[3],[1],[4]])");
    row("move up", R"([[1],[2],[3],[4]])", R"([[4],[1],[2],[3]])");
    row("type change to scalar", R"({"a":{"b":[1]}})", R"({"a":5})");
    row("type change to container", R"({"a":5})", R"({"a":{"b":[1]}})");
    row("array to object", R"({"a":[1,[2]]})", R"({"a":{"0":1,"1":[2]}})");
    row("empty gets a child", R"({"a":[],"b":{}})", R"({"a":[1],"b":{"c":1}})");
    row("loses its last child", R"({"a":[1],"b":{"c":1}})", R"({"a":[],"b":{}})");
    row("root type", R"([1,2])", R"({"a":1})");
    row("root scalar", R"([1,2])", R"(3)");
    row("scalar root", R"(3)", R"([1,[2]])");
    row("everything", R"({"a":[1,{"b":2}],"c":{"d":[3]},"e":1})",
        R"({"a":[{"b":3},1,1],"b":[],"c":{"d":{"x":1}},"f":[[]]})");
}

void TestJsonTreeModel::follows()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    for (const bool isLookedInto : {false, true}) {
        for (const bool isBack : {false, true}) {
            const json::Value from = parsed(isBack ? after : before);
            const json::Value to = parsed(isBack ? before : after);
            JsonTreeModel model;
            model.reset(from);
            if (isLookedInto)
                printed(model);
            QAbstractItemModelTester tester(&model,
                                            QAbstractItemModelTester::FailureReportingMode::QtTest);
            model.update(to);
            QCOMPARE(printed(model), printedFresh(to));
            QVERIFY(model.value() == to);
        }
    }
}

void TestJsonTreeModel::keepsPersistentIndexes()
{
    JsonTreeModel model;
    const json::Value before = parsed(R"({"list":[{"n":1},{"n":2},{"n":3}]})");
    model.reset(before);
    const QPersistentModelIndex second = model.indexOf(at("/list/1"));
    const QPersistentModelIndex inside = model.indexOf(at("/list/1/n"));
    model.update(*json::insertAt(before, at("/list/0"), json::Value(true)));
    QCOMPARE(model.pointer(second).toString(), std::string("/list/2"));
    QCOMPARE(model.pointer(inside).toString(), std::string("/list/2/n"));
    model.update(*json::moveAt(model.value(), at("/list/2"), 0));
    QCOMPARE(model.pointer(inside).toString(), std::string("/list/0/n"));
    model.update(*json::removeAt(model.value(), at("/list/0")));
    QVERIFY(!second.isValid());
    QVERIFY(!inside.isValid());
}

void TestJsonTreeModel::tellsRenameAsMove()
{
    JsonTreeModel model;
    const json::Value before = parsed(R"({"a":[1,2],"b":0,"c":0})");
    model.reset(before);
    const QPersistentModelIndex element = model.indexOf(at("/a/1"));
    model.update(*json::renameAt(before, at("/a"), "z"));
    QCOMPARE(model.pointer(element).toString(), std::string("/z/1"));
    QCOMPARE(printed(model), printedFresh(model.value()));
}

void TestJsonTreeModel::tellsOnlyWhatChanged()
{
    JsonTreeModel model;
    const json::Value before = parsed(R"({"a":[1,2,3],"b":{"c":1}})");
    model.reset(before);
    printed(model);
    const QSignalSpy changed(&model, &JsonTreeModel::dataChanged);
    const QSignalSpy inserted(&model, &JsonTreeModel::rowsInserted);
    const QSignalSpy removed(&model, &JsonTreeModel::rowsRemoved);
    model.update(*json::replaceAt(before, at("/a/1"), json::Value(9)));
    QCOMPARE(changed.size(), 3); // the row and those that hold it
    QCOMPARE(model.pointer(changed.last().first().toModelIndex()).toString(), std::string("/a/1"));
    QCOMPARE(inserted.size() + removed.size(), 0);
    model.update(*json::insertAt(model.value(), at("/a/0"), json::Value(9)));
    QCOMPARE(inserted.size(), 1);
    QCOMPARE(inserted.first().at(1).toInt(), 0);
    QCOMPARE(inserted.first().at(2).toInt(), 0);
}

void TestJsonTreeModel::marksAgainstBase()
{
    JsonTreeModel model;
    const json::Value base = parsed(R"({"a":{"x":1,"y":2},"b":"s","c":[1]})");
    model.reset(base);
    model.setBase(base);
    const auto mark = [&model](const char* pointer) {
        return model.indexOf(at(pointer)).data(JsonTreeModel::MarkRole).toInt();
    };
    QCOMPARE(mark(""), int(JsonTreeModel::Same));
    const QSignalSpy marks(&model, &JsonTreeModel::marksChanged);
    json::Value draft = *json::replaceAt(base, at("/a/x"), json::Value(7));
    draft = *json::insertAt(draft, at("/a/z"), json::Value::object());
    draft = *json::replaceAt(draft, at("/c"), json::Value("text"));
    model.update(draft);
    QVERIFY(marks.size() > 0);
    QCOMPARE(mark(""), int(JsonTreeModel::ChangedInside));
    QCOMPARE(mark("/a"), int(JsonTreeModel::ChangedInside));
    QCOMPARE(mark("/a/x"), int(JsonTreeModel::Changed));
    QCOMPARE(mark("/a/y"), int(JsonTreeModel::Same));
    QCOMPARE(mark("/a/z"), int(JsonTreeModel::Added));
    QCOMPARE(mark("/b"), int(JsonTreeModel::Same));
    QCOMPARE(mark("/c"), int(JsonTreeModel::Changed));
    model.setBase(draft);
    QCOMPARE(mark("/a/x"), int(JsonTreeModel::Same));
}

void TestJsonTreeModel::pairsArraysWithBase()
{
    JsonTreeModel model;
    const json::Value base = parsed(R"([{"n":0},{"n":1},{"n":2}])");
    model.reset(base);
    model.setBase(base);
    model.update(*json::insertAt(base, at("/1"), parsed(R"({"n":9})")));
    QList<int> marks;
    for (std::size_t row = 0; row < 4; ++row)
        marks << model.indexOfRows({0, row}).data(JsonTreeModel::MarkRole).toInt();
    QCOMPARE(marks,
             (QList<int>{JsonTreeModel::Same, JsonTreeModel::Added, JsonTreeModel::Same,
                         JsonTreeModel::Same}));
}

void TestJsonTreeModel::fetchesLongArraysInBatches()
{
    JsonTreeModel model;
    const std::size_t size = JsonTreeModel::batch * 2 + 10;
    model.reset(json::Value::array(std::vector<json::Value>(size, json::Value(1))));
    const QModelIndex root = model.index(0, 0);
    QCOMPARE(model.rowCount(root), int(JsonTreeModel::batch));
    QVERIFY(model.canFetchMore(root));
    model.fetchMore(root);
    QCOMPARE(model.rowCount(root), int(JsonTreeModel::batch * 2));
    const QModelIndex last = model.indexOfRows({0, size - 1});
    QVERIFY(last.isValid());
    QCOMPARE(model.rowCount(root), int(size));
    QVERIFY(!model.canFetchMore(root));
}

void TestJsonTreeModel::followsInsertsBeyondTheBatch()
{
    JsonTreeModel model;
    const std::size_t size = JsonTreeModel::batch + 5;
    model.reset(json::Value::array(std::vector<json::Value>(size, json::Value(1))));
    const QModelIndex root = model.index(0, 0);
    QCOMPARE(model.rowCount(root), int(JsonTreeModel::batch));
    const QSignalSpy inserted(&model, &JsonTreeModel::rowsInserted);
    model.update(model.value().withInserted(size, json::Value(2)));
    QCOMPARE(inserted.size(), 0);
    model.update(model.value().withInserted(0, json::Value(2)));
    QCOMPARE(inserted.size(), 1);
    model.update(model.value().withoutElement(size + 1));
    QCOMPARE(model.rowCount(root), int(JsonTreeModel::batch) + 1);
    while (model.canFetchMore(root))
        model.fetchMore(root);
    QCOMPARE(model.rowCount(root), int(size) + 1);
}

void TestJsonTreeModel::findsPlaces()
{
    JsonTreeModel model;
    model.reset(parsed(R"({"a/b":[{"~":1}]})"));
    const QModelIndex index = model.indexOf(at("/a~1b/0/~0"));
    QCOMPARE(model.pointer(index).toString(), std::string("/a~1b/0/~0"));
    QVERIFY(model.isMember(index));
    QVERIFY(model.isElement(index.parent()));
    QVERIFY(model.isRoot(model.index(0, 0)));
    QVERIFY(!model.indexOf(at("/a~1b/1")).isValid());
    QVERIFY(!model.indexOf(at("/a~1b/0/~0/x")).isValid());
}

void TestJsonTreeModel::isReadOnlyWithoutDocument()
{
    JsonTreeModel model;
    model.reset(parsed(R"({"a":1})"));
    const QModelIndex value = model.indexOf(at("/a")).siblingAtColumn(JsonTreeModel::ValueColumn);
    QVERIFY(!model.flags(value).testFlag(Qt::ItemIsEditable));
    QVERIFY(!model.setData(value, QVariant::fromValue(json::Value(2)), Qt::EditRole));
}

PLECTRUM_UI_TEST(TestJsonTreeModel)

} // namespace tst_json_tree_model

#include "tst_json_tree_model.moc"
