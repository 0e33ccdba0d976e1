// SPDX-License-Identifier: MIT
// Listing, looking, saving drafts: under the lock, merged, in Lyra's format, never half.
#include "store/error.h"
#include "store_world.h"
#include "support/test.h"

#include <algorithm>
#include <string_view>
#include <vector>

namespace tst_record_access {

using namespace plectrum;
using namespace plectrum::store;
using namespace plectrum::editing;

namespace {

const auto withUsers = [] {
    datastore::WriteOptions options;
    options.userIds = {7, 8};
    options.attributes = parsed(R"({"region":"eu"})");
    return options;
}();

/// Data of over one shard that does not compress.
json::Value largeData()
{
    async::Random random(9);
    std::vector<json::Value> items;
    for (int i = 0; i < 150'000; ++i)
        items.emplace_back(random.guid());
    return json::Value::object({{"items", json::Value::array(std::move(items))}});
}

} // namespace

class RecordAccessTest : public QObject
{
    Q_OBJECT

private slots:
    void tellsTheLogWhatItDoes()
    {
        StoreWorld world;
        world.putRecord("k", R"({"a":1})");
        std::vector<LogMessage> messages;
        RecordAccess access(world.universe, world.clock, world.random, world.executor,
                            [&](const LogMessage& message) { messages.push_back(message); });
        world.clock.blockOn(access.saveDraft(StoreWorld::lyra("k"), parsed(R"({"a":1})"),
                                             parsed(R"({"a":2})"), SaveOptions{}));
        const auto reported = [&](std::string_view text) {
            const auto found = std::ranges::find(messages, text, &LogMessage::message);
            return found == messages.end() ? std::string() : json::print(found->context["key"]);
        };
        QCOMPARE(reported("lock acquired successfully"), R"("k")");
        QCOMPARE(reported("key written"), R"("k")");
    }
    void theSchemaIsCheckedAfterTheMerge()
    {
        StoreWorld world;
        world.putRecord("k", R"({"a":1,"b":1})");
        const auto sumIsSmall = [](const json::Value& data) -> std::optional<std::string> {
            if (data["a"].toInteger() + data["b"].toInteger() > 4)
                return "too much";
            return std::nullopt;
        };
        const auto save = [&](const char* draft) {
            return world.clock.blockOn(world.access.saveDraft(
                StoreWorld::lyra("k"), parsed(R"({"a":1,"b":1})"), parsed(draft),
                SaveOptions{.lockWait = 0ms, .schema = sumIsSmall}));
        };
        world.putRecord("k", R"({"a":1,"b":3})"); // somebody else's, fine by itself
        const auto before = world.everything();
        const auto result = save(R"({"a":2,"b":1})");
        QCOMPARE(result.outcome, SaveOutcome::Refused);
        QCOMPARE(result.schemaProblem, std::string("too much"));
        QCOMPARE(json::print(result.written), std::string(R"({"a":2,"b":3})"));
        QCOMPARE(world.everything(), before);
        QVERIFY(!world.isLocked("k"));
        QCOMPARE(save(R"({"a":0,"b":1})").outcome, SaveOutcome::Saved);
        QCOMPARE(world.data("k"), std::string(R"({"a":0,"b":3})"));
    }

    void listsStores()
    {
        StoreWorld world;
        for (const char* name :
             {"lyra/records/Game", "lyra/shards/Game", "lyra/tx/Game", "lyra/locks/Game", "Scores",
              "lyra/records/Áé", "lyra/shards/Orphan", "lyra/records/", "Another"})
            world.put(name, "k", "1");
        using enum KeyAddress::Kind;
        const std::vector<StoreListing> expected{
            {Lyra, "Game"},           {Lyra, "Áé"},
            {Plain, "Another"},       {Plain, "Scores"},
            {Plain, "lyra/records/"}, {Plain, "lyra/shards/Orphan"}};
        QVERIFY(world.clock.blockOn(world.access.listStores()) == expected);
    }

    void listsKeysByPrefix()
    {
        StoreWorld world;
        for (const char* key : {"b2", "a1", "b1"})
            world.putRecord(key, "1");
        const auto page =
            world.clock.blockOn(world.access.listKeys({KeyAddress::Kind::Lyra, "Game"}, {"b"}));
        QCOMPARE(page.items.size(), std::size_t(2));
        QCOMPARE(page.items[0].key, std::string("b1"));
    }

    void inspectsRecord()
    {
        StoreWorld world;
        world.putRecord("k", R"({"coins":1})", withUsers);
        const auto inspection = world.inspect("k");
        QCOMPARE(inspection.state, RecordState::Valid);
        QCOMPARE(json::print(*inspection.data), std::string(R"({"coins":1})"));
        QCOMPARE(inspection.dataSize, std::size_t(11));
        QCOMPARE(inspection.record->appliedMigrations->at(0), std::string("m1"));
        QCOMPARE(inspection.entry->info.userIds, withUsers.userIds);
        QCOMPARE(world.inspect("nobody").state, RecordState::Absent);
    }

    void inspectsPlain()
    {
        StoreWorld world;
        world.put("Scores", "k", R"({"file":1})");
        const auto inspection = world.clock.blockOn(world.access.inspect(StoreWorld::plain("k")));
        QCOMPARE(inspection.state, RecordState::Plain);
        QVERIFY(inspection.isEditable());
        QCOMPARE(json::print(*inspection.data), std::string(R"({"file":1})"));
    }

    void savesAndKeepsWhatIsBeside()
    {
        StoreWorld world;
        world.put("lyra/records/Game", "k",
                  R"({"appliedMigrations":["m1"],"file":{"data":{"committedData":{"coins":1}}},
                      "orphanedFiles":[],"ofLater":{"x":[1]}})",
                  withUsers);
        const auto result =
            world.save(StoreWorld::lyra("k"), parsed(R"({"coins":1})"), parsed(R"({"coins":2})"));
        QCOMPARE(result.outcome, SaveOutcome::Saved);
        QCOMPARE(json::print(result.written), std::string(R"({"coins":2})"));
        QCOMPARE(json::print(result.newest), std::string(R"({"coins":1})"));
        QCOMPARE(world.record("k"),
                 std::string(R"({"appliedMigrations":["m1"],"file":{"data":{"committedData":)"
                             R"({"coins":2}}},"ofLater":{"x":[1]},"orphanedFiles":[]})"));
        const auto inspection = world.inspect("k");
        QCOMPARE(inspection.entry->info.version, result.version);
        QCOMPARE(inspection.entry->info.userIds, withUsers.userIds);
        QVERIFY(inspection.entry->info.attributes == withUsers.attributes);
        QVERIFY(!world.isLocked("k"));
    }

    void mergesWithTheNewest()
    {
        StoreWorld world;
        world.putRecord("k", R"({"coins":1,"level":5})");
        const auto result = world.save(StoreWorld::lyra("k"), parsed(R"({"coins":1,"level":1})"),
                                       parsed(R"({"coins":9,"level":1})"));
        QCOMPARE(result.outcome, SaveOutcome::Saved);
        QCOMPARE(world.data("k"), std::string(R"({"coins":9,"level":5})"));
    }

    void conflictsWriteNothing()
    {
        StoreWorld world;
        world.putRecord("k", R"({"coins":5})");
        const auto before = world.everything();
        const auto result =
            world.save(StoreWorld::lyra("k"), parsed(R"({"coins":1})"), parsed(R"({"coins":9})"));
        QCOMPARE(result.outcome, SaveOutcome::Conflicts);
        QCOMPARE(result.conflicts.size(), std::size_t(1));
        QCOMPARE(result.conflicts[0].pointer.toString(), std::string("/coins"));
        QCOMPARE(json::print(result.written), std::string(R"({"coins":9})"));
        QCOMPARE(json::print(result.newest), std::string(R"({"coins":5})"));
        QCOMPARE(world.everything(), before);
        QVERIFY(!world.isLocked("k"));
    }

    void absentKeys()
    {
        StoreWorld world;
        const auto made = world.save(StoreWorld::lyra("new"), std::nullopt, parsed("{}"));
        QCOMPARE(made.outcome, SaveOutcome::Saved);
        // Without a list the library takes all steps as applied.
        QCOMPARE(world.record("new"),
                 std::string(R"({"file":{"data":{"committedData":{}}},"orphanedFiles":[]})"));
        const auto taken = world.save(StoreWorld::lyra("new"), std::nullopt, parsed("1"));
        QCOMPARE(taken.outcome, SaveOutcome::Conflicts);
        const auto same = world.save(StoreWorld::lyra("new"), std::nullopt, parsed("{}"));
        QCOMPARE(same.outcome, SaveOutcome::Unchanged);
        world.remove("lyra/records/Game", "new");
        const auto gone = world.save(StoreWorld::lyra("new"), parsed("{}"), parsed("1"));
        QCOMPARE(gone.outcome, SaveOutcome::Conflicts);
        QVERIFY(!gone.conflicts.at(0).theirs);
        QCOMPARE(world.record("new"), std::string("absent"));
    }

    void unchangedWritesNothing()
    {
        StoreWorld world;
        world.putRecord("k", R"({"coins":5})");
        const auto before = world.everything();
        const auto base = parsed(R"({"coins":1})");
        QCOMPARE(world.save(StoreWorld::lyra("k"), base, base).outcome, SaveOutcome::Unchanged);
        QCOMPARE(world.save(StoreWorld::lyra("k"), base, parsed(R"({"coins":5})")).outcome,
                 SaveOutcome::Unchanged);
        QCOMPARE(world.everything(), before);
    }

    void aHeldLockIsWaitedFor()
    {
        StoreWorld world;
        world.putRecord("k", "1");
        auto& locks = world.universe.memoryStores().hashMap("lyra/locks/Game");
        world.clock.blockOn(locks.set("k", "SERVER", 90s));
        QVERIFY(world.isLocked("k"));
        const auto before = world.everything();
        const auto start = world.clock.elapsed();
        const auto save = [&](std::chrono::milliseconds wait) {
            return world.clock
                .blockOn(
                    world.access.saveDraft(StoreWorld::lyra("k"), parsed("1"), parsed("2"), wait))
                .outcome;
        };
        QCOMPARE(save(0ms), SaveOutcome::Locked);
        QVERIFY(world.clock.elapsed() == start);
        QCOMPARE(save(10s), SaveOutcome::Locked);
        QVERIFY(world.clock.elapsed() - start == 10s);
        QCOMPARE(world.everything(), before);
        QCOMPARE(save(85s), SaveOutcome::Saved);
        QCOMPARE(world.data("k"), std::string("2"));
    }

    /// Where the game may lock in a data store, both kinds of lock count.
    void dataStoreLocksCountToo()
    {
        StoreWorld world;
        world.putRecord("k", "1");
        world.put("lyra/locks/Game", "k", R"("SERVER")");
        QVERIFY(world.isLocked("k"));
        QCOMPARE(world.save(StoreWorld::lyra("k"), parsed("1"), parsed("2")).outcome,
                 SaveOutcome::Locked);
        world.clock.advance(90s);
        QVERIFY(!world.isLocked("k"));
        QCOMPARE(world.save(StoreWorld::lyra("k"), parsed("1"), parsed("2")).outcome,
                 SaveOutcome::Saved);
        QCOMPARE(world.stored("lyra/locks/Game", "k"), std::string("absent"));
        QVERIFY(!world.isLocked("k"));
    }

    void largeDataIsSharded()
    {
        StoreWorld world;
        const auto data = largeData();
        const auto made = world.save(StoreWorld::lyra("k"), std::nullopt, data);
        QCOMPARE(made.outcome, SaveOutcome::Saved);
        auto inspection = world.inspect("k");
        QVERIFY(*inspection.data == data);
        QVERIFY(inspection.shardCount >= 1);
        QVERIFY(inspection.shardSize > 1'000'000);
        const auto old = std::get<ShardedFile>(inspection.record->file);
        const auto less = world.save(StoreWorld::lyra("k"), data, parsed("{}"));
        QCOMPARE(less.outcome, SaveOutcome::Saved);
        inspection = world.inspect("k");
        QCOMPARE(inspection.shardCount, std::int64_t(0));
        QVERIFY(std::get<ShardedFile>(inspection.record->orphanedFiles.at(0)) == old);
        QCOMPARE(world.stored("lyra/shards/Game", old.shard + "-1"), std::string("absent"));
        // The next save forgets shards that are gone.
        world.save(StoreWorld::lyra("k"), parsed("{}"), parsed("1"));
        QVERIFY(world.inspect("k").record->orphanedFiles.empty());
    }

    /// Shards that could not be removed stay named until a later save has removed them.
    void orphansAreNotForgotten()
    {
        StoreWorld world;
        const auto data = largeData();
        world.save(StoreWorld::lyra("k"), std::nullopt, data);
        const auto old = std::get<ShardedFile>(world.inspect("k").record->file);
        mock::FaultPlan plan;
        plan.failures.push_back(failureOf(mock::Op::Remove, datastore::ErrorKind::Denied,
                                          "403: no access", "lyra/shards/Game"));
        plan.failures.back().times = mock::Failure::always;
        world.universe.setFaultPlan(plan);
        world.save(StoreWorld::lyra("k"), data, parsed("1"));
        world.save(StoreWorld::lyra("k"), parsed("1"), parsed("2"));
        QVERIFY(world.inspect("k").record->orphanedFiles == std::vector<File>{old});
        QVERIFY(world.stored("lyra/shards/Game", old.shard + "-1") != "absent");
        world.universe.setFaultPlan({});
        world.save(StoreWorld::lyra("k"), parsed("2"), parsed("3"));
        QVERIFY(world.inspect("k").record->orphanedFiles.empty());
        QCOMPARE(world.stored("lyra/shards/Game", old.shard + "-1"), std::string("absent"));
    }

    /// A damaged record may name the very file that it holds.
    void anOrphanThatIsInUseIsKept()
    {
        StoreWorld world;
        const auto data = largeData();
        world.save(StoreWorld::lyra("k"), std::nullopt, data);
        const auto record = parsed(world.record("k"));
        const auto odd = record.withMember("orphanedFiles", json::Value::array({record["file"]}));
        world.put("lyra/records/Game", "k", json::print(odd));
        mock::FaultPlan plan;
        plan.failures.push_back(failureOf(mock::Op::Set, datastore::ErrorKind::Denied,
                                          "403: no access", "lyra/records/Game"));
        world.universe.setFaultPlan(plan);
        QVERIFY_THROWS_EXCEPTION(Error, world.save(StoreWorld::lyra("k"), data, parsed("1")));
        QVERIFY(*world.inspect("k").data == data);
    }

    void aFailedShardLeavesNothing()
    {
        StoreWorld world;
        world.putRecord("k", "1");
        const auto before = world.record("k");
        mock::FaultPlan plan;
        plan.failures.push_back(failureOf(mock::Op::Set, datastore::ErrorKind::Denied,
                                          "403: no access", "lyra/records/Game"));
        world.universe.setFaultPlan(plan);
        try {
            world.save(StoreWorld::lyra("k"), parsed("1"), largeData());
            QFAIL("saved");
        } catch (const Error& error) {
            QCOMPARE(error.text(), std::string("403: no access"));
            QVERIFY(!error.isOutcomeUnknown());
        }
        QCOMPARE(world.record("k"), before);
        const auto shards = world.clock.blockOn(world.store("lyra/shards/Game").listKeys({}));
        QVERIFY(shards.items.empty());
        QVERIFY(!world.isLocked("k"));
    }

    void aLostAnswerIsReadBack()
    {
        StoreWorld world;
        world.putRecord("k", "1");
        world.universe.setFaultPlan(lostAnswer(mock::Op::Set, "lyra/records/Game"));
        const auto result = world.save(StoreWorld::lyra("k"), parsed("1"), parsed("2"));
        QCOMPARE(result.outcome, SaveOutcome::Saved);
        QCOMPARE(world.inspect("k").entry->info.version, result.version);

        world.put("Scores", "k", "1");
        world.universe.setFaultPlan(lostAnswer(mock::Op::Set, "Scores"));
        const auto plain = world.save(StoreWorld::plain("k"), parsed("1"), parsed("2"));
        QCOMPARE(plain.outcome, SaveOutcome::Saved);
        QCOMPARE(world.stored("Scores", "k"), std::string("2"));
    }

    void anUnfinishedTransactionIsLeftAlone()
    {
        StoreWorld world;
        world.put("lyra/tx/Game", "T", "false");
        world.put("lyra/records/Game", "k",
                  R"({"appliedMigrations":[],"file":{"data":{"committedData":1,"txId":"T",
                      "txPatch":[]}},"orphanedFiles":[]})");
        const auto before = world.everything();
        const auto inspection = world.inspect("k");
        QCOMPARE(inspection.transaction, TransactionState::Pending);
        QCOMPARE(*inspection.txId, std::string("T"));
        const auto result = world.save(StoreWorld::lyra("k"), parsed("1"), parsed("2"));
        QCOMPARE(result.outcome, SaveOutcome::NotWritable);
        QCOMPARE(result.damage->kind, DamageKind::InTransaction);
        QCOMPARE(world.everything(), before);
        world.remove("lyra/tx/Game", "T");
        QCOMPARE(world.save(StoreWorld::lyra("k"), parsed("1"), parsed("2")).outcome,
                 SaveOutcome::Saved);
        QCOMPARE(world.inspect("k").transaction, TransactionState::None);
    }

    /// Somebody who ignores the lock writes between our read and our write.
    void aWriteInBetweenIsMerged()
    {
        StoreWorld world;
        world.putRecord("k", R"({"coins":1,"level":1})");
        mock::FaultPlan slow;
        slow.minimumLatency = 1s;
        slow.maximumLatency = 1s;
        world.universe.setFaultPlan(slow);
        auto task =
            world.access.saveDraft(StoreWorld::lyra("k"), parsed(R"({"coins":1,"level":1})"),
                                   parsed(R"({"coins":2,"level":1})"), 0ms);
        // The record was read at 3 s (after the list and the lock) and is written at 4 s.
        world.clock.advance(3500ms);
        world.universe.setFaultPlan({});
        world.putRecord("k", R"({"coins":1,"level":7})");
        const auto result = world.clock.blockOn(std::move(task));
        QCOMPARE(result.outcome, SaveOutcome::Saved);
        QCOMPARE(world.data("k"), std::string(R"({"coins":2,"level":7})"));
    }

    void plainStores()
    {
        StoreWorld world;
        world.put("Scores", "k", R"({"a":1,"b":1})", withUsers);
        const auto result = world.save(StoreWorld::plain("k"), parsed(R"({"a":1,"b":2})"),
                                       parsed(R"({"a":3,"b":2})"));
        QCOMPARE(result.outcome, SaveOutcome::Saved);
        QCOMPARE(world.stored("Scores", "k"), std::string(R"({"a":3,"b":1})"));
        const auto entry = world.clock.blockOn(world.store("Scores").get("k"));
        QCOMPARE(entry->info.userIds, withUsers.userIds);
        QCOMPARE(world
                     .save(StoreWorld::plain("k"), parsed(R"({"a":0,"b":1})"),
                           parsed(R"({"a":9,"b":1})"))
                     .outcome,
                 SaveOutcome::Conflicts);
        QCOMPARE(world.save(StoreWorld::plain("new"), std::nullopt, parsed("1")).outcome,
                 SaveOutcome::Saved);
    }

    void cancelledWhileWaiting()
    {
        StoreWorld world;
        auto& locks = world.universe.memoryStores().hashMap("lyra/locks/Game");
        world.clock.blockOn(locks.set("k", "SERVER", 90s));
        std::stop_source stop;
        auto task = world.access.saveDraft(StoreWorld::lyra("k"), std::nullopt, parsed("1"), 60s,
                                           stop.get_token());
        world.clock.advance(5s);
        stop.request_stop();
        QVERIFY_THROWS_EXCEPTION(async::Cancelled, world.clock.blockOn(std::move(task)));
        QCOMPARE(world.record("k"), std::string("absent"));
    }
};

PLECTRUM_TEST(RecordAccessTest)

} // namespace tst_record_access

#include "tst_record_access.moc"
