// SPDX-License-Identifier: MIT
// What a session could not save because its lock was lost is found again as a draft.
#include "activity/unsaved_data.h"
#include "activity_world.h"
#include "store/session/store.h"
#include "support/test.h"

namespace tst_unsaved_data {

using namespace plectrum;
using namespace plectrum::store;
using namespace plectrum::editing;
using test::ActivityWorld;

class TestUnsavedData : public QObject
{
    Q_OBJECT

private slots:
    void becomesADraft()
    {
        ActivityWorld world;
        world.putRecord("a", R"({"coins":1})");
        StoreConfig config;
        config.name = "Game";
        config.templateData = parsed(R"({"coins":0})");
        config.schema = [](const json::Value&) -> std::optional<std::string> { return {}; };
        config.migrationSteps = {
            MigrationStep{.name = "m1", .apply = [](const json::Value& data) { return data; }}};
        config.onUnsavedData = activity::keepUnsavedData(world.journalFile->drafts(), "/u", "Game",
                                                         world.errorHandler());
        Store store(std::move(config), world.universe.dataStores(), world.universe.memoryStores(),
                    world.clock, world.random);
        world.clock.blockOn(store.load("a"));
        world.clock.blockOn(store.update("a", [](json::Value& data) {
            data = data.withMember("coins", 5);
            return json::Value(true);
        }));
        auto& locks = world.universe.memoryStores().hashMap("lyra/locks/Game");
        world.clock.blockOn(locks.set("a", json::Value("another server"), 3600s));
        world.clock.advance(10min);
        const auto found = world.journalFile->drafts()->recover("/u");
        QCOMPARE(found.drafts.size(), std::size_t(1));
        QCOMPARE(found.drafts[0].address.key, "a");
        QCOMPARE(json::print(found.drafts[0].value), R"({"coins":5})");
        QVERIFY(!found.drafts[0].base.data);
        QVERIFY(world.troubles.empty());
        world.clock.blockOn(store.close());
    }
};

PLECTRUM_TEST(TestUnsavedData)

} // namespace tst_unsaved_data

#include "tst_unsaved_data.moc"
