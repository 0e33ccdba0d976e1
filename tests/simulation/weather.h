// SPDX-License-Identifier: MIT
// What befalls the calls of servers, drawn from the seed: how bad a run is as a whole, and the fate
// of each call. After calm() every call is done at once.
#pragma once

#include "async/clock.h"
#include "async/random.h"
#include "datastore/error.h"
#include "mock/call.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace plectrum::simulation {

using async::Duration;

enum class Fault
{
    None,
    Failed, ///< not done, and said so
    Refused, ///< as failed, with an error that is not tried again
    Throttled, ///< not done
    Lost, ///< done, and its answer is an error
    TimedOut, ///< a late error, undone
    TimedOutDone, ///< a late error, done
    DoneLater, ///< an error at once, and done later than that
};
inline constexpr std::size_t faultCount = 8;
std::string_view nameOf(Fault fault);

struct Fate
{
    Fault fault = Fault::None;
    Duration before{}; ///< until the call arrives and is done
    Duration after{}; ///< until its answer is back
    Duration later{}; ///< for DoneLater: from its error until it is done
    bool crashesSender = false; ///< right after the call was done, before the answer

    bool isDone() const
    {
        return fault == Fault::None || fault == Fault::Lost || fault == Fault::TimedOutDone;
    }
};

/// The error that a fault answers with.
datastore::Error errorOf(Fault fault, mock::Op op);

class Weather
{
public:
    /// No single call takes longer than this, there and back.
    static constexpr Duration longestCall = std::chrono::seconds(20);
    /// Nor is one that was reported as failed done later than that.
    static constexpr Duration latest = std::chrono::seconds(40);

    explicit Weather(std::uint64_t seed, Duration storm);
    Fate decide(mock::Op op, Duration now);
    void calm() { m_isCalm = true; }
    bool isCalm() const { return m_isCalm; }
    /// How long a server lives until it crashes or is closed, and how long it is away then.
    Duration lifetime();
    Duration downtime();
    bool endsByCrash() { return m_random.chance(m_crashShare); }

private:
    struct Outage
    {
        bool isMemoryStore = false;
        Duration from{};
        Duration until{};
    };
    Fault faultFor(mock::Op op, Duration now);
    Duration latency();
    double upTo(double most) { return m_random.fraction() * most; }

    async::Random m_random;
    bool m_isCalm = false;
    Duration m_usual{};
    double m_slowRate = 0;
    double m_failRate = 0;
    double m_refuseRate = 0;
    double m_lostRate = 0;
    double m_timeOutRate = 0;
    double m_laterRate = 0;
    double m_crashRate = 0;
    double m_crashShare = 0;
    std::vector<Outage> m_outages;
};

} // namespace plectrum::simulation
