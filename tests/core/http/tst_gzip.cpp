// SPDX-License-Identifier: MIT
// http::gzip(): what gunzip, as zlib has it, makes the same text of.
#include "http/gzip.h"
#include "support/test.h"

#include <QByteArray>

#include <string>

namespace tst_gzip {

using plectrum::http::gzip;

class TestGzip : public QObject
{
    Q_OBJECT

private slots:
    void comesBack_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("short") << QByteArray("{}");
        QTest::newRow("repeated") << QByteArray(1'000'000, 'x');
        QByteArray mixed;
        for (int i = 0; i < 100'000; ++i)
            mixed += QByteArray::number(i * 7919 % 1'000'003);
        QTest::newRow("mixed") << mixed;
    }

    void comesBack()
    {
        QFETCH(QByteArray, text);
        const std::string packed = gzip(text.toStdString());
        QVERIFY(packed.starts_with("\x1f\x8b\x08"));
        QVERIFY(text.size() < 1000 || packed.size() < std::size_t(text.size()));
        // The deflated text between head and tail, with zlib's own around it for Qt.
        constexpr qsizetype head = 10;
        constexpr qsizetype tail = 8;
        QByteArray zlib("\x78\x01");
        zlib += QByteArray::fromStdString(packed).sliced(head).chopped(tail);
        quint32 a = 1;
        quint32 b = 0;
        for (const char letter : text) { // Adler-32
            a = (a + static_cast<unsigned char>(letter)) % 65521;
            b = (b + a) % 65521;
        }
        const auto bigEndian = [](quint32 number) {
            QByteArray bytes;
            for (int shift = 24; shift >= 0; shift -= 8)
                bytes += char(number >> shift & 0xff);
            return bytes;
        };
        zlib = bigEndian(quint32(text.size())) + zlib + bigEndian(b << 16 | a);
        QCOMPARE(qUncompress(zlib), text);
    }
};

PLECTRUM_TEST(TestGzip)

} // namespace tst_gzip

#include "tst_gzip.moc"
