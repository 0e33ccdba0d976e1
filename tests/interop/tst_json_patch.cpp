// SPDX-License-Identifier: MIT
// What the library made of patches and merges (golden 17 and 18), replayed.
#include "json/merge.h"
#include "json/parser.h"
#include "json/patch.h"
#include "json/printer.h"
#include "support/test.h"

#include <QFile>

#include <algorithm>

namespace tst_json_patch {

using namespace plectrum::json;

namespace {

Value golden(const QString& name)
{
    QFile file(QStringLiteral(PLECTRUM_TESTS_DIR "/interop/data/golden/") + name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no golden file");
    return parse(file.readAll().toStdString()).value();
}

/// An empty table is neither array nor object; the library prints it as [].
Value asLuau(const Value& value)
{
    if (value.isContainer() && value.size() == 0)
        return Value::array();
    Value result = value;
    for (std::size_t i = 0; value.isContainer() && i < value.size(); ++i)
        result = result.withElement(i, asLuau(value.at(i)));
    return result;
}

/// Operations in any order: on object members it follows the order of Luau's tables.
std::vector<std::string> operations(const Value& patch)
{
    std::vector<std::string> list;
    patch.forEachElement(
        [&list](const Value& operation) { list.push_back(print(asLuau(operation))); });
    std::ranges::sort(list);
    return list;
}

/// The operations on arrays alone, in their order, which counts.
std::vector<std::string> arrayOperations(const Value& patch)
{
    std::vector<std::string> list;
    patch.forEachElement([&list](const Value& operation) {
        const std::string path(operation["path"].toString());
        const std::string last = path.substr(path.rfind('/') + 1);
        if (last == "-" || (!last.empty() && last.find_first_not_of("0123456789") == last.npos))
            list.push_back(print(asLuau(operation)));
    });
    return list;
}

void addRows(const Value& cases)
{
    QTest::addColumn<int>("index");
    for (int i = 0; i < static_cast<int>(cases.size()); ++i) {
        const Value& row = cases.at(static_cast<std::size_t>(i));
        QTest::addRow("%d %s", i, print(row).substr(0, 60).c_str()) << i;
    }
}

const Value& caseOf(const Value& cases, int index)
{
    return cases.at(static_cast<std::size_t>(index));
}

} // namespace

class TestJsonPatch : public QObject
{
    Q_OBJECT

private slots:
    void created_data() { addRows(m_patches["created"]); }
    void created();
    void applied_data() { addRows(m_patches["applied"]); }
    void applied();
    void merged_data() { addRows(m_merges["cases"]); }
    void merged();

private:
    const Value m_patches = golden(QStringLiteral("17-json-patch.json"));
    const Value m_merges = golden(QStringLiteral("18-merge-deep.json"));
};

void TestJsonPatch::created()
{
    QFETCH(int, index);
    const Value& row = caseOf(m_patches["created"], index);
    const Value patch = createPatch(row["before"], row["after"]);
    QCOMPARE(operations(patch), operations(row["patch"]));
    // Members named by digits look like array operations here, so order is checked where all are.
    if (row["before"]["a"].isArray() && row["before"].size() == 1)
        QCOMPARE(arrayOperations(patch), arrayOperations(row["patch"]));
    for (const Value& either : {patch, row["patch"]}) {
        const auto result = applyPatch(row["before"], either);
        QVERIFY(result && *result);
        QCOMPARE(print(asLuau(**result)), print(asLuau(row["applied"])));
        QVERIFY(asLuau(**result) == asLuau(row["after"]));
    }
}

void TestJsonPatch::applied()
{
    QFETCH(int, index);
    const Value& row = caseOf(m_patches["applied"], index);
    const auto result = applyPatch(row["before"], row["patch"]);
    if (const Value* error = row.find("applyError")) {
        QVERIFY(!result);
        QVERIFY2(result.error().text == error->toString(), result.error().text.c_str());
        return;
    }
    QVERIFY(result);
    QCOMPARE(print(asLuau(result->value_or(Value()))), print(asLuau(row["applied"])));
    QCOMPARE(result->has_value(), !row["applied"].isNull());
}

void TestJsonPatch::merged()
{
    QFETCH(int, index);
    const Value& row = caseOf(m_merges["cases"], index);
    QCOMPARE(print(mergeDeep(row["fields"], row["data"])), print(row["merged"]));
}

PLECTRUM_TEST(TestJsonPatch)

} // namespace tst_json_patch

#include "tst_json_patch.moc"
