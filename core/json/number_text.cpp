// SPDX-License-Identifier: MIT
#include "json/number_text.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstring>
#include <string_view>

namespace plectrum::json {

namespace {

char* append(char* out, std::string_view text)
{
    std::memcpy(out, text.data(), text.size());
    return out + text.size();
}

/// A number of few decimals, as most are, quickly: m / 10^k is it when the division, which rounds
/// as reading does, gives it back. With at most 15 digits there is no other text as short. Null: no
/// such.
char* printShortDecimal(char* out, double number)
{
    const double size = std::abs(number);
    if (!(size >= 1e-3 && size < 1e9)) {
        return nullptr;
    }
    constexpr std::array<std::int64_t, 7> powers{1, 10, 100, 1000, 10000, 100000, 1000000};
    std::size_t decimals = powers.size() - 1;
    auto scaled = static_cast<std::int64_t>(size * 1e6 + 0.5);
    if (static_cast<double>(scaled) / 1e6 != size) {
        return nullptr;
    }
    for (; decimals > 1 && scaled % 10 == 0; --decimals) {
        scaled /= 10;
    }
    if (number < 0) {
        *out++ = '-';
    }
    const std::int64_t whole = scaled / powers[decimals];
    out = std::to_chars(out, out + longestNumber, whole).ptr;
    *out++ = '.';
    std::int64_t fraction = scaled - whole * powers[decimals];
    for (std::size_t i = decimals; i > 0; --i) {
        out[i - 1] = static_cast<char>('0' + fraction % 10);
        fraction /= 10;
    }
    return out + decimals;
}

/// Prints into longestNumber bytes; the end.
char* printDouble(char* out, double number)
{
    constexpr double plainLimit = 1e15; // below it whole numbers print all digits, not an exponent
    char* const limit = out + longestNumber;
    if (!std::isfinite(number)) {
        return append(out, "null");
    }
    if (std::abs(number) < plainLimit && std::trunc(number) == number) {
        if (std::signbit(number)) {
            *out++ = '-';
        }
        out = std::to_chars(out, limit, static_cast<std::int64_t>(std::abs(number))).ptr;
        return append(out, ".0");
    }
    if (char* const end = printShortDecimal(out, number)) {
        return end;
    }
    char* const end = std::to_chars(out, limit, number).ptr;
    const bool looksWhole =
        std::string_view(out, end).find_first_of(".e") == std::string_view::npos;
    return looksWhole ? append(end, ".0") : end;
}

} // namespace

char* printNumber(char* out, const Value& number)
{
    return number.isInteger() ? std::to_chars(out, out + longestNumber, number.toInteger()).ptr
                              : printDouble(out, number.toDouble());
}

} // namespace plectrum::json
