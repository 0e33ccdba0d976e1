// SPDX-License-Identifier: MIT
// differenceOf(): the numbers of each kind, and "nothing there" on either side.
#include "documents/history/difference.h"
#include "json/parser.h"
#include "support/test.h"

namespace tst_difference {

using namespace plectrum;
using namespace plectrum::documents;

class TestDifference : public QObject
{
    Q_OBJECT

private slots:
    void kindsAreCounted()
    {
        const auto before = json::parse("{\"a\":1,\"b\":2,\"c\":3}").value();
        const auto after = json::parse("{\"a\":1,\"b\":5,\"d\":4,\"e\":[]}").value();
        const Difference difference = differenceOf(before, after);
        QCOMPARE(difference.added, std::size_t{2});
        QCOMPARE(difference.removed, std::size_t{1});
        QCOMPARE(difference.replaced, std::size_t{1});
        QCOMPARE(difference.changes.size(), std::size_t{4});
    }

    void equalValuesHaveNone() { QVERIFY(differenceOf(json::Value(1), json::Value(1)).isEmpty()); }

    void nothingIsNotNull()
    {
        QVERIFY(differenceOf({}, {}).isEmpty());
        const Difference came = differenceOf(std::nullopt, json::Value());
        QCOMPARE(came.added, std::size_t{1});
        QVERIFY(came.changes[0].pointer.isRoot());
        const Difference went = differenceOf(json::Value(7), std::nullopt);
        QCOMPARE(went.removed, std::size_t{1});
        QVERIFY(went.changes[0].before == json::Value(7));
    }
};

PLECTRUM_TEST(TestDifference)

} // namespace tst_difference

#include "tst_difference.moc"
