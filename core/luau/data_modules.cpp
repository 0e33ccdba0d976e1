// SPDX-License-Identifier: MIT
#include "luau/data_modules.h"

#include "luau/bounded_json.h"
#include "luau/relaxed_json.h"

#include <toml++/toml.hpp>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <exception>
#include <limits>
#include <optional>
#include <sstream>
#include <utility>
#include <vector>

namespace plectrum::luau {

namespace {

using json::Value;
using Result = std::expected<Value, DataError>;

constexpr int deepestData = 100;
/// Of a YAML document, where a reference may stand for more than its text.
constexpr std::size_t maxNodes = 1'000'000;

constexpr std::array dataEndings{".json", ".jsonc", ".toml", ".yaml", ".yml"};

std::unexpected<DataError> wrong(int line, std::string text)
{
    return std::unexpected(DataError{line, std::move(text)});
}

template <typename Printed>
std::string printed(const Printed& value)
{
    std::ostringstream text;
    text << value;
    return text.str();
}

Result tomlValue(const toml::node& node, int depth)
{
    if (depth > deepestData)
        return wrong(int(node.source().begin.line), "is nested too deeply");
    if (const auto* table = node.as_table()) {
        Value::Members members;
        for (const auto& [name, child] : *table) {
            auto value = tomlValue(child, depth + 1);
            if (!value)
                return value;
            members.emplace_back(std::string(name.str()), *std::move(value));
        }
        return Value::object(std::move(members));
    }
    if (const auto* list = node.as_array()) {
        std::vector<Value> elements;
        for (const toml::node& child : *list) {
            auto value = tomlValue(child, depth + 1);
            if (!value)
                return value;
            elements.push_back(*std::move(value));
        }
        return Value::array(std::move(elements));
    }
    if (const auto* text = node.as_string())
        return Value(text->get());
    if (const auto* number = node.as_integer())
        return Value(std::int64_t(number->get()));
    if (const auto* number = node.as_floating_point())
        return Value(number->get());
    if (const auto* truth = node.as_boolean())
        return Value(truth->get());
    if (const auto* date = node.as_date())
        return Value(printed(date->get()));
    if (const auto* time = node.as_time())
        return Value(printed(time->get()));
    if (const auto* moment = node.as_date_time())
        return Value(printed(moment->get()));
    return wrong(int(node.source().begin.line), "has a value of a kind that is not known");
}

/// A plain scalar by YAML's core schema.
Value plainScalar(const std::string& text)
{
    if (text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL")
        return {};
    for (const char* word : {"true", "True", "TRUE"})
        if (text == word)
            return Value(true);
    for (const char* word : {"false", "False", "FALSE"})
        if (text == word)
            return Value(false);
    const char* const end = text.data() + text.size();
    const char* const begin = text.data() + (text.front() == '+' ? 1 : 0);
    std::int64_t whole = 0;
    if (const auto [last, error] = std::from_chars(begin, end, whole);
        error == std::errc() && last == end)
        return Value(whole);
    double number = 0;
    const bool isDigit =
        begin != end && (std::string_view("0123456789.-").find(*begin) != std::string_view::npos);
    if (const auto [last, error] = std::from_chars(begin, end, number);
        isDigit && error == std::errc() && last == end)
        return Value(number);
    return Value(text);
}

struct YamlReader
{
    std::size_t nodes = 0;

    Result read(const YAML::Node& node, int depth)
    {
        const int line = node.Mark().line + 1;
        if (depth > deepestData)
            return wrong(line, "is nested too deeply");
        if (++nodes > maxNodes)
            return wrong(line, "has too many values");
        switch (node.Type()) {
        case YAML::NodeType::Scalar:
            return node.Tag() == "!" ? Value(node.Scalar()) : plainScalar(node.Scalar());
        case YAML::NodeType::Sequence:
            return list(node, depth);
        case YAML::NodeType::Map:
            return map(node, depth);
        default:
            return Value();
        }
    }
    Result list(const YAML::Node& node, int depth)
    {
        std::vector<Value> elements;
        for (const YAML::Node& child : node) {
            auto value = read(child, depth + 1);
            if (!value)
                return value;
            elements.push_back(*std::move(value));
        }
        return Value::array(std::move(elements));
    }
    Result map(const YAML::Node& node, int depth)
    {
        Value::Members members;
        for (const auto& member : node) {
            const YAML::Node& name = member.first;
            if (!name.IsScalar())
                return wrong(name.Mark().line + 1, "has a key that is no text");
            auto value = read(member.second, depth + 1);
            if (!value)
                return value;
            const auto same = std::ranges::find(members, name.Scalar(),
                                                [](const auto& each) { return each.first; });
            if (same != members.end())
                return wrong(name.Mark().line + 1, "has a key twice");
            members.emplace_back(name.Scalar(), *std::move(value));
        }
        return Value::object(std::move(members));
    }
};

Result parseJson(std::string_view text, bool isRelaxed)
{
    auto value = isRelaxed ? parseRelaxed(text) : json::parse(text);
    if (!value)
        return wrong(int(value.error().line), "this is no JSON");
    return *std::move(value);
}

} // namespace

bool isData(const std::filesystem::path& file)
{
    return std::ranges::contains(dataEndings, file.extension().string());
}

std::size_t memoryOfData(std::string_view text)
{
    return 2 * memoryOfJson(text);
}

Result parseToml(std::string_view text)
{
    try {
        return tomlValue(toml::parse(text), 0);
    } catch (const toml::parse_error& error) {
        return wrong(int(error.source().begin.line),
                     "this is no TOML: " + std::string(error.description()));
    }
}

Result parseYaml(std::string_view text)
{
    try {
        const auto documents = YAML::LoadAll(std::string(text));
        if (documents.empty())
            return Value();
        if (documents.size() > 1)
            return wrong(documents[1].Mark().line + 1, "there is more than one document");
        return YamlReader().read(documents[0], 0);
    } catch (const YAML::Exception& error) {
        return wrong(error.mark.line + 1, "this is no YAML: " + error.msg);
    }
}

Result parseData(const std::filesystem::path& file, std::string_view text)
{
    const std::string ending = file.extension().string();
    if (ending == ".toml")
        return parseToml(text);
    if (ending == ".yaml" || ending == ".yml")
        return parseYaml(text);
    return parseJson(text, ending == ".jsonc");
}

} // namespace plectrum::luau
