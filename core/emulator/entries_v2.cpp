// SPDX-License-Identifier: MIT
#include "emulator/entries_v2.h"

#include "emulator/filter.h"

#include <algorithm>
#include <stdexcept>

namespace plectrum::emulator {

using async::Task;
using datastore::Entry;
using json::Value;

namespace {

const PageShape entryPages{"maxPageSize", "pageToken", 10, 256};
const PageShape revisionPages{"maxPageSize", "pageToken", 10, 100};

ApiError notFound()
{
    return {Code::NotFound, "The entry was not found."};
}

ApiError changed()
{
    return {Code::Aborted, "The etag does not match that of the entry: it was changed."};
}

Value pageOf(std::vector<Value> items, const std::string& nextToken)
{
    auto page = Value::object({{"dataStoreEntries", Value::array(std::move(items))}});
    return nextToken.empty() ? page : page.withMember("nextPageToken", nextToken);
}

} // namespace

EntriesV2::EntriesV2(EntryAccess& access, const Pages& pages, std::int64_t universe)
    : m_access(access)
    , m_pages(pages)
    , m_universe(universe)
{
}

Route EntriesV2::route(std::string method, const std::string& pattern, Cost cost, Handler handler,
                       std::vector<std::string> scopes, std::vector<std::string> parameters)
{
    return {std::move(method),
            "/cloud/v2/universes/{universe}/data-stores/{store}/" + pattern,
            std::move(parameters),
            std::move(scopes),
            cost,
            [this, handler](RequestContext call) { return (this->*handler)(std::move(call)); }};
}

std::vector<Route> EntriesV2::routes()
{
    const std::string objects = "universe-datastores.objects:";
    const std::string one = "entries/{entry}";
    std::vector<Route> found;
    for (const std::string scope : {"", "scopes/{scope}/"}) {
        found.push_back(route("GET", scope + "entries", Cost::List, &EntriesV2::list,
                              {objects + "list"},
                              {"maxPageSize", "pageToken", "filter", "showDeleted"}));
        found.push_back(route("POST", scope + "entries", Cost::Write, &EntriesV2::create,
                              {objects + "create"}, {"id"}));
        found.push_back(
            route("GET", scope + one, Cost::Read, &EntriesV2::get, {objects + "read"}, {}));
        found.push_back(route("PATCH", scope + one, Cost::Write, &EntriesV2::update,
                              {objects + "update"}, {"allowMissing"}));
        found.push_back(route("DELETE", scope + one, Cost::Remove, &EntriesV2::remove,
                              {objects + "delete"}, {}));
        found.push_back(route("POST", scope + one + ":increment", Cost::Write,
                              &EntriesV2::increment, {objects + "create", objects + "update"}, {}));
        found.push_back(route("GET", scope + one + ":listRevisions", Cost::List,
                              &EntriesV2::listRevisions, {"universe-datastores.versions:list"},
                              {"maxPageSize", "pageToken", "filter"}));
    }
    return found;
}

v2::ResourceNames EntriesV2::namesOf(const RequestContext& call) const
{
    return {m_universe, call.parts.contains("scope")};
}

Address EntriesV2::addressOf(const RequestContext& call) const
{
    Address address{call.part("store")};
    if (call.parts.contains("scope"))
        address.scope = call.part("scope");
    if (call.parts.contains("entry"))
        address.key = call.part("entry");
    if (address.scope == "-" && !address.key.empty())
        throw ApiError(Code::InvalidArgument, "The scope \"-\" is for listings only.");
    m_access.check(address);
    return address;
}

Task<Response> EntriesV2::list(RequestContext call)
{
    Address address = addressOf(call);
    m_access.needStore(address.store);
    const bool isAll = address.scope == "-";
    const bool withRemoved = call.flag("showDeleted");
    const std::string prefix = prefixOf(call.parameter("filter").value_or(""));
    const auto fetch = [&](const std::string& after, std::size_t limit) {
        return isAll
            ? m_access.keysOfAllScopes(address.store, prefix, after, limit, withRemoved)
            : m_access.keys(address.store, address.scope, prefix, after, limit, withRemoved);
    };
    const NamePage page = m_pages.cut(call, entryPages, fetch);
    std::vector<Value> items;
    for (const auto& name : page.names) {
        const auto slash = name.find('/');
        const Address each = isAll
            ? Address{address.store, name.substr(0, slash), name.substr(slash + 1)}
            : Address{address.store, address.scope, name};
        items.push_back(Value::object({{"path", namesOf(call).entry(each)}, {"id", each.key}}));
    }
    co_return v2::answerOf(pageOf(std::move(items), page.nextToken));
}

Task<Response> EntriesV2::create(RequestContext call)
{
    Address address = addressOf(call);
    if (address.scope == "-")
        throw ApiError(Code::InvalidArgument, "The scope \"-\" is for listings only.");
    address.key = call.parameter("id").value_or("");
    if (address.key.empty())
        throw ApiError(Code::InvalidArgument, "The parameter id must be given.");
    m_access.check(address);
    v2::EntryInput input = v2::entryInputOf(*call.request);
    if (m_access.isThere(address))
        throw ApiError(Code::InvalidArgument, "The entry exists already.");
    const Entry entry = co_await m_access.write(address, std::move(input.written),
                                                {.ifVersion = {}, .onlyIfAbsent = true}, call.stop);
    co_return v2::answerOf(v2::entryOf(namesOf(call), address, entry));
}

Task<std::optional<Entry>> EntriesV2::readAt(Address address, std::string moment,
                                             std::stop_token stop)
{
    std::optional<async::Time> time;
    try {
        time = async::fromRfc3339(moment);
    } catch (const std::invalid_argument&) {
        time.reset();
    }
    const auto latest = m_access.universe().now() + std::chrono::minutes(10);
    if (!time || *time <= async::Time() || *time > latest)
        throw ApiError(
            Code::InvalidArgument,
            "The time must be of RFC 3339, after 1970 and at most ten minutes from now.");
    std::string version;
    if (m_access.newest(address)) {
        for (const auto& each :
             m_access.universe().versions(address.store, address.scope, address.key)) {
            if (each.time <= *time)
                version = each.id();
        }
    }
    if (version.empty())
        co_return std::nullopt;
    co_return co_await m_access.getVersion(std::move(address), version, stop);
}

Task<Response> EntriesV2::get(RequestContext call)
{
    Address address = addressOf(call);
    auto at = address.key.rfind('@');
    // An escaped "@" may be one of the key, but "%40latest" counts as a revision.
    const std::string_view path = call.request->path;
    const bool isEscaped = !path.substr(path.rfind('/') + 1).contains('@');
    if (isEscaped && at != std::string::npos
        && !std::string_view(address.key).substr(at + 1).starts_with("latest")
        && m_access.newest(address))
        at = std::string::npos;
    std::string revision = at == std::string::npos ? "latest" : address.key.substr(at + 1);
    address.key = address.key.substr(0, at);
    std::optional<Entry> entry;
    constexpr std::string_view latestAt = "latest:";
    if (m_access.newest(address) && revision == "latest")
        entry = co_await m_access.get(address, call.stop);
    else if (revision.starts_with(latestAt))
        entry = co_await readAt(address, revision.substr(latestAt.size()), call.stop);
    else if (revision != "latest")
        entry = co_await m_access.getVersion(address, revision, call.stop);
    if (!entry)
        throw notFound();
    if (revision.starts_with("latest"))
        revision.clear();
    co_return v2::answerOf(v2::entryOf(namesOf(call), address, *entry, revision));
}

std::optional<std::string> EntriesV2::expectedVersion(const Address& address,
                                                      const std::optional<std::string>& etag,
                                                      bool mayBeMissing) const
{
    const auto newest = m_access.newest(address);
    const bool isThere = newest && !newest->isDeleted;
    if (!isThere && !mayBeMissing)
        throw notFound();
    if (etag && (!isThere || *etag != v2::etagOf(newest->id())))
        throw changed();
    return etag ? std::optional(newest->id()) : std::nullopt;
}

Task<Response> EntriesV2::update(RequestContext call)
{
    const Address address = addressOf(call);
    const bool mayBeMissing = call.flag("allowMissing");
    v2::EntryInput input = v2::entryInputOf(*call.request);
    WriteCondition condition;
    condition.ifVersion = expectedVersion(address, input.etag, mayBeMissing);
    const Entry entry =
        co_await m_access.write(address, std::move(input.written), std::move(condition), call.stop);
    co_return v2::answerOf(v2::entryOf(namesOf(call), address, entry));
}

Task<Response> EntriesV2::remove(RequestContext call)
{
    const Address address = addressOf(call);
    const auto etag = v2::etagIn(*call.request);
    auto version = expectedVersion(address, etag, false);
    co_await m_access.remove(address, std::move(version), call.stop);
    co_return v2::answerOf(Value::object());
}

Task<Response> EntriesV2::increment(RequestContext call)
{
    const Address address = addressOf(call);
    v2::IncrementInput input = v2::incrementInputOf(*call.request);
    call.requireScope(m_access.isThere(address) ? "universe-datastores.objects:update"
                                                : "universe-datastores.objects:create");
    const Entry entry =
        co_await m_access.increment(address, input.amount, std::move(input.tags), call.stop);
    co_return v2::answerOf(v2::entryOf(namesOf(call), address, entry));
}

Task<Response> EntriesV2::listRevisions(RequestContext call)
{
    const Address address = addressOf(call);
    const TimeRange range = timeRangeOf(call.parameter("filter").value_or(""));
    if (!m_access.newest(address))
        throw notFound();
    auto versions = m_access.universe().versions(address.store, address.scope, address.key);
    std::erase_if(versions, [&](const mock::Version& each) {
        return (range.from && each.time < *range.from) || (range.until && each.time > *range.until);
    });
    std::ranges::reverse(versions);
    std::vector<std::string> ids;
    for (const auto& version : versions)
        ids.push_back(version.id());
    const NamePage page =
        m_pages.cut(call, revisionPages, [&](const std::string& after, std::size_t limit) {
            return namesBehind(ids, after, limit);
        });
    std::vector<Value> items;
    for (const auto& version : versions)
        if (std::ranges::contains(page.names, version.id()))
            items.push_back(v2::revisionOf(namesOf(call), address, version));
    co_return v2::answerOf(pageOf(std::move(items), page.nextToken));
}

} // namespace plectrum::emulator
