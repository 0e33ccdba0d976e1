// SPDX-License-Identifier: MIT
// json::utf8: which bytes are characters.
#include "json/utf8.h"
#include "support/test.h"

#include <QString>

namespace tst_utf8 {

using namespace plectrum::json;

class TestUtf8 : public QObject
{
    Q_OBJECT

private slots:
    void everyCodePoint();
    void badSequences();
    void counts();
};

void TestUtf8::everyCodePoint()
{
    for (char32_t c = 0; c <= 0x10ffff; c += c < 0x3000 || c > 0x10ff00 ? 1 : 7) {
        if (c >= 0xd800 && c <= 0xdfff)
            continue;
        std::string text;
        utf8::append(text, c);
        QVERIFY(utf8::sequenceLength(text) == text.size());
        QVERIFY(QString::fromUcs4(&c, 1).toUtf8().toStdString() == text);
        QVERIFY(utf8::sequenceLength(text.substr(0, text.size() - 1)) == 0);
    }
}

void TestUtf8::badSequences()
{
    for (const char* bad : {"\x80", "\xbf", "\xc0\x80", "\xc1\xbf", "\xc3", "\xc3(", "\xe0\x9f\xbf",
                            "\xed\xa0\x80", "\xed\xbf\xbf", "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80",
                            "\xf5\x80\x80\x80", "\xff", "\xf0\x9f\x98"}) {
        QCOMPARE(utf8::sequenceLength(bad), 0U);
        QVERIFY(!utf8::isValid(bad));
        QVERIFY(!utf8::isValid(std::string("a") + bad));
    }
    QVERIFY(utf8::isValid(""));
    QVERIFY(utf8::isValid("a\xc3\xbc"));
}

void TestUtf8::counts()
{
    QCOMPARE(utf8::countCharacters(""), 0U);
    QCOMPARE(utf8::countCharacters("a\xc3\xbc\xe5\x90\x8d\xf0\x9f\x98\x80"), 4U);
    QCOMPARE(utf8::countCharacters("\xff\xff"), 2U);
}

PLECTRUM_TEST(TestUtf8)

} // namespace tst_utf8

#include "tst_utf8.moc"
