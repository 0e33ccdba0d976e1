// SPDX-License-Identifier: MIT
#include "emulator/wire_v1.h"

#include "datastore/limits.h"
#include "emulator/refusal.h"
#include "json/parser.h"
#include "json/printer.h"

#include <QByteArray>
#include <QCryptographicHash>

#include <algorithm>

namespace plectrum::emulator::v1 {

using json::Value;

namespace {

std::string md5Of(const std::string& body)
{
    return QCryptographicHash::hash(QByteArrayView(body.data(), qsizetype(body.size())),
                                    QCryptographicHash::Md5)
        .toBase64()
        .toStdString();
}

/// Header text must be ASCII; what is beyond is written as \uXXXX.
std::optional<Value> headerJson(const std::string& text)
{
    if (!std::ranges::all_of(text, [](char letter) { return letter >= ' ' && letter <= '~'; }))
        return std::nullopt;
    auto value = json::parse(text);
    return value ? std::optional(std::move(*value)) : std::nullopt;
}

[[noreturn]] void refuseUsers()
{
    throw ApiError(Code::InvalidArgument, "roblox-entry-userids must be a list of user ids.",
                   "InvalidUserIds");
}

std::vector<std::int64_t> usersOf(const std::string& text)
{
    const auto list = headerJson(text);
    if (!list || !list->isArray())
        refuseUsers();
    std::vector<std::int64_t> users;
    list->forEachElement([&](const Value& each) {
        if (!each.isInteger() || each.toInteger() <= 0)
            refuseUsers();
        users.push_back(each.toInteger());
    });
    return users;
}

} // namespace

Headers headersOf(const datastore::EntryInfo& info, const std::string& body)
{
    std::vector<Value> users;
    for (const auto id : info.userIds)
        users.emplace_back(id);
    return {{"content-md5", md5Of(body)},
            {"roblox-entry-version", info.version},
            {"roblox-entry-created-time", async::toRfc3339(info.createdTime)},
            {"roblox-entry-version-created-time", async::toRfc3339(info.updatedTime)},
            {"roblox-entry-attributes", asciiJson(json::print(info.attributes))},
            {"roblox-entry-userids", json::print(Value::array(std::move(users)))}};
}

datastore::Written tagsOf(const Request& request)
{
    datastore::Written written;
    if (const std::string* users = request.header("roblox-entry-userids"); users && !users->empty())
        written.userIds = usersOf(*users);
    const std::string* attributes = request.header("roblox-entry-attributes");
    if (!attributes || attributes->empty())
        return written;
    auto value = headerJson(*attributes);
    if (!value || !value->isObject())
        throw ApiError(Code::InvalidArgument, "roblox-entry-attributes must be a JSON object.",
                       "InvalidAttributes");
    written.attributes = std::move(*value);
    return written;
}

Value valueOf(const Request& request)
{
    if (request.body.empty())
        throw ApiError(Code::InvalidArgument, "The content length is required.",
                       "ContentLengthRequired");
    if (request.body.size() > datastore::limits::valueSize)
        throw ApiError(Code::InvalidArgument, "The content is too big.", "ContentTooBig");
    const std::string* type = request.header("content-type");
    if (!type || !isJson(*type))
        throw ApiError(Code::UnsupportedMediaType, "The content type must be application/json.");
    const std::string* md5 = request.header("content-md5");
    if (md5 && *md5 != md5Of(request.body))
        throw ApiError(Code::InvalidArgument, "The checksum does not match the content.",
                       "ChecksumMismatch");
    auto value = json::parse(request.body);
    if (!value)
        throw ApiError(Code::InvalidArgument, "The content is not JSON.", "ContentNotJson");
    return std::move(*value);
}

Value versionOf(const std::string& id, async::Time created, async::Time objectCreated,
                bool isDeleted, std::size_t size)
{
    return Value::object({{"version", id},
                          {"deleted", isDeleted},
                          {"contentLength", std::int64_t(size)},
                          {"createdTime", async::toRfc3339(created)},
                          {"objectCreatedTime", async::toRfc3339(objectCreated)}});
}

} // namespace plectrum::emulator::v1
