// SPDX-License-Identifier: MIT
// Values and places in few characters: right when they are short, cut and cheap when they are not.
#include "documents/history/value_text.h"
#include "json/parser.h"
#include "json/printer.h"
#include "support/test.h"

namespace tst_value_text {

using namespace plectrum;
using namespace plectrum::documents;
using namespace Qt::StringLiterals;

class TestValueText : public QObject
{
    Q_OBJECT

private slots:
    void shortValuesStandWhole_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("text");
        QTest::newRow("null") << QByteArray("null") << u"null"_s;
        QTest::newRow("integer") << QByteArray("9007199254740993") << u"9007199254740993"_s;
        QTest::newRow("double") << QByteArray("0.5") << u"0.5"_s;
        QTest::newRow("string") << QByteArray("\"a\\nb\"") << u"\"a\\nb\""_s;
        QTest::newRow("array") << QByteArray("[1,true,[]]") << u"[1, true, []]"_s;
        QTest::newRow("object") << QByteArray("{\"a\":{\"b\":1}}") << u"{\"a\": {\"b\": 1}}"_s;
    }
    void shortValuesStandWhole()
    {
        QFETCH(QByteArray, json);
        QTEST(abbreviated(json::parse(json.toStdString()).value(), 80), "text");
    }

    void longOnesAreCut()
    {
        const QString text = abbreviated(json::Value(std::string(5'000, 'x')), 40);
        QCOMPARE(text.size(), 41);
        QVERIFY(text.endsWith(u'…'));
    }

    void aCutKeepsCharactersWhole()
    {
        std::string euros;
        for (int i = 0; i < 1'000; ++i)
            euros += "€";
        const QString text = abbreviated(json::Value(euros), 41);
        QVERIFY(!text.contains(QChar::ReplacementCharacter));
        QVERIFY(text.contains(u'€'));
    }

    void theCostIsThatOfTheExcerpt()
    {
        // 2 to the 60th numbers, in sixty nodes: who visits all of them never comes back.
        json::Value huge = json::Value::array({1, 2});
        for (int level = 1; level < 60; ++level)
            huge = json::Value::array({huge, huge});
        QVERIFY(abbreviated(huge, 160).endsWith(u'…'));
        QVERIFY(previewText(huge, 20).endsWith(u'…'));
    }

    void previewsHaveLines()
    {
        const auto value = json::parse("{\"a\":[1,2],\"b\":null}").value();
        QCOMPARE(previewText(value, 20),
                 QString::fromStdString(json::printPretty(value)).trimmed());
        const QString cut = previewText(value, 2);
        QVERIFY(cut.endsWith(u'…'));
        QVERIFY(cut.count(u'\n') <= 2);
    }

    void positions()
    {
        QCOMPARE(pointerText(json::Pointer::parse("/inventory/3/na~1me").value()),
                 u"inventory › 3 › na/me"_s);
        QCOMPARE(pointerText(json::Pointer::parse("/a/").value()), u"a › \"\""_s);
        QCOMPARE(pointerText(json::Pointer()), u"the whole data"_s);
    }

    void extents()
    {
        QCOMPARE(extentText(json::Value::array({1})), u"1 element"_s);
        QCOMPARE(extentText(json::Value::object()), u"0 members"_s);
        QCOMPARE(abbreviated(json::Value::buffer("abc"), 80), u"buffer, 3 bytes"_s);
        QCOMPARE(extentText(json::Value(7)), QString());
    }
};

PLECTRUM_TEST(TestValueText)

} // namespace tst_value_text

#include "tst_value_text.moc"
