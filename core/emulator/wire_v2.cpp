// SPDX-License-Identifier: MIT
#include "emulator/wire_v2.h"

#include "json/parser.h"
#include "json/printer.h"

#include <QByteArray>
#include <QCryptographicHash>

#include <algorithm>
#include <array>
#include <charconv>
#include <format>
#include <span>

namespace plectrum::emulator::v2 {

using json::Value;

namespace {

[[noreturn]] void refuse(const std::string& what)
{
    throw ApiError(Code::InvalidArgument, what);
}

void checkMembers(const Value& body, std::span<const std::string_view> known)
{
    body.forEachMember([known](std::string_view name, const Value&) {
        if (!std::ranges::contains(known, name))
            refuse(std::format("Unknown field \"{}\".", name));
    });
}

std::vector<std::int64_t> usersOf(const Value& list)
{
    std::vector<std::int64_t> users;
    if (list.isNull())
        return users;
    if (!list.isArray())
        refuse("\"users\" must be an array.");
    list.forEachElement([&](const Value& each) {
        if (!each.isString())
            refuse("\"users\" must hold strings of the form \"users/123\".");
        users.push_back(userIdOf(each.toString()));
    });
    return users;
}

Value attributesOf(const Value& attributes)
{
    if (attributes.isNull())
        return Value::object();
    // An empty array is what an empty Luau table becomes, and not what the service takes.
    if (!attributes.isObject())
        refuse("\"attributes\" must be an object.");
    return attributes;
}

std::optional<std::string> etagOfBody(const Value& body)
{
    const Value& etag = body["etag"];
    if (etag.isNull())
        return std::nullopt;
    if (!etag.isString())
        refuse("\"etag\" must be a string.");
    return std::string(etag.toString());
}

Value::Members factsOf(const ResourceNames& names, const Address& address,
                       const std::string& revision, const datastore::EntryInfo& info)
{
    return {{"path", names.entry(address, revision)},
            {"id", revision.empty() ? address.key : address.key + '@' + revision},
            {"createTime", async::toRfc3339(info.createdTime)},
            {"revisionId", info.version},
            {"revisionCreateTime", async::toRfc3339(info.updatedTime)},
            {"etag", etagOf(info.version)}};
}

} // namespace

std::string ResourceNames::store(const std::string& name) const
{
    return std::format("universes/{}/data-stores/{}", universe, percentEncoded(name));
}

std::string ResourceNames::entry(const Address& address, const std::string& revision) const
{
    std::string path = store(address.store);
    if (hasScope)
        path += "/scopes/" + percentEncoded(address.scope);
    path += "/entries/" + percentEncoded(address.key, "@");
    return revision.empty() ? path : path + '@' + revision;
}

std::string etagOf(const std::string& revision)
{
    return QCryptographicHash::hash(QByteArray::fromStdString("etag " + revision),
                                    QCryptographicHash::Sha1)
        .first(9)
        .toBase64()
        .toStdString();
}

Value entryOf(const ResourceNames& names, const Address& address, const datastore::Entry& entry,
              const std::string& revision)
{
    auto members = factsOf(names, address, revision, entry.info);
    std::vector<Value> users;
    for (const auto id : entry.info.userIds)
        users.emplace_back(std::format("users/{}", id));
    members.emplace_back("state", "ACTIVE");
    members.emplace_back("value", entry.value);
    members.emplace_back("users", Value::array(std::move(users)));
    members.emplace_back("attributes", entry.info.attributes);
    return Value::object(std::move(members));
}

Value revisionOf(const ResourceNames& names, const Address& address, const mock::Version& version)
{
    auto members = factsOf(names, address, version.id(), version.entryInfo());
    members.emplace_back("state", version.isDeleted ? "DELETED" : "ACTIVE");
    return Value::object(std::move(members));
}

EntryInput entryInputOf(const Request& request)
{
    static constexpr std::array<std::string_view, 10> known{
        "path",  "createTime", "revisionId", "revisionCreateTime", "state", "etag",
        "value", "id",         "users",      "attributes"};
    const Value body = objectIn(request, false);
    checkMembers(body, known);
    if (body["value"].isNull())
        refuse("\"value\" must be provided.");
    return {{body["value"], usersOf(body["users"]), attributesOf(body["attributes"])},
            etagOfBody(body)};
}

IncrementInput incrementInputOf(const Request& request)
{
    static constexpr std::array<std::string_view, 3> known{"amount", "users", "attributes"};
    const Value body = objectIn(request, false);
    checkMembers(body, known);
    const Value& amount = body["amount"];
    if (!amount.isNumber() || amount.toInteger(0) != amount.toInteger(1))
        refuse("\"amount\" must be an integer.");
    return {amount.toInteger(), {{}, usersOf(body["users"]), attributesOf(body["attributes"])}};
}

std::optional<std::string> etagIn(const Request& request)
{
    return etagOfBody(objectIn(request, true));
}

Value objectIn(const Request& request, bool mayBeEmpty)
{
    if (request.body.empty() && mayBeEmpty)
        return Value::object();
    const std::string* type = request.header("content-type");
    if (!type || !isJson(*type))
        throw ApiError(Code::UnsupportedMediaType, "The content type must be application/json.");
    auto body = json::parse(request.body);
    if (!body)
        refuse("The body is not JSON: " + body.error().message());
    if (!body->isObject())
        refuse("The body must be a JSON object.");
    return std::move(*body);
}

std::int64_t userIdOf(std::string_view path)
{
    constexpr std::string_view start = "users/";
    std::int64_t id = 0;
    const char* const last = path.data() + path.size();
    if (path.starts_with(start)) {
        const auto [end, error] = std::from_chars(path.data() + start.size(), last, id);
        if (error == std::errc() && end == last && id > 0)
            return id;
    }
    refuse(std::format("\"{}\" is not of the form \"users/123\".", path));
}

Response answerOf(const Value& body)
{
    Response answer;
    answer.body = json::print(body);
    return answer;
}

} // namespace plectrum::emulator::v2
