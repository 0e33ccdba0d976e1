// SPDX-License-Identifier: MIT
#include "simulation/rush.h"

#include "simulation/watch.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

namespace plectrum::simulation {

namespace {

using async::Task;
using std::chrono::milliseconds;

/// Few, so that everybody wants the same ones; one of them is imported.
const std::vector<std::string> hotKeys{"bank", "k1", "k2", "old1"};
constexpr std::size_t queueAtMost = 60;

/// One life's way of playing.
class Rusher
{
public:
    explicit Rusher(Life* life)
        : m_life(life)
        , m_random(life->stage.seedFor(5000 + std::uint64_t(life->id)))
        , m_roundsBetweenMoves(int(m_random.integer(1, 6)))
    {
    }

    Task<void> play(std::stop_token stop)
    {
        for (int round = 0;; ++round) {
            co_await m_life->clock.sleep(milliseconds(m_random.integer(200, 20'000)), stop);
            if (m_life->running.size() >= queueAtMost)
                continue;
            if (round % m_roundsBetweenMoves == 0)
                move();
            for (auto calls = m_random.integer(4, 25); calls > 0; --calls)
                ask();
        }
    }

private:
    std::string hotKey() { return hotKeys[std::size_t(m_random.integer(0, 3))]; }
    void start(Task<void> task) { m_life->operations.start(std::move(task)); }

    /// Loads what is not there; now and then lets go of a key in the middle of everything, and asks
    /// for it again at once.
    void move()
    {
        for (const auto& key : hotKeys)
            if (!m_life->find(key) && m_random.chance(0.7))
                start(loadKey(m_life, key));
        if (m_random.chance(0.4)) {
            const auto key = hotKey();
            start(unloadKey(m_life, key));
            if (m_random.chance(0.5))
                start(loadKey(m_life, key));
        }
    }

    void ask()
    {
        const auto dice = m_random.integer(1, 100);
        if (dice <= 45)
            start(pass(m_life, chain(), m_random.integer(1, 9)));
        else if (dice <= 70)
            start(saveKey(m_life, hotKey()));
        else if (dice <= 96)
            start(grow(m_life, hotKey(), m_random.bits()));
        else
            start(look(m_life, hotKey()));
    }

    /// Two or more keys in a row, mostly all of them.
    std::vector<std::string> chain()
    {
        const auto first = std::size_t(m_random.integer(0, 3));
        const auto count = std::size_t(m_random.integer(2, 4));
        std::vector<std::string> keys;
        for (std::size_t i = 0; i < count; ++i)
            keys.push_back(hotKeys[(first + i) % hotKeys.size()]);
        return keys;
    }

    static Task<void> loadKey(Life* life, std::string key)
    {
        co_await watched(life, Operation::Load, key, answered(life->store->load(key)));
    }

    /// What the memory of a session holds now is what a save that is asked for now must carry.
    static std::optional<Life::Loaded> held(const Life& life, const std::string& key)
    {
        const auto* loaded = life.find(key);
        return loaded ? std::optional(*loaded) : std::nullopt;
    }

    static void acknowledge(Life* life, const std::string& key, const Life::Loaded& held)
    {
        life->stage.checker.saved(key, life->server, held.counts, life->stage.elapsed());
    }

    static Task<void> saveKey(Life* life, std::string key)
    {
        const auto before = held(*life, key);
        const auto isDone =
            co_await watched(life, Operation::Save, key, answered(life->store->save(key)));
        if (isDone && before && life->isStill(key, before->session))
            acknowledge(life, key, *before);
    }

    static Task<void> unloadKey(Life* life, std::string key)
    {
        for (const auto& [number, call] : life->running)
            if (call.operation == Operation::Load && call.key == key)
                co_return; // it would cancel that load, which says nothing of what is saved
        const auto before = held(*life, key);
        const auto isDone =
            co_await watched(life, Operation::Unload, key, answered(life->store->unload(key)));
        if (life->isDead() || !before || !life->isStill(key, before->session))
            co_return;
        life->keys.erase(key);
        if (isDone)
            acknowledge(life, key, *before);
    }

    /// One more edit, without coins; long or short text by the bits.
    static Task<void> grow(Life* life, std::string key, std::uint64_t bits)
    {
        const auto transform = [life, bits](const json::Value& data) {
            const auto length = std::size_t(bits % 7 == 0 ? 700 : bits % 90);
            return withCoins(data, life->server, 0)
                .withMember("pad", std::string(length, char('a' + bits % 26)));
        };
        co_await watched(life, Operation::Update, key,
                         life->store->updateImmutable(key, transform));
    }

    /// Coins go round a chain of keys: each gives and takes, so that all of them change.
    static Task<void> pass(Life* life, std::vector<std::string> keys, std::int64_t coins)
    {
        const auto after = std::make_shared<std::vector<Counts>>();
        const auto transform = [=](const store::TxData& data) {
            after->clear();
            json::Value all = json::Value::object();
            for (std::size_t i = 0; i < keys.size(); ++i) {
                const auto given = i + 1 == keys.size() ? -coins * std::int64_t(i) : coins;
                const auto now = withCoins(data.at(keys[i]), life->server, given);
                after->push_back(countsOf(now));
                all = all.withMember(keys[i], now);
            }
            return all;
        };
        const auto isDone = co_await watched(life, Operation::Transfer, keys.front(),
                                             life->store->txImmutable(keys, transform));
        if (!isDone || !*isDone)
            co_return;
        life->stage.count("transactions of the rush");
        for (std::size_t i = 0; i < keys.size(); ++i)
            life->stage.checker.saved(keys[i], life->server, (*after)[i], life->stage.elapsed());
    }

    static Task<void> look(Life* life, std::string key)
    {
        const auto began = life->stage.elapsed();
        const auto data = co_await watched(life, Operation::Peek, key, life->store->peek(key));
        if (data)
            life->stage.checker.peeked(key, *data, began, life->stage.elapsed());
    }

    Life* m_life;
    async::Random m_random;
    int m_roundsBetweenMoves;
};

} // namespace

Task<void> rush(Life* life)
{
    Rusher rusher(life);
    co_await rusher.play(life->leaving.get_token());
}

} // namespace plectrum::simulation
