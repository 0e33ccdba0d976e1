// SPDX-License-Identifier: MIT
// The words of restoring: what becomes of migrations, what is said of versions without plain data.
#include "support/test.h"
#include "ui/save/restore_question.h"

namespace tst_restore_question {

using namespace plectrum;
using namespace plectrum::ui;
using namespace plectrum::documents;
using namespace Qt::StringLiterals;
using Migrations = std::vector<std::string>;

namespace {

store::Inspection inspection(json::Value data, std::optional<Migrations> migrations)
{
    store::Inspection made;
    made.state = store::RecordState::Valid;
    made.data = std::move(data);
    made.record = store::Record{};
    made.record->appliedMigrations = std::move(migrations);
    return made;
}

const async::Time later = async::fromRfc3339("2025-11-15T02:59:30.000Z");

} // namespace

class TestRestoreQuestion : public QObject
{
    Q_OBJECT

private slots:
    void migrationsThatDifferAreNamed()
    {
        const auto now = inspection(1, Migrations{"gold", "pets"});
        QCOMPARE(migrationsChange(now, inspection(2, Migrations{"gold", "pets"})), QString());
        const QString back = migrationsChange(now, inspection(2, Migrations{"gold", "old"}));
        QVERIFY(back.contains(u"run again at the next load: “pets”"_s));
        QVERIFY(back.contains(u"Come back to the list: “old”"_s));
        QVERIFY(!back.contains(u"gold"_s));
        QVERIFY(
            migrationsChange(now, inspection(2, Migrations{"pets", "gold"})).contains(u"order"_s));
    }

    void theQuestionSaysWhatIsWritten()
    {
        VersionPoint version;
        const auto question = restoreQuestion(inspection(1, Migrations{"gold"}), version,
                                              inspection(2, Migrations{}), later);
        QVERIFY(question.explanation.contains(u"own list of applied migrations"_s));
        QVERIFY(question.explanation.contains(u"user ids and attributes"_s));
        QVERIFY(question.explanation.contains(u"“gold”"_s));
        QVERIFY(question.before == json::Value(1));
        QVERIFY(question.after == json::Value(2));
        store::Inspection plain;
        plain.state = store::RecordState::Plain;
        plain.data = 3;
        QVERIFY(
            !restoreQuestion(plain, version, plain, later).explanation.contains(u"migrations"_s));
    }

    void damageUnderItIsNamed()
    {
        VersionPoint version;
        store::Inspection damaged;
        damaged.state = store::RecordState::Damaged;
        damaged.entry.emplace().info.updatedTime = later - std::chrono::hours(2);
        const auto question = restoreQuestion(damaged, version, inspection(2, {}), later);
        QVERIFY(question.explanation.contains(u"is damaged. It stays in the history"_s));
        QVERIFY(!question.before);
        damaged.state = store::RecordState::NotLyra;
        QVERIFY(restoreQuestion(damaged, version, inspection(2, {}), later)
                    .explanation.contains(u"not Lyra's"_s));
    }

    void whatTheHourTakesIsSaid()
    {
        auto now = inspection(1, {});
        now.entry.emplace().info.updatedTime = later - std::chrono::minutes(1);
        QVERIFY(restoreQuestion(now, {}, inspection(2, {}), later)
                    .explanation.contains(u"will be gone"_s));
        now.entry->info.updatedTime = later - std::chrono::hours(1);
        QVERIFY(restoreQuestion(now, {}, inspection(2, {}), later)
                    .explanation.contains(u"stays in the history"_s));
    }

    void versionsWithoutDataSayWhy()
    {
        VersionPoint version;
        QVERIFY(!stateWithoutData(version, inspection(1, {})));
        store::Inspection damaged;
        damaged.state = store::RecordState::Damaged;
        damaged.damage = store::Damage{store::DamageKind::MissingShard, "/file", "Missing shard 2"};
        QVERIFY(stateWithoutData(version, damaged)->title.contains(u"damaged"_s));
        QVERIFY(!stateWithoutData(version, damaged)->explanation.isEmpty());
        QVERIFY(stateWithoutData(version, {})->title.contains(u"gone"_s));
        version.deleted = true;
        QVERIFY(stateWithoutData(version, {})->title.contains(u"removed"_s));
    }

    void anUndecidedTransactionIsExplained()
    {
        auto version = inspection(1, {});
        QCOMPARE(transactionNote(version), QString());
        version.transaction = store::TransactionState::Undecided;
        QVERIFY(transactionNote(version).contains(u"nothing tells any more"_s));
    }
};

PLECTRUM_TEST(TestRestoreQuestion)

} // namespace tst_restore_question

#include "tst_restore_question.moc"
