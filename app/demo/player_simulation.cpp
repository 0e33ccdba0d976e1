// SPDX-License-Identifier: MIT
#include "demo/player_simulation.h"

#include "demo/demo_config.h"
#include "demo/demo_universe.h"
#include "editing/record_access.h"

#include <algorithm>
#include <utility>

namespace plectrum::app {

using async::Duration;
using async::Task;
using json::Value;

namespace {

constexpr std::size_t firstListed = 16; ///< of those who may play; they are seen at once
constexpr int oftenFrom = 16; ///< sessions; the others who may play

} // namespace

std::vector<Person> demoRegulars()
{
    const auto people = demoPeople();
    std::vector<std::pair<std::string, const Person*>> listed;
    for (const Person& person : people)
        listed.emplace_back(person.key(), &person);
    std::ranges::nth_element(listed, listed.begin() + firstListed);
    std::vector<Person> chosen;
    for (std::size_t index = 0; index < listed.size(); ++index)
        if (index < firstListed || listed[index].second->sessions >= oftenFrom)
            chosen.push_back(*listed[index].second);
    std::ranges::sort(chosen, {}, &Person::key);
    return chosen;
}

PlayerSimulation::PlayerSimulation(SimulationEnvironment ground, std::vector<Person> people,
                                   SimulationRates pace, std::function<void()> changed,
                                   std::stop_token stop)
    : m_owner(std::move(ground.owner))
    , m_store(*ground.store)
    , m_universe(*ground.universe)
    , m_clock(*ground.clock)
    , m_random(*ground.random)
    , m_people(std::move(people))
    , m_pace(pace)
    , m_changed(std::move(changed))
    , m_stop(std::move(stop))
{
}

bool PlayerSimulation::isFull() const
{
    return m_players.size() >= m_pace.players;
}

std::size_t PlayerSimulation::online() const
{
    return std::size_t(std::ranges::count_if(
        m_players, [](const auto& player) { return player.second.isOnline; }));
}

Task<void> PlayerSimulation::finished()
{
    return m_actions.finished();
}

void PlayerSimulation::next()
{
    if (leave())
        return;
    if (m_players.size() < m_pace.players)
        join();
    else
        amongPlayers();
}

/// Somebody who is not there yet comes in.
void PlayerSimulation::join()
{
    const auto index = m_random.integer(0, std::int64_t(m_people.size()) - 1);
    const Person& person = m_people[std::size_t(index)];
    const Duration visit(
        m_random.integer(m_pace.shortestVisit.count(), m_pace.longestVisit.count()));
    const auto [player, isNew] = m_players.try_emplace(
        person.key(), Player{.person = person, .leaves = m_clock.elapsed() + visit});
    if (isNew)
        begin({player->first}, &PlayerSimulation::arrive);
}

/// One whose time is over leaves; false when there is none.
bool PlayerSimulation::leave()
{
    for (const std::string& key : idleKeys()) {
        if (m_players.at(key).leaves <= m_clock.elapsed()) {
            begin({key}, &PlayerSimulation::depart);
            return true;
        }
    }
    return false;
}

void PlayerSimulation::amongPlayers()
{
    Keys idle = idleKeys();
    if (idle.empty())
        return;
    // Who it is, and with whom: the first two of a random order.
    for (std::size_t index = 0; index < std::min<std::size_t>(2, idle.size()); ++index) {
        const auto other = m_random.integer(std::int64_t(index), std::int64_t(idle.size()) - 1);
        std::swap(idle[index], idle[std::size_t(other)]);
    }
    const double roll = m_random.fraction();
    if (roll < m_pace.trades && idle.size() > 1)
        begin({idle[0], idle[1]}, &PlayerSimulation::trade);
    else if (roll < m_pace.trades + m_pace.saves)
        begin({idle[0]}, &PlayerSimulation::save);
    else
        begin({idle[0]}, &PlayerSimulation::play);
}

PlayerSimulation::Keys PlayerSimulation::idleKeys() const
{
    Keys keys;
    for (const auto& [key, player] : m_players)
        if (player.isOnline && !player.isBusy)
            keys.push_back(key);
    return keys;
}

void PlayerSimulation::lose(const std::string& key)
{
    if (m_players.erase(key) > 0)
        m_changed();
}

void PlayerSimulation::begin(const Keys& keys, Action action)
{
    for (const std::string& key : keys)
        m_players.at(key).isBusy = true;
    m_actions.start(guarded(keys, action));
}

/// Whoever something goes wrong with goes home: their lock was lost, their data is not what it was.
Task<void> PlayerSimulation::guarded(Keys keys, Action action)
{
    const auto self = shared_from_this();
    bool isDone = false;
    try {
        co_await (this->*action)(keys);
        isDone = true;
    } catch (const std::exception&) {
        // Below, for all of them.
    }
    for (const std::string& key : keys) {
        if (const auto found = m_players.find(key); found != m_players.end())
            found->second.isBusy = false;
        if (isDone || !m_players.contains(key))
            continue;
        lose(key);
        try {
            co_await m_store.unload(key);
        } catch (const std::exception&) {
            // The store is closing and unloads the key itself.
        }
    }
}

/// Nobody holds the key, and its record is one that this server understands and may write.
Task<bool> PlayerSimulation::isFree(std::string key)
{
    const auto self = shared_from_this();
    const auto stop = m_stop;
    editing::RecordAccess access(m_universe, m_clock, m_random, m_executor);
    store::KeyAddress address{.kind = store::KeyAddress::Kind::Lyra,
                              .store = std::string(demoPlayerStore),
                              .key = std::move(key)};
    const auto found = co_await access.inspect(address, stop);
    const bool isUsual = found.state == store::RecordState::Valid
        && found.transaction != store::TransactionState::Pending && found.shardCount == 0
        && found.data && isUsualPlayer(*found.data);
    co_return isUsual && !co_await access.probeLockActive(address, stop);
}

Task<void> PlayerSimulation::arrive(Keys keys)
{
    const auto self = shared_from_this();
    const std::string key = keys.front();
    const auto userId = m_players.at(key).person.userId;
    if (!co_await isFree(key)) {
        m_players.erase(key);
        co_return;
    }
    co_await m_store.load(key, {userId});
    m_players.at(key).isOnline = true;
    m_changed();
}

Task<void> PlayerSimulation::play(Keys keys)
{
    const auto self = shared_from_this();
    const std::string key = keys.front();
    const Person person = m_players.at(key).person;
    const auto transform = [crowd = self.get(), &person](const Value& data) {
        return isUsualPlayer(data)
            ? afterPlaying(data, person, crowd->m_clock.now(), crowd->m_random)
            : Value(false);
    };
    co_await m_store.updateImmutable(key, transform);
}

Task<void> PlayerSimulation::save(Keys keys)
{
    const auto self = shared_from_this();
    co_await m_store.save(keys.front());
}

Task<void> PlayerSimulation::trade(Keys keys)
{
    const auto self = shared_from_this();
    const std::string from = keys.at(0);
    const std::string to = keys.at(1);
    const auto transform = [crowd = self.get(), from, to](store::TxData& data) {
        Value& seller = data.at(from);
        Value& buyer = data.at(to);
        if (!isUsualPlayer(seller) || !isUsualPlayer(buyer))
            return Value(false);
        const auto trade = afterTrade(seller, buyer, crowd->m_random);
        if (trade) {
            seller = trade->seller;
            buyer = trade->buyer;
        }
        return Value(trade.has_value());
    };
    co_await m_store.tx(keys, transform);
}

Task<void> PlayerSimulation::depart(Keys keys)
{
    const auto self = shared_from_this();
    const std::string key = keys.front();
    co_await m_store.unload(key);
    lose(key);
}

} // namespace plectrum::app
