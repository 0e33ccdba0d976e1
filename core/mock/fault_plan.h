// SPDX-License-Identifier: MIT
// What shall go wrong in a mock universe, as data, and what carries it out. Chance comes from the
// universe's random source: the same seed and calls, the same faults.
#pragma once

#include "async/clock.h"
#include "async/random.h"
#include "datastore/error.h"
#include "mock/call.h"

#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace plectrum::mock {

using async::Duration;

/// Which calls a fault is for; what is empty matches all.
struct CallMatch
{
    std::vector<Op> ops{};
    std::string container{}; ///< name of the data store or hash map
    std::string key{};

    bool matches(Op op, std::string_view callContainer, std::string_view callKey) const;
};

/// The next calls of a kind fail: those after the first `skip`, `times` of them.
struct Failure
{
    static constexpr int always = std::numeric_limits<int>::max();

    CallMatch match{};
    datastore::Error error;
    int skip = 0;
    int times = 1;
    /// The call is done and its answer lost: the error then says that the outcome is unknown.
    bool isDone = false;
};

/// Matching calls are throttled from one moment of the universe to another.
struct Throttling
{
    CallMatch match{};
    Time from = Time::min();
    Time until = Time::max(); ///< exclusive
};

/// Before the call after `afterCalls` calls the universe's clock goes forward or back.
struct ClockJump
{
    int afterCalls = 0;
    Duration by{};
};

struct FaultPlan
{
    Duration minimumLatency{}; ///< each call takes between these, evenly
    Duration maximumLatency{};
    double errorRate = 0; ///< part of all calls that fail with `error`, undone
    datastore::Error error{datastore::ErrorKind::Unreachable, "502: API Services rejected request"};
    double lostAnswerRate = 0; ///< part of the writes that are done and reported as failed
    std::vector<Failure> failures{};
    std::vector<Throttling> throttlings{};
    std::vector<ClockJump> clockJumps{};
};

/// What happens to one call: it takes its time, then fails undone, or is done and fails, or is
/// done.
struct CallOutcome
{
    Duration latency{};
    std::optional<datastore::Error> error;
    bool isDone = false;
};

/// As the services say it: "302: SetAsync request dropped. ...", "RequestThrottled".
datastore::Error throttled(Op op);

/// Carries a plan out.
class Faults
{
public:
    void setPlan(FaultPlan plan);
    const FaultPlan& plan() const { return m_plan; } ///< what is left of it
    /// False when no call is touched in any way.
    bool isActive() const { return m_isActive; }
    /// How far the universe's clock is from the one that it was given.
    Duration clockOffset() const { return m_clockOffset; }
    /// The fate of the next call at `now`; counts it.
    CallOutcome decide(Op op, std::string_view container, std::string_view key, Time now,
                       async::Random& random);

private:
    void jumpClock();
    std::optional<Failure> nextFailure(Op op, std::string_view container, std::string_view key);
    bool isThrottled(Op op, std::string_view container, std::string_view key, Time now) const;

    FaultPlan m_plan;
    bool m_isActive = false;
    int m_calls = 0;
    Duration m_clockOffset{};
};

} // namespace plectrum::mock
