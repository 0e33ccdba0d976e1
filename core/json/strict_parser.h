// SPDX-License-Identifier: MIT
// The slow and exact parser behind json::parse(): reads what simdjson refuses, either to say where
// the text is wrong, or because it is right (integers beyond 64 bits). Internal to core/json.
#pragma once

#include "json/parser.h"

#include <expected>
#include <string_view>

namespace plectrum::json {

std::expected<Value, ParseError> parseStrictly(std::string_view text,
                                               int deepest = maximumTextDepth);

} // namespace plectrum::json
