// SPDX-License-Identifier: MIT
#include "openapi.h"

#include "emulator/route.h"
#include "json/parser.h"
#include "json/pointer.h"

#include <QFile>
#include <QString>

#include <algorithm>
#include <format>

namespace plectrum::test {

using json::Value;

namespace {

std::string typeOf(const Value& value)
{
    switch (value.type()) {
    case json::Type::Null:
        return "null";
    case json::Type::Bool:
        return "boolean";
    case json::Type::Integer:
    case json::Type::Double:
        return "number";
    case json::Type::String:
        return "string";
    case json::Type::Array:
        return "array";
    default:
        return "object";
    }
}

bool isTime(std::string_view text)
{
    try {
        async::fromRfc3339(text);
    } catch (const std::invalid_argument&) {
        return false;
    }
    return true;
}

bool isOneOf(const Value& list, const Value& value)
{
    bool found = false;
    list.forEachElement([&](const Value& each) { found = found || each == value; });
    return found;
}

} // namespace

OpenApi::OpenApi(const std::string& file)
{
    QFile source(QStringLiteral(PLECTRUM_TESTS_DIR "/core/emulator/data/")
                 + QString::fromStdString(file));
    if (!source.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", file.c_str());
    auto parsed = json::parse(source.readAll().toStdString());
    if (!parsed)
        qFatal("%s is not JSON", file.c_str());
    m_document = std::move(*parsed);
}

std::vector<std::pair<std::string, std::string>> OpenApi::operations() const
{
    std::vector<std::pair<std::string, std::string>> found;
    m_document["paths"].forEachMember([&](std::string_view pattern, const Value& item) {
        item.forEachMember([&](std::string_view name, const Value&) {
            std::string method(name);
            std::ranges::transform(method, method.begin(),
                                   [](char letter) { return char(letter & ~0x20); });
            found.emplace_back(std::move(method), pattern);
        });
    });
    return found;
}

const Value* OpenApi::operationOf(const std::string& method, const std::string& path) const
{
    std::string name = method;
    std::ranges::transform(name, name.begin(), [](char letter) { return char(letter | 0x20); });
    const Value* found = nullptr;
    // v1's server stands under /datastores.
    const std::string within = path.starts_with("/datastores/") ? path.substr(11) : path;
    m_document["paths"].forEachMember([&](std::string_view pattern, const Value& item) {
        if (const Value* operation = item.find(name);
            operation && !found && emulator::matchPath(pattern, within))
            found = operation;
    });
    return found;
}

std::string OpenApi::faultsOf(const std::string& method, const std::string& path,
                              const Value& body) const
{
    const Value* operation = operationOf(method, path);
    if (!operation)
        return "no such operation in the file";
    const Value& content = (*operation)["responses"]["200"]["content"];
    if (content.size() == 0)
        // An object without members is what clients need of removals.
        return body.isNull() || (body.isObject() && body.size() == 0)
            ? ""
            : "a body where there is none";
    return check(content.at(0)["schema"], body, "");
}

std::vector<std::string> OpenApi::plainMembersOf(const std::string& schemaName) const
{
    std::vector<std::string> names;
    const Value& schema = m_document["components"]["schemas"][schemaName];
    schema["properties"].forEachMember([&](std::string_view name, const Value& member) {
        const std::string_view type = member["type"].toString();
        const bool isPlain = !type.empty() && type != "object" && type != "array";
        if (isPlain && !member["writeOnly"].toBool())
            names.emplace_back(name);
    });
    return names;
}

std::string OpenApi::faultsOf(const std::string& schemaName, const Value& value) const
{
    return check(m_document["components"]["schemas"][schemaName], value, "");
}

std::string OpenApi::check(const Value& schema, const Value& value, const std::string& place) const
{
    if (const Value* reference = schema.find("$ref")) {
        const std::string_view path = reference->toString();
        return check(m_document["components"]["schemas"][path.substr(path.rfind('/') + 1)], value,
                     place);
    }
    const std::string type(schema["type"].toString());
    if (type.empty() || (value.isNull() && schema["nullable"].toBool()))
        return {};
    const std::string found = typeOf(value);
    if (type == "integer" ? !value.isInteger() : type != found)
        return std::format("{}: is {}, not {}", place, found, type);
    if (const Value* allowed = schema.find("enum"); allowed && !isOneOf(*allowed, value))
        return std::format("{}: \"{}\" is not one of the enum", place, value.toString());
    if (schema["format"].toString() == "date-time" && !isTime(value.toString()))
        return std::format("{}: \"{}\" is no time", place, value.toString());
    if (value.isObject())
        return checkObject(schema, value, place);
    std::string faults;
    std::size_t index = 0;
    value.forEachElement([&](const Value& each) {
        faults += check(schema["items"], each, std::format("{}/{}", place, index++));
    });
    return faults;
}

std::string OpenApi::checkObject(const Value& schema, const Value& value,
                                 const std::string& place) const
{
    const Value* properties = schema.find("properties");
    std::string faults;
    schema["required"].forEachElement([&](const Value& name) {
        const bool isWriteOnly = properties && (*properties)[name.toString()]["writeOnly"].toBool();
        if (!isWriteOnly && !value.find(name.toString()))
            faults += std::format("{}: lacks \"{}\" ", place, name.toString());
    });
    if (!properties)
        return faults;
    value.forEachMember([&](std::string_view name, const Value& each) {
        const Value* property = properties->find(name);
        if (!property)
            faults += std::format("{}: \"{}\" is not in the schema ", place, name);
        else if ((*property)["writeOnly"].toBool())
            faults += std::format("{}: \"{}\" is write-only ", place, name);
        else
            faults += check(*property, each, std::format("{}/{}", place, name));
    });
    return faults;
}

} // namespace plectrum::test
