// SPDX-License-Identifier: MIT
// The request budgets of Open Cloud as data with source and date: resources/limits/open_cloud.json.
#pragma once

#include "opencloud/transport.h"

#include <cstdint>
#include <string>

namespace plectrum::opencloud {

struct RequestLimit
{
    std::int64_t base = 0; ///< a minute
    std::int64_t perPlayer = 0; ///< more for each player in the live game
    std::int64_t careful = 0; ///< until the service has answered
    std::string source{};
    std::string date{}; ///< on which the source was read

    std::int64_t perMinute(int players) const { return base + perPlayer * players; }
};

const RequestLimit& requestLimitOf(RequestKind kind);

} // namespace plectrum::opencloud
