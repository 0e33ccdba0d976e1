// SPDX-License-Identifier: MIT
// Which bytes of a string must be escaped in JSON text, found sixteen at a time. Internal to
// core/json.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace plectrum::json {

/// What stands behind the backslash for each byte: 0 for none, 'u' for \u00XX.
inline constexpr std::array<char, 256> escapes = [] {
    std::array<char, 256> table{};
    for (std::size_t c = 0; c < 0x20; ++c)
        table[c] = 'u';
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

/// Sixteen bytes, as many as one register holds.
struct Chunk
{
    static constexpr std::size_t size = 16;

    static Chunk load(const char* from)
    {
        Chunk chunk;
        std::memcpy(&chunk, from, size);
        return chunk;
    }
    void store(char* to) const { std::memcpy(to, this, size); }

    /// A bit for each of the first `count` bytes.
    static unsigned firstBits(std::size_t count)
    {
        return count < size ? (1U << count) - 1 : 0xffffU;
    }

    /// A bit for each byte that is the same in both, the lowest for the first.
    unsigned sameBytes(const Chunk& other) const
    {
#ifdef __SSE2__
        return static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, other.bytes)));
#else
        unsigned bits = 0;
        for (std::size_t i = 0; i < size; ++i)
            bits |= static_cast<unsigned>(bytes[i] == other.bytes[i]) << i;
        return bits;
#endif
    }

    /// A bit for each quote and each backslash, the lowest for the first.
    unsigned quotesAndBackslashes() const
    {
#ifdef __SSE2__
        const __m128i quote = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('"'));
        const __m128i backslash = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\'));
        return static_cast<unsigned>(_mm_movemask_epi8(_mm_or_si128(quote, backslash)));
#else
        unsigned bits = 0;
        for (std::size_t i = 0; i < size; ++i)
            bits |= static_cast<unsigned>(bytes[i] == '"' || bytes[i] == '\\') << i;
        return bits;
#endif
    }

    /// A bit for each byte that must be escaped, the lowest for the first.
    unsigned escapes() const
    {
#ifdef __SSE2__
        const __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(0x1f)), bytes);
        const __m128i quote = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('"'));
        const __m128i backslash = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\'));
        const __m128i any = _mm_or_si128(control, _mm_or_si128(quote, backslash));
        return static_cast<unsigned>(_mm_movemask_epi8(any));
#else
        unsigned bits = 0;
        for (std::size_t i = 0; i < size; ++i)
            bits |= static_cast<unsigned>(escapeOf(bytes[i]) != 0) << i;
        return bits;
#endif
    }

#ifdef __SSE2__
    __m128i bytes;
#else
    std::array<char, size> bytes;
#endif
};

/// Copies a text up to its first byte that must be escaped to `out`, where all of it has room; the
/// number of bytes copied. Bytes behind those, up to the size of the text, may be written too.
inline std::size_t copyPlain(char* out, std::string_view text)
{
    const char* in = text.data();
    const std::size_t size = text.size();
    std::size_t at = 0;
    if (size >= Chunk::size) {
        for (;;) {
            const Chunk chunk = Chunk::load(in + at);
            const unsigned found = chunk.escapes();
            chunk.store(out + at);
            if (found != 0)
                return at + static_cast<std::size_t>(std::countr_zero(found));
            at += Chunk::size;
            if (at == size)
                return size;
            if (size - at < Chunk::size)
                at = size - Chunk::size; // the last overlaps what was copied
        }
    }
    for (; at < size && escapeOf(in[at]) == 0; ++at)
        out[at] = in[at];
    return at;
}

} // namespace plectrum::json
