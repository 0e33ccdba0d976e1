// SPDX-License-Identifier: MIT
#include "documents/record/json_conversion.h"

#include "json/parser.h"
#include "json/printer.h"

#include <algorithm>
#include <charconv>
#include <vector>

namespace plectrum::documents {

namespace {

json::Value toNumber(const json::Value& value)
{
    if (value.isBool())
        return json::Value(value.toBool() ? 1 : 0);
    if (value.isString()) {
        const QString text = QString::fromUtf8(QByteArrayView(value.toString())).trimmed();
        return parseNumber(text).value_or(json::Value(0));
    }
    return json::Value(0);
}

json::Value toText(const json::Value& value)
{
    if (value.isNull())
        return json::Value("");
    return json::Value(json::print(value));
}

bool toTruth(const json::Value& value)
{
    if (value.isNumber())
        return value.toDouble() != 0;
    return value.isString() && value.toString() == "true";
}

json::Value objectToArray(const json::Value& object)
{
    // Members that are numbered stand in the order of their numbers, not of their names.
    std::vector<std::pair<std::size_t, json::Value>> numbered;
    std::vector<json::Value> elements;
    object.forEachMember([&](std::string_view name, const json::Value& value) {
        std::size_t number = 0;
        const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
        if (error == std::errc() && end == name.data() + name.size())
            numbered.emplace_back(number, value);
        elements.push_back(value);
    });
    if (numbered.size() == elements.size()) {
        std::ranges::stable_sort(numbered, {}, [](const auto& pair) { return pair.first; });
        std::ranges::transform(numbered, elements.begin(), [](auto& pair) { return pair.second; });
    }
    return json::Value::array(std::move(elements));
}

json::Value toArray(const json::Value& value)
{
    if (value.isObject())
        return objectToArray(value);
    return value.isNull() ? json::Value::array() : json::Value::array({value});
}

json::Value toObject(const json::Value& value)
{
    json::Value::Members members;
    if (value.isArray()) {
        std::size_t index = 0;
        value.forEachElement([&](const json::Value& element) {
            members.emplace_back(std::to_string(index++), element);
        });
    } else if (!value.isNull()) {
        members.emplace_back("value", value);
    }
    return json::Value::object(std::move(members));
}

} // namespace

json::Value convertTo(const json::Value& value, json::Type type)
{
    const bool isNumber = type == json::Type::Integer || type == json::Type::Double;
    if (value.type() == type || (isNumber && value.isNumber()))
        return value;
    using enum json::Type;
    switch (type) {
    case Bool:
        return json::Value(toTruth(value));
    case Integer:
    case Double:
        return toNumber(value);
    case String:
        return toText(value);
    case Array:
        return toArray(value);
    case Object:
        return toObject(value);
    default:
        return {};
    }
}

json::Value emptyOf(json::Type type)
{
    return convertTo(json::Value(), type);
}

std::optional<json::Value> parseNumber(const QString& text)
{
    const std::string typed = text.trimmed().toStdString();
    const auto parsed = json::parse(typed);
    if (!parsed || !parsed->isNumber())
        return std::nullopt;
    return *parsed;
}

std::string freeName(const json::Value& object, const std::string& wanted)
{
    std::string name = wanted;
    for (int number = 2; object.find(name); ++number)
        name = wanted + " " + std::to_string(number);
    return name;
}

} // namespace plectrum::documents
