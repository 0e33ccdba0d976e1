// SPDX-License-Identifier: MIT
#include "opencloud/data_calls.h"

#include "datastore/error.h"
#include "http/encoding.h"
#include "opencloud/response_error.h"

#include <algorithm>
#include <utility>

namespace plectrum::opencloud {

using http::isDotSegment;

namespace {

bool hasSlash(const EntryAddress& address)
{
    return address.store.contains('/') || address.scope.contains('/') || address.key.contains('/');
}

bool hasDotSegment(const EntryAddress& address)
{
    return isDotSegment(address.store) || isDotSegment(address.scope) || isDotSegment(address.key);
}

/// v2 takes such a scope for all of them.
bool isEveryScope(const EntryAddress& address)
{
    return address.scope == "-";
}

/// v2 takes the tail of such a key for a revision.
bool isAmbiguous(const EntryAddress& address)
{
    return address.key.contains('@') || isEveryScope(address);
}

/// A segment of a path that is "." or ".." is taken out on its way, encoded ones as well; what is
/// left names something else.
void checkSayable(const Protocol& protocol, const EntryAddress& address)
{
    if (protocol.isV1() || (!hasDotSegment(address) && !isEveryScope(address)))
        return;
    throw datastore::Error(
        datastore::ErrorKind::InvalidArgument,
        "v2 of Open Cloud cannot name a data store or key \".\" or \"..\", nor "
        "the scope \"-\": its paths mean something else by them. v1 can. Nothing "
        "was sent.");
}

} // namespace

DataCalls::DataCalls(Transport& transport, std::int64_t universe, ProtocolSetting setting,
                     async::Clock* clock)
    : m_transport(transport)
    , m_universe(universe)
    , m_setting(setting)
    , m_clock(clock)
{
}

const Protocol& DataCalls::protocolFor(const EntryAddress& address) const
{
    switch (m_setting) {
    case ProtocolSetting::OnlyV2:
        return protocolV2();
    case ProtocolSetting::OnlyV1:
        return protocolV1();
    case ProtocolSetting::Automatic:
        break;
    }
    const bool needsV1 = (m_encodedSlash == EncodedSlash::Fails && hasSlash(address))
        || hasDotSegment(address) || isAmbiguous(address);
    return needsV1 ? protocolV1() : protocolV2();
}

bool DataCalls::isDoubtful(const EntryAddress& address) const
{
    return m_setting == ProtocolSetting::Automatic && m_encodedSlash == EncodedSlash::Untried
        && hasSlash(address);
}

Task<Response> DataCalls::sendBy(const Protocol* protocol, Make make, CallOptions options)
{
    Request request = make(*protocol);
    request.priority = options.priority;
    request.timeLeft = std::move(options.timeLeft);
    const auto begin = m_clock ? m_clock->elapsed() : async::Duration();
    Response answer = co_await m_transport.send(std::move(request), std::move(options.stop));
    if (m_clock && answer.header("age").empty())
        m_serverTime.note(answer.header("date"), begin, m_clock->elapsed());
    co_return answer;
}

async::Time DataCalls::serverTime(const async::Clock& clock) const
{
    if (!m_clock)
        return clock.now();
    const auto time = m_serverTime.earliest(m_clock->elapsed());
    if (!time)
        throw datastore::Error(datastore::ErrorKind::Unreachable,
                               "The service has not told its time, by which locks live.");
    return *time;
}

Task<void> DataCalls::pause(int round, std::stop_token stop)
{
    constexpr std::chrono::milliseconds first(100);
    if (m_clock)
        co_await m_clock->sleep(first * (1 << std::min(round, 5)), std::move(stop));
}

Task<DataCalls::Answered> DataCalls::sendByV1(Make make, CallOptions options)
{
    Response answer = co_await sendBy(&protocolV1(), std::move(make), std::move(options));
    co_return Answered{std::move(answer), &protocolV1()};
}

Task<DataCalls::Answered> DataCalls::send(EntryAddress address, Make make, CallOptions options)
{
    const Protocol* const protocol = &protocolFor(address);
    checkSayable(*protocol, address);
    Response answer = co_await sendBy(protocol, make, options);
    if (protocol->isV1() || !isDoubtful(address))
        co_return Answered{std::move(answer), protocol};
    // The key of a new entry stands in the query, where a slash says nothing.
    if (isSuccess(answer) && make(*protocol).path.contains("%2F"))
        m_encodedSlash = EncodedSlash::Works;
    const bool mayBeMisread =
        isNotRouted(answer) || (isNotThere(answer) && make(*protocol).method == "GET");
    if (!mayBeMisread)
        co_return Answered{std::move(answer), protocol};
    co_return co_await askAgain(std::move(answer), std::move(make), std::move(options));
}

Task<bool> DataCalls::isFoundByV2(Make make, CallOptions options)
{
    co_return isSuccess(co_await sendBy(&protocolV2(), std::move(make), std::move(options)));
}

Task<DataCalls::Answered> DataCalls::askAgain(Response answer, Make make, CallOptions options)
{
    Response other = co_await sendBy(&protocolV1(), make, options);
    const bool wasRouted = !isNotRouted(answer);
    // Where both say that nothing is there, v2 was understood as far as anybody can tell.
    const bool isBetter = isSuccess(other) || (!wasRouted && !isNotRouted(other));
    if (!isBetter)
        co_return Answered{std::move(answer), &protocolV2()};
    // What v2 did not find may have been made before v1 was asked.
    const bool wasMade = wasRouted && isSuccess(other) && co_await isFoundByV2(make, options);
    if (m_encodedSlash == EncodedSlash::Untried)
        m_encodedSlash = wasMade ? EncodedSlash::Works : EncodedSlash::Fails;
    co_return Answered{std::move(other), &protocolV1()};
}

} // namespace plectrum::opencloud
