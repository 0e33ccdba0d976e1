// SPDX-License-Identifier: MIT
// Which bytes of a string must be escaped in JSON text, found eight at a time. Internal to
// core/json.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace plectrum::json {

/// What stands behind the backslash for each byte: 0 for none, 'u' for \u00XX.
inline constexpr std::array<char, 256> escapes = [] {
    std::array<char, 256> table{};
    for (std::size_t c = 0; c < 0x20; ++c) {
        table[c] = 'u';
    }
    table['\b'] = 'b';
    table['\f'] = 'f';
    table['\n'] = 'n';
    table['\r'] = 'r';
    table['\t'] = 't';
    table['"'] = '"';
    table['\\'] = '\\';
    return table;
}();

inline char escapeOf(char c)
{
    return escapes[static_cast<unsigned char>(c)];
}

/// Whether any of eight bytes must be escaped: below space, a quote or a backslash. A byte is 0, or
/// has borrowed from below 0, where subtracting sets its top bit that was not set before.
inline bool anyEscapes(std::uint64_t bytes)
{
    constexpr std::uint64_t ones = 0x0101'0101'0101'0101U;
    const auto below = [](std::uint64_t word, std::uint64_t limit) {
        return (word - ones * limit) & ~word;
    };
    const std::uint64_t found =
        below(bytes, 0x20) | below(bytes ^ (ones * '"'), 1) | below(bytes ^ (ones * '\\'), 1);
    return (found & (ones << 7)) != 0;
}

template <typename Word>
Word wordAt(const char* text)
{
    Word word = 0;
    std::memcpy(&word, text, sizeof word);
    return word;
}

/// Copies a text up to its first byte that must be escaped to `out`, where all of it has room; the
/// number of bytes copied.
inline std::size_t copyPlain(char* out, std::string_view text)
{
    const char* in = text.data();
    const std::size_t size = text.size();
    std::size_t at = 0;
    for (; at + 8 <= size; at += 8) {
        const auto word = wordAt<std::uint64_t>(in + at);
        if (anyEscapes(word)) {
            break;
        }
        std::memcpy(out + at, &word, 8);
    }
    // The rest in one word that overlaps what was copied, or in two halves that overlap.
    if (size >= 8 && size - at < 8) {
        const auto word = wordAt<std::uint64_t>(in + size - 8);
        if (!anyEscapes(word)) {
            std::memcpy(out + size - 8, &word, 8);
            return size;
        }
    } else if (size >= 4 && size < 8) {
        const auto head = wordAt<std::uint32_t>(in);
        const auto tail = wordAt<std::uint32_t>(in + size - 4);
        if (!anyEscapes(std::uint64_t{head} << 32 | tail)) {
            std::memcpy(out, &head, 4);
            std::memcpy(out + size - 4, &tail, 4);
            return size;
        }
    }
    for (; at < size && escapeOf(in[at]) == 0; ++at) {
        out[at] = in[at];
    }
    return at;
}

/// Bytes before the first that must be escaped.
inline std::size_t plainSize(std::string_view text)
{
    std::size_t at = 0;
    while (at + 8 <= text.size() && !anyEscapes(wordAt<std::uint64_t>(text.data() + at))) {
        at += 8;
    }
    while (at < text.size() && escapeOf(text[at]) == 0) {
        ++at;
    }
    return at;
}

} // namespace plectrum::json
