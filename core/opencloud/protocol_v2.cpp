// SPDX-License-Identifier: MIT
// The v2 shapes: names are segments of the path, the facts of an entry stand around its value. The
// scope is always named, so that no name with a slash can become the path of anything else.
#include "datastore/error.h"
#include "datastore/limits.h"
#include "http/encoding.h"
#include "json/printer.h"
#include "opencloud/filter_string.h"
#include "opencloud/protocol.h"
#include "opencloud/response_error.h"
#include "opencloud/response_reader.h"

#include <algorithm>
#include <charconv>
#include <format>

namespace plectrum::opencloud {

using http::percentEncoded;
using http::QueryText;

using datastore::DataStoreInfo;
using datastore::KeyInfo;
using datastore::Page;
using datastore::VersionInfo;
using json::Value;

namespace {

constexpr int maxRevisions = 100; ///< of a page
constexpr int maxDataStores = 100;

std::string pathOfStores(std::int64_t universe)
{
    return std::format("/cloud/v2/universes/{}/data-stores", universe);
}

std::string pathOfEntries(const EntryAddress& address)
{
    return std::format("{}/{}/scopes/{}/entries", pathOfStores(address.universe),
                       percentEncoded(address.store), percentEncoded(address.scope));
}

std::string pathOfEntry(const EntryAddress& address)
{
    return pathOfEntries(address) + '/' + percentEncoded(address.key);
}

Request request(const char* method, std::string path, RequestKind kind)
{
    Request made;
    made.method = method;
    made.path = std::move(path);
    made.kind = kind;
    made.isIdempotent = kind == RequestKind::Read || kind == RequestKind::List;
    return made;
}

void setBody(Request& request, std::string json)
{
    request.headers.emplace_back("content-type", "application/json");
    request.body = std::move(json);
}

std::string usersText(const std::vector<std::int64_t>& users)
{
    std::string text;
    for (const auto id : users)
        text += std::format("{}\"users/{}\"", text.empty() ? "" : ",", id);
    return '[' + text + ']';
}

std::int64_t userIdIn(const Value& path, const Response& answer)
{
    constexpr std::string_view start = "users/";
    const std::string text(path.toString());
    std::int64_t id = 0;
    const char* const last = text.data() + text.size();
    if (text.starts_with(start)
        && std::from_chars(text.data() + start.size(), last, id).ptr == last)
        return id;
    throw malformed("\"" + text + "\" is no user", answer);
}

std::string textIn(const Value& object, std::string_view name)
{
    return std::string(object[name].toString());
}

/// RFC 3339 with a millisecond's last microsecond, so that a bound includes all of it.
std::string untilText(async::Time time)
{
    std::string text = async::toRfc3339(time);
    return text.insert(text.size() - 1, "999");
}

std::string filterOf(const datastore::ListVersionsQuery& query)
{
    std::string filter;
    if (query.from)
        filter = "revision_create_time >= " + async::toRfc3339(*query.from);
    if (query.until) {
        filter += filter.empty() ? "" : " && ";
        filter += "revision_create_time <= " + untilText(*query.until);
    }
    return filter;
}

std::string startsWith(const std::string& prefix)
{
    return prefix.empty() ? "" : "id.startsWith(" + filterString(prefix) + ")";
}

/// An empty one would be no condition at all.
std::string etagText(const std::string& etag)
{
    if (etag.empty())
        throw datastore::Error(datastore::ErrorKind::InvalidArgument,
                               "The entry's etag is not known; nothing was sent.");
    return json::printString(etag);
}

std::string etagOf(const Condition& condition)
{
    if (!condition.ifRevision && !condition.onlyIfAbsent)
        throw datastore::Error(datastore::ErrorKind::InvalidArgument,
                               "A write needs a condition; nothing was sent.");
    return condition.ifRevision ? etagText(condition.ifRevision->etag)
                                : etagText(condition.removedEtag);
}

/// The key, or the key with the revision that stands in the body or was asked for.
bool isIdOf(const Value& body, const std::string& key, const std::string& version)
{
    const std::string id = textIn(body, "id");
    return id.empty() || id == key || id == key + "@latest"
        || id == key + '@' + textIn(body, "revisionId")
        || (!version.empty() && id == key + '@' + version);
}

class ProtocolV2 final : public Protocol
{
public:
    bool isV1() const override { return false; }

    Request readEntry(const EntryAddress& address) const override
    {
        // Else the tail of such an id would be taken for a revision.
        const char* const latest = address.key.contains('@') ? "@latest" : "";
        return read(address, latest);
    }
    Request readVersion(const EntryAddress& address, const std::string& version) const override
    {
        return read(address, '@' + percentEncoded(version));
    }
    Request writeEntry(const EntryAddress& address, const std::string& value,
                       const datastore::Written& written,
                       const Condition& condition) const override;
    Request removeEntry(const EntryAddress& address, const Revision& revision) const override
    {
        Request made = request("DELETE", pathOfEntry(address), RequestKind::Remove);
        made.throughputKey = throughputKeyOf(address);
        setBody(made, std::format(R"({{"etag":{}}})", etagText(revision.etag)));
        return made;
    }
    Request listKeys(const EntryAddress& address,
                     const datastore::ListKeysQuery& query) const override
    {
        Request made = request("GET", pathOfEntries(address), RequestKind::List);
        const int size = std::min(query.pageSize, datastore::limits::maximumListPage);
        made.query = QueryText()
                         .add("maxPageSize", std::to_string(size))
                         .addUnlessEmpty("filter", startsWith(query.prefix))
                         .addUnlessEmpty("pageToken", query.cursor)
                         .text();
        return made;
    }
    Request listVersions(const EntryAddress& address,
                         const datastore::ListVersionsQuery& query) const override
    {
        Request made = request("GET", pathOfEntry(address) + ":listRevisions", RequestKind::List);
        made.query = QueryText()
                         .add("maxPageSize", std::to_string(std::min(query.pageSize, maxRevisions)))
                         .addUnlessEmpty("filter", filterOf(query))
                         .addUnlessEmpty("pageToken", query.cursor)
                         .text();
        return made;
    }
    Request listDataStores(std::int64_t universe,
                           const datastore::ListDataStoresQuery& query) const override
    {
        Request made = request("GET", pathOfStores(universe), RequestKind::List);
        made.query =
            QueryText()
                .add("maxPageSize", std::to_string(std::min(query.pageSize, maxDataStores)))
                .addUnlessEmpty("filter", startsWith(query.prefix))
                .addUnlessEmpty("pageToken", query.cursor)
                .text();
        return made;
    }

    SeenEntry entryIn(const Response& answer, const EntryAddress& address,
                      const std::string& version) const override;
    SeenEntry writtenIn(const Response& answer, const EntryAddress& address,
                        const datastore::Written&) const override
    {
        return entryIn(answer, address, {});
    }
    Page<KeyInfo> keysIn(const Response& answer) const override;
    Page<VersionInfo> versionsIn(const Response& answer,
                                 const EntryAddress& address) const override;
    Page<DataStoreInfo> dataStoresIn(const Response& answer) const override;

private:
    static Request read(const EntryAddress& address, const std::string& tail)
    {
        Request made = request("GET", pathOfEntry(address) + tail, RequestKind::Read);
        made.throughputKey = throughputKeyOf(address);
        return made;
    }
};

Request ProtocolV2::writeEntry(const EntryAddress& address, const std::string& value,
                               const datastore::Written& written, const Condition& condition) const
{
    const bool isNew = condition.onlyIfAbsent && condition.removedEtag.empty();
    Request made = isNew ? request("POST", pathOfEntries(address), RequestKind::Write)
                         : request("PATCH", pathOfEntry(address), RequestKind::Write);
    if (isNew)
        made.query = QueryText().add("id", address.key).text();
    else if (condition.onlyIfAbsent)
        made.query = "allowMissing=true";
    made.throughputKey = throughputKeyOf(address);
    std::string body = "{";
    if (!isNew)
        body += std::format(R"("etag":{},)", etagOf(condition));
    body += std::format(R"("users":{},"attributes":{},"value":)", usersText(written.userIds),
                        json::print(written.attributes));
    body.append(value).append("}");
    setBody(made, std::move(body));
    return made;
}

SeenEntry ProtocolV2::entryIn(const Response& answer, const EntryAddress& address,
                              const std::string& version) const
{
    const Value body = objectIn(answer);
    SeenEntry seen;
    seen.etag = textIn(body, "etag");
    seen.isRemoved = body["state"].toString() == "DELETED";
    const Value* value = body.find("value");
    if ((!value && !seen.isRemoved) || !body["revisionId"].isString())
        throw malformed("it holds no entry", answer);
    if (!isIdOf(body, address.key, version))
        throw malformed(
            "it holds the entry \"" + textIn(body, "id") + "\", which was not asked for", answer);
    if (seen.isRemoved)
        return seen;
    seen.entry.value = *value;
    seen.entry.size = json::printedSize(*value);
    seen.entry.info = {textIn(body, "revisionId"),
                       timeOf(textIn(body, "createTime"), answer),
                       timeOf(textIn(body, "revisionCreateTime"), answer),
                       {},
                       attributesOf(body["attributes"], answer)};
    body["users"].forEachElement(
        [&](const Value& user) { seen.entry.info.userIds.push_back(userIdIn(user, answer)); });
    return seen;
}

Page<KeyInfo> ProtocolV2::keysIn(const Response& answer) const
{
    const Value body = objectIn(answer);
    Page<KeyInfo> page{{}, textIn(body, "nextPageToken")};
    listIn(body, "dataStoreEntries", answer).forEachElement([&](const Value& each) {
        page.items.push_back({textIn(each, "id")});
    });
    return page;
}

Page<VersionInfo> ProtocolV2::versionsIn(const Response& answer, const EntryAddress& address) const
{
    const Value body = objectIn(answer);
    Page<VersionInfo> page{{}, textIn(body, "nextPageToken")};
    listIn(body, "dataStoreEntries", answer).forEachElement([&](const Value& each) {
        if (!isIdOf(each, address.key, {}))
            throw malformed("it lists versions of \"" + textIn(each, "id") + "\"", answer);
        page.items.push_back({textIn(each, "revisionId"),
                              timeOf(textIn(each, "revisionCreateTime"), answer),
                              each["state"].toString() == "DELETED", 0});
    });
    return page;
}

Page<DataStoreInfo> ProtocolV2::dataStoresIn(const Response& answer) const
{
    const Value body = objectIn(answer);
    Page<DataStoreInfo> page{{}, textIn(body, "nextPageToken")};
    listIn(body, "dataStores", answer).forEachElement([&](const Value& each) {
        page.items.push_back({textIn(each, "id"), timeOf(textIn(each, "createTime"), answer)});
    });
    return page;
}

} // namespace

const Protocol& protocolV2()
{
    static const ProtocolV2 protocol;
    return protocol;
}

std::string throughputKeyOf(const EntryAddress& address)
{
    return std::format("{}\n{}\n{}", address.store, address.scope, address.key);
}

} // namespace plectrum::opencloud
