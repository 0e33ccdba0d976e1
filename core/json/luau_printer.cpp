// SPDX-License-Identifier: MIT
#include "json/luau_printer.h"

#include "json/printer.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <format>
#include <string_view>

namespace plectrum::json {

namespace {

constexpr std::array<std::string_view, 21> luauKeywords{
    "and",   "break", "do",  "else", "elseif", "end",    "false", "for",  "function", "if",   "in",
    "local", "nil",   "not", "or",   "repeat", "return", "then",  "true", "until",    "while"};

bool isIdentifier(std::string_view name)
{
    const auto isLetter = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    };
    const auto isPart = [isLetter](char c) { return isLetter(c) || (c >= '0' && c <= '9'); };
    return !name.empty() && isLetter(name.front()) && std::ranges::all_of(name, isPart)
        && !std::ranges::contains(luauKeywords, name);
}

/// Quoted; bytes that are no text where `areBytes`, as of a buffer.
std::string quoted(std::string_view text, bool areBytes)
{
    std::string out = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (c == '\n') {
            out += "\\n";
        } else if (byte < 0x20 || byte == 0x7f || (areBytes && byte >= 0x80)) {
            out += std::format("\\x{:02x}", byte);
        } else {
            out += c;
        }
    }
    return out + '"';
}

void putLuau(std::string& out, const Value& value, std::size_t depth);

template <typename PutItem>
void putTable(std::string& out, std::size_t count, std::size_t depth, PutItem putItem)
{
    if (count == 0) {
        out += "{}";
        return;
    }
    out += "{\n";
    for (std::size_t i = 0; i < count; ++i) {
        out.append(depth + 1, '\t');
        putItem(i);
        out += ",\n";
    }
    out.append(depth, '\t');
    out += '}';
}

void putLuau(std::string& out, const Value& value, std::size_t depth)
{
    switch (value.type()) {
    case Type::Null:
        out += "nil";
        break;
    case Type::String:
        out += quoted(value.toString(), false);
        break;
    case Type::Buffer:
        out += "buffer.fromstring(" + quoted(value.toString(), true) + ')';
        break;
    case Type::Array:
        putTable(out, value.size(), depth,
                 [&](std::size_t i) { putLuau(out, value.at(i), depth + 1); });
        break;
    case Type::Object:
        putTable(out, value.size(), depth, [&](std::size_t i) {
            const std::string_view name = value.nameAt(i);
            out += isIdentifier(name) ? std::string(name) : '[' + quoted(name, false) + ']';
            out += " = ";
            putLuau(out, value.at(i), depth + 1);
        });
        break;
    default:
        out += print(value);
    }
}

} // namespace

std::string printLuau(const Value& value)
{
    std::string out;
    putLuau(out, value, 0);
    return out;
}

} // namespace plectrum::json
