// SPDX-License-Identifier: MIT
#include "opencloud/data_calls.h"

#include "datastore/error.h"
#include "http/encoding.h"
#include "opencloud/wire_error.h"

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
void checkSayable(const Protocol& wire, const EntryAddress& address)
{
    if (wire.isV1() || (!hasDotSegment(address) && !isEveryScope(address)))
        return;
    throw datastore::Error(
        datastore::ErrorKind::InvalidArgument,
        "v2 of Open Cloud cannot name a data store or key \".\" or \"..\", nor "
        "the scope \"-\": its paths mean something else by them. v1 can. Nothing "
        "was sent.");
}

} // namespace

DataCalls::DataCalls(Transport& transport, std::int64_t universe, WireSetting setting,
                     async::Clock* clock)
    : m_transport(transport)
    , m_universe(universe)
    , m_setting(setting)
    , m_clock(clock)
{
}

const Protocol& DataCalls::wireFor(const EntryAddress& address) const
{
    switch (m_setting) {
    case WireSetting::OnlyV2:
        return wireV2();
    case WireSetting::OnlyV1:
        return wireV1();
    case WireSetting::Automatic:
        break;
    }
    const bool needsV1 = (m_encodedSlash == EncodedSlash::Fails && hasSlash(address))
        || hasDotSegment(address) || isAmbiguous(address);
    return needsV1 ? wireV1() : wireV2();
}

bool DataCalls::isDoubtful(const EntryAddress& address) const
{
    return m_setting == WireSetting::Automatic && m_encodedSlash == EncodedSlash::Untried
        && hasSlash(address);
}

Task<Response> DataCalls::sendBy(const Protocol* wire, Make make, CallOptions manner)
{
    Request request = make(*wire);
    request.priority = manner.priority;
    request.timeLeft = std::move(manner.timeLeft);
    const auto begin = m_clock ? m_clock->elapsed() : async::Duration();
    Response answer = co_await m_transport.send(std::move(request), std::move(manner.stop));
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

Task<DataCalls::Answered> DataCalls::sendByV1(Make make, CallOptions manner)
{
    Response answer = co_await sendBy(&wireV1(), std::move(make), std::move(manner));
    co_return Answered{std::move(answer), &wireV1()};
}

Task<DataCalls::Answered> DataCalls::send(EntryAddress address, Make make, CallOptions manner)
{
    const Protocol* const wire = &wireFor(address);
    checkSayable(*wire, address);
    Response answer = co_await sendBy(wire, make, manner);
    if (wire->isV1() || !isDoubtful(address))
        co_return Answered{std::move(answer), wire};
    // The key of a new entry stands in the query, where a slash says nothing.
    if (isSuccess(answer) && make(*wire).path.contains("%2F"))
        m_encodedSlash = EncodedSlash::Works;
    const bool mayBeMisread =
        isNotRouted(answer) || (isNotThere(answer) && make(*wire).method == "GET");
    if (!mayBeMisread)
        co_return Answered{std::move(answer), wire};
    co_return co_await askAgain(std::move(answer), std::move(make), std::move(manner));
}

Task<bool> DataCalls::isFoundByV2(Make make, CallOptions manner)
{
    co_return isSuccess(co_await sendBy(&wireV2(), std::move(make), std::move(manner)));
}

Task<DataCalls::Answered> DataCalls::askAgain(Response answer, Make make, CallOptions manner)
{
    Response other = co_await sendBy(&wireV1(), make, manner);
    const bool wasRouted = !isNotRouted(answer);
    // Where both say that nothing is there, v2 was understood as far as anybody can tell.
    const bool isBetter = isSuccess(other) || (!wasRouted && !isNotRouted(other));
    if (!isBetter)
        co_return Answered{std::move(answer), &wireV2()};
    // What v2 did not find may have been made before v1 was asked.
    const bool wasMade = wasRouted && isSuccess(other) && co_await isFoundByV2(make, manner);
    if (m_encodedSlash == EncodedSlash::Untried)
        m_encodedSlash = wasMade ? EncodedSlash::Works : EncodedSlash::Fails;
    co_return Answered{std::move(other), &wireV1()};
}

} // namespace plectrum::opencloud
