// SPDX-License-Identifier: MIT
// What the data is, given tx info and marker, and given the version that follows.
#include "json/parser.h"
#include "store/transaction/transactions.h"
#include "support/test.h"

namespace tst_transactions {

using namespace plectrum;
using store::TransactionState;
using store::TxInfo;

namespace {

json::Value parsed(const char* text)
{
    return json::parse(text).value();
}

TxInfo inside(const char* before, const char* patch)
{
    TxInfo info;
    info.committedData = parsed(before);
    info.txId = "T";
    info.txPatch = parsed(patch);
    return info;
}

TxInfo plain(const char* data)
{
    TxInfo info;
    info.committedData = parsed(data);
    return info;
}

const char* const setCoins = R"([{"op":"replace","path":"/coins","value":9}])";

} // namespace

class TransactionsTest : public QObject
{
    Q_OBJECT

private slots:
    void withoutTransaction()
    {
        QCOMPARE(store::resolve(plain("1"), false).value(),
                 (store::Resolved{parsed("1"), TransactionState::None}));
        QCOMPARE(store::resolve({}, true).value(),
                 (store::Resolved{std::nullopt, TransactionState::None}));
    }

    void byMarker()
    {
        const auto info = inside(R"({"coins":1})", setCoins);
        QCOMPARE(store::resolve(info, true).value(),
                 (store::Resolved{parsed(R"({"coins":1})"), TransactionState::Pending}));
        QCOMPARE(store::resolve(info, false).value(),
                 (store::Resolved{parsed(R"({"coins":9})"), TransactionState::Committed}));
    }

    void damage()
    {
        auto info = inside("{}", setCoins);
        const auto bad = store::resolve(info, false);
        QCOMPARE(bad.error().kind, store::DamageKind::BadPatch);
        QCOMPARE(bad.error().pointer, std::string("/txPatch/0"));
        QVERIFY(store::resolve(info, true)); // nobody needs the patch
        info.txPatch.reset();
        const auto none = store::resolve(info, false);
        QCOMPARE(none.error().kind, store::DamageKind::NoPatch);
        QCOMPARE(none.error().text, std::string("Transaction 'T' is committed but has no patch"));
    }

    void emptyPatchOfNoData()
    {
        TxInfo info;
        info.txId = "T";
        info.txPatch = json::Value::array();
        QCOMPARE(store::resolve(info, false).value(),
                 (store::Resolved{std::nullopt, TransactionState::Committed}));
    }

    void byNextVersion_data()
    {
        QTest::addColumn<QString>("next");
        QTest::addColumn<int>("state");
        QTest::addColumn<int>("coins");
        QTest::addColumn<bool>("isLate");
        QTest::addColumn<bool>("isInJournal");
        QTest::addColumn<int>("evidence");
        using enum TransactionState;
        using Evidence = store::TransactionEvidence;
        const auto row = [](const char* name, const char* next, bool isLate, bool isInJournal,
                            TransactionState state, int coins, Evidence evidence) {
            QTest::newRow(name) << QString::fromUtf8(next) << int(state) << coins << isLate
                                << isInJournal << int(evidence);
        };
        const char* other = R"({"coins":5})";
        row("as after it", R"({"coins":9})", false, false, Committed, 9, Evidence::NextVersion);
        row("as before it", R"({"coins":1})", false, false, RolledBack, 1, Evidence::NextVersion);
        row("as neither", other, false, false, Committed, 9, Evidence::Hour);
        row("as neither, late in its hour", other, true, false, Undecided, 1, Evidence::None);
        row("as neither, rolled back by us", other, false, true, RolledBack, 1, Evidence::Journal);
        row("none", "", false, false, Undecided, 1, Evidence::None);
        row("a removal", "removal", false, false, Committed, 9, Evidence::Hour);
        row("a removal, late in its hour", "removal", true, false, Undecided, 1, Evidence::None);
    }
    void byNextVersion()
    {
        QFETCH(QString, next);
        QFETCH(int, state);
        QFETCH(int, coins);
        QFETCH(bool, isLate);
        QFETCH(bool, isInJournal);
        QFETCH(int, evidence);
        store::Following following{{}, next == u"removal", isLate, isInJournal};
        if (!next.isEmpty() && !following.isRemoved)
            following.next = plain(next.toUtf8().constData());
        const auto result = store::resolveByNext(inside(R"({"coins":1})", setCoins), following);
        QCOMPARE(int(result->state), state);
        QCOMPARE((*result->data)["coins"].toInteger(), std::int64_t(coins));
        QCOMPARE(int(result->evidence), evidence);
    }

    void lateInAnHour()
    {
        const auto at = [](const char* time) { return async::fromRfc3339(time); };
        QVERIFY(!store::isLateInItsHour(at("2025-11-26T20:00:00Z")));
        QVERIFY(!store::isLateInItsHour(at("2025-11-26T20:54:59.999Z")));
        QVERIFY(store::isLateInItsHour(at("2025-11-26T20:55:00Z")));
        QVERIFY(store::isLateInItsHour(at("2025-11-26T20:59:59Z")));
    }

    void aPatchWithoutEffectNeedsNoDecision()
    {
        const auto result = store::resolveByNext(inside("1", "[]"), {});
        QCOMPARE(result->state, TransactionState::Committed);
    }
};

PLECTRUM_TEST(TransactionsTest)

} // namespace tst_transactions

#include "tst_transactions.moc"
