// SPDX-License-Identifier: MIT
// What an answer tells of the service's own count of requests, and how long it wants silence.
#pragma once

#include "async/clock.h"
#include "opencloud/transport.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace plectrum::opencloud {

/// A header that is a whole number, 0 or more.
std::optional<std::int64_t> wholeNumberIn(const Response& answer, std::string_view header);
/// So many seconds, within a hundred years.
async::Duration secondsOf(std::int64_t count);
/// Retry-After: a number of seconds, or a date, which is meant by the service's own clock.
std::optional<async::Duration> retryAfterOf(const Response& answer);
/// Throttled for the throughput of one key, not for the requests of all.
bool isThrottledByKey(const Response& answer);

} // namespace plectrum::opencloud
