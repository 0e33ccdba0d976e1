// SPDX-License-Identifier: MIT
// Sends what is asked of the data stores of one universe by the wire that works: v2 first; where
// its gateway does not route names with an encoded slash, v1, which is then remembered.
#pragma once

#include "opencloud/transport.h"
#include "opencloud/wire.h"

#include <cstdint>
#include <functional>
#include <stop_token>

namespace plectrum::opencloud {

enum class WireSetting
{
    Automatic,
    OnlyV2,
    OnlyV1,
};

/// How a call is sent beside what it asks.
struct CallManner
{
    Priority priority = Priority::User;
    std::stop_token stop{};
};

class DataCalls
{
public:
    using Make = std::function<Request(const Wire&)>;
    struct Answered
    {
        Answer answer;
        const Wire* wire; ///< by which it came
    };

    /// The transport must outlive it and its tasks.
    DataCalls(Transport& transport, std::int64_t universe, WireSetting setting);

    std::int64_t universe() const { return m_universe; }
    /// The wire that would be tried first for a place.
    const Wire& wireFor(const Place& place) const;
    /// Throws datastore::Error (Unreachable) where there is no answer; a refusal is an answer.
    Task<Answered> send(Place place, Make make, CallManner manner);

private:
    enum class EncodedSlash
    {
        Untried,
        Works,
        Fails
    };
    bool isDoubtful(const Place& place) const;
    Task<Answer> sendBy(const Wire* wire, Make make, CallManner manner);
    /// What v1 says where v2's answer may come of a path that it did not understand.
    Task<Answered> askAgain(Answer answer, Make make, CallManner manner);

    Transport& m_transport;
    std::int64_t m_universe;
    WireSetting m_setting;
    EncodedSlash m_encodedSlash = EncodedSlash::Untried;
};

} // namespace plectrum::opencloud
