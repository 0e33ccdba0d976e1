// SPDX-License-Identifier: MIT
// An edit as a text leads from the value before it to the value after it.
#include "journal/step.h"
#include "json/parser.h"
#include "json/printer.h"
#include "random_value.h"
#include "support/test.h"

namespace tst_step {

using namespace plectrum;
using json::Value;

class TestStep : public QObject
{
    Q_OBJECT

private slots:
    void isSmall();
    void leadsToTheValueAfter();
    void refusesWhatDoesNotFit_data();
    void refusesWhatDoesNotFit();
};

void TestStep::isSmall()
{
    const Value before = json::parse(R"({"a":[1,2,3],"b":{"c":"x"}})").value();
    const Value after = json::parse(R"({"a":[1,3],"b":{"c":null,"d":{}}})").value();
    QCOMPARE(journal::stepText(before, after),
             R"([["-","/a/1"],["=","/b/c",null],["+","/b/d",{}]])");
    QCOMPARE(journal::stepText(after, after), "[]");
}

void TestStep::leadsToTheValueAfter()
{
    RandomValue random(11);
    for (int i = 0; i < 2'000; ++i) {
        const Value before = random.value();
        const Value after = i % 10 == 0 ? random.value() : random.edited(before);
        const auto text = journal::stepText(before, after);
        const auto applied = journal::applyStep(before, json::parse(text).value());
        QVERIFY2(applied, text.c_str());
        QCOMPARE(json::print(*applied), json::print(after));
    }
}

void TestStep::refusesWhatDoesNotFit_data()
{
    QTest::addColumn<QByteArray>("step");
    QTest::newRow("no list") << QByteArray("{}");
    QTest::newRow("no place") << QByteArray(R"([["-","a"]])");
    QTest::newRow("not there") << QByteArray(R"([["-","/b"]])");
    QTest::newRow("nothing to put") << QByteArray(R"([["=","/a"]])");
    QTest::newRow("there already") << QByteArray(R"([["+","/a",1]])");
    QTest::newRow("beyond the end") << QByteArray(R"([["+","/a/5",1]])");
}

void TestStep::refusesWhatDoesNotFit()
{
    QFETCH(QByteArray, step);
    const Value value = json::parse(R"({"a":[1]})").value();
    QVERIFY(!journal::applyStep(value, json::parse(step.toStdString()).value()));
}

PLECTRUM_TEST(TestStep)

} // namespace tst_step

#include "tst_step.moc"
