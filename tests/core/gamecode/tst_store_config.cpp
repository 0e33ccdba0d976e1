// SPDX-License-Identifier: MIT
// The sample game's configuration with the store engine over a mock universe.
#include "async/sim_clock.h"
#include "gamecode/store_config.h"
#include "gamecode/transforms.h"
#include "mock/universe.h"
#include "store/error.h"
#include "store/session/store.h"
#include "support/test.h"

namespace tst_store_config {

using namespace plectrum;
using json::Value;

class TestStoreConfig : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_clock = std::make_unique<async::SimClock>();
        m_universe = std::make_unique<mock::Universe>(*m_clock, async::Random(1));
        m_code = std::make_shared<luau::GameCode>(
            PLECTRUM_TESTS_DIR "/data/game/src/server/Boot.server.luau", std::filesystem::path(),
            luau::Vm::Options{.clock = m_clock.get()});
        m_store = std::make_unique<store::Store>(
            gamecode::storeConfig(m_code, m_code->stores().front()), m_universe->dataStores(),
            m_universe->memoryStores(), *m_clock, m_random);
    }
    void cleanup() { m_store.reset(); }

    void newKeysStartFromTheTemplate()
    {
        m_clock->blockOn(m_store->load("1"));
        QCOMPARE(m_clock->blockOn(m_store->get("1")), m_code->stores().front().templateData);
    }

    void schemaRefusesAnUpdate()
    {
        m_clock->blockOn(m_store->load("1"));
        const auto vm = std::make_shared<luau::Vm>();
        const auto update = [&](const char* source) {
            return m_clock->blockOn(m_store->update(
                "1",
                gamecode::TransformFunction::compile(vm, source, "console").mutableTransform()));
        };
        QVERIFY(update("function(data) data.coins += 10 return true end"));
        QCOMPARE(m_clock->blockOn(m_store->get("1"))["coins"], Value(10));
        try {
            update("data.items[1].count = 0\nreturn true");
            QFAIL("must throw");
        } catch (const store::Error& error) {
            QCOMPARE(error.kind(), store::ErrorKind::Schema);
            QVERIFY2(error.text().find("number >= 1 expected, got 0") != std::string::npos,
                     error.what());
        }
        try {
            update("local x = 1\nreturn data.no.such");
            QFAIL("must throw");
        } catch (const store::Error& error) {
            QVERIFY2(error.text().find("console:2: attempt to index nil") != std::string::npos,
                     error.what());
        }
        QVERIFY_THROWS_EXCEPTION(luau::Error, update("return )"));
    }

    void loadMigratesAsTheGameWould()
    {
        auto& records = m_universe->dataStores().dataStore("lyra/records/SamplePlayers");
        const auto put = [&](const char* key, Value items) {
            const Value data = Value::object({{"coins", 5}, {"items", std::move(items)}});
            m_clock->blockOn(records.set(
                key,
                Value::object(
                    {{"appliedMigrations", Value::array()},
                     {"file", Value::object({{"data", Value::object({{"committedData", data}})}})},
                     {"orphanedFiles", Value::array()}})));
        };
        put("good", Value::array({"sword", "bow"}));
        put("none", Value::array());
        m_clock->blockOn(m_store->load("good"));
        const Value loaded = m_clock->blockOn(m_store->get("good"));
        QCOMPARE(loaded["coins"], Value(6));
        QCOMPARE(loaded["items"].at(1)["kind"], Value("bow"));
        try {
            m_clock->blockOn(m_store->load("none"));
            QFAIL("must throw");
        } catch (const store::Error& error) {
            QCOMPARE(error.kind(), store::ErrorKind::Migration);
            QVERIFY2(error.text().starts_with("Failed migration step 'countItems': "
                                              "src/server/PlayerData/Migrations/init.luau:23: "),
                     error.what());
        }
    }

private:
    std::unique_ptr<async::SimClock> m_clock;
    std::unique_ptr<mock::Universe> m_universe;
    async::Random m_random{5};
    std::shared_ptr<luau::GameCode> m_code;
    std::unique_ptr<store::Store> m_store;
};

PLECTRUM_TEST(TestStoreConfig)

} // namespace tst_store_config

#include "tst_store_config.moc"
