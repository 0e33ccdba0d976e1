// SPDX-License-Identifier: MIT
#include "opencloud/data_calls.h"

#include "opencloud/encoding.h"
#include "opencloud/wire_error.h"

#include <utility>

namespace plectrum::opencloud {

namespace {

bool hasSlash(const Place& place)
{
    return place.store.contains('/') || place.scope.contains('/') || place.key.contains('/');
}

bool hasDotSegment(const Place& place)
{
    return isDotSegment(place.store) || isDotSegment(place.scope) || isDotSegment(place.key);
}

} // namespace

DataCalls::DataCalls(Transport& transport, std::int64_t universe, WireSetting setting)
    : m_transport(transport)
    , m_universe(universe)
    , m_setting(setting)
{
}

const Wire& DataCalls::wireFor(const Place& place) const
{
    switch (m_setting) {
    case WireSetting::OnlyV2:
        return wireV2();
    case WireSetting::OnlyV1:
        return wireV1();
    case WireSetting::Automatic:
        break;
    }
    const bool needsV1 =
        (m_encodedSlash == EncodedSlash::Fails && hasSlash(place)) || hasDotSegment(place);
    return needsV1 ? wireV1() : wireV2();
}

bool DataCalls::isDoubtful(const Place& place) const
{
    return m_setting == WireSetting::Automatic && m_encodedSlash == EncodedSlash::Untried
        && hasSlash(place);
}

Task<Answer> DataCalls::sendBy(const Wire* wire, Make make, CallManner manner)
{
    Request request = make(*wire);
    request.priority = manner.priority;
    return m_transport.send(std::move(request), std::move(manner.stop));
}

Task<DataCalls::Answered> DataCalls::send(Place place, Make make, CallManner manner)
{
    const Wire* const wire = &wireFor(place);
    Answer answer = co_await sendBy(wire, make, manner);
    if (wire->isV1() || !isDoubtful(place))
        co_return Answered{std::move(answer), wire};
    if (isSuccess(answer))
        m_encodedSlash = EncodedSlash::Works;
    const bool mayBeMisread =
        isNotRouted(answer) || (isNotThere(answer) && make(*wire).method == "GET");
    if (!mayBeMisread)
        co_return Answered{std::move(answer), wire};
    co_return co_await askAgain(std::move(answer), std::move(make), std::move(manner));
}

Task<DataCalls::Answered> DataCalls::askAgain(Answer answer, Make make, CallManner manner)
{
    Answer other = co_await sendBy(&wireV1(), std::move(make), std::move(manner));
    const bool wasRouted = !isNotRouted(answer);
    // Where both say that nothing is there, v2 was understood as far as anybody can tell.
    const bool isBetter = isSuccess(other) || (!wasRouted && !isNotRouted(other));
    if (!isBetter)
        co_return Answered{std::move(answer), &wireV2()};
    if (m_encodedSlash == EncodedSlash::Untried)
        m_encodedSlash = EncodedSlash::Fails;
    co_return Answered{std::move(other), &wireV1()};
}

} // namespace plectrum::opencloud
