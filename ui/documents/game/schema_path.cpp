// SPDX-License-Identifier: MIT
#include "documents/game/schema_path.h"

#include <string>
#include <utility>

namespace plectrum::documents {

namespace {

/// "coins" of "[interface] bad value for coins:", "3" of "bad value for key 3:"; nullopt for a line
/// that names nothing.
std::optional<std::string_view> nameInLine(std::string_view line)
{
    constexpr std::string_view words = "bad value for ";
    constexpr std::string_view key = "key ";
    const std::size_t at = line.find(words);
    if (at == line.npos || !line.ends_with(':'))
        return std::nullopt;
    std::string_view name = line.substr(at + words.size());
    name.remove_suffix(1);
    if (name.starts_with(key))
        name.remove_prefix(key.size());
    return name;
}

/// Elements count from 1 in Luau.
std::optional<json::Pointer> stepInto(const json::Pointer& from, const json::Value& value,
                                      std::string_view name)
{
    if (value.isObject())
        return value.find(name) ? std::optional(from / name) : std::nullopt;
    const auto index = json::arrayIndex(name);
    if (!value.isArray() || !index || *index == 0 || *index > value.size())
        return std::nullopt;
    return from / (*index - 1);
}

} // namespace

std::optional<json::Pointer> placeInMessage(std::string_view message, const json::Value& data)
{
    json::Pointer place;
    bool isNamed = false;
    while (!message.empty()) {
        const std::size_t end = message.find('\n');
        const auto name = nameInLine(message.substr(0, end));
        message.remove_prefix(end == message.npos ? message.size() : end + 1);
        if (!name)
            continue;
        isNamed = true;
        const json::Value* value = json::resolve(data, place);
        const auto next = value ? stepInto(place, *value, *name) : std::nullopt;
        if (!next)
            break;
        place = *next;
    }
    return isNamed ? std::optional(std::move(place)) : std::nullopt;
}

} // namespace plectrum::documents
