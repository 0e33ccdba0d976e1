// SPDX-License-Identifier: MIT
// simdjson's tape into nodes. Internal to core/json.
#pragma once

#include "json/value.h"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace plectrum::json {

/// The value of a tape: 64-bit words, each a kind in the top byte with a number or an index below
/// (https://github.com/simdjson/simdjson/blob/master/doc/tape.md). `strings` is what simdjson keeps
/// strings in, padded by 16 bytes; `size` is that of the text. Nullopt: a member name stands twice
/// in an object, or the document is nested deeper than maximumDepth.
std::optional<Value> readTape(const std::uint64_t* tape, const std::uint8_t* strings,
                              std::size_t size);

} // namespace plectrum::json
