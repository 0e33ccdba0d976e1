// SPDX-License-Identifier: MIT
#include "opencloud/rate_headers.h"

#include "opencloud/response_error.h"
#include "opencloud/server_time.h"

#include <algorithm>
#include <charconv>
#include <string>

namespace plectrum::opencloud {

std::optional<std::int64_t> wholeNumberIn(const Response& answer, std::string_view header)
{
    const std::string text = answer.header(header);
    std::int64_t value = 0;
    const char* const last = text.data() + text.size();
    const auto [end, error] = std::from_chars(text.data(), last, value);
    if (error != std::errc() || end != last || value < 0)
        return std::nullopt;
    return value;
}

async::Duration secondsOf(std::int64_t count)
{
    return std::chrono::seconds(std::clamp<std::int64_t>(count, 0, 100 * 365 * 86'400LL));
}

std::optional<async::Duration> retryAfterOf(const Response& answer)
{
    constexpr std::string_view header = "retry-after";
    if (const auto count = wholeNumberIn(answer, header))
        return secondsOf(*count);
    const auto until = httpDateOf(answer.header(header));
    const auto now = httpDateOf(answer.header("date"));
    if (!until || !now)
        return std::nullopt;
    return std::max(*until - *now, async::Duration::zero());
}

bool isThrottledByKey(const Response& answer)
{
    const ErrorBody complaint = errorBodyOf(answer);
    return complaint.code.contains("Throughput") || complaint.message.contains("hroughput");
}

} // namespace plectrum::opencloud
