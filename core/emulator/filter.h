// SPDX-License-Identifier: MIT
// The small part of CEL that the services' `filter` parameters take. Anything else is refused.
#pragma once

#include "async/clock.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plectrum::emulator {

/// The prefix of `id.startsWith("PREFIX")`; empty for an empty filter; throws ApiError else.
std::string prefixOf(std::string_view filter);

struct TimeRange
{
    std::optional<async::Time> from{}; ///< inclusive
    std::optional<async::Time> until{}; ///< inclusive
};
/// Of `revision_create_time >= T && revision_create_time <= T`, any part of it; throws ApiError
/// else.
TimeRange timeRangeOf(std::string_view filter);

/// Of a sorted map: `id > "a" && id < "b"`, or the same with sortKey; ends are exclusive.
struct ItemRange
{
    struct Bound
    {
        std::string field; ///< "id" or "sortKey"
        bool isLower = false;
        std::string text{}; ///< of a string
        std::optional<double> number{}; ///< of a sort key that is a number
    };
    std::vector<Bound> bounds{};
};
ItemRange itemRangeOf(std::string_view filter);

} // namespace plectrum::emulator
