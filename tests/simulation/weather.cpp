// SPDX-License-Identifier: MIT
#include "simulation/weather.h"

#include "mock/fault_plan.h"

#include <algorithm>

namespace plectrum::simulation {

using datastore::Error;
using datastore::ErrorKind;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

std::string_view nameOf(Fault fault)
{
    static constexpr std::array<std::string_view, faultCount> names{
        "none",        "failed",    "refused",         "throttled",
        "answer lost", "timed out", "timed out, done", "done later"};
    return names[std::size_t(fault)];
}

Error errorOf(Fault fault, mock::Op op)
{
    const bool isMap = mock::isHashMapOp(op);
    switch (fault) {
    case Fault::Throttled:
        return mock::throttled(op);
    case Fault::Refused:
        return {ErrorKind::InvalidArgument, "105: refused"};
    default:
        break;
    }
    Error error(ErrorKind::Unreachable, isMap ? "InternalError" : "502: no answer");
    // Who gets no answer cannot know whether a write was done.
    const bool isUnknown = fault != Fault::Failed && mock::isWriteOp(op);
    return isUnknown ? Error(std::move(error).withUnknownOutcome()) : error;
}

Weather::Weather(std::uint64_t seed, Duration storm)
    : m_random(seed)
{
    m_usual = milliseconds(m_random.integer(4, 300));
    m_crashShare = m_random.chance(0.2) ? 0 : 0.6;
    if (m_random.chance(0.1)) // a fine day: nothing fails but servers
        return;
    m_slowRate = upTo(0.03);
    m_failRate = upTo(0.06);
    m_refuseRate = upTo(0.004);
    m_lostRate = upTo(0.06);
    m_timeOutRate = upTo(0.015);
    m_laterRate = upTo(0.02);
    m_crashRate = m_crashShare > 0 ? upTo(0.004) : 0;
    for (auto count = m_random.integer(0, 3); count > 0; --count) {
        const Duration from(m_random.integer(0, storm.count()));
        m_outages.push_back({m_random.chance(0.5), from, from + seconds(m_random.integer(3, 75))});
    }
}

Duration Weather::latency()
{
    if (m_slowRate > 0 && m_random.chance(m_slowRate))
        return milliseconds(m_random.integer(500, 12'000));
    return milliseconds(m_random.integer(1, m_usual.count()));
}

Fault Weather::faultFor(mock::Op op, Duration now)
{
    const bool isMap = mock::isHashMapOp(op);
    for (const auto& outage : m_outages)
        if (outage.isMemoryStore == isMap && outage.from <= now && now < outage.until)
            return Fault::Throttled;
    double dice = m_random.fraction();
    const auto hits = [&dice](double rate) {
        dice -= rate;
        return dice < 0;
    };
    if (hits(m_failRate))
        return Fault::Failed;
    if (hits(m_refuseRate))
        return Fault::Refused;
    if (hits(m_timeOutRate))
        return Fault::TimedOut;
    if (!mock::isWriteOp(op))
        return Fault::None;
    if (hits(m_lostRate))
        return Fault::Lost;
    if (hits(m_timeOutRate))
        return Fault::TimedOutDone;
    if (hits(m_laterRate))
        return Fault::DoneLater;
    return Fault::None;
}

Fate Weather::decide(mock::Op op, Duration now)
{
    Fate fate;
    if (m_isCalm) {
        fate.before = milliseconds(1);
        return fate;
    }
    fate.fault = faultFor(op, now);
    fate.before = latency();
    fate.after = m_random.chance(0.5) ? Duration() : latency() / 2;
    if (fate.fault == Fault::TimedOut || fate.fault == Fault::TimedOutDone)
        fate.after = std::max<Duration>(fate.after, milliseconds(m_random.integer(2000, 8000)));
    if (fate.fault == Fault::DoneLater)
        fate.later = milliseconds(m_random.integer(1, latest.count()));
    fate.crashesSender = m_crashRate > 0 && m_random.chance(m_crashRate);
    return fate;
}

Duration Weather::lifetime()
{
    return milliseconds(m_random.integer(5'000, milliseconds(minutes(9)).count()));
}

Duration Weather::downtime()
{
    return milliseconds(m_random.integer(500, 60'000));
}

} // namespace plectrum::simulation
