// SPDX-License-Identifier: MIT
// JSON numbers from text: whole numbers exactly, others as double. Eight digits are read at a time,
// without a branch for each. Internal to core/json.
#pragma once

#include "json/value.h"

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <memory>

namespace plectrum::json {

/// Whether a byte may stand behind a number or a word in a container: a space, or a token.
inline constexpr std::array<bool, 256> scalarEnds = [] {
    std::array<bool, 256> table{};
    for (const char c : {',', '}', ']', ' ', '\t', '\n', '\r'})
        table[static_cast<unsigned char>(c)] = true;
    return table;
}();

inline bool endsScalar(char c)
{
    return scalarEnds[static_cast<unsigned char>(c)];
}

inline bool isDigit(char c)
{
    return static_cast<unsigned char>(c - '0') < 10;
}

/// The digits at the start of eight bytes.
struct DigitGroup
{
    static constexpr unsigned most = 8;
    unsigned count = 0;
    std::uint64_t number = 0;

    static DigitGroup read(const char* from)
    {
        constexpr std::uint64_t each = 0x0101'0101'0101'0101U;
        std::uint64_t bytes = 0;
        std::memcpy(&bytes, from, sizeof bytes);
        if constexpr (std::endian::native == std::endian::big)
            bytes = std::byteswap(bytes);
        bytes ^= each * '0';
        // A byte over 9 sets a high bit of its own; what it carries goes to bytes behind it.
        const std::uint64_t others = ((bytes + each * 6) | bytes) & (each * 0xf0);
        const auto count = static_cast<unsigned>(std::countr_zero(others)) / 8;
        // Put the digits to the end of the eight, behind zeros (in two steps: 64 is too many).
        bytes = bytes << 4 * (most - count) << 4 * (most - count);
        bytes = bytes * 10 + (bytes >> 8); // pairs, in each other byte
        constexpr std::uint64_t pairs = 0x0000'00ff'0000'00ffU;
        const std::uint64_t outer = (bytes & pairs) * (100 + (std::uint64_t{1'000'000} << 32));
        const std::uint64_t inner = (bytes >> 16 & pairs) * (1 + (std::uint64_t{10'000} << 32));
        return {count, (outer + inner) >> 32};
    }
};

/// Powers of ten that a double holds exactly.
inline constexpr std::array<double, 23> exactPowers{1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                    1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                                    1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

/// readNumber() for all numbers.
bool readAnyNumber(const char* from, Value& null);

/// Puts the number at `from`, behind which 24 bytes can be read, in the place of a null. False:
/// there is none that ends as endsScalar() tells, or no double holds it.
inline bool readNumber(const char* from, Value& null)
{
    const char* at = from;
    const bool isNegative = *at == '-';
    at += isNegative ? 1 : 0;
    const bool startsWithZero = *at == '0';
    DigitGroup whole = DigitGroup::read(at);
    if (whole.count == DigitGroup::most) {
        const DigitGroup more = DigitGroup::read(at + DigitGroup::most);
        if (more.count == DigitGroup::most)
            return readAnyNumber(from, null);
        constexpr std::array<std::uint64_t, 8> powers{1,      10,      100,       1000,
                                                      10'000, 100'000, 1'000'000, 10'000'000};
        whole.number = whole.number * powers[more.count] + more.number;
        whole.count += more.count;
    }
    if (whole.count == 0 || (startsWithZero && whole.count > 1))
        return false;
    at += whole.count;
    if (endsScalar(*at)) {
        const auto integer = static_cast<std::int64_t>(whole.number);
        std::construct_at(&null, isNegative ? -integer : integer);
        return true;
    }
    if (*at != '.')
        return readAnyNumber(from, null);
    const DigitGroup decimals = DigitGroup::read(at + 1);
    constexpr unsigned exactDigits = 15; // below 2^53, so that it is rounded once, as it must be
    if (decimals.count == 0 || whole.count + decimals.count > exactDigits
        || !endsScalar(at[1 + decimals.count])) {
        return readAnyNumber(from, null);
    }
    const double power = exactPowers[decimals.count];
    const auto digits = static_cast<std::int64_t>(whole.number * static_cast<std::uint64_t>(power)
                                                  + decimals.number);
    const double number = static_cast<double>(digits) / power;
    std::construct_at(&null, isNegative ? -number : number);
    return true;
}

} // namespace plectrum::json
