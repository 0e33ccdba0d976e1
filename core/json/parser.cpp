// SPDX-License-Identifier: MIT
// simdjson checks the text and leaves a tape, of which readTape() makes nodes. What either refuses
// is read once more by the strict parser, which knows the place of an error and the rarer numbers.
#include "json/parser.h"

#include "json/strict_parser.h"
#include "json/tape_reader.h"

#include <simdjson.h>

#include <cstdint>
#include <format>
#include <optional>

namespace plectrum::json {

namespace {

/// Whether the bytes that simdjson may read behind the text (and passes over) are on the same page
/// of memory as its end, so that they can be read. Else it must copy the text, which is worth
/// avoiding for a long one. The way is simdjson's own advice.
bool needsNoCopy(std::string_view text)
{
    constexpr std::uintptr_t pageSize = 4096; // or a multiple
    constexpr std::size_t longText = 65'536;
    const auto last = reinterpret_cast<std::uintptr_t>(text.data()) + text.size() - 1;
    return text.size() >= longText && last % pageSize + simdjson::SIMDJSON_PADDING < pageSize;
}

std::optional<Value> readWith(simdjson::dom::parser& parser, std::string_view text)
{
    // Deeper than what is allowed, as TapeReader counts exactly.
    constexpr std::size_t depthForSimdjson = maximumDepth + 24;
    if (parser.max_depth() != depthForSimdjson || parser.capacity() < text.size()) {
        if (parser.allocate(text.size(), depthForSimdjson) != simdjson::SUCCESS) {
            return std::nullopt;
        }
    }
    if (parser.parse(text.data(), text.size(), !needsNoCopy(text)).error() != simdjson::SUCCESS) {
        return std::nullopt;
    }
    return readTape(parser.doc.tape.get(), parser.doc.string_buf.get(), text.size());
}

/// Each thread keeps a parser with its buffers, as asking the system for them takes as long as
/// parsing. They take some ten times the text, so those of texts beyond a record's limit are not
/// kept.
std::optional<Value> readFast(std::string_view text)
{
    constexpr std::size_t largestKept = 6'000'000;
    if (text.size() > largestKept) {
        simdjson::dom::parser parser;
        return readWith(parser, text);
    }
    thread_local simdjson::dom::parser parser;
    return readWith(parser, text);
}

constexpr std::string_view describe(ParseErrorKind kind)
{
    switch (kind) {
    case ParseErrorKind::Empty:
        return "the text is empty";
    case ParseErrorKind::Syntax:
        return "this is not JSON";
    case ParseErrorKind::TrailingText:
        return "more text after the value";
    case ParseErrorKind::TooDeep:
        return "nested more than 1000 deep";
    case ParseErrorKind::DuplicateName:
        return "the member name stands twice";
    case ParseErrorKind::InvalidUtf8:
        return "invalid UTF-8";
    case ParseErrorKind::LoneSurrogate:
        return "half of a surrogate pair";
    case ParseErrorKind::NumberOutOfRange:
        return "the number is out of range";
    case ParseErrorKind::ControlCharacter:
        return "a control character inside a string";
    case ParseErrorKind::Unterminated:
        return "the text ends inside a value";
    }
    return {};
}

} // namespace

std::string ParseError::message() const
{
    std::string text = std::format("line {}, column {}: {}", line, column, describe(kind));
    if (!detail.empty()) {
        text += std::format(" ({})", detail);
    }
    if (!pointer.empty()) {
        text += std::format(", at {}", pointer);
    }
    return text;
}

std::expected<Value, ParseError> parse(std::string_view text)
{
    // simdjson passes over a byte order mark, which is no JSON.
    std::optional<Value> value;
    if (!text.starts_with("\xef\xbb\xbf")) {
        value = readFast(text);
    }
    if (!value) {
        return parseStrictly(text);
    }
    return std::move(*value);
}

} // namespace plectrum::json
