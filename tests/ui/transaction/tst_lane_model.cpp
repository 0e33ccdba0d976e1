// SPDX-License-Identifier: MIT
// The lanes of a transaction: what each step does to the marker and the records.
#include "documents/transaction/lane_model.h"
#include "support/test.h"

#include <QAbstractItemModelTester>

namespace tst_lane_model {

using namespace plectrum;
using namespace plectrum::documents;
using store::TransactionStep;
using Kind = TransactionStep::Kind;

namespace {

LaneState stateAt(const LaneModel& model, int row)
{
    const int last = model.columnCount() - 1;
    return LaneState(model.index(row, last).data(LaneModel::StateRole).toInt());
}

} // namespace

class TestLaneModel : public QObject
{
    Q_OBJECT

private slots:
    void aRevertTakesTheRecordsBackBeforeTheMarkerGoes()
    {
        LaneModel model;
        const QAbstractItemModelTester tester(&model);
        model.begin({"ann", "bob"});
        QCOMPARE(model.rowCount(), 3);
        const auto step = [&](Kind kind, const std::string& key = {}) {
            model.add({.kind = kind, .key = key, .txId = "t"});
            QVERIFY(!model.lastSentence().isEmpty());
        };
        step(Kind::LockTaken, "ann");
        QCOMPARE(stateAt(model, 1), LaneState::Locked);
        QCOMPARE(stateAt(model, 2), LaneState::Idle);
        step(Kind::LockTaken, "bob");
        step(Kind::MarkerSet);
        QCOMPARE(stateAt(model, 0), LaneState::MarkerThere);
        step(Kind::RecordWritten, "ann");
        QCOMPARE(stateAt(model, 1), LaneState::Pending);
        QCOMPARE(stateAt(model, 2), LaneState::Locked);
        step(Kind::Reverting);
        QCOMPARE(stateAt(model, 1), LaneState::Pending);
        QCOMPARE(stateAt(model, 2), LaneState::Locked); // was not written
        step(Kind::RecordReverted, "ann");
        QCOMPARE(stateAt(model, 1), LaneState::Locked);
        QCOMPARE(stateAt(model, 0), LaneState::MarkerThere);
        step(Kind::Done);
        QCOMPARE(stateAt(model, 1), LaneState::Idle);
        QCOMPARE(stateAt(model, 2), LaneState::Idle);
        model.end(store::CommitOutcome::Reverted);
        const int last = model.columnCount() - 1;
        QVERIFY(!model.headerData(last, Qt::Horizontal).toString().isEmpty());
    }

    void theMarkerDecides()
    {
        LaneModel model;
        model.begin({"ann"});
        model.add({.kind = Kind::MarkerSet, .key = {}, .txId = "t"});
        model.add({.kind = Kind::RecordWritten, .key = "ann", .txId = "t"});
        QCOMPARE(stateAt(model, 1), LaneState::Pending);
        model.add({.kind = Kind::MarkerRemoved, .key = {}, .txId = "t"});
        QCOMPARE(stateAt(model, 1), LaneState::Written);
    }
};

PLECTRUM_TEST(TestLaneModel)

} // namespace tst_lane_model

#include "tst_lane_model.moc"
