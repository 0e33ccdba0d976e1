// SPDX-License-Identifier: MIT
// JSON text (RFC 8259) into a Value, on simdjson. Strict: what is not JSON is refused with its
// place.
#pragma once

#include "json/depth.h"
#include "json/value.h"

#include <cstddef>
#include <expected>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace plectrum::json {

/// What is wrong with a text. A fact, not a sentence; the text of each stands beside it.
enum class ParseErrorKind
{
    Empty, ///< nothing but white space
    Syntax, ///< not JSON
    TrailingText, ///< more after the value
    TooDeep, ///< containers nested deeper than was asked for; the detail tells that number
    DuplicateName, ///< a member name stands twice in one object
    InvalidUtf8,
    LoneSurrogate, ///< \ud800 without its partner
    Utf16, ///< the text is UTF-16, as its byte order mark or its zero bytes tell
    NumberOutOfRange, ///< a number that no double holds, as 1e999
    ControlCharacter, ///< a raw character below U+0020 inside a string
    Unterminated, ///< the text ends inside a value
};

struct ParseError
{
    ParseErrorKind kind{};
    std::size_t offset = 0; ///< bytes from the start of the text
    std::size_t line = 1; ///< from 1
    std::size_t column = 1; ///< from 1, counted in characters (code points)
    std::string pointer; ///< RFC 6901: the value in which the error stands
    std::string detail; ///< for example the duplicate name; may be empty

    /// English for logs and command lines: what and where.
    std::string message() const;
    friend bool operator==(const ParseError&, const ParseError&) = default;
};

/// Whole numbers stay exact to the digit, however long (those beyond int64 as their digits);
/// numbers with a point or an exponent become the nearest double. A byte order mark in front is
/// passed over. Doors for the value of an entry give its limit (maximumDepth), so that an error has
/// its place. Never throws for bad text.
std::expected<Value, ParseError> parse(std::string_view text, int deepest = maximumTextDepth);

/// Called every few thousand steps of a long reading, on its thread; false ends it. Must not throw.
using ProgressHandler = std::function<bool()>;

/// The same value, or nothing when there is none or the handler ended the reading. What is wrong is
/// not looked for, which may take longer than the reading.
std::optional<Value> tryParse(std::string_view text, const ProgressHandler& progress);

} // namespace plectrum::json
