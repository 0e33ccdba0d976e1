// SPDX-License-Identifier: MIT
#include "json/number_text.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstring>
#include <string_view>

namespace plectrum::json {

namespace {

/// "00", "01" and so on to "99".
constexpr std::array<char, 200> pairs = [] {
    std::array<char, 200> table{};
    for (std::size_t i = 0; i < 100; ++i) {
        table[2 * i] = static_cast<char>('0' + i / 10);
        table[2 * i + 1] = static_cast<char>('0' + i % 10);
    }
    return table;
}();

char* append(char* out, std::string_view text)
{
    std::memcpy(out, text.data(), text.size());
    return out + text.size();
}

char* appendPair(char* out, std::uint32_t below100)
{
    std::memcpy(out, &pairs[std::size_t{2} * below100], 2);
    return out + 2;
}

char* appendFour(char* out, std::uint32_t below10000)
{
    return appendPair(appendPair(out, below10000 / 100), below10000 % 100);
}

char* appendEight(char* out, std::uint32_t below1e8)
{
    return appendFour(appendFour(out, below1e8 / 10000), below1e8 % 10000);
}

/// Without leading zeros.
char* printSmall(char* out, std::uint32_t below1e8)
{
    if (below1e8 < 10) {
        *out = static_cast<char>('0' + below1e8);
        return out + 1;
    }
    if (below1e8 < 100)
        return appendPair(out, below1e8);
    if (below1e8 < 10000)
        return appendPair(printSmall(out, below1e8 / 100), below1e8 % 100);
    return appendFour(printSmall(out, below1e8 / 10000), below1e8 % 10000);
}

char* printUnsigned(char* out, std::uint64_t number)
{
    constexpr std::uint64_t eightDigits = 100'000'000;
    if (number < eightDigits)
        return printSmall(out, static_cast<std::uint32_t>(number));
    out = printUnsigned(out, number / eightDigits);
    return appendEight(out, static_cast<std::uint32_t>(number % eightDigits));
}

/// A number of few decimals, as most are, quickly: m / 10^k is it when the division, which rounds
/// as reading does, gives it back. With at most 15 digits there is no other text as short. Null: no
/// such.
char* printShortDecimal(char* out, double number)
{
    const double size = std::abs(number);
    if (!(size >= 1e-3 && size < 1e9))
        return nullptr;
    // Three decimals are tried first, as they are usual and take less time.
    std::uint32_t unit = 1000;
    auto scaled = static_cast<std::uint64_t>(size * 1e3 + 0.5);
    if (static_cast<double>(scaled) / 1e3 != size) {
        unit = 1'000'000;
        scaled = static_cast<std::uint64_t>(size * 1e6 + 0.5);
        if (static_cast<double>(scaled) / 1e6 != size)
            return nullptr;
    }
    if (number < 0)
        *out++ = '-';
    out = printUnsigned(out, scaled / unit);
    *out++ = '.';
    auto fraction = static_cast<std::uint32_t>(scaled % unit);
    if (unit == 1'000'000) {
        out = appendPair(out, fraction / 10000);
        out = appendFour(out, fraction % 10000);
    } else {
        *out++ = static_cast<char>('0' + fraction / 100);
        out = appendPair(out, fraction % 100);
    }
    while (out[-1] == '0' && out[-2] != '.')
        --out;
    return out;
}

} // namespace

char* printInteger(char* out, std::int64_t number)
{
    auto size = static_cast<std::uint64_t>(number);
    if (number < 0) {
        *out++ = '-';
        size = 0 - size;
    }
    return printUnsigned(out, size);
}

char* printDouble(char* out, double number)
{
    constexpr double plainLimit = 1e15; // below it whole numbers print all digits, not an exponent
    if (!std::isfinite(number))
        return append(out, "null");
    if (std::abs(number) < plainLimit && std::trunc(number) == number) {
        if (std::signbit(number))
            *out++ = '-';
        out = printUnsigned(out, static_cast<std::uint64_t>(std::abs(number)));
        return append(out, ".0");
    }
    if (char* const end = printShortDecimal(out, number))
        return end;
    char* const end = std::to_chars(out, out + longestNumber, number).ptr;
    const bool looksWhole =
        std::string_view(out, end).find_first_of(".e") == std::string_view::npos;
    return looksWhole ? append(end, ".0") : end;
}

} // namespace plectrum::json
