// SPDX-License-Identifier: MIT
#include "luau/relaxed_json.h"

#include <algorithm>
#include <cstddef>

namespace plectrum::luau {

namespace {

/// Behind the text that begins with a quote at `at`.
std::size_t endOfString(std::string_view text, std::size_t at)
{
    for (++at; at < text.size() && text[at] != '"'; ++at)
        at += text[at] == '\\' ? 1 : 0;
    return std::min(at + 1, text.size());
}

/// Behind the comment at `at`; `at` itself when there is none.
std::size_t endOfComment(std::string_view text, std::size_t at)
{
    const std::string_view rest = text.substr(at);
    if (rest.starts_with("//"))
        return std::min(text.find('\n', at), text.size());
    if (rest.starts_with("/*")) {
        const std::size_t end = text.find("*/", at + 2);
        return end == std::string_view::npos ? at : end + 2; // one without an end is an error
    }
    return at;
}

} // namespace

std::string strictJson(std::string_view relaxed)
{
    constexpr std::size_t none = std::string::npos;
    std::string text(relaxed);
    std::size_t comma = none; // the last thing seen, when it is one behind a value
    char last = 0;
    for (std::size_t at = 0; at < text.size();) {
        const char letter = text[at];
        if (const std::size_t end = endOfComment(text, at); end != at) {
            std::replace_if(
                text.begin() + std::ptrdiff_t(at), text.begin() + std::ptrdiff_t(end),
                [](char each) { return each != '\n' && each != '\r'; }, ' ');
            at = end;
        } else if (letter == '"') {
            comma = none;
            last = letter;
            at = endOfString(text, at);
        } else {
            if ((letter == '}' || letter == ']') && comma != none)
                text[comma] = ' ';
            if (letter != ' ' && letter != '\t' && letter != '\n' && letter != '\r') {
                const bool isAlone = last == '{' || last == '[' || last == ',' || last == ':';
                comma = letter == ',' && !isAlone ? at : none;
                last = letter;
            }
            ++at;
        }
    }
    return text;
}

} // namespace plectrum::luau
