// SPDX-License-Identifier: MIT
// Values as Luau table literals.
#include "json/luau_printer.h"
#include "json/parser.h"
#include "support/test.h"

namespace tst_luau_printer {

using namespace plectrum;
using namespace Qt::StringLiterals;

class TestLuauPrinter : public QObject
{
    Q_OBJECT

private slots:
    void prints_data()
    {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("luau");
        QTest::newRow("null") << u"null"_s << u"nil"_s;
        QTest::newRow("number") << u"1.5"_s << u"1.5"_s;
        QTest::newRow("text") << u"\"a\\\"b\\\\c\\nd\\u0001é\""_s << u"\"a\\\"b\\\\c\\nd\\x01é\""_s;
        QTest::newRow("empty") << u"{\"a\":{},\"b\":[]}"_s << u"{\n\ta = {},\n\tb = {},\n}"_s;
        QTest::newRow("names") << u"{\"1x\":1,\"end\":2,\"a b\":3,\"ok_1\":true}"_s
                               << u"{\n\t[\"1x\"] = 1,\n\t[\"a b\"] = 3,\n\t[\"end\"] = 2,\n"
                                  "\tok_1 = true,\n}"_s;
        QTest::newRow("nested") << u"[[1],{\"x\":[null]}]"_s
                                << u"{\n\t{\n\t\t1,\n\t},\n\t{\n\t\tx = {\n\t\t\tnil,\n\t\t},\n"
                                   "\t},\n}"_s;
    }
    void prints()
    {
        QFETCH(QString, json);
        QFETCH(QString, luau);
        const auto value = json::parse(json.toStdString());
        QVERIFY(value);
        QCOMPARE(QString::fromStdString(json::printLuau(*value)), luau);
    }

    void aBufferIsMadeOfItsBytes()
    {
        QCOMPARE(json::printLuau(json::Value::buffer(std::string("a\0\xff", 3))),
                 std::string("buffer.fromstring(\"a\\x00\\xff\")"));
    }
};

PLECTRUM_TEST(TestLuauPrinter)

} // namespace tst_luau_printer

#include "tst_luau_printer.moc"
