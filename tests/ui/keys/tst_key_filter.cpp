// SPDX-License-Identifier: MIT
#include "documents/keys/key_arena.h"
#include "documents/keys/key_filter.h"
#include "support/test.h"

#include <algorithm>
#include <random>
#include <string>
#include <vector>

namespace tst_key_filter {

using namespace plectrum::documents;

class TestKeyFilter : public QObject
{
    Q_OBJECT

private slots:
    void arenaKeepsKeys();
    void selects_data();
    void selects();
    void doesNotMatchAcrossKeys();
    void startsInTheMiddle();
    void agreesWithPlainSearch();
    void aMillionKeysAreSmall();
};

static KeyArena arenaOf(const std::vector<std::string>& keys)
{
    KeyArena arena;
    for (const auto& key : keys)
        arena.append(key);
    return arena;
}

static std::string selected(const KeyArena& keys, std::string_view text, std::size_t first = 0)
{
    std::vector<std::uint32_t> indexes;
    KeyFilter(text).select(keys, first, indexes);
    std::string names;
    for (const std::uint32_t index : indexes)
        names += std::string(keys.at(index)) + ' ';
    return names;
}

void TestKeyFilter::arenaKeepsKeys()
{
    KeyArena arena = arenaOf({"one", "", std::string("n\0ul", 4), "vier"});
    QCOMPARE(arena.size(), 4U);
    QCOMPARE(arena.at(0), "one");
    QCOMPARE(arena.at(1), "");
    QCOMPARE(arena.at(2), std::string_view("n\0ul", 4));
    QCOMPARE(arena.at(3), "vier");
    QCOMPARE(arena.occurrences('n'), 2U);
    arena.clear();
    QCOMPARE(arena.size(), 0U);
    QCOMPARE(arena.text(), "");
    QCOMPARE(arena.occurrences('n'), 0U);
}

void TestKeyFilter::selects_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("keys");
    QTest::newRow("everything") << QByteArray("") << QByteArray("Alpha beta ALPHABET Zoë z ");
    QTest::newRow("either case") << QByteArray("alpha") << QByteArray("Alpha ALPHABET ");
    QTest::newRow("upper needle") << QByteArray("BETA") << QByteArray("beta ");
    QTest::newRow("at the end") << QByteArray("bet") << QByteArray("beta ALPHABET ");
    QTest::newRow("one byte") << QByteArray("z") << QByteArray("Zoë z ");
    QTest::newRow("non-ASCII") << QByteArray("oë") << QByteArray("Zoë ");
    QTest::newRow("non-ASCII has case") << QByteArray("oË") << QByteArray("");
    QTest::newRow("nothing") << QByteArray("gamma") << QByteArray("");
    QTest::newRow("longer than all") << QByteArray("alphabetically") << QByteArray("");
}

void TestKeyFilter::selects()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, keys);
    const KeyArena arena = arenaOf({"Alpha", "beta", "ALPHABET", "Zoë", "z"});
    QCOMPARE(selected(arena, text.toStdString()), keys.toStdString());
}

void TestKeyFilter::doesNotMatchAcrossKeys()
{
    const KeyArena arena = arenaOf({"ab", "cd", "abcd", "bc"});
    QCOMPARE(selected(arena, "bc"), "abcd bc ");
}

void TestKeyFilter::startsInTheMiddle()
{
    const KeyArena arena = arenaOf({"a1", "a2", "b", "a3"});
    QCOMPARE(selected(arena, "a", 1), "a2 a3 ");
    QCOMPARE(selected(arena, "", 2), "b a3 ");
    QCOMPARE(selected(arena, "a", 4), "");
}

void TestKeyFilter::agreesWithPlainSearch()
{
    std::mt19937 random(7);
    const std::string letters = "aAbB_é";
    const auto text = [&](std::size_t longest) {
        std::string made(random() % (longest + 1), ' ');
        std::ranges::generate(made, [&] { return letters[random() % letters.size()]; });
        return made;
    };
    std::vector<std::string> keys(3000);
    std::ranges::generate(keys, [&] { return text(8); });
    const KeyArena arena = arenaOf(keys);
    for (int round = 0; round < 300; ++round) {
        const std::string needle = text(4);
        const KeyFilter filter(needle);
        std::vector<std::uint32_t> found;
        filter.select(arena, 0, found);
        std::vector<std::uint32_t> expected;
        for (std::uint32_t index = 0; index < keys.size(); ++index)
            if (filter.matches(keys[index]))
                expected.push_back(index);
        QCOMPARE(found, expected);
    }
}

void TestKeyFilter::aMillionKeysAreSmall()
{
    KeyArena arena;
    for (int i = 0; i < 1'000'000; ++i)
        arena.append("player_" + std::to_string(1'000'000'000 + i));
    std::vector<std::uint32_t> found;
    KeyFilter("PLAYER_10000123").select(arena, 0, found);
    QCOMPARE(found.size(), 100U);
    QCOMPARE(found.front(), 12'300U);
    QVERIFY2(arena.memory() < 60'000'000, qPrintable(QString::number(arena.memory())));
}

PLECTRUM_TEST(TestKeyFilter)

} // namespace tst_key_filter

#include "tst_key_filter.moc"
