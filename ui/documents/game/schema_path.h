// SPDX-License-Identifier: MIT
// Which place of data the message of a schema speaks of, as the checkers of `t` word it:
// "[interface] bad value for coins:", "bad value for key 3:", one in the other.
#pragma once

#include "json/pointer.h"
#include "json/value.h"

#include <optional>
#include <string_view>

namespace plectrum::documents {

/// As far as the message names places that are there; nullopt when it names none. A field that is
/// missing is told at the object that lacks it.
std::optional<json::Pointer> placeInMessage(std::string_view message, const json::Value& data);

} // namespace plectrum::documents
