// SPDX-License-Identifier: MIT
// json::mergeDeep() and mergeThreeWay(): cases, and properties over random values.
#include "json/merge.h"
#include "json/parser.h"
#include "json/printer.h"
#include "random_value.h"
#include "support/test.h"

namespace tst_merge {

using namespace plectrum::json;

namespace {

Value read(std::string_view text)
{
    return parse(text).value();
}

std::string side(const std::optional<Value>& value)
{
    return value ? print(*value) : "nothing";
}

std::string listing(const std::vector<Conflict>& conflicts)
{
    std::string text;
    for (const Conflict& conflict : conflicts) {
        text += text.empty() ? "" : "; ";
        text += conflict.pointer.toString() + " " + side(conflict.base) + "|"
            + side(conflict.theirs) + "|" + side(conflict.ours);
    }
    return text;
}

} // namespace

class TestMerge : public QObject
{
    Q_OBJECT

private slots:
    void deep_data();
    void deep();
    void threeWay_data();
    void threeWay();
    void elementsByANamedMember();
    void properties_data();
    void properties();
};

void TestMerge::deep_data()
{
    QTest::addColumn<std::string>("fields");
    QTest::addColumn<std::string>("data");
    QTest::addColumn<std::string>("merged");
    const auto row = [](const char* name, const char* fields, const char* data,
                        const char* merged) {
        QTest::newRow(name) << std::string(fields) << std::string(data) << std::string(merged);
    };
    row("scalars", "1", "2", "2");
    row("nothing", "1", "null", "1");
    row("members", R"({"a":1,"b":2})", R"({"b":3,"c":4})", R"({"a":1,"b":3,"c":4})");
    row("null member", R"({"a":1})", R"({"a":null})", R"({"a":1})");
    row("arrays", R"([1,{"a":1},3])", R"([0,{"b":2}])", R"([0,{"a":1,"b":2},3])");
    row("longer data", "[1]", "[2,3]", "[2,3]");
    row("empty data", R"({"a":1})", "[]", R"({"a":1})");
    row("empty fields", "[]", R"({"a":1})", R"({"a":1})");
    row("empty over scalar", R"({"a":1})", R"({"a":{}})", R"({"a":{}})");
    row("array and object", R"({"a":[1]})", R"({"a":{"b":1}})", R"({"a":{"b":1}})");
}

void TestMerge::deep()
{
    QFETCH(std::string, fields);
    QFETCH(std::string, data);
    QFETCH(std::string, merged);
    QCOMPARE(print(mergeDeep(read(fields), read(data))), merged);
}

void TestMerge::threeWay_data()
{
    QTest::addColumn<std::string>("base");
    QTest::addColumn<std::string>("theirs");
    QTest::addColumn<std::string>("ours");
    QTest::addColumn<std::string>("merged");
    QTest::addColumn<std::string>("conflicts");
    const auto row = [](const char* name, const char* base, const char* theirs, const char* ours,
                        const char* merged, const char* conflicts) {
        QTest::newRow(name) << std::string(base) << std::string(theirs) << std::string(ours)
                            << std::string(merged) << std::string(conflicts);
    };
    row("none", "1", "1", "1", "1", "");
    row("theirs", "1", "2", "1", "2", "");
    row("ours", "1", "1", "2", "2", "");
    row("alike", "1", "2", "2", "2", "");
    row("root", "1", "2", "3", "3", " 1|2|3");
    row("members apart", R"({"a":1,"b":1})", R"({"a":2,"b":1,"c":1})", R"({"a":1,"d":1})",
        R"({"a":2,"c":1,"d":1})", "");
    row("member", R"({"a":{"b":1,"c":1}})", R"({"a":{"b":2,"c":2}})", R"({"a":{"b":3,"c":1}})",
        R"({"a":{"b":3,"c":2}})", "/a/b 1|2|3");
    row("they removed", R"({"a":1})", "{}", R"({"a":2})", R"({"a":2})", "/a 1|nothing|2");
    row("we removed", R"({"a":1})", R"({"a":2})", "{}", "{}", "/a 1|2|nothing");
    row("both removed", R"({"a":1})", "{}", "{}", "{}", "");
    row("both added", "{}", R"({"a":1})", R"({"a":2})", R"({"a":2})", "/a nothing|1|2");
    row("both added objects", "{}", R"({"a":{"x":1,"y":1}})", R"({"a":{"y":2,"z":1}})",
        R"({"a":{"x":1,"y":2,"z":1}})", "/a/y nothing|1|2");
    row("type change", R"({"a":1})", R"({"a":{"x":1}})", R"({"a":{"y":1}})", R"({"a":{"y":1}})",
        R"(/a 1|{"x":1}|{"y":1})");
    row("elements", "[1,2,3]", "[9,2,3]", "[1,2,8]", "[9,2,8]", "");
    row("element", "[1,[2,3]]", "[1,[4,3]]", "[1,[5,6]]", "[1,[5,6]]", "/1 [2,3]|[4,3]|[5,6]");
    row("elements alike", "[1,2,3]", "[9,2,3]", "[9,2,8]", "[9,2,8]", "");
    row("changes side by side", "[1,2,3]", "[1,9,3]", "[8,2,3]", "[8,2,3]",
        " [1,2,3]|[1,9,3]|[8,2,3]");
    row("other elements of the same number", R"([{"n":5},{"n":1}])", R"([{"n":7},{"n":2}])",
        R"([{"n":50},{"n":1}])", R"([{"n":50},{"n":1}])",
        R"( [{"n":5},{"n":1}]|[{"n":7},{"n":2}]|[{"n":50},{"n":1}])");
    row("element that moved", R"([{"id":"s","n":5},{"id":"h","n":1}])",
        R"([{"id":"h","n":1},{"id":"s","n":5}])", R"([{"id":"s","n":50},{"id":"h","n":1}])",
        R"([{"id":"h","n":1},{"id":"s","n":50}])", "");
    row("element that is gone", R"([{"id":"s","n":5},{"id":"h","n":1}])",
        R"([{"id":"a","n":50},{"id":"x","n":1}])", R"([{"id":"s","n":50},{"id":"h","n":1}])",
        R"([{"id":"s","n":50},{"id":"a","n":50},{"id":"x","n":1}])",
        R"(/0 {"id":"s","n":5}|nothing|{"id":"s","n":50})");
    row("element that we removed", R"([{"id":1,"n":5},{"id":2,"n":1}])",
        R"([{"id":1,"n":6},{"id":2,"n":1}])", R"([{"id":2,"n":1}])", R"([{"id":2,"n":1}])",
        R"( [{"id":1,"n":5},{"id":2,"n":1}]|[{"id":1,"n":6},{"id":2,"n":1}]|[{"id":2,"n":1}])");
    row("elements added and removed", R"([{"Id":1},{"Id":2},{"Id":3}])",
        R"([{"Id":2},{"Id":3},{"Id":8}])", R"([{"Id":9},{"Id":1},{"Id":2,"n":4},{"Id":7}])",
        R"([{"Id":9},{"Id":2,"n":4},{"Id":8},{"Id":7}])", "");
    row("members of one element", R"([{"key":"a","x":1,"y":1}])", R"([{"key":"a","x":2,"y":1}])",
        R"([{"key":"a","x":1,"y":3}])", R"([{"key":"a","x":2,"y":3}])", "");
    row("both moved elements", R"([{"id":1},{"id":2},{"id":3}])", R"([{"id":2},{"id":1},{"id":3}])",
        R"([{"id":1},{"id":3},{"id":2}])", R"([{"id":1},{"id":3},{"id":2}])",
        R"( [{"id":1},{"id":2},{"id":3}]|[{"id":2},{"id":1},{"id":3}]|[{"id":1},{"id":3},{"id":2}])");
    row("an identity that is not one", R"([{"id":1,"n":1},{"id":1,"n":2}])",
        R"([{"id":1,"n":1},{"id":1,"n":3},{"id":1}])", R"([{"id":1,"n":9},{"id":1,"n":2}])",
        R"([{"id":1,"n":9},{"id":1,"n":2}])",
        R"( [{"id":1,"n":1},{"id":1,"n":2}]|[{"id":1,"n":1},{"id":1,"n":3},{"id":1}]|)"
        R"([{"id":1,"n":9},{"id":1,"n":2}])");
    row("array of another length", "[1,2]", "[1,2,3]", "[0,2]", "[0,2]", " [1,2]|[1,2,3]|[0,2]");
    row("conflicts in order", R"({"b":1,"a":1,"c/d":1})", R"({"b":2,"a":2,"c/d":2})",
        R"({"b":3,"a":3,"c/d":3})", R"({"a":3,"b":3,"c/d":3})", "/a 1|2|3; /b 1|2|3; /c~1d 1|2|3");
}

void TestMerge::threeWay()
{
    QFETCH(std::string, base);
    QFETCH(std::string, theirs);
    QFETCH(std::string, ours);
    QFETCH(std::string, merged);
    QFETCH(std::string, conflicts);
    const MergeResult result = mergeThreeWay(read(base), read(theirs), read(ours));
    QCOMPARE(print(result.merged), merged);
    QCOMPARE(listing(result.conflicts), conflicts);
}

/// A member that only the user of the data knows to be one.
void TestMerge::elementsByANamedMember()
{
    const Value base = read(R"([{"slot":"a","n":1},{"slot":"b","n":1}])");
    const Value theirs = read(R"([{"slot":"b","n":1},{"slot":"a","n":1},{"slot":"c"}])");
    const Value ours = read(R"([{"slot":"a","n":5},{"slot":"b","n":1}])");
    QCOMPARE(mergeThreeWay(base, theirs, ours).conflicts.size(), std::size_t(1));
    const auto named = mergeThreeWay(base, theirs, ours, ElementIdentity({"slot"}));
    QVERIFY(named.conflicts.empty());
    QCOMPARE(print(named.merged), R"([{"n":1,"slot":"b"},{"n":5,"slot":"a"},{"slot":"c"}])");
}

void TestMerge::properties_data()
{
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 0; seed < 20; ++seed)
        QTest::addRow("%u", seed) << seed;
}

void TestMerge::properties()
{
    QFETCH(unsigned, seed);
    RandomValue random(seed);
    for (int i = 0; i < 60; ++i) {
        const Value base = random.value(5);
        const Value theirs = random.edited(base);
        const Value ours = random.edited(base);
        const auto without = [](const MergeResult& result, const Value& expected) {
            return result.conflicts.empty() && result.merged == expected;
        };
        QVERIFY(without(mergeThreeWay(base, theirs, base), theirs));
        QVERIFY(without(mergeThreeWay(base, base, ours), ours));
        QVERIFY(without(mergeThreeWay(base, ours, ours), ours));
        // The other way round the conflicts are the same, with the sides changed.
        const MergeResult one = mergeThreeWay(base, theirs, ours);
        const MergeResult other = mergeThreeWay(base, ours, theirs);
        QCOMPARE(one.conflicts.size(), other.conflicts.size());
        QCOMPARE(one.merged == other.merged, one.conflicts.empty());
        for (std::size_t j = 0; j < one.conflicts.size(); ++j) {
            const Conflict& conflict = one.conflicts[j];
            QVERIFY(conflict.pointer == other.conflicts[j].pointer);
            QVERIFY(conflict.theirs == other.conflicts[j].ours);
            const Value* kept = resolve(one.merged, conflict.pointer);
            QVERIFY(conflict.ours ? kept && *kept == *conflict.ours : kept == nullptr);
        }
    }
}

PLECTRUM_TEST(TestMerge)

} // namespace tst_merge

#include "tst_merge.moc"
