// SPDX-License-Identifier: MIT
// A difference taken over in parts: all gives the other side, none this one, and what is left out
// moves nothing else.
#include "documents/compare/take_over.h"
#include "documents/history/difference.h"
#include "json/parser.h"
#include "json/printer.h"
#include "random_value.h"
#include "support/test.h"

namespace tst_take_over {

using namespace plectrum;
using namespace Qt::StringLiterals;
using documents::differenceOf;
using documents::takeOver;

namespace {

json::Value parsed(const QString& text)
{
    return json::parse(text.toStdString()).value();
}

} // namespace

class TestTakeOver : public QObject
{
    Q_OBJECT

private slots:
    void takesParts_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::addColumn<QString>("chosen"); ///< pointers
        QTest::addColumn<QString>("expected");
        QTest::newRow("a member of three")
            << uR"({"a":1,"b":2,"c":3})"_s << uR"({"a":5,"b":2,"d":4})"_s << u"/d"_s
            << uR"({"a":1,"b":2,"c":3,"d":4})"_s;
        QTest::newRow("a removal of two")
            << uR"({"a":1,"b":2,"c":3})"_s << uR"({"b":2})"_s << u"/c"_s << uR"({"a":1,"b":2})"_s;
        QTest::newRow("a removed element, not the other")
            << u"[1,2,3,4,5]"_s << u"[2,3,5]"_s << u"/3"_s << u"[1,2,3,5]"_s;
        QTest::newRow("an added element behind one left out")
            << u"[1,2,3]"_s << u"[9,1,2,3,8]"_s << u"/4"_s << u"[1,2,3,8]"_s;
        QTest::newRow("within an element that moved")
            << uR"([{"n":1,"s":1},{"n":2,"s":2}])"_s
            << uR"([{"n":0,"s":0},{"n":1,"s":7},{"n":2,"s":8}])"_s << u""_s
            << uR"([{"n":1,"s":1},{"n":2,"s":2}])"_s;
        QTest::newRow("the whole") << u"1"_s << u"[2]"_s << u"."_s << u"[2]"_s;
    }
    void takesParts()
    {
        QFETCH(QString, before);
        QFETCH(QString, after);
        QFETCH(QString, chosen);
        QFETCH(QString, expected);
        const json::Value left = parsed(before);
        const json::Value right = parsed(after);
        const auto changes = differenceOf(left, right).changes;
        std::vector<bool> isChosen;
        for (const json::Change& change : changes) {
            const auto pointer = QString::fromStdString(change.pointer.toString());
            isChosen.push_back(chosen == u"."_s || (!chosen.isEmpty() && pointer == chosen));
        }
        QCOMPARE(QString::fromStdString(json::print(*takeOver(left, right, changes, isChosen))),
                 expected);
    }

    void oneSideMayBeNothing()
    {
        const auto changes = differenceOf(std::nullopt, json::Value(1)).changes;
        QCOMPARE(json::print(*takeOver(std::nullopt, json::Value(1), changes, {true})), "1");
        QVERIFY(!takeOver(std::nullopt, json::Value(1), changes, {false}));
    }

    /// Of any two values: all, none, and one after the other until nothing differs.
    void anyTwo()
    {
        RandomValue random(11);
        for (int round = 0; round < 300; ++round) {
            const json::Value left = random.value();
            const json::Value right = random.edited(left, 6);
            const auto changes = differenceOf(left, right).changes;
            const std::vector<bool> all(changes.size(), true);
            const std::vector<bool> none(changes.size(), false);
            QVERIFY(*takeOver(left, right, changes, all) == right);
            QVERIFY(*takeOver(left, right, changes, none) == left);
            json::Value draft = left;
            for (std::size_t steps = 4 * changes.size() + 4; draft != right; --steps) {
                QVERIFY(steps > 0);
                const auto open = differenceOf(draft, right).changes;
                std::vector<bool> one(open.size(), false);
                one[random.below(open.size())] = true;
                draft = *takeOver(draft, right, open, one);
            }
        }
    }
};

PLECTRUM_TEST(TestTakeOver)

} // namespace tst_take_over

#include "tst_take_over.moc"
