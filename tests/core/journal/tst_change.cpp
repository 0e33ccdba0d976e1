// SPDX-License-Identifier: MIT
// What a write changed, there and back, and how it is taken back from newer data.
#include "journal/change.h"
#include "journal_world.h"
#include "json/printer.h"
#include "random_value.h"
#include "support/test.h"

namespace tst_change {

using namespace plectrum;
using json::Value;
using test::read;

class TestChange : public QObject
{
    Q_OBJECT

private slots:
    void tellsPlaces();
    void tellsArraysOfAnotherLengthAsAWhole();
    void takesBackFromTheElementThatWasMeant_data();
    void takesBackFromTheElementThatWasMeant();
    void comesBackFromText();
    void takesBackFromTheDataItLeft();
    void mergesAsTheWholeValuesWould();
    void keepsWhatOthersChanged();
    void meetsWhatOthersChanged_data();
    void meetsWhatOthersChanged();
};

namespace {

std::string textOf(const char* before, const char* after)
{
    return journal::changesText(journal::changesBetween(read(before), read(after)));
}

} // namespace

void TestChange::tellsPlaces()
{
    QCOMPARE(textOf(R"({"a":1,"b":{"c":2},"d":null})", R"({"a":1,"b":{"c":3},"e":[]})"),
             R"([{"after":3,"before":2,"place":"/b/c"},{"before":null,"place":"/d"},)"
             R"({"after":[],"place":"/e"}])");
    QCOMPARE(textOf(R"([])", R"({})"), R"([{"after":{},"before":[],"place":""}])");
    QCOMPARE(textOf(R"({"a":[1]})", R"({"a":[1]})"), "[]");
    const auto made = journal::changesBetween(std::nullopt, read("{}"));
    QCOMPARE(journal::changesText(made), R"([{"after":{},"place":""}])");
}

void TestChange::tellsArraysOfAnotherLengthAsAWhole()
{
    QCOMPARE(textOf(R"({"a":[1,2,3]})", R"({"a":[1,3]})"),
             R"([{"after":[1,3],"before":[1,2,3],"place":"/a"}])");
    const auto nested = journal::changesBetween(read(R"({"a":[1,[2]]})"), read(R"({"a":[1,[3]]})"));
    QCOMPARE(nested.size(), std::size_t(1));
    QCOMPARE(nested.front().pointer.toString(), std::string("/a/1/0"));
    QCOMPARE(nested.front().arrays.size(), std::size_t(2));
    QCOMPARE(nested.front().arrays.front().length, std::size_t(2));
    const auto identified = journal::changesBetween(read(R"([{"id":"a","n":1},{"id":"b"}])"),
                                                    read(R"([{"id":"a","n":2},{"id":"b"}])"));
    QCOMPARE(journal::changesText(identified),
             R"([{"after":2,"arrays":[{"id":"\"a\"","length":2,"member":"id"}],"before":1,)"
             R"("place":"/0/n"}])");
}

/// An index means an element only among the elements that stood around it.
void TestChange::takesBackFromTheElementThatWasMeant_data()
{
    QTest::addColumn<QByteArray>("newest");
    QTest::addColumn<QByteArray>("taken"); // or the place of the conflict
    const auto row = [](const char* name, const char* newest, const char* taken) {
        QTest::newRow(name) << QByteArray(newest) << QByteArray(taken);
    };
    row("moved", R"({"bag":[{"id":"h"},{"id":"s","n":50}],"c":[{"n":2},7]})",
        R"({"bag":[{"id":"h"},{"id":"s","n":5}],"c":[{"n":1},7]})");
    row("others of the same number", R"({"bag":[{"id":"a","n":50},{"id":"x"}],"c":[{"n":2},7]})",
        "/bag/0");
    row("gone", R"({"bag":[{"id":"h"}],"c":[{"n":2},7]})", "/bag/0");
    row("its neighbour is another", R"({"bag":[{"id":"s","n":50},{"id":"h"}],"c":[{"n":2},8]})",
        "/c/0");
    row("changed beside", R"({"bag":[{"id":"s","n":50},{"id":"h"}],"c":[{"n":2,"m":1},7]})",
        "/c/0");
    row("changed beside, known", R"({"bag":[{"id":"s","n":50,"m":1},{"id":"h"}],"c":[{"n":2},7]})",
        R"({"bag":[{"id":"s","m":1,"n":5},{"id":"h"}],"c":[{"n":1},7]})");
    row("taken back already", R"({"bag":[{"id":"s","n":50},{"id":"h"}],"c":[{"n":1},8]})",
        R"({"bag":[{"id":"s","n":5},{"id":"h"}],"c":[{"n":1},8]})");
}

void TestChange::takesBackFromTheElementThatWasMeant()
{
    QFETCH(QByteArray, newest);
    QFETCH(QByteArray, taken);
    const auto changes =
        journal::changesBetween(read(R"({"bag":[{"id":"s","n":5},{"id":"h"}],"c":[{"n":1},7]})"),
                                read(R"({"bag":[{"id":"s","n":50},{"id":"h"}],"c":[{"n":2},7]})"));
    const auto kept = journal::readChanges(read(journal::changesText(changes))).value();
    QVERIFY(kept == changes);
    const Value now = read(newest.toStdString());
    const auto back = journal::reverse(kept, now);
    const auto merged = json::mergeThreeWay(back.after, now, back.before);
    if (taken.startsWith('/')) {
        QCOMPARE(back.conflicts.size(), std::size_t(1));
        QCOMPARE(back.conflicts.front().pointer.toString(), taken.toStdString());
        return;
    }
    QVERIFY(back.conflicts.empty() && merged.conflicts.empty());
    QCOMPARE(QByteArray::fromStdString(json::print(merged.merged)), taken);
}

void TestChange::comesBackFromText()
{
    RandomValue random(5);
    for (int i = 0; i < 500; ++i) {
        const Value before = random.value();
        const auto changes = journal::changesBetween(before, random.edited(before));
        const auto text = journal::changesText(changes);
        QCOMPARE(journal::changesText(journal::readChanges(read(text)).value()), text);
    }
    QVERIFY(!journal::readChanges(read("{}")));
    QVERIFY(!journal::readChanges(read(R"([{"after":1}])")));
}

void TestChange::takesBackFromTheDataItLeft()
{
    RandomValue random(6);
    for (int i = 0; i < 2'000; ++i) {
        const Value before = random.value();
        const Value after = random.edited(before);
        const auto back = journal::reverse(journal::changesBetween(before, after), after);
        QVERIFY(back.conflicts.empty());
        QCOMPARE(json::print(back.after), json::print(after));
        QCOMPARE(json::print(back.before), json::print(before));
    }
}

/// The reversal knows only the changes, and comes to what a merge of the whole values comes to.
void TestChange::mergesAsTheWholeValuesWould()
{
    RandomValue random(8);
    int quiet = 0;
    for (int i = 0; i < 2'000; ++i) {
        const Value before = random.object(3, 12);
        const Value after = random.edited(before, 1);
        const Value newest = random.edited(after, 1);
        const auto whole = json::mergeThreeWay(after, newest, before);
        const auto back = journal::reverse(journal::changesBetween(before, after), newest);
        const auto merged = json::mergeThreeWay(back.after, newest, back.before);
        QCOMPARE(merged.conflicts.empty() && back.conflicts.empty(), whole.conflicts.empty());
        if (!whole.conflicts.empty())
            continue;
        QCOMPARE(json::print(merged.merged), json::print(whole.merged));
        ++quiet;
    }
    QVERIFY2(quiet > 300 && quiet < 1'900, qPrintable(QString::number(quiet)));
}

void TestChange::keepsWhatOthersChanged()
{
    const auto changes = journal::changesBetween(read(R"({"coins":5,"items":["a"]})"),
                                                 read(R"({"coins":9,"items":["a","b"]})"));
    const Value newest = read(R"({"coins":9,"items":["a","b"],"level":3})");
    const auto back = journal::reverse(changes, newest);
    const auto merged = json::mergeThreeWay(back.after, newest, back.before);
    QVERIFY(merged.conflicts.empty());
    QCOMPARE(json::print(merged.merged), R"({"coins":5,"items":["a"],"level":3})");
}

void TestChange::meetsWhatOthersChanged_data()
{
    QTest::addColumn<QByteArray>("newest");
    QTest::newRow("the value") << QByteArray(R"({"a":{"b":3},"c":[1,{"d":2}],"e":[1,2]})");
    QTest::newRow("its parent is gone") << QByteArray(R"({"c":[1,{"d":2}],"e":[1,2]})");
    QTest::newRow("its parent is none") << QByteArray(R"({"a":7,"c":[1,{"d":2}],"e":[1,2]})");
    QTest::newRow("an array on the way")
        << QByteArray(R"({"a":{"b":2},"c":[0,1,{"d":2}],"e":[1,2]})");
    QTest::newRow("the array itself") << QByteArray(R"({"a":{"b":2},"c":[1,{"d":2}],"e":[1,3]})");
}

void TestChange::meetsWhatOthersChanged()
{
    QFETCH(QByteArray, newest);
    const auto changes =
        journal::changesBetween(read(R"({"a":{"b":1},"c":[1,{"d":1}],"e":[1]})"),
                                read(R"({"a":{"b":2},"c":[1,{"d":2}],"e":[1,2]})"));
    const Value now = read(newest.toStdString());
    const auto back = journal::reverse(changes, now);
    const auto merged = json::mergeThreeWay(back.after, now, back.before);
    QCOMPARE(merged.conflicts.size() + back.conflicts.size(), std::size_t(1));
}

PLECTRUM_TEST(TestChange)

} // namespace tst_change

#include "tst_change.moc"
