// SPDX-License-Identifier: MIT
// A container as Luau sees it, which knows tables only: an empty one is array and object alike.
#pragma once

#include "json/value.h"

namespace plectrum::json {

inline bool isTable(const Value& value)
{
    return value.isContainer();
}
inline bool isEmptyTable(const Value& value)
{
    return isTable(value) && value.size() == 0;
}
inline bool isArrayTable(const Value& value)
{
    return value.isArray() || isEmptyTable(value);
}

} // namespace plectrum::json
