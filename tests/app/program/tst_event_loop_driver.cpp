// SPDX-License-Identifier: MIT
#include "backends/backends.h"
#include "program/event_loop_driver.h"
#include "store/error.h"
#include "store/session/blocking_store.h"
#include "support/test.h"

#include <stdexcept>

namespace tst_event_loop_driver {

using namespace plectrum;
using namespace std::chrono_literals;
using json::Value;

namespace {

async::Task<int> answerLater(async::Clock* clock)
{
    co_await clock->sleep(20ms);
    co_return 42;
}

async::Task<void> failLater(async::Clock* clock)
{
    co_await clock->sleep(5ms);
    throw std::runtime_error("no luck");
}

async::Task<std::unique_ptr<int>> ready()
{
    co_return std::make_unique<int>(7);
}

} // namespace

class TestEventLoopDriver : public QObject
{
    Q_OBJECT

private slots:
    void waitsForWhatTakesTime();
    void throwsWhatTheTaskThrows();
    void givesWhatIsReadyAtOnce();
    void carriesTheBlockingStore();

private:
    async::EventLoopClock m_clock;
    async::InlineExecutor m_executor;
    app::EventLoopDriver m_driver;
};

void TestEventLoopDriver::waitsForWhatTakesTime()
{
    const auto before = m_clock.elapsed();
    QCOMPARE(m_driver.blockOn(answerLater(&m_clock)), 42);
    QVERIFY(m_clock.elapsed() - before >= 19ms);
}

void TestEventLoopDriver::throwsWhatTheTaskThrows()
{
    QVERIFY_THROWS_EXCEPTION(std::runtime_error, m_driver.blockOn(failLater(&m_clock)));
    // And it can be used again.
    QCOMPARE(m_driver.blockOn(answerLater(&m_clock)), 42);
}

void TestEventLoopDriver::givesWhatIsReadyAtOnce()
{
    QCOMPARE(*m_driver.blockOn(ready()), 7);
}

void TestEventLoopDriver::carriesTheBlockingStore()
{
    const auto open = app::openUniverse({.kind = datastore::UniverseSpec::Kind::Memory, .path = {}},
                                        m_clock, async::Random(1), m_executor);
    async::Random random(2);
    store::StoreConfig config;
    config.name = "PlayerData";
    config.templateData = Value::object({{"coins", 1}});
    config.schema = [](const Value&) { return std::optional<std::string>(); };
    store::Store store(std::move(config), open.universe->dataStores(),
                       open.universe->memoryStores(), m_clock, random);
    store::BlockingStore blocking(store, m_driver);
    blocking.loadAsync("anna", {1});
    QVERIFY(blocking.updateImmutableAsync(
        "anna", [](const Value& data) { return data.withMember("coins", 5); }));
    blocking.saveAsync("anna");
    QCOMPARE((*blocking.peekAsync("anna"))["coins"].toInteger(), 5);
    QVERIFY(blocking.probeLockActiveAsync("anna"));
    blocking.closeAsync();
    QVERIFY(!blocking.probeLockActiveAsync("anna"));
    QVERIFY_THROWS_EXCEPTION(store::Error, blocking.loadAsync("anna"));
}

PLECTRUM_TEST(TestEventLoopDriver)

} // namespace tst_event_loop_driver

#include "tst_event_loop_driver.moc"
