// SPDX-License-Identifier: MIT
// Runs a script in a place of the universe (a Luau execution task) and waits for what it returns.
#pragma once

#include "async/clock.h"
#include "json/value.h"
#include "opencloud/transport.h"

#include <cstdint>
#include <stop_token>
#include <string>
#include <string_view>

namespace plectrum::opencloud {

struct TaskPlace
{
    std::int64_t universe = 0;
    std::int64_t placeId = 0;
};

struct TaskTimes
{
    std::chrono::seconds longestRun{30}; ///< of the script
    async::Duration firstPoll = std::chrono::milliseconds(1500); ///< after it was sent
    async::Duration pollInterval = std::chrono::seconds(3); ///< keeps far from 45 a minute
    async::Duration patience = std::chrono::seconds(60); ///< in all
};

/// Gives the list of what the script returned. Throws datastore::Error: Denied with the scope that
/// is missing; Throttled; Unreachable, with isOutcomeUnknown() where the script may have run. The
/// transport and the clock must outlive it.
Task<json::Value> runLuauTask(Transport* transport, async::Clock* clock, TaskPlace place,
                              std::string script, Priority priority, TaskTimes times = {},
                              std::stop_token stop = {});

/// The script with `name` replaced by a Luau literal that is the text `value`, whatever is in it.
std::string withArgument(std::string_view script, std::string_view name, std::string_view value);

} // namespace plectrum::opencloud
