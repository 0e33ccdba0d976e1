// SPDX-License-Identifier: MIT
#include "emulator/data_stores_v1.h"

#include "emulator/wire_v1.h"
#include "json/printer.h"

#include <algorithm>
#include <stdexcept>

namespace plectrum::emulator {

using async::Task;
using datastore::Entry;
using datastore::Error;
using json::Value;

namespace {

const PageShape storePages{"limit", "cursor", 1, 50};
const PageShape keyPages{"limit", "cursor", 16, 100};
const PageShape versionPages{"limit", "cursor", 16, 100};

const std::string objects = "universe-datastores.objects:";

ApiError entryNotFound()
{
    return {Code::NotFound, "Entry not found in the datastore.", "EntryNotFound"};
}

Response bodyOf(const Value& body)
{
    Response answer;
    answer.contentType = "application/json; charset=utf-8";
    answer.body = json::print(body);
    return answer;
}

Value listOf(const char* name, std::vector<Value> items, const std::string& cursor)
{
    return Value::object({{name, Value::array(std::move(items))}, {"nextPageCursor", cursor}});
}

std::optional<async::Time> timeOf(const RequestContext& call, const std::string& name,
                                  const char* dataStoreCode)
{
    const auto text = call.parameter(name);
    if (!text || text->empty())
        return std::nullopt;
    std::optional<async::Time> time;
    try {
        time = async::fromRfc3339(*text);
    } catch (const std::invalid_argument&) {
        time.reset();
    }
    if (!time)
        throw ApiError(Code::InvalidArgument, name + " must be an ISO time.", dataStoreCode);
    return time;
}

} // namespace

DataStoresV1::DataStoresV1(EntryAccess& access, const Pages& pages, QuotaCounter& counter,
                           async::Clock& clock, std::int64_t universe)
    : m_access(access)
    , m_pages(pages)
    , m_counter(counter)
    , m_clock(clock)
    , m_universe(std::to_string(universe))
{
}

std::vector<Route> DataStoresV1::routes()
{
    using Handler = Task<Response> (DataStoresV1::*)(RequestContext);
    const std::string stores = "/datastores/v1/universes/{universe}/standard-datastores";
    const std::string entries = stores + "/datastore/entries";
    const std::string entry = entries + "/entry";
    const std::string versions = "universe-datastores.versions:";
    const auto row = [this](std::string method, std::string pattern,
                            std::vector<std::string> parameters, std::vector<std::string> scopes,
                            Handler handler) {
        const Cost cost = method == "GET" ? Cost::V1Read : Cost::V1Write;
        return Route{
            std::move(method),
            std::move(pattern),
            std::move(parameters),
            std::move(scopes),
            cost,
            [this, handler](RequestContext call) { return (this->*handler)(std::move(call)); }};
    };
    return {
        row("GET", stores, {"cursor", "limit", "prefix"}, {"universe-datastores.control:list"},
            &DataStoresV1::listStores),
        row("GET", entries, {"datastoreName", "scope", "allScopes", "prefix", "cursor", "limit"},
            {objects + "list"}, &DataStoresV1::listKeys),
        row("GET", entry, {"datastoreName", "entryKey", "scope"}, {objects + "read"},
            &DataStoresV1::get),
        row("POST", entry,
            {"datastoreName", "entryKey", "scope", "matchVersion", "exclusiveCreate"},
            {objects + "create", objects + "update"}, &DataStoresV1::set),
        row("DELETE", entry, {"datastoreName", "entryKey", "scope"}, {objects + "delete"},
            &DataStoresV1::remove),
        row("POST", entry + "/increment", {"datastoreName", "entryKey", "scope", "incrementBy"},
            {objects + "create", objects + "update"}, &DataStoresV1::increment),
        row("GET", entry + "/versions",
            {"datastoreName", "entryKey", "scope", "cursor", "startTime", "endTime", "sortOrder",
             "limit"},
            {versions + "list"}, &DataStoresV1::listVersions),
        row("GET", entry + "/versions/version", {"datastoreName", "entryKey", "scope", "versionId"},
            {versions + "read"}, &DataStoresV1::getVersion),
    };
}

Address DataStoresV1::addressOf(const RequestContext& call, bool hasKey) const
{
    Address address{call.parameter("datastoreName").value_or(""),
                    call.parameter("scope").value_or("global"),
                    call.parameter("entryKey").value_or("")};
    if (address.scope.empty())
        address.scope = "global";
    m_access.check(address);
    if (hasKey && address.key.empty())
        throw ApiError(Code::InvalidArgument, "The entry key is missing.", "InvalidEntryKey");
    return address;
}

void DataStoresV1::needWriteScopes(const RequestContext& call, const Address& address) const
{
    if (m_access.isThere(address)) {
        call.requireScope(objects + "update");
        return;
    }
    call.requireScope(objects + "create");
    if (!m_access.hasStore(address.store))
        call.requireScope("universe-datastores.control:create");
}

void DataStoresV1::spend(Cost cost, std::size_t bytes)
{
    m_counter.spend(cost, m_universe, std::int64_t(bytes), m_clock.elapsed());
}

Response DataStoresV1::answerOf(const Entry& entry)
{
    Response answer = bodyOf(entry.value);
    spend(Cost::V1ReadBytes, answer.body.size());
    answer.headers = v1::headersOf(entry.info, answer.body);
    return answer;
}

Task<Response> DataStoresV1::listStores(RequestContext call)
{
    const std::string prefix = call.parameter("prefix").value_or("");
    std::vector<std::string> names;
    std::map<std::string, async::Time> created;
    for (const auto& record : m_access.universe().storeRecords()) {
        if (!record.name.starts_with(prefix))
            continue;
        const auto [at, isNew] = created.emplace(record.name, record.createdTime);
        at->second = std::min(at->second, record.createdTime);
        if (isNew)
            names.push_back(record.name);
    }
    const NamePage page =
        m_pages.cut(call, storePages, [&](const std::string& after, std::size_t limit) {
            return namesBehind(names, after, limit);
        });
    std::vector<Value> items;
    for (const auto& name : page.names)
        items.push_back(
            Value::object({{"name", name}, {"createdTime", async::toRfc3339(created.at(name))}}));
    co_return bodyOf(listOf("datastores", std::move(items), page.nextToken));
}

Task<Response> DataStoresV1::listKeys(RequestContext call)
{
    const Address address = addressOf(call, false);
    m_access.needStore(address.store);
    const bool isAll = call.flag("allScopes");
    const std::string prefix = call.parameter("prefix").value_or("");
    const auto fetch = [&](const std::string& after, std::size_t limit) {
        return isAll ? m_access.keysOfAllScopes(address.store, prefix, after, limit, true)
                     : m_access.keys(address.store, address.scope, prefix, after, limit, true);
    };
    const NamePage page = m_pages.cut(call, keyPages, fetch);
    std::vector<Value> items;
    for (const auto& name : page.names) {
        const auto slash = name.find('/');
        items.push_back(Value::object({{"scope", isAll ? name.substr(0, slash) : address.scope},
                                       {"key", isAll ? name.substr(slash + 1) : name}}));
    }
    co_return bodyOf(listOf("keys", std::move(items), page.nextToken));
}

Task<Response> DataStoresV1::get(RequestContext call)
{
    const Address address = addressOf(call, true);
    m_access.needStore(address.store);
    const auto entry = co_await m_access.get(address, call.stop);
    if (entry)
        co_return answerOf(*entry);
    if (!m_access.newest(address))
        throw entryNotFound();
    Response removed;
    removed.status = 204; // marked as deleted
    co_return removed;
}

/// What stands there instead, told by headers.
Task<ApiError> DataStoresV1::notAtVersion(Address address, std::stop_token stop)
{
    ApiError refusal(Code::PreconditionFailed, "The entry is not at the version that was given.");
    if (const auto there = co_await m_access.get(std::move(address), std::move(stop)))
        co_return std::move(refusal).withHeaders(
            v1::headersOf(there->info, json::print(there->value)));
    co_return refusal;
}

Task<Response> DataStoresV1::set(RequestContext call)
{
    const Address address = addressOf(call, true);
    WriteCondition condition{.ifVersion = call.parameter("matchVersion"),
                             .onlyIfAbsent = call.flag("exclusiveCreate")};
    if (condition.ifVersion && condition.onlyIfAbsent)
        throw ApiError(Code::InvalidArgument,
                       "exclusiveCreate and matchVersion cannot be set together.",
                       "ExclusiveCreateAndMatchVersionCannotBeSet");
    needWriteScopes(call, address);
    datastore::Written written = v1::tagsOf(*call.request);
    written.value = v1::valueOf(*call.request);
    spend(Cost::V1WrittenBytes, call.request->body.size());
    std::optional<Entry> entry;
    try {
        entry =
            co_await m_access.write(address, std::move(written), std::move(condition), call.stop);
    } catch (const Error& error) {
        if (error.kind() != datastore::ErrorKind::Conflict)
            throw;
    }
    if (!entry)
        throw co_await notAtVersion(address, call.stop);
    co_return bodyOf(v1::versionOf(entry->info.version, entry->info.updatedTime,
                                   entry->info.createdTime, false, entry->size));
}

Task<Response> DataStoresV1::remove(RequestContext call)
{
    const Address address = addressOf(call, true);
    m_access.needStore(address.store);
    if (!m_access.isThere(address))
        throw entryNotFound();
    co_await m_access.remove(address, std::nullopt, call.stop);
    Response answer;
    answer.status = 204;
    co_return answer;
}

Task<Response> DataStoresV1::increment(RequestContext call)
{
    const Address address = addressOf(call, true);
    needWriteScopes(call, address);
    const std::int64_t amount = call.number("incrementBy").value_or(1);
    const Entry entry =
        co_await m_access.increment(address, amount, v1::tagsOf(*call.request), call.stop);
    co_return answerOf(entry);
}

Task<Response> DataStoresV1::listVersions(RequestContext call)
{
    const Address address = addressOf(call, true);
    const auto from = timeOf(call, "startTime", "InvalidStartTime");
    const auto until = timeOf(call, "endTime", "InvalidEndTime");
    const std::string order = call.parameter("sortOrder").value_or("Ascending");
    if (order != "Ascending" && order != "Descending")
        throw ApiError(Code::InvalidArgument, "sortOrder is Ascending or Descending.",
                       "InvalidSortOrder");
    m_access.needStore(address.store);
    auto versions = m_access.universe().versions(address.store, address.scope, address.key);
    std::erase_if(versions, [&](const mock::Version& each) {
        return (from && each.time < *from) || (until && each.time > *until);
    });
    if (order == "Descending")
        std::ranges::reverse(versions);
    std::vector<std::string> ids;
    for (const auto& version : versions)
        ids.push_back(version.id());
    const NamePage page =
        m_pages.cut(call, versionPages, [&](const std::string& after, std::size_t limit) {
            return namesBehind(ids, after, limit);
        });
    std::vector<Value> items;
    for (const auto& each : versions)
        if (std::ranges::contains(page.names, each.id()))
            items.push_back(
                v1::versionOf(each.id(), each.time, each.entryCreated, each.isDeleted, each.size));
    co_return bodyOf(listOf("versions", std::move(items), page.nextToken));
}

Task<Response> DataStoresV1::getVersion(RequestContext call)
{
    const Address address = addressOf(call, true);
    const auto version = call.parameter("versionId");
    if (!version || version->empty())
        throw ApiError(Code::InvalidArgument, "The version is missing.", "InvalidVersionId");
    m_access.needStore(address.store);
    const auto entry = co_await m_access.getVersion(address, *version, call.stop);
    if (!entry)
        throw ApiError(Code::NotFound, "The version was not found.", "VersionNotFound");
    co_return answerOf(*entry);
}

} // namespace plectrum::emulator
