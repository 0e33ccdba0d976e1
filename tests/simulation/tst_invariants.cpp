// SPDX-License-Identifier: MIT
// The invariants hold for 200 seeds, a seed replays to the last event, every path is exercised, and
// the checker finds a deliberate defect for each of its invariants.
#include "simulation/world.h"
#include "support/test.h"

namespace tst_invariants {

using namespace plectrum::simulation;

namespace {

constexpr int seeds = 200;
constexpr int cloudSeeds = 20; // the program runs more of them: simulation --cloud

QString described(const Result& result)
{
    const auto text = "seed " + std::to_string(result.seed) + " violates \""
        + std::string(nameOf(result.violation->invariant)) + "\": " + result.violation->text + "\n"
        + result.lastEvents + "replay: simulation --first-seed " + std::to_string(result.seed)
        + " --seeds 1 --trace";
    return QString::fromStdString(text);
}

Options optionsOf(std::uint64_t seed, Defect defect = Defect::None)
{
    Options options;
    options.seed = seed;
    options.defect = defect;
    return options;
}

} // namespace

class InvariantsTest : public QObject
{
    Q_OBJECT

private slots:
    void invariantsHold();
    void invariantsHoldThroughTheCloud();
    void aSeedReplays();
    void everyPathIsExercised();
    void defectsAreFound_data();
    void defectsAreFound();

private:
    Summary m_summary;
};

void InvariantsTest::invariantsHold()
{
    for (int seed = 1; seed <= seeds; ++seed) {
        const auto result = runSeed(optionsOf(std::uint64_t(seed)));
        if (result.violation)
            QFAIL(qPrintable(described(result)));
        m_summary.add(result.summary);
    }
}

void InvariantsTest::invariantsHoldThroughTheCloud()
{
    Summary summary;
    for (int seed = 1; seed <= cloudSeeds; ++seed) {
        auto options = optionsOf(std::uint64_t(seed));
        options.isCloud = true;
        const auto result = runSeed(options);
        if (result.violation)
            QFAIL((qPrintable(described(result)) + std::string(" --cloud")).c_str());
        summary.add(result.summary);
    }
    for (const char* fact : {"requests that came late", "requests that were sent twice",
                             "answers that were lost", "requests that were lost"}) {
        const auto found = summary.facts.find(fact);
        QVERIFY2(found != summary.facts.end() && found->second > 0, fact);
    }
}

void InvariantsTest::aSeedReplays()
{
    const auto first = runSeed(optionsOf(7));
    const auto again = runSeed(optionsOf(7));
    const auto other = runSeed(optionsOf(8));
    QVERIFY(first.summary.events > 500);
    QCOMPARE(again.traceHash, first.traceHash);
    QCOMPARE(again.summary.events, first.summary.events);
    QVERIFY(other.traceHash != first.traceHash);
}

/// Of the seeds that invariantsHold() ran.
void InvariantsTest::everyPathIsExercised()
{
    QCOMPARE(m_summary.runs, seeds);
    for (std::size_t i = 0; i < operationCount; ++i) {
        const auto& outcomes = m_summary.operations[i];
        QVERIFY2(outcomes.done > 0 && outcomes.failed > 0, nameOf(Operation(i)).data());
    }
    for (std::size_t i = 0; i < faultCount; ++i)
        QVERIFY2(m_summary.faults[i] > 0, nameOf(Fault(i)).data());
    for (const char* fact :
         {"calls that outlived their sender", "runs of the rush", "transactions of the rush",
          "crashes", "crashes right after a call", "lost locks", "orderly closes",
          "runs with locks in a data store", "runs with locks in a hash map",
          "transaction markers left behind", "transactions committed",
          "transactions that change one key", "unsaved data kept as a draft",
          "sharded records written", "records migrated"})
        QVERIFY2(m_summary.facts[fact] > 0, fact);
}

void InvariantsTest::defectsAreFound_data()
{
    QTest::addColumn<int>("defect");
    QTest::addColumn<QList<int>>("invariants");
    const auto row = [](Defect defect, std::initializer_list<Invariant> invariants) {
        QList<int> numbers;
        for (const auto invariant : invariants)
            numbers << int(invariant);
        QTest::newRow(nameOf(defect).data()) << int(defect) << numbers;
    };
    row(Defect::LostUpdate, {Invariant::SavedStays});
    row(Defect::HalfCommit, {Invariant::Coins});
    row(Defect::DoubleLock, {Invariant::OneHolder});
    row(Defect::LostOrphan, {Invariant::ShardsNamed});
    row(Defect::StaleRead, {Invariant::FreshLoad});
    row(Defect::StalePeek, {Invariant::FreshRead});
    row(Defect::NoLock, {Invariant::WritesUnderLock});
    row(Defect::LostShard, {Invariant::Readable});
    row(Defect::NoAnswer, {Invariant::Ends});
    row(Defect::EndlessLock, {Invariant::Quiet});
}

void InvariantsTest::defectsAreFound()
{
    QFETCH(int, defect);
    QFETCH(QList<int>, invariants);
    constexpr int tried = 10; // the same seeds hold without the defect: invariantsHold()
    int found = 0;
    for (int seed = 1; seed <= tried; ++seed) {
        const auto result = runSeed(optionsOf(std::uint64_t(seed), Defect(defect)));
        if (result.violation && invariants.contains(int(result.violation->invariant)))
            ++found;
    }
    QVERIFY2(found > 0, "the checker does not see it");
}

PLECTRUM_TEST(InvariantsTest)

} // namespace tst_invariants

#include "tst_invariants.moc"
