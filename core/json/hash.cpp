// SPDX-License-Identifier: MIT
#include "json/hash.h"

#include <bit>
#include <functional>
#include <limits>

namespace plectrum::json {

namespace {

/// The finishing steps of splitmix64 over both; the factor makes order count.
std::uint64_t mix(std::uint64_t hash, std::uint64_t more)
{
    std::uint64_t x = hash * 0x9e37'79b9'7f4a'7c15U + more + 1;
    x = (x ^ (x >> 30)) * 0xbf58'476d'1ce4'e5b9U;
    x = (x ^ (x >> 27)) * 0x94d0'49bb'1331'11ebU;
    return x ^ (x >> 31);
}

std::uint64_t hashOfText(std::string_view text)
{
    return std::hash<std::string_view>()(text);
}

std::uint64_t hashOfNumber(const Value& number)
{
    constexpr std::int64_t none = std::numeric_limits<std::int64_t>::min();
    const std::int64_t integer = number.toInteger(none);
    if (integer != none || number.isInteger())
        return static_cast<std::uint64_t>(integer);
    return std::bit_cast<std::uint64_t>(number.toDouble());
}

/// Both kinds of number hash alike.
std::uint64_t seedOf(const Value& value)
{
    return value.isNumber() ? static_cast<std::uint64_t>(Type::Integer)
                            : static_cast<std::uint64_t>(value.type());
}

} // namespace

std::uint64_t hashOf(const Value& value)
{
    std::uint64_t hash = seedOf(value);
    switch (value.type()) {
    case Type::Null:
        return mix(hash, 0);
    case Type::Bool:
        return mix(hash, value.toBool() ? 2 : 1);
    case Type::Integer:
    case Type::Double:
        return mix(hash, hashOfNumber(value));
    case Type::String:
    case Type::Buffer:
        return mix(hash, hashOfText(value.toString()));
    case Type::Array:
        value.forEachElement([&hash](const Value& element) { hash = mix(hash, hashOf(element)); });
        return mix(hash, value.size());
    case Type::Object:
        value.forEachMember([&hash](std::string_view name, const Value& member) {
            hash = mix(mix(hash, hashOfText(name)), hashOf(member));
        });
        return mix(hash, value.size());
    }
    return hash;
}

} // namespace plectrum::json
