// SPDX-License-Identifier: MIT
// A transport that does what networks, gateways and services may do to a request: send it twice,
// keep it back and deliver it later, answer it otherwise; and a world of client, store and emulated
// service over it.
#pragma once

#include "cloud_world.h"
#include "editing/record_access.h"
#include "editing/transaction_access.h"

#include <functional>
#include <string>
#include <vector>

namespace plectrum::test {

class BadLine final : public opencloud::Transport
{
public:
    enum class Way
    {
        Twice, ///< sent twice; the second answer is given
        KeptBack, ///< no answer; stands in `kept` until it is delivered
        Lost, ///< done, no answer
        Refused, ///< not sent; `change` gives the answer
    };
    struct Rule
    {
        std::string method;
        std::string part; ///< of path and query
        Way way{};
        int times = 1;
    };

    explicit BadLine(opencloud::Transport& transport);
    async::Task<opencloud::Response> send(opencloud::Request request,
                                          std::stop_token stop) override;
    /// Those that were kept back arrive.
    async::Task<void> deliver();
    std::size_t count(const std::string& method, const std::string& part = {}) const;

    std::vector<Rule> rules;
    std::function<void(const opencloud::Request&)> before; ///< each request goes
    std::function<void(const opencloud::Request&, opencloud::Response&)> change; ///< of an answer
    std::vector<opencloud::Request> sent;
    std::vector<opencloud::Request> kept;

private:
    opencloud::Transport& m_transport;
};

/// A clock of a PC that goes wrong by some time.
class WrongClock final : public async::Clock
{
public:
    WrongClock(async::Clock& clock, async::Duration skew)
        : m_clock(clock)
        , m_skew(skew)
    {
    }
    async::Time now() const override { return m_clock.now() + m_skew; }
    async::Duration elapsed() const override { return m_clock.elapsed(); }
    async::Task<void> sleep(async::Duration duration, std::stop_token stop) override
    {
        return m_clock.sleep(duration, std::move(stop));
    }

private:
    async::Clock& m_clock;
    async::Duration m_skew;
};

struct BadWorld
{
    explicit BadWorld(opencloud::ProtocolSetting protocol = opencloud::ProtocolSetting::OnlyV2);

    template <typename T>
    T blockOn(async::Task<T> task)
    {
        return clock.blockOn(std::move(task));
    }
    /// Ours, through the client.
    datastore::DataStore& ours(const std::string& name);
    /// As a game server sees it.
    datastore::DataStore& theirs(const std::string& name);
    /// Another writes at once, from within a request of ours.
    void writeNow(const std::string& name, const std::string& key, json::Value value);
    /// A game server takes the lock of a key of "Game", whoever has it.
    void lockNow(const std::string& key);
    void putRecord(const std::string& key, const json::Value& data);
    /// What a game server loads at the key; throws for a damaged record.
    json::Value loaded(const std::string& key);
    /// The record's text, or "absent".
    std::string record(const std::string& key);
    std::size_t shardCount();
    static store::KeyAddress lyra(std::string key)
    {
        return {store::KeyAddress::Kind::Lyra, "Game", std::move(key)};
    }
    editing::SaveResult save(const std::string& key, std::optional<json::Value> base,
                             json::Value draft);
    /// Both keys by one transaction.
    editing::CommitResult commit(std::vector<editing::TransactionDraft> drafts);

    static constexpr const char* records = "lyra/records/Game";
    static constexpr const char* shards = "lyra/shards/Game";
    static constexpr const char* markers = "lyra/tx/Game";
    static constexpr const char* locks = "lyra/locks/Game";

    async::SimClock clock{async::fromRfc3339("2025-11-26T20:13:20Z")};
    mock::Universe there;
    emulator::Service service;
    ServiceTransport network;
    BadLine line;
    opencloud::Universe universe;
    async::Random random{3};
    async::InlineExecutor executor;
    editing::RecordAccess access;
};

json::Value coins(int count);
/// Data that needs shards.
json::Value muchData(int seed);

} // namespace plectrum::test
