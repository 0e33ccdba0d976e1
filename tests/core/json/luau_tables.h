// SPDX-License-Identifier: MIT
// Values as Luau sees them: an empty table is neither array nor object, so all print as [].
#pragma once

#include "json/value.h"

inline plectrum::json::Value asLuau(const plectrum::json::Value& value)
{
    using plectrum::json::Value;
    if (!value.isContainer())
        return value;
    if (value.size() == 0)
        return Value::array();
    Value result = value;
    for (std::size_t i = 0; i < value.size(); ++i) {
        result = value.isArray() ? result.withElement(i, asLuau(value.at(i)))
                                 : result.withMember(value.nameAt(i), asLuau(value.at(i)));
    }
    return result;
}
