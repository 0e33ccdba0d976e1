// SPDX-License-Identifier: MIT
// Sends what is asked of the data stores of one universe by the wire that works: v2 first; where
// its gateway does not route names with an encoded slash, v1, which is then remembered.
#pragma once

#include "async/clock.h"
#include "opencloud/protocol.h"
#include "opencloud/protocol_setting.h"
#include "opencloud/server_time.h"
#include "opencloud/transport.h"

#include <cstdint>
#include <functional>
#include <stop_token>

namespace plectrum::opencloud {

/// How a call is sent beside what it asks.
struct CallOptions
{
    Priority priority = Priority::User;
    std::stop_token stop{};
    datastore::TimeLeft timeLeft{}; ///< see Request::timeLeft

    /// The same for looking what a request has come to, which nothing may hinder.
    CallOptions forLooking() const { return {priority, {}, {}}; }
};

class DataCalls
{
public:
    using Make = std::function<Request(const Protocol&)>;
    struct Answered
    {
        Response answer;
        const Protocol* protocol; ///< by which it came
    };

    /// The transport and the clock, if there is one, must outlive it and its tasks.
    DataCalls(Transport& transport, std::int64_t universe, ProtocolSetting setting,
              async::Clock* clock = nullptr);

    std::int64_t universe() const { return m_universe; }
    /// The wire that would be tried first for a place.
    const Protocol& protocolFor(const EntryAddress& address) const;
    /// Throws datastore::Error (Unreachable) where there is no answer; a refusal is an answer.
    Task<Answered> send(EntryAddress address, Make make, CallOptions options);
    /// The same by v1; only where mayUseV1().
    Task<Answered> sendByV1(Make make, CallOptions options);
    bool mayUseV1() const { return m_setting != ProtocolSetting::OnlyV2; }
    /// What time it is at least at the service. Without a clock of its own: by `clock`. Throws
    /// datastore::Error (Unreachable) while no answer has told it.
    async::Time serverTime(const async::Clock& clock) const;
    /// Waits longer after each round of something, if there is a clock.
    Task<void> pause(int round, std::stop_token stop);

private:
    enum class EncodedSlash
    {
        Untried,
        Works,
        Fails
    };
    bool isDoubtful(const EntryAddress& address) const;
    Task<Response> sendBy(const Protocol* protocol, Make make, CallOptions options);
    /// Whether v2, asked again, finds what v1 has just given.
    Task<bool> isFoundByV2(Make make, CallOptions options);
    /// What v1 says where v2's answer may come of a path that it did not understand.
    Task<Answered> askAgain(Response answer, Make make, CallOptions options);

    Transport& m_transport;
    std::int64_t m_universe;
    ProtocolSetting m_setting;
    async::Clock* m_clock;
    ServerTime m_serverTime;
    EncodedSlash m_encodedSlash = EncodedSlash::Untried;
};

} // namespace plectrum::opencloud
