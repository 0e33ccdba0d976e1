// SPDX-License-Identifier: MIT
#include "golden_scenario.h"

#include "json/parser.h"
#include "json/printer.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <sstream>
#include <stdexcept>

namespace plectrum::interop {

namespace {

std::filesystem::path goldenFolder()
{
    return std::filesystem::path(PLECTRUM_TESTS_DIR) / "interop" / "data" / "golden";
}

const std::regex& idPattern()
{
    static const std::regex id("[0-9A-F]{8}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{12}");
    return id;
}

/// Each id by "ID-n", n counting their first appearances.
json::Value withNumberedIds(const json::Value& value)
{
    const std::string text = json::print(value);
    std::map<std::string, std::string> numbers;
    std::string result;
    auto rest = text.cbegin();
    for (std::sregex_iterator at(text.begin(), text.end(), idPattern()), end; at != end; ++at) {
        const auto number = numbers.try_emplace(at->str(), "ID-" + std::to_string(numbers.size()));
        result.append(rest, text.cbegin() + at->position()).append(number.first->second);
        rest = text.cbegin() + at->position() + at->length();
    }
    result.append(rest, text.cend());
    return json::parse(result).value();
}

json::Value withoutShardText(json::Value write)
{
    if (write["store"].toString().starts_with("lyra/shards/") && write.find("value"))
        return write.withMember("value", "(text of a shard)");
    return write;
}

/// With times in whole milliseconds, and in a fixed order within a moment when wanted.
json::Value::Members membersWithTime(const json::Value& entry)
{
    json::Value::Members members;
    entry.forEachMember([&](std::string_view name, const json::Value& value) {
        if (name == "t")
            members.emplace_back("t", millisecondsOf(value));
        else if (name != "map" && !(name == "ttl" && entry.find("failed")))
            members.emplace_back(name, value);
    });
    return members;
}

json::Value listOf(const json::Value& entries, bool isUnordered)
{
    std::vector<json::Value> list;
    entries.forEachElement([&](const json::Value& entry) {
        list.push_back(withoutShardText(json::Value::object(membersWithTime(entry))));
    });
    if (isUnordered) {
        std::ranges::stable_sort(list, {}, [](const json::Value& entry) {
            return std::pair(entry["t"].toInteger(), std::string(entry["key"].toString()));
        });
    }
    return json::Value::array(std::move(list));
}

json::Value withoutShardTexts(const json::Value& final)
{
    json::Value::Members stores;
    final.forEachMember([&](std::string_view store, const json::Value& entries) {
        json::Value::Members kept;
        // An empty table of the recording may be written as an array.
        entries.forEachMember([&](std::string_view key, const json::Value& value) {
            kept.emplace_back(key, store.starts_with("lyra/shards/") ? json::Value() : value);
        });
        stores.emplace_back(store, json::Value::object(std::move(kept)));
    });
    return json::Value::object(std::move(stores));
}

} // namespace

json::Value readGolden(const std::string& name)
{
    std::ifstream file(goldenFolder() / (name + ".json"), std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    auto value = json::parse(text.str());
    if (!value)
        throw std::runtime_error(name + ": " + value.error().message());
    return *std::move(value);
}

std::vector<std::string> scenarioNames()
{
    std::vector<std::string> names;
    for (const auto& file : std::filesystem::directory_iterator(goldenFolder())) {
        auto name = file.path().stem().string();
        if (readGolden(name).find("final"))
            names.push_back(std::move(name));
    }
    std::ranges::sort(names);
    return names;
}

std::int64_t millisecondsOf(const json::Value& seconds)
{
    return std::llround(seconds.toDouble() * 1000);
}

json::Value comparable(const json::Value& writes, const json::Value& final, bool isUnordered)
{
    return withNumberedIds(
        json::Value::array({listOf(writes, isUnordered), withoutShardTexts(final)}));
}

json::Value comparableLocks(const json::Value& locks, bool isUnordered)
{
    return withNumberedIds(listOf(locks, isUnordered));
}

std::string bareError(const std::string& text)
{
    static const std::regex prefixes(
        "Queue item failed: |multiQueueAdd callback failed: |"
        "Lyra/[A-Za-z]+:[0-9]+: |driver:[0-9]+: |\\[string \"[^\"]*\"\\]:[0-9]+: ");
    return std::regex_replace(text, prefixes, "");
}

std::string withoutIds(const std::string& text)
{
    return std::regex_replace(text, idPattern(), "ID");
}

} // namespace plectrum::interop
