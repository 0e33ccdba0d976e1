// SPDX-License-Identifier: MIT
// The recordings of the library's transactions, done with our engine. Where ours differs on purpose
// the test says so and how.
#include "replay.h"
#include "store/error.h"
#include "support/test.h"

#include <stdexcept>

namespace tst_golden_transactions {

using namespace plectrum;
using interop::Replay;
using json::Value;

namespace {

void check(Replay& replay)
{
    replay.run();
    const auto difference = replay.difference();
    QVERIFY2(difference.empty(), difference.c_str());
}

Value texts(std::initializer_list<const char*> list)
{
    std::vector<Value> values(list.begin(), list.end());
    return Value::array(std::move(values));
}

Value person(int coins, Value items = Value::array())
{
    return Value::object({{"coins", coins}, {"items", std::move(items)}});
}

Replay::Transform putting(Value data)
{
    return [data](Value& into) {
        into = data;
        return Value(true);
    };
}

/// Gives the keys p1 and p2 these coins.
Replay::TxTransform coins(Value first, Value second)
{
    return [first, second](store::TxData& data) {
        data["p1"] = data["p1"].withMember("coins", first);
        data["p2"] = data["p2"].withMember("coins", second);
        return Value(true);
    };
}

Replay::TxTransform answering(Value answer)
{
    return [answer](store::TxData&) { return answer; };
}

Replay::TxTransform keyAdded()
{
    return [](store::TxData& data) {
        data["p3"] = person(1);
        return Value(true);
    };
}

Replay::TxTransform keyRemoved()
{
    return [](store::TxData& data) {
        data.erase("p2");
        return Value(true);
    };
}

Value boom(store::TxData&)
{
    throw std::runtime_error("boom");
}

mock::FaultPlan failing(mock::Op op, const char* place, const char* key, const char* text)
{
    mock::Failure failure{.match = {.ops = {op}, .container = place, .key = key},
                          .error = {datastore::ErrorKind::Denied, text}};
    mock::FaultPlan plan;
    plan.failures.push_back(failure);
    return plan;
}

/// The next call of this kind fails, from the step of the transaction on.
void failAt(Replay& replay, std::size_t step, mock::FaultPlan plan)
{
    replay.before(step, [plan](Replay& planned) { planned.plan(plan); });
}

constexpr const char* records = "lyra/records/PlayerData";
constexpr const char* markers = "lyra/tx/PlayerData";

} // namespace

class GoldenTransactionsTest : public QObject
{
    Q_OBJECT

private slots:
    void commit()
    {
        Replay replay("06-tx-commit");
        replay.transforms(
            {putting(person(100, texts({"sword", "bow"}))), putting(person(71, texts({"bow"})))});
        replay.txTransforms({[](store::TxData& data) {
            data["p1"] = person(70, texts({"bow"}));
            data["p2"] = person(30, texts({"sword"}));
            return Value(true);
        }});
        check(replay);
    }

    void refusals()
    {
        Replay replay("07-tx-refusals");
        replay.txTransforms({answering(false), coins(5, 0), answering(true), keyAdded(),
                             keyRemoved(), coins("many", 0), boom, answering(7), answering(true),
                             coins(10, 20), answering(7), answering(false), keyRemoved(),
                             coins(11, 21)});
        // The library shows how its promises print an error, and not what was wrong.
        replay.expectError(9, "transformFunction must return a boolean");
        replay.expectError(12, "transformFunction must return data or false");
        check(replay);
    }

    void secondRecordWriteFails()
    {
        Replay replay("08a-tx-second-record-write-fails");
        replay.txTransforms({coins(1, 2)});
        failAt(
            replay, 4,
            failing(mock::Op::Set, records, "p2", "105: Serialized value exceeds 4194304 limit."));
        check(replay);
    }

    void markerRemovalFails()
    {
        Replay replay("08b-tx-marker-removal-fails");
        replay.txTransforms({coins(1, 2)});
        failAt(replay, 4, failing(mock::Op::Remove, markers, "", "403: no access"));
        check(replay);
    }

    /// The library reverts although the commit point was passed; ours sees that the marker is gone.
    void markerRemovalAnswerLost()
    {
        Replay replay("08c-tx-marker-removal-answer-lost");
        replay.txTransforms({coins(1, 2)});
        auto plan = failing(mock::Op::Remove, markers, "", "403: lost answer");
        plan.failures.front().isDone = true;
        failAt(replay, 4, plan);
        replay.expectError(4, "");
        replay.expectResult(4, true);
        replay.expectResult(5, person(1));
        replay.expectResult(6, person(2));
        replay.exceptLog({"multi-key update or tx commit failed, reverting",
                          "transaction committed successfully"});
        replay.expectWrites(6); // up to the removal; no record is written back
        replay.expectChange("p1", person(0), person(1));
        replay.expectChange("p2", person(0), person(2));
        check(replay);
        QCOMPARE(replay.peek("p1"), person(1));
        QCOMPARE(replay.peek("p2"), person(2));
    }

    void prepareFails()
    {
        Replay replay("08d-tx-prepare-fails");
        replay.txTransforms({coins(1, 2)});
        failAt(replay, 2, failing(mock::Op::Set, markers, "", "403: no access"));
        check(replay);
    }

    void versions()
    {
        Replay replay("15-versions");
        replay.waiterFirst();
        replay.exceptLog({"creating store", "key loaded successfully"}); // not recorded here
        replay.transforms(
            {putting(person(10)), putting(person(20)), putting(person(30)), putting(person(1))});
        replay.txTransforms({coins(999, 999)});
        failAt(replay, 10, failing(mock::Op::Remove, markers, "", "403: no access"));
        check(replay);
    }

    /// The library looks for the shards in the wrong store; ours reads the version.
    void shardedVersion()
    {
        Replay replay("15c-version-sharded");
        replay.expectError(3, "");
        replay.expectResult(3, replay.golden["changed"].at(1)["new"]);
        check(replay);
    }

    void changeCallbacks()
    {
        Replay replay("19-change-callbacks");
        replay.transforms({putting(person(1)), putting(person(1))});
        replay.txTransforms({coins(50, 60)});
        check(replay);
    }
};

PLECTRUM_TEST(GoldenTransactionsTest)

} // namespace tst_golden_transactions

#include "tst_golden_transactions.moc"
