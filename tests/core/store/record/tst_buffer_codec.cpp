// SPDX-License-Identifier: MIT
// Buffers: base64 and zstd, both strict and bounded.
#include "async/random.h"
#include "json/parser.h"
#include "store/record/buffer_codec.h"
#include "store/record/files.h"
#include "support/test.h"

namespace tst_buffer_codec {

using namespace plectrum;
using store::DamageKind;

namespace {

std::string noise(std::size_t size)
{
    async::Random random(5);
    std::string bytes;
    while (bytes.size() < size)
        bytes.push_back(static_cast<char>(random.integer(-128, 127)));
    return bytes;
}

} // namespace

class BufferCodecTest : public QObject
{
    Q_OBJECT

private slots:
    void badBase64IsDamage()
    {
        const auto value = json::parse(R"({"m":null,"t":"buffer","base64":"AB=C"})");
        QCOMPARE(store::decodeBuffer(value.value()).error().kind, DamageKind::BadBase64);
    }

    void compressesOnlyWhenItPays()
    {
        QVERIFY(store::encodeBuffer(std::string(5000, 'x')).contains("zbase64"));
        const auto plain = store::encodeBuffer(noise(5000));
        QVERIFY(plain.contains("\"base64\""));
        QCOMPARE(store::decodeBuffer(json::parse(plain).value()).value(), noise(5000));
    }

    void aBombIsStopped()
    {
        const auto bomb = store::compress(std::string(64'000'000, '\0'));
        QVERIFY(bomb.size() < 20'000);
        const auto bytes = store::decompress(bomb, 1'000'000);
        QVERIFY(!bytes);
        QCOMPARE(bytes.error().kind, DamageKind::BadZstd);
        QVERIFY(bytes.error().text.contains("1000000"));
    }

    /// A header that promises much costs nothing until the bytes come.
    void aHeaderIsNotTrusted()
    {
        // Magic, single segment with 8 bytes of size, a size of 2^60, one empty last block.
        const std::string frame("\x28\xb5\x2f\xfd\xe0\x00\x00\x00\x00\x00\x00\x00\x10\x01\x00\x00",
                                16);
        const auto bytes = store::decompress(frame);
        QVERIFY(!bytes);
        QCOMPARE(bytes.error().kind, DamageKind::BadZstd);
    }

    void damagedFrames()
    {
        const auto frame = store::compress(std::string(3000, 'a') + noise(3000));
        for (const std::size_t size : {0UL, 1UL, 4UL, 10UL, frame.size() / 2, frame.size() - 1}) {
            const auto cut = store::decompress(frame.substr(0, size));
            QVERIFY2(!cut, std::to_string(size).c_str());
            QCOMPARE(cut.error().kind, DamageKind::BadZstd);
        }
        QVERIFY(!store::decompress(frame + "more"));
        QVERIFY(!store::decompress("no frame at all"));
        QCOMPARE(store::decompress(frame + frame).value().size(), std::size_t(12000));
    }

    void wrongShapes_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char* text :
             {"7", "{}", R"({"t":"buffer"})", R"({"t":"vector","base64":""})",
              R"({"t":"buffer","base64":7})", R"({"t":"buffer","base64":"","zbase64":""})"})
            QTest::newRow(text) << QByteArray(text);
    }
    void wrongShapes()
    {
        QFETCH(QByteArray, text);
        const auto bytes = store::decodeBuffer(json::parse(text.toStdString()).value());
        QVERIFY(!bytes);
        QCOMPARE(bytes.error().kind, DamageKind::WrongShape);
    }

    void chunks()
    {
        const std::string text = "0123456789";
        QCOMPARE(store::cutShards(text, 4), (std::vector<std::string>{"0123", "4567", "89"}));
        QCOMPARE(store::cutShards(text, 5), (std::vector<std::string>{"01234", "56789"}));
        QCOMPARE(store::cutShards(text, 10), (std::vector<std::string>{text}));
    }
};

PLECTRUM_TEST(BufferCodecTest)

} // namespace tst_buffer_codec

#include "tst_buffer_codec.moc"
