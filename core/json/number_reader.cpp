// SPDX-License-Identifier: MIT
#include "json/number_reader.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>

namespace plectrum::json {

namespace {

/// The end of a number and its parts.
struct NumberText
{
    const char* end = nullptr; ///< null when there is no number
    std::uint64_t digits = 0; ///< all digits as one number, right when they are at most 18
    std::ptrdiff_t digitCount = 0;
    int exponent = 0; ///< of ten, by which the digits are multiplied
    bool isNegative = false;
    bool isInteger = true; ///< has neither a point nor an exponent
};

/// Scans the number at `from`; behind it must stand a byte that is none of a number's.
NumberText scanNumber(const char* from)
{
    NumberText number;
    const char* at = from;
    const auto digits = [&] {
        const char* const start = at;
        for (; isDigit(*at); ++at)
            number.digits = number.digits * 10 + static_cast<std::uint64_t>(*at - '0');
        return at - start;
    };
    number.isNegative = *at == '-';
    at += number.isNegative ? 1 : 0;
    const bool startsWithZero = *at == '0';
    number.digitCount = digits();
    if (number.digitCount == 0 || (startsWithZero && number.digitCount > 1))
        return number;
    if (*at == '.') {
        ++at;
        number.isInteger = false;
        const std::ptrdiff_t decimals = digits();
        if (decimals == 0)
            return number;
        number.digitCount += decimals;
        number.exponent = decimals < 100'000 ? -static_cast<int>(decimals) : -100'000;
    }
    if (*at == 'e' || *at == 'E') {
        ++at;
        number.isInteger = false;
        const bool isSmall = *at == '-';
        at += *at == '-' || *at == '+' ? 1 : 0;
        if (!isDigit(*at))
            return number;
        int exponent = 0;
        for (; isDigit(*at); ++at)
            exponent = exponent < 100'000 ? exponent * 10 + (*at - '0') : exponent;
        number.exponent += isSmall ? -exponent : exponent;
    }
    number.end = at;
    return number;
}

constexpr std::ptrdiff_t exactDigits = 18;

/// A whole number of 53 bits by a power of ten that a double holds exactly: rounded once, as it
/// must be.
std::optional<double> exactQuickly(const NumberText& number)
{
    constexpr int greatest = exactPowers.size() - 1;
    constexpr std::uint64_t digitsLimit = std::uint64_t{1} << 53;
    if (number.digitCount > exactDigits || number.digits > digitsLimit
        || number.exponent < -greatest || number.exponent > greatest) {
        return std::nullopt;
    }
    const auto digits = static_cast<double>(number.digits);
    return number.exponent < 0 ? digits / exactPowers[static_cast<std::size_t>(-number.exponent)]
                               : digits * exactPowers[static_cast<std::size_t>(number.exponent)];
}

/// Whether a number that is out of range is so by being next to 0.
bool isTiny(const char* from, const NumberText& number)
{
    // 0.00...0123e4: the zeros in front are no part of its size.
    const char* const first =
        std::find_if(from, number.end, [](char c) { return c >= '1' && c <= '9'; });
    const auto zeros = std::count(from, first, '0');
    return number.digitCount - zeros + number.exponent < 0;
}

/// Puts the number that was scanned at `from` in the place of a null; false when no double holds
/// it.
bool setNumber(Value& null, const char* from, const NumberText& number)
{
    if (number.isInteger && number.digitCount <= exactDigits) {
        const auto size = static_cast<std::int64_t>(number.digits);
        std::construct_at(&null, number.isNegative ? -size : size);
        return true;
    }
    if (const auto size = exactQuickly(number); size && !number.isInteger) {
        std::construct_at(&null, number.isNegative ? -*size : *size);
        return true;
    }
    std::int64_t integer = 0;
    if (number.isInteger && std::from_chars(from, number.end, integer).ec == std::errc()) {
        std::construct_at(&null, integer);
        return true;
    }
    double result = 0;
    if (std::from_chars(from, number.end, result).ec != std::errc()) {
        if (!isTiny(from, number))
            return false;
        result = number.isNegative ? -0.0 : 0.0;
    }
    if (number.isInteger) {
        null = Value::integerOfDigits({from, number.end});
        return true;
    }
    std::construct_at(&null, result);
    return true;
}

} // namespace

bool readAnyNumber(const char* from, Value& null)
{
    const NumberText number = scanNumber(from);
    return number.end && endsScalar(*number.end) && setNumber(null, from, number);
}

} // namespace plectrum::json
