// SPDX-License-Identifier: MIT
// Time is passed to whatever waits or asks for it: the real clock runs on Qt's event loop, the
// simulated one (sim_clock.h) jumps. Nothing else in core asks the machine for the time.
#pragma once

#include "async/task.h"

#include <chrono>
#include <stop_token>
#include <string>
#include <string_view>

namespace plectrum::async {

using Duration = std::chrono::milliseconds;
/// UTC, in milliseconds since 1970-01-01, as Roblox's services keep times.
using Time = std::chrono::sys_time<Duration>;

class Clock
{
public:
    virtual ~Clock() = default;
    /// Wall time; may jump.
    virtual Time now() const = 0;
    /// Time since some moment; never jumps, and goes on while the machine sleeps. For time-outs and
    /// ages.
    virtual Duration elapsed() const = 0;
    /// Comes back after a duration (at once for zero or less, but always through the loop when it
    /// is more); throws Cancelled when the token stops first.
    virtual Task<void> sleep(Duration duration, std::stop_token stop = {}) = 0;
};

/// The machine's own clock; waits on the event loop of the thread that sleeps.
class EventLoopClock final : public Clock
{
public:
    Time now() const override;
    Duration elapsed() const override;
    Task<void> sleep(Duration duration, std::stop_token stop = {}) override;
};

/// RFC 3339 in UTC with milliseconds: "2025-11-23T18:00:00.000Z".
std::string toRfc3339(Time time);
/// The time of an RFC 3339 text, with or without fraction, with Z or an offset; throws
/// std::invalid_argument for anything else.
Time fromRfc3339(std::string_view text);

} // namespace plectrum::async
