// SPDX-License-Identifier: MIT
// simdjson finds where tokens start, of which readTokens() makes nodes. What either refuses is read
// once more by the strict parser, which knows the place of an error.
#include "json/parser.h"

#include "json/strict_parser.h"
#include "json/text_reader.h"

#include <simdjson.h>

#include <cstdint>
#include <format>
#include <optional>
#include <span>
#include <string>

namespace plectrum::json {

namespace {

/// Whether the bytes that may be read behind the text (and are passed over) are on the same page of
/// memory as its end, so that they can be read. Else the text must be copied, which is worth
/// avoiding for a long one. The way is simdjson's own advice.
bool needsNoCopy(std::string_view text)
{
#ifdef __SANITIZE_ADDRESS__
    return text.empty(); // it counts as an error
#else
    constexpr std::uintptr_t pageSize = 4096; // or a multiple
    constexpr std::size_t longText = 65'536;
    const auto last = reinterpret_cast<std::uintptr_t>(text.data()) + text.size() - 1;
    return text.size() >= longText && last % pageSize + simdjson::SIMDJSON_PADDING < pageSize;
#endif
}

const std::uint8_t* asBytes(const char* text)
{
    return reinterpret_cast<const std::uint8_t*>(text);
}

/// simdjson's first stage with its buffers.
class Scanner
{
public:
    std::optional<Value> read(std::string_view text, int deepest, const ProgressHandler* progress)
    {
        // Without any text nothing is allocated yet.
        if (text.empty())
            return std::nullopt;
        if (m_parser.capacity() < text.size()
            && m_parser.allocate(text.size()) != simdjson::SUCCESS) {
            return std::nullopt;
        }
        if (!needsNoCopy(text)) {
            m_padded.reserve(text.size() + simdjson::SIMDJSON_PADDING);
            m_padded.assign(text);
            m_padded.append(simdjson::SIMDJSON_PADDING, ' ');
            text = std::string_view(m_padded).substr(0, text.size());
        }
        auto& stages = *m_parser.implementation;
        if (stages.stage1(asBytes(text.data()), text.size(), simdjson::stage1_mode::regular)
            != simdjson::SUCCESS) {
            return std::nullopt;
        }
        const std::span starts(stages.structural_indexes.get(), stages.n_structural_indexes);
        return readTokens({text, starts, deepest, progress}, unescape, &stages);
    }

private:
    static char* unescape(void* stages, const char* from, char* to)
    {
        const auto* parser = static_cast<simdjson::internal::dom_parser_implementation*>(stages);
        std::uint8_t* const out = reinterpret_cast<std::uint8_t*>(to);
        return reinterpret_cast<char*>(parser->parse_string(asBytes(from), out, false));
    }

    simdjson::dom::parser m_parser;
    std::string m_padded;
};

/// Each thread keeps a scanner with its buffers, as asking the system for them takes as long as
/// parsing. They take some five times the text, so those of texts beyond a record's limit are not
/// kept.
std::optional<Value> readFast(std::string_view text, int deepest, const ProgressHandler* progress)
{
    constexpr std::size_t largestKept = 6'000'000;
    if (text.size() > largestKept)
        return Scanner().read(text, deepest, progress);
    thread_local Scanner scanner;
    return scanner.read(text, deepest, progress);
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
        return "nested too deep";
    case ParseErrorKind::DuplicateName:
        return "the member name stands twice";
    case ParseErrorKind::InvalidUtf8:
        return "invalid UTF-8";
    case ParseErrorKind::LoneSurrogate:
        return "half of a surrogate pair";
    case ParseErrorKind::Utf16:
        return "the text is UTF-16; only UTF-8 is read";
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
    if (!detail.empty())
        text += std::format(" ({})", detail);
    if (!pointer.empty())
        text += std::format(", at {}", pointer);
    return text;
}

std::expected<Value, ParseError> parse(std::string_view text, int deepest)
{
    // simdjson passes over a byte order mark by itself, and then over a second one; the strict
    // parser passes over one.
    std::optional<Value> value;
    if (!text.starts_with("\xef\xbb\xbf"))
        value = readFast(text, deepest, nullptr);
    if (!value)
        return parseStrictly(text, deepest);
    return std::move(*value);
}

std::optional<Value> tryParse(std::string_view text, const ProgressHandler& progress)
{
    const std::size_t first = text.find_first_not_of(" \t\n\r");
    if (first != std::string_view::npos && (text[first] == '{' || text[first] == '['))
        return readFast(text, maximumTextDepth, &progress);
    auto value = parseStrictly(text, maximumTextDepth);
    return value ? std::optional(std::move(*value)) : std::nullopt;
}

} // namespace plectrum::json
