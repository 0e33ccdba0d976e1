// SPDX-License-Identifier: MIT
// The v1 shapes: names are parameters of the query, the facts of an entry are headers, the body is
// the value's own JSON text.
#include "http/encoding.h"
#include "json/parser.h"
#include "json/printer.h"
#include "opencloud/protocol.h"
#include "opencloud/response_error.h"
#include "opencloud/response_reader.h"

#include <QCryptographicHash>

#include <algorithm>
#include <charconv>
#include <format>

namespace plectrum::opencloud {

using http::asciiJson;
using http::QueryText;

using datastore::DataStoreInfo;
using datastore::KeyInfo;
using datastore::Page;
using datastore::VersionInfo;
using json::Value;

namespace {

constexpr int maxOfPage = 100;
constexpr int maxDataStores = 50;

std::string pathOf(std::int64_t universe, const char* tail)
{
    return std::format("/datastores/v1/universes/{}/standard-datastores{}", universe, tail);
}

QueryText queryOf(const EntryAddress& address)
{
    QueryText query;
    query.add("datastoreName", address.store).add("scope", address.scope);
    return query.addUnlessEmpty("entryKey", address.key);
}

Request request(const char* method, const EntryAddress& address, const char* tail)
{
    const bool isRead = std::string_view(method) == "GET";
    Request made;
    made.method = method;
    made.path = pathOf(address.universe, tail);
    made.query = queryOf(address).text();
    made.kind = isRead ? RequestKind::ReadV1 : RequestKind::WriteV1;
    made.isIdempotent = isRead;
    if (!address.key.empty())
        made.throughputKey = throughputKeyOf(address);
    return made;
}

std::string usersText(const std::vector<std::int64_t>& users)
{
    std::vector<Value> list;
    for (const auto id : users)
        list.emplace_back(id);
    return json::print(Value::array(std::move(list)));
}

Value headerJson(const Response& answer, const char* name)
{
    const std::string text = answer.header(name);
    if (text.empty())
        return {};
    auto value = json::parse(text);
    if (!value)
        throw malformed(std::format("the header {} is not JSON", name), answer);
    return *std::move(value);
}

/// A number, or a number as text.
std::int64_t userIdIn(const Value& value, const Response& answer)
{
    std::int64_t id = value.isInteger() ? value.toInteger() : 0;
    if (value.isString()) {
        const std::string text(value.toString());
        const char* const end = text.data() + text.size();
        if (std::from_chars(text.data(), end, id).ptr != end)
            id = 0;
    }
    if (id <= 0)
        throw malformed("\"" + json::print(value) + "\" is no user", answer);
    return id;
}

/// The value alone may be cut and still be JSON: a number.
void checkMd5(const Response& answer)
{
    const std::string sum = answer.header("content-md5");
    if (sum.empty())
        return;
    const QByteArrayView body(answer.body.data(), qsizetype(answer.body.size()));
    if (QCryptographicHash::hash(body, QCryptographicHash::Md5).toBase64() != sum.c_str())
        throw malformed("its content-md5 is not that of its body", answer);
}

std::string textIn(const Value& object, std::string_view name)
{
    return std::string(object[name].toString());
}

/// A page without its list is only one when it says that it is the last or not.
const Value& wholeListIn(const Value& body, const char* name, const Response& answer)
{
    if (!body.find(name) && !body.find("nextPageCursor"))
        throw malformed(std::format("it has no \"{}\"", name), answer);
    return listIn(body, name, answer);
}

class ProtocolV1 final : public Protocol
{
public:
    bool isV1() const override { return true; }

    Request readEntry(const EntryAddress& address) const override
    {
        return request("GET", address, "/datastore/entries/entry");
    }
    Request readVersion(const EntryAddress& address, const std::string& version) const override
    {
        Request made = request("GET", address, "/datastore/entries/entry/versions/version");
        made.query = queryOf(address).add("versionId", version).text();
        return made;
    }
    Request writeEntry(const EntryAddress& address, const std::string& value,
                       const datastore::Written& written,
                       const Condition& condition) const override;
    Request removeEntry(const EntryAddress& address, const Revision&) const override
    {
        return request("DELETE", address, "/datastore/entries/entry");
    }
    Request listKeys(const EntryAddress& address,
                     const datastore::ListKeysQuery& query) const override
    {
        Request made = request("GET", address, "/datastore/entries");
        made.query = queryOf(address)
                         .add("limit", std::to_string(std::min(query.pageSize, maxOfPage)))
                         .addUnlessEmpty("prefix", query.prefix)
                         .addUnlessEmpty("cursor", query.cursor)
                         .text();
        return made;
    }
    Request listVersions(const EntryAddress& address,
                         const datastore::ListVersionsQuery& query) const override
    {
        const bool isAscending = query.order == datastore::SortOrder::Ascending;
        Request made = request("GET", address, "/datastore/entries/entry/versions");
        made.query =
            queryOf(address)
                .add("limit", std::to_string(std::min(query.pageSize, maxOfPage)))
                .add("sortOrder", isAscending ? "Ascending" : "Descending")
                .addUnlessEmpty("startTime", query.from ? async::toRfc3339(*query.from) : "")
                .addUnlessEmpty("endTime", query.until ? async::toRfc3339(*query.until) : "")
                .addUnlessEmpty("cursor", query.cursor)
                .text();
        made.throughputKey.clear();
        return made;
    }
    Request listDataStores(std::int64_t universe,
                           const datastore::ListDataStoresQuery& query) const override
    {
        Request made;
        made.method = "GET";
        made.path = pathOf(universe, "");
        made.query = QueryText()
                         .add("limit", std::to_string(std::min(query.pageSize, maxDataStores)))
                         .addUnlessEmpty("prefix", query.prefix)
                         .addUnlessEmpty("cursor", query.cursor)
                         .text();
        made.kind = RequestKind::ReadV1;
        made.isIdempotent = true;
        return made;
    }

    SeenEntry entryIn(const Response& answer, const EntryAddress& address,
                      const std::string& version) const override;
    SeenEntry writtenIn(const Response& answer, const EntryAddress& address,
                        const datastore::Written& written) const override;
    Page<KeyInfo> keysIn(const Response& answer) const override;
    Page<VersionInfo> versionsIn(const Response& answer,
                                 const EntryAddress& address) const override;
    Page<DataStoreInfo> dataStoresIn(const Response& answer) const override;
};

Request ProtocolV1::writeEntry(const EntryAddress& address, const std::string& value,
                               const datastore::Written& written, const Condition& condition) const
{
    Request made = request("POST", address, "/datastore/entries/entry");
    QueryText query = queryOf(address);
    if (condition.ifRevision)
        query.add("matchVersion", condition.ifRevision->version);
    if (condition.onlyIfAbsent)
        query.add("exclusiveCreate", "true");
    made.query = query.text();
    made.headers = {{"content-type", "application/json"},
                    {"roblox-entry-userids", usersText(written.userIds)},
                    {"roblox-entry-attributes", asciiJson(json::print(written.attributes))}};
    made.body = value;
    return made;
}

SeenEntry ProtocolV1::entryIn(const Response& answer, const EntryAddress&, const std::string&) const
{
    SeenEntry seen;
    checkMd5(answer);
    seen.entry.value = jsonIn(answer);
    seen.entry.size = answer.body.size();
    auto& info = seen.entry.info;
    info.version = answer.header("roblox-entry-version");
    if (info.version.empty())
        throw malformed("it tells no version", answer);
    info.createdTime = timeOf(answer.header("roblox-entry-created-time"), answer);
    info.updatedTime = timeOf(answer.header("roblox-entry-version-created-time"), answer);
    info.attributes = attributesOf(headerJson(answer, "roblox-entry-attributes"), answer);
    const Value ids = headerJson(answer, "roblox-entry-userids");
    if (!ids.isNull() && !ids.isArray())
        throw malformed("the header roblox-entry-userids is no list", answer);
    ids.forEachElement([&](const Value& id) { info.userIds.push_back(userIdIn(id, answer)); });
    return seen;
}

SeenEntry ProtocolV1::writtenIn(const Response& answer, const EntryAddress&,
                                const datastore::Written& written) const
{
    const Value body = objectIn(answer);
    if (!body["version"].isString())
        throw malformed("it tells no version", answer);
    SeenEntry seen;
    seen.entry = {written.value, {}, json::printedSize(written.value)};
    seen.entry.info = {textIn(body, "version"), timeOf(textIn(body, "objectCreatedTime"), answer),
                       timeOf(textIn(body, "createdTime"), answer), written.userIds,
                       written.attributes};
    return seen;
}

Page<KeyInfo> ProtocolV1::keysIn(const Response& answer) const
{
    const Value body = objectIn(answer);
    Page<KeyInfo> page{{}, textIn(body, "nextPageCursor")};
    wholeListIn(body, "keys", answer).forEachElement([&](const Value& each) {
        page.items.push_back({textIn(each, "key")});
    });
    return page;
}

Page<VersionInfo> ProtocolV1::versionsIn(const Response& answer, const EntryAddress&) const
{
    const Value body = objectIn(answer);
    Page<VersionInfo> page{{}, textIn(body, "nextPageCursor")};
    wholeListIn(body, "versions", answer).forEachElement([&](const Value& each) {
        page.items.push_back(
            {textIn(each, "version"), timeOf(textIn(each, "createdTime"), answer),
             each["deleted"].toBool(),
             std::size_t(std::max<std::int64_t>(each["contentLength"].toInteger(), 0))});
    });
    return page;
}

Page<DataStoreInfo> ProtocolV1::dataStoresIn(const Response& answer) const
{
    const Value body = objectIn(answer);
    Page<DataStoreInfo> page{{}, textIn(body, "nextPageCursor")};
    wholeListIn(body, "datastores", answer).forEachElement([&](const Value& each) {
        page.items.push_back({textIn(each, "name"), timeOf(textIn(each, "createdTime"), answer)});
    });
    return page;
}

} // namespace

const Protocol& protocolV1()
{
    static const ProtocolV1 protocol;
    return protocol;
}

} // namespace plectrum::opencloud
