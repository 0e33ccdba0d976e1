// SPDX-License-Identifier: MIT
// json::align(): the shortest edit script, checked against the slow textbook method.
#include "json/align.h"
#include "support/test.h"

#include <random>

namespace tst_align {

using namespace plectrum::json;

namespace {

using List = std::vector<std::uint64_t>;

std::size_t longestCommon(const List& a, const List& b)
{
    std::vector<std::vector<std::size_t>> best(a.size() + 1,
                                               std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 1; i <= a.size(); ++i) {
        for (std::size_t j = 1; j <= b.size(); ++j) {
            best[i][j] = a[i - 1] == b[j - 1] ? best[i - 1][j - 1] + 1
                                              : std::max(best[i - 1][j], best[i][j - 1]);
        }
    }
    return best[a.size()][b.size()];
}

} // namespace

class TestAlign : public QObject
{
    Q_OBJECT

private slots:
    void cases();
    void isTheShortest();
    void keepsTheLimit();
};

void TestAlign::cases()
{
    QVERIFY(align(List{}, List{}, 0)->empty());
    QVERIFY((align(List{1, 2}, List{1, 2}, 0) == std::vector<Match>{{0, 0, 2}}));
    QVERIFY(
        (align(List{1, 2, 3}, List{1, 9, 2, 3}, 5) == std::vector<Match>{{0, 0, 1}, {1, 2, 2}}));
    QVERIFY(align(List{1}, List{2}, 5)->empty());
    QVERIFY(align(List{1}, List{}, 1)->empty());
}

void TestAlign::isTheShortest()
{
    std::mt19937 engine(1);
    for (int round = 0; round < 400; ++round) {
        List a(engine() % 30);
        List b(engine() % 30);
        for (List* list : {&a, &b})
            for (std::uint64_t& item : *list)
                item = engine() % (2 + static_cast<unsigned>(round) % 9);
        const auto matches = align(a, b, a.size() + b.size());
        QVERIFY(matches);
        std::size_t common = 0;
        std::size_t oldEnd = 0;
        std::size_t newEnd = 0;
        for (const Match& match : *matches) {
            QVERIFY(match.count > 0 && match.before >= oldEnd && match.after >= newEnd);
            for (std::size_t i = 0; i < match.count; ++i)
                QVERIFY(a.at(match.before + i) == b.at(match.after + i));
            oldEnd = match.before + match.count;
            newEnd = match.after + match.count;
            common += match.count;
        }
        QCOMPARE(common, longestCommon(a, b));
    }
}

void TestAlign::keepsTheLimit()
{
    const List a{1, 2, 3, 4};
    const List b{5, 2, 3, 6};
    QVERIFY(!align(a, b, 3));
    QVERIFY(align(a, b, 4));
}

PLECTRUM_TEST(TestAlign)

} // namespace tst_align

#include "tst_align.moc"
