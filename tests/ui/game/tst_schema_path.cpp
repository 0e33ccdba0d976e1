// SPDX-License-Identifier: MIT
// Which place of the data a schema's message speaks of.
#include "documents/game/schema_path.h"
#include "json/parser.h"
#include "support/test.h"

namespace tst_schema_path {

using namespace plectrum;

class TestSchemaPath : public QObject
{
    Q_OBJECT

private slots:
    void placeInMessage_data()
    {
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<QByteArray>("place"); // null: none
        QTest::newRow("a field") << QByteArray(
            "[interface] bad value for coins:\n\tnumber expected, "
            "got string") << QByteArray("/coins");
        QTest::newRow("in an element, counted from 1")
            << QByteArray("[interface] bad value for items:\n\t[array] bad value for key 2:\n\t\t"
                          "[interface] bad value for count:\n\t\t\tnumber expected, got nil")
            << QByteArray("/items/1");
        QTest::newRow("a map with number keys")
            << QByteArray("[interface] bad value for slots:\n\tbad value for key 7:\n\t\tno")
            << QByteArray("/slots/7");
        QTest::newRow("a field that is missing stands at its object") << QByteArray(
            "[interface] bad value for pet:\n\t[interface] bad value for name:\n\t\tno")
                                                                      << QByteArray("/pet");
        QTest::newRow("names nothing") << QByteArray("too many coins") << QByteArray();
        QTest::newRow("names what is not there")
            << QByteArray("[interface] bad value for gone:\n\tno") << QByteArray("");
        QTest::newRow("an index that is no element")
            << QByteArray("[interface] bad value for items:\n\tbad value for key 0:\n\t\tno")
            << QByteArray("/items");
        QTest::newRow("says nothing") << QByteArray() << QByteArray();
    }

    void placeInMessage()
    {
        QFETCH(QByteArray, message);
        QFETCH(QByteArray, place);
        const auto data = json::parse(
            R"({"coins":"five","items":[{"count":1},{"kind":"bow"}],"slots":{"7":1},"pet":{}})");
        QVERIFY(data);
        const auto found = documents::placeInMessage(message.toStdString(), *data);
        QCOMPARE(found.has_value(), !place.isNull());
        if (found)
            QCOMPARE(QByteArray::fromStdString(found->toString()), place);
    }
};

PLECTRUM_TEST(TestSchemaPath)

} // namespace tst_schema_path

#include "tst_schema_path.moc"
