// SPDX-License-Identifier: MIT
// What the data is, given tx info and marker, and given the version that follows.
#include "json/parser.h"
#include "store/transactions.h"
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
        QCOMPARE(bad.error().place, std::string("/txPatch/0"));
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
        const auto row = [](const char* name, const char* next, TransactionState state, int coins) {
            QTest::newRow(name) << QString::fromUtf8(next) << int(state) << coins;
        };
        row("as after it", R"({"coins":9})", TransactionState::Committed, 9);
        row("as before it", R"({"coins":1})", TransactionState::RolledBack, 1);
        row("as neither", R"({"coins":5})", TransactionState::Undecided, 1);
        row("none", "", TransactionState::Undecided, 1);
    }
    void byNextVersion()
    {
        QFETCH(QString, next);
        QFETCH(int, state);
        QFETCH(int, coins);
        std::optional<TxInfo> following;
        if (!next.isEmpty())
            following = plain(next.toUtf8().constData());
        const auto result = store::resolveByNext(inside(R"({"coins":1})", setCoins), following);
        QCOMPARE(int(result->state), state);
        QCOMPARE((*result->data)["coins"].toInteger(), std::int64_t(coins));
    }

    void aPatchWithoutEffectNeedsNoDecision()
    {
        const auto result = store::resolveByNext(inside("1", "[]"), std::nullopt);
        QCOMPARE(result->state, TransactionState::Committed);
    }
};

PLECTRUM_TEST(TransactionsTest)

} // namespace tst_transactions

#include "tst_transactions.moc"
