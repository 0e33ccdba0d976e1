// SPDX-License-Identifier: MIT
// JSON text into nodes, after simdjson has found where its tokens start. Internal to core/json.
#pragma once

#include "json/parser.h"
#include "json/string_reader.h"
#include "json/value.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace plectrum::json {

/// What simdjson's first stage gives: it has checked UTF-8, that strings end, and that no control
/// character stands inside one.
struct Tokens
{
    std::string_view text; ///< with 64 bytes behind it that can be read
    std::span<const std::uint32_t> starts; ///< of brackets, colons, commas, strings and scalars
    int deepest; ///< levels of containers that are read
    const ProgressHandler* progress; ///< may be null
};

/// The value of the text when it is an array or an object. Nullopt: it is neither, or it is no
/// JSON, or has a member name twice, or is nested too deep, or the progress handler ended it.
std::optional<Value> readTokens(const Tokens& tokens, Unescape unescape, void* context);

} // namespace plectrum::json
