// SPDX-License-Identifier: MIT
// The ways in which a step changes the kind of data without saying so.
#include "gamecode/change_class.h"
#include "json/parser.h"
#include "support/test.h"

namespace tst_change_class {

using namespace plectrum;
using namespace plectrum::gamecode;

namespace {

std::string told(const ClassifiedChanges& changes)
{
    constexpr const char* names[] = {"list", "map", "absent", "null", "fraction", "keys"};
    std::string text;
    for (const ClassifiedChange& change : changes.first)
        text += std::string(text.empty() ? "" : " ") + names[static_cast<int>(change.kind)] + ":"
            + change.pointer.toString();
    return text;
}

} // namespace

class TestChangeClass : public QObject
{
    Q_OBJECT

private slots:
    void classes_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<bool>("keysChanged");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char* name, const char* before, const char* after,
                            const char* expected, bool keysChanged = false) {
            QTest::newRow(name) << QByteArray(before) << QByteArray(after) << keysChanged
                                << QByteArray(expected);
        };
        row("nothing", R"({"a":{},"b":[1,2]})", R"({"a":{},"b":[1,2]})", "");
        row("empty map", R"({"a":{"b":{}}})", R"({"a":{"b":[]}})", "list:/a/b");
        row("emptied map", R"({"a":{"x":1}})", R"({"a":[]})", "list:/a");
        row("filled list of an empty map", R"({"a":{}})", R"({"a":[1]})", "list:/a");
        row("empty list", R"({"a":[]})", R"({"a":{}})", "map:/a");
        row("filled map of an empty list", R"({"a":[]})", R"({"a":{"x":1}})", "map:/a");
        row("a list that is rebuilt as a map", R"({"a":[1]})", R"({"a":{"x":1}})", "");
        row("null", R"({"a":null,"b":null})", R"({"b":null})", "absent:/a");
        row("a value that is removed", R"({"a":1})", "{}", "");
        row("new null", "{}", R"({"a":null})", "null:/a");
        row("fraction", R"({"a":[3,1.5]})", R"({"a":[3.5,2.5]})", "fraction:/a/0");
        row("whole double", R"({"a":3.0})", R"({"a":4})", "");
        row("text keys", R"({"a":{"7":1}})", R"({"a":{"7":1,"8":1}})", "", true);
        row("number keys", R"({"a":{}})", R"({"a":{"7":1}})", "keys:/a", true);
        row("number keys, not by storing", R"({"a":{}})", R"({"a":{"7":1}})", "");
        row("a list with holes", R"({"a":[1,2,3]})", R"({"a":{"1":1,"3":3}})", "keys:/a", true);
        row("new number keys inside", "{}", R"({"a":[{"b":{"0.5":1}}]})", "keys:/a/0/b", true);
        row("names that begin like numbers", "{}", R"({"a":{"7up":1,"-":2}})", "", true);
        row("elements that moved", R"({"a":[1,2.5,3]})", R"({"a":[2.5,3]})", "");
        row("in a list of the same length", R"({"a":[{"n":null}]})", R"({"a":[{}]})",
            "absent:/a/0/n");
    }
    void classes()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QFETCH(bool, keysChanged);
        QFETCH(QByteArray, expected);
        const auto changes = classifyChanges(json::parse(before.toStdString()).value(),
                                             json::parse(after.toStdString()).value(), keysChanged);
        QCOMPARE(told(changes), expected.toStdString());
    }

    void countsMoreThanItKeeps()
    {
        std::string before = "[";
        std::string after = "[";
        for (int i = 0; i < 100; ++i) {
            before += i == 0 ? "1" : ",1";
            after += i == 0 ? "1.5" : ",1.5";
        }
        const auto changes = classifyChanges(json::parse(before + "]").value(),
                                             json::parse(after + "]").value(), false, 3);
        QCOMPARE(changes.of(ChangeClass::IntegerToFraction), std::size_t(100));
        QCOMPARE(changes.first.size(), std::size_t(3));
    }
};

PLECTRUM_TEST(TestChangeClass)

} // namespace tst_change_class

#include "tst_change_class.moc"
