// SPDX-License-Identifier: MIT
// json::encodeBase64() and decodeBase64(): as Qt's, and strict.
#include "json/base64.h"
#include "support/test.h"

#include <QByteArray>

#include <random>
#include <string>

namespace tst_base64 {

using namespace plectrum;

namespace {

std::string noise(std::size_t size)
{
    static std::mt19937 random(5); // NOLINT(cert-msc51-cpp)
    std::string bytes;
    while (bytes.size() < size)
        bytes.push_back(static_cast<char>(random()));
    return bytes;
}

} // namespace

class TestBase64 : public QObject
{
    Q_OBJECT

private slots:
    void base64RoundTrip()
    {
        for (std::size_t size = 0; size < 70; ++size) {
            const auto bytes = noise(size);
            const auto text = json::encodeBase64(bytes);
            QCOMPARE(text, QByteArray::fromStdString(bytes).toBase64().toStdString());
            QCOMPARE(json::decodeBase64(text).value(), bytes);
        }
    }

    void base64IsStrict_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char* text : {"A", "AB", "ABC", "AB=C", "A===", "====", "AB==CD==", "AAAAA===",
                                 "AA A", "AA\nA", "AA-A", "AA_A", "AB==\n", "AAAB=A==", "AB==AAAA"})
            QTest::newRow(text) << QByteArray(text);
        QTest::newRow("stray bits, one byte") << QByteArray("AB==");
        QTest::newRow("stray bits, two bytes") << QByteArray("AAB=");
        QTest::newRow("not ASCII") << QByteArray("AA\xc3\xa9");
    }
    void base64IsStrict()
    {
        QFETCH(QByteArray, text);
        const auto bytes = json::decodeBase64(text.toStdString());
        QVERIFY(!bytes);
        QVERIFY(!bytes.error().empty());
    }
};

PLECTRUM_TEST(TestBase64)

} // namespace tst_base64

#include "tst_base64.moc"
