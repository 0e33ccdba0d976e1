// SPDX-License-Identifier: MIT
// Values that expire, atomic updates and limits of a mock hash map.
#include "async/sim_clock.h"
#include "datastore/error.h"
#include "mock/universe.h"
#include "support/test.h"

namespace tst_hash_map {

using namespace plectrum;
using namespace std::chrono_literals;
using datastore::ErrorKind;
using json::Value;

class HashMapTest : public QObject
{
    Q_OBJECT
    async::SimClock m_clock;

private slots:
    void valuesExpire()
    {
        mock::Universe universe(m_clock, async::Random(1));
        auto& map = universe.memoryStores().hashMap("lyra/locks/X");
        QCOMPARE(map.name(), "lyra/locks/X");
        m_clock.blockOn(map.set("k", Value("id"), 90s));
        m_clock.advance(90s - 1ms);
        QCOMPARE(m_clock.blockOn(map.get("k")), std::optional(Value("id")));
        m_clock.advance(1ms);
        QVERIFY(!m_clock.blockOn(map.get("k")));
    }

    void updateIsAtomic()
    {
        mock::Universe universe(m_clock, async::Random(1));
        auto& map = universe.memoryStores().hashMap("m");
        const auto takeFor = [&](const char* id, std::chrono::seconds ttl) {
            return m_clock.blockOn(map.update(
                "k",
                [id](const std::optional<Value>& old) -> std::optional<Value> {
                    if (old && !(*old == Value(id)))
                        return std::nullopt;
                    return Value(id);
                },
                ttl));
        };
        QCOMPARE(takeFor("A", 90s), std::optional(Value("A")));
        QVERIFY(!takeFor("B", 90s));
        QCOMPARE(m_clock.blockOn(map.get("k")), std::optional(Value("A")));
        QVERIFY(takeFor("A", 0s));
        QVERIFY(!m_clock.blockOn(map.get("k")));
        QVERIFY(takeFor("B", 90s));
        m_clock.blockOn(map.remove("k"));
        QVERIFY(!m_clock.blockOn(map.get("k")));
    }

    void observed()
    {
        std::vector<std::string> seen;
        mock::Options options;
        options.observer = [&](const mock::ObservedCall& call) {
            const auto text = [](const Value* value) {
                return value ? std::string(value->toString()) : std::string("-");
            };
            seen.push_back(std::string(nameOf(call.op)) + " " + text(call.oldValue) + " "
                           + text(call.value) + " " + std::to_string(call.ttl.count()));
        };
        mock::Universe universe(m_clock, async::Random(1), options);
        auto& map = universe.memoryStores().hashMap("m");
        const auto give = [](const char* id) {
            return [id](const auto&) { return id ? std::optional(Value(id)) : std::nullopt; };
        };
        m_clock.blockOn(map.update("k", give("A"), 90s));
        m_clock.blockOn(map.update("k", give(nullptr), 90s));
        m_clock.blockOn(map.update("k", give("A"), 0s));
        QCOMPARE(seen,
                 (std::vector<std::string>{"update - A 90", "update A - 90", "update A A 0"}));
    }

    void limits()
    {
        mock::Universe universe(m_clock, async::Random(1));
        auto& map = universe.memoryStores().hashMap("m");
        const auto fails = [&](std::string key, Value value, std::chrono::seconds ttl) {
            try {
                m_clock.blockOn(map.set(std::move(key), std::move(value), ttl));
            } catch (const datastore::Error&) {
                return true;
            }
            return false;
        };
        QVERIFY(!fails(std::string(128, 'k'), Value(1), 3'888'000s));
        QVERIFY(fails(std::string(129, 'k'), Value(1), 1s));
        QVERIFY(fails("", Value(1), 1s));
        QVERIFY(fails("k", Value(1), 3'888'001s));
        QVERIFY(fails("k", Value(1), -1s));
        QVERIFY(!fails("k", Value(std::string(32'766, 'x')), 1s));
        QVERIFY(fails("k", Value(std::string(32'767, 'x')), 1s));
        QVERIFY(fails("k", Value(), 1s));
    }

    void expiredItemsAreSweptOut()
    {
        mock::Universe universe(m_clock, async::Random(1));
        auto& map = universe.memoryStores().hashMap("m");
        for (int i = 0; i < 1000; ++i) {
            m_clock.blockOn(map.set(std::to_string(i), Value(i), 1s));
            m_clock.advance(1s);
        }
        QCOMPARE(universe.hashMapNames(), std::vector<std::string>{"m"});
        QVERIFY(universe.hashItems("m").empty());
    }
};

PLECTRUM_TEST(HashMapTest)

} // namespace tst_hash_map

#include "tst_hash_map.moc"
