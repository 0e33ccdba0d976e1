// SPDX-License-Identifier: MIT
// Names whose look is not their name: escaped for people, and never two names with one look.
#include "datastore/visible_text.h"
#include "json/parser.h"
#include "json/printer.h"
#include "support/test.h"

#include <map>
#include <string>
#include <vector>

namespace tst_visible_text {

using namespace plectrum;
using datastore::visibleJson;
using datastore::visibleText;

class TestVisibleText : public QObject
{
    Q_OBJECT

private slots:
    void escapesWhatCannotBeSeen_data();
    void escapesWhatCannotBeSeen();
    void differentNamesLookDifferent();
    void jsonKeepsItsValue();
};

void TestVisibleText::escapesWhatCannotBeSeen_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("shown");
    const auto row = [](const char* what, const QByteArray& name, const QByteArray& shown) {
        QTest::newRow(what) << name << shown;
    };
    row("plain", "player_1", "player_1");
    row("letters of all kinds", "Ünïcödé 公会 été 😀", "Ünïcödé 公会 été 😀");
    row("devanagari", "क़ि", "क़ि");
    row("control", "a\x1b[31m\n\x7f", "a\\u{1b}[31m\\u{a}\\u{7f}");
    row("C1", "\xc2\x9b", "\\u{9b}");
    row("right-to-left override", "abc\u202egnp", "abc\\u{202e}gnp");
    row("isolate", "\u2067x\u2069", "\\u{2067}x\\u{2069}");
    row("line separator", "a\u2028b\u2029", "a\\u{2028}b\\u{2029}");
    row("zero width", "a\u200bb\u200d\ufeff", "a\\u{200b}b\\u{200d}\\u{feff}");
    row("soft hyphen", "a\u00adb", "a\\u{ad}b");
    row("fillers", "\u3164\u115f\u2800", "\\u{3164}\\u{115f}\\u{2800}");
    row("variation selector", "a\ufe0f", "a\\u{fe0f}");
    row("tags", "a\U000e0041", "a\\u{e0041}");
    row("other spaces", "a\u00a0b\u2009c\u3000d", "a\\u{a0}b\\u{2009}c\\u{3000}d");
    row("space behind", "name ", "name\\u{20}");
    row("spaces in front", "  name", "\\u{20}\\u{20}name");
    row("space between", "first last", "first last");
    row("composed", "caf\u00e9", "caf\u00e9");
    row("decomposed", "cafe\u0301", "cafe\\u{301}");
    row("mark in front", "\u0301a", "\\u{301}a");
    row("angstrom", "\u212b", "\\u{212b}");
    row("syllable in parts", "\u1100\u1161", "\u1100\\u{1161}");
    row("backslash", "a\\b", "a\\b");
    row("looks like an escape", "a\\u{202e}", "a\\\\u{202e}");
    row("backslash, hidden", "a\\\u202e", "a\\\\\\u{202e}");
    row("no UTF-8", "a\xff", "a\\x{ff}");
}

void TestVisibleText::escapesWhatCannotBeSeen()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, shown);
    QCOMPARE(QByteArray::fromStdString(visibleText(name.toStdString())), shown);
}

/// All short names over letters that are apt to be confused.
void TestVisibleText::differentNamesLookDifferent()
{
    const std::string parts[] = {"\\", "u", "{", "20", "}", " ", "e", "\u0301", "\u00e9", "\u200b"};
    std::map<std::string, std::string> seen;
    std::vector<std::string> names{""};
    for (int length = 0; length < 4; ++length) {
        std::vector<std::string> longer;
        for (const std::string& name : names)
            for (const std::string& part : parts)
                longer.push_back(name + part);
        names = std::move(longer);
        for (const std::string& name : names) {
            const auto [other, isNew] = seen.try_emplace(visibleText(name), name);
            if (!isNew)
                QCOMPARE(other->second, name);
        }
    }
}

void TestVisibleText::jsonKeepsItsValue()
{
    const auto value =
        json::parse("{\"a\u202e\":\"x\u00a0y\u202f\u2028\u2029\u3000\U000e0041\","
                    "\"cafe\u0301\":1,\"caf\u00e9\":2,\"ok\":\"grün 公会 \\\\u00a0\"}")
            .value();
    const std::string shown = visibleJson(json::printPretty(value));
    QVERIFY(json::parse(shown).value() == value);
    QVERIFY(shown.contains("\"a\\u202e\": \"x\\u00a0y\\u202f\\u2028\\u2029\u3000\\udb40\\udc41\""));
    QVERIFY(shown.contains("\"cafe\\u0301\": 1"));
    QVERIFY(shown.contains("\"caf\u00e9\": 2"));
    QVERIFY(shown.contains("grün 公会"));
}

PLECTRUM_TEST(TestVisibleText)

} // namespace tst_visible_text

#include "tst_visible_text.moc"
