// SPDX-License-Identifier: MIT
// Times as the columns of a universe file hold them: milliseconds since 1970.
#pragma once

#include "async/clock.h"

#include <cstdint>

namespace plectrum::mock {

inline std::int64_t toNumber(async::Time time)
{
    return time.time_since_epoch().count();
}
inline async::Time toTime(std::int64_t number)
{
    return async::Time(async::Duration(number));
}

} // namespace plectrum::mock
