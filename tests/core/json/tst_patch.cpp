// SPDX-License-Identifier: MIT
// json::createPatch() and applyPatch() beyond the recorded cases: every refusal, and that a created
// patch applied to `before` gives `after`.
#include "json/parser.h"
#include "json/patch.h"
#include "json/printer.h"
#include "luau_tables.h"
#include "random_value.h"
#include "support/test.h"

namespace tst_patch {

using namespace plectrum::json;

namespace {

Value read(std::string_view text)
{
    return parse(text).value();
}

std::string applyText(std::string_view document, std::string_view patch)
{
    const auto result = applyPatch(read(document), read(patch));
    if (!result)
        return std::to_string(result.error().operation) + ": " + result.error().text;
    return *result ? print(**result) : "nil";
}

} // namespace

class TestPatch : public QObject
{
    Q_OBJECT

private slots:
    void applies_data();
    void applies();
    void creates_data();
    void creates();
    void createdPatchGivesAfter_data();
    void createdPatchGivesAfter();
    void sharesWhatItDoesNotTouch();
};

void TestPatch::applies_data()
{
    QTest::addColumn<std::string>("document");
    QTest::addColumn<std::string>("patch");
    QTest::addColumn<std::string>("result");
    const auto row = [](const char* name, const char* document, const char* patch,
                        const char* result) {
        QTest::newRow(name) << std::string(document) << std::string(patch) << std::string(result);
    };
    row("no operation", "[]", "{}", "[]");
    row("op is no string", "{}", R"([{"path":""}])", "0: 'op' must be a string");
    row("operation is no table", "{}", "[1]", "0: 'op' must be a string");
    row("no path", "{}", R"([{"op":"add","value":1}])", "0: missing valid 'path' string");
    row("path is a number", "{}", R"([{"op":"add","path":1}])", "0: missing valid 'path' string");
    row("null is no value", "{}", R"([{"op":"add","path":"/a","value":null}])",
        "0: missing 'value' parameter");
    row("replace without value", R"({"a":1})", R"([{"op":"replace","path":"/a"}])",
        "0: missing 'value' parameter");
    row("second operation", R"({"a":1})",
        R"([{"op":"remove","path":"/a"},{"op":"remove","path":"/a"}])",
        "1: Cannot remove non-existent key 'a'");
    row("add sets what is there", R"({"a":1})", R"([{"op":"add","path":"/a","value":2}])",
        R"({"a":2})");
    row("add at the root", R"({"a":1})", R"([{"op":"add","path":"","value":2}])", "2");
    row("test at the root", R"({"a":1})", R"([{"op":"test","path":"","value":2}])",
        "0: Unrecognized op 'test'");
    row("after nil", R"({"a":1})",
        R"([{"op":"remove","path":""},{"op":"add","path":"/a","value":2}])",
        "1: attempt to index nil with 'a'");
    row("after nil at the root", R"({"a":1})",
        R"([{"op":"remove","path":""},{"op":"add","path":"","value":2}])", "2");
    row("into a number", "5", R"([{"op":"add","path":"/a","value":2}])",
        "0: attempt to index number with 'a'");
    row("bad number", "[1,2]", R"([{"op":"add","path":"/01","value":2}])",
        "0: add op shouldn't add to array with bad number");
    row("bad number replaced", "[1,2]", R"([{"op":"replace","path":"/1e0","value":2}])",
        "0: replace op shouldn't replace in array with bad number");
    row("hexadecimal number", "[1,2]", R"([{"op":"remove","path":"/0x1"}])",
        "0: remove op shouldn't remove from array with bad number");
    row("negative index", "[1,2]", R"([{"op":"remove","path":"/-1"}])",
        "0: Array remove index -1 out of bounds for length 2");
    row("replace index", "[1,2]", R"([{"op":"replace","path":"/2","value":1}])",
        "0: Array replace index 2 out of bounds for length 2");
    row("replace dash", "[1,2]", R"([{"op":"replace","path":"/-","value":1}])",
        "0: Cannot replace non-existent path '-'");
    row("remove name from array", "[1,2]", R"([{"op":"remove","path":"/x"}])",
        "0: Cannot remove non-existent key 'x'");
    row("remove from empty", "{}", R"([{"op":"remove","path":"/0"}])",
        "0: Array remove index 0 out of bounds for length 0");
    row("segment", "[[1]]", R"([{"op":"add","path":"/x/0","value":1}])",
        "0: Path segment 'x' is not a valid array index");
    row("segment of empty", "{}", R"([{"op":"add","path":"/x/0","value":1}])",
        "0: Path segment 'x' is not a valid array index");
    row("segment out of bounds", "[[1]]", R"([{"op":"remove","path":"/1/0"}])",
        "0: Array remove index 1 out of bounds for length 1");
    row("through a number", R"({"a":{"b":1}})", R"([{"op":"remove","path":"/a/b/c"}])",
        "0: cannot 'add' into non-table parent");
    row("through null", R"({"a":{"b":null}})", R"([{"op":"remove","path":"/a/b/c"}])",
        "0: add to a non-existent target");
    row("null is not there", R"({"a":null,"b":1})", R"([{"op":"remove","path":"/a"}])",
        "0: Cannot remove non-existent key 'a'");
    row("lenient escapes", R"({"a~2":1,"b":1})", R"([{"op":"remove","path":"/a~2"}])",
        R"({"b":1})");
    row("last element", R"({"a":[1]})", R"([{"op":"remove","path":"/a/0"}])", R"({"a":[]})");
    row("insert", "[1,2,3]", R"([{"op":"add","path":"/1","value":[0]}])", "[1,[0],2,3]");
    row("deep", R"({"a":[{"b":{"c":[1]}}]})", R"([{"op":"add","path":"/a/0/b/c/-","value":2}])",
        R"({"a":[{"b":{"c":[1,2]}}]})");
}

void TestPatch::applies()
{
    QFETCH(std::string, document);
    QFETCH(std::string, patch);
    QFETCH(std::string, result);
    QCOMPARE(applyText(document, patch), result);
}

void TestPatch::creates_data()
{
    QTest::addColumn<std::string>("before");
    QTest::addColumn<std::string>("after");
    QTest::addColumn<std::string>("patch");
    const auto row = [](const char* name, const char* before, const char* after,
                        const char* patch) {
        QTest::newRow(name) << std::string(before) << std::string(after) << std::string(patch);
    };
    row("empty tables", "[]", "{}", "[]");
    row("empty tables inside", R"({"a":[]})", R"({"a":{}})", "[]");
    row("root to array", R"({"a":1,"b":2})", "[1]", R"([{"op":"replace","path":"","value":[1]}])");
    row("root from array", "[1]", R"({"a":1})", R"([{"op":"replace","path":"","value":{"a":1}}])");
    row("root of many members emptied", R"({"a":1,"b":2})", "{}",
        R"([{"op":"replace","path":"","value":{}}])");
    row("root scalar", "1", "2", R"([{"op":"replace","path":"","value":2}])");
    row("root gone", R"({"a":1})", "null", R"([{"op":"remove","path":""}])");
    row("root from nothing", "null", R"({"a":1})",
        R"([{"op":"replace","path":"","value":{"a":1}}])");
    row("dash into an empty table", "{}", R"({"-":1})",
        R"([{"op":"replace","path":"","value":{"-":1}}])");
    row("dash beside others", R"({"a":1})", R"({"-":1,"a":1})",
        R"([{"op":"add","path":"/-","value":1}])");
    row("null is nothing", R"({"a":null})", R"({"a":1})",
        R"([{"op":"add","path":"/a","value":1}])");
    row("becomes null", R"({"a":1,"b":1})", R"({"a":null,"b":1})",
        R"([{"op":"remove","path":"/a"}])");
    row("null in an array", R"({"a":[1,2]})", R"({"a":[1,null]})",
        R"([{"op":"replace","path":"/a","value":[1,null]}])");
}

void TestPatch::creates()
{
    QFETCH(std::string, before);
    QFETCH(std::string, after);
    QFETCH(std::string, patch);
    QCOMPARE(print(createPatch(read(before), read(after))), patch);
}

void TestPatch::createdPatchGivesAfter_data()
{
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 0; seed < 20; ++seed)
        QTest::addRow("%u", seed) << seed;
}

void TestPatch::createdPatchGivesAfter()
{
    QFETCH(unsigned, seed);
    RandomValue random(seed, true);
    for (int i = 0; i < 60; ++i) {
        const Value before = random.value(5);
        const Value after = i % 3 == 0 ? random.value(5) : random.edited(before, 1 + i % 8);
        const Value patch = createPatch(before, after);
        const auto result = applyPatch(before, patch);
        const std::string report = print(before) + "\n" + print(after) + "\n" + print(patch);
        QVERIFY2(result, (report + "\n" + (result ? "" : result.error().text)).c_str());
        QVERIFY2(*result && asLuau(**result) == asLuau(after), report.c_str());
        QCOMPARE(patch.size() == 0, asLuau(before) == asLuau(after));
    }
}

void TestPatch::sharesWhatItDoesNotTouch()
{
    const Value before = read(R"({"a":[{"b":[1,2,3]},{"c":[4]}],"d":{"e":5}})");
    const Value after =
        applyPatch(before, read(R"([{"op":"replace","path":"/a/1/c/0","value":6}])"))
            .value()
            .value();
    QVERIFY(after["d"].isSameNode(before["d"]));
    QVERIFY(after["a"].at(0).isSameNode(before["a"].at(0)));
    QCOMPARE(after["a"].at(1)["c"].at(0).toInteger(), 6);
}

PLECTRUM_TEST(TestPatch)

} // namespace tst_patch

#include "tst_patch.moc"
