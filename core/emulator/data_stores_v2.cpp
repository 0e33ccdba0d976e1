// SPDX-License-Identifier: MIT
#include "emulator/data_stores_v2.h"

#include "emulator/filter.h"
#include "emulator/wire_v2.h"

#include <algorithm>

namespace plectrum::emulator {

using async::Task;
using json::Value;

namespace {

const PageShape dataStorePages{"maxPageSize", "pageToken", 10, 100};

ApiError storeNotFound()
{
    return {Code::NotFound, "The data store was not found."};
}

} // namespace

DataStoresV2::DataStoresV2(EntryAccess& access, const Pages& pages, std::int64_t universe)
    : m_access(access)
    , m_pages(pages)
    , m_universe(universe)
{
}

std::vector<Route> DataStoresV2::routes()
{
    const std::string stores = "/cloud/v2/universes/{universe}/data-stores";
    const std::string control = "universe-datastores.control:";
    return {
        {"GET",
         stores,
         {"maxPageSize", "pageToken", "filter", "showDeleted"},
         {control + "list"},
         Cost::List,
         [this](RequestContext call) { return list(std::move(call)); }},
        {"DELETE",
         stores + "/{store}",
         {},
         {control + "delete"},
         Cost::Remove,
         [this](RequestContext call) { return remove(std::move(call)); }},
        {"POST",
         stores + "/{store}:undelete",
         {},
         {control + "delete"},
         Cost::Write,
         [this](RequestContext call) { return undelete(std::move(call)); }},
        {"POST",
         stores + ":snapshot",
         {},
         {control + "snapshot"},
         Cost::Write,
         [this](RequestContext call) { return snapshot(std::move(call)); }},
    };
}

std::optional<Value> DataStoresV2::resourceOf(const std::string& name) const
{
    std::optional<async::Time> created;
    for (const auto& record : m_access.universe().storeRecords(true))
        if (record.name == name)
            created = std::min(created.value_or(record.createdTime), record.createdTime);
    if (!created)
        return std::nullopt;
    const auto gone = m_access.universe().deletionOf(name);
    Value resource = Value::object({{"path", v2::ResourceNames{m_universe}.store(name)},
                                    {"id", name},
                                    {"createTime", async::toRfc3339(*created)},
                                    {"state", gone ? "DELETED" : "ACTIVE"}});
    return gone ? resource.withMember("expireTime", async::toRfc3339(*gone)) : resource;
}

Task<Response> DataStoresV2::list(RequestContext call)
{
    const std::string prefix = prefixOf(call.parameter("filter").value_or(""));
    std::vector<std::string> names;
    for (const auto& record : m_access.universe().storeRecords(call.flag("showDeleted")))
        if (record.name.starts_with(prefix) && (names.empty() || names.back() != record.name))
            names.push_back(record.name);
    const NamePage page =
        m_pages.cut(call, dataStorePages, [&](const std::string& after, std::size_t limit) {
            return namesBehind(names, after, limit);
        });
    std::vector<Value> items;
    for (const auto& name : page.names)
        items.push_back(resourceOf(name).value_or(Value()));
    Value body = Value::object({{"dataStores", Value::array(std::move(items))}});
    if (!page.nextToken.empty())
        body = body.withMember("nextPageToken", page.nextToken);
    co_return v2::answerOf(body);
}

Task<Response> DataStoresV2::remove(RequestContext call)
{
    const std::string name = call.part("store");
    if (!m_access.universe().deleteDataStore(name))
        throw storeNotFound();
    co_return v2::answerOf(resourceOf(name).value_or(Value()));
}

Task<Response> DataStoresV2::undelete(RequestContext call)
{
    v2::objectIn(*call.request, true);
    const std::string name = call.part("store");
    m_access.universe().undeleteDataStore(name);
    const auto resource = resourceOf(name);
    if (!resource)
        throw storeNotFound();
    co_return v2::answerOf(*resource);
}

Task<Response> DataStoresV2::snapshot(RequestContext call)
{
    v2::objectIn(*call.request, true);
    const auto snapshot = m_access.universe().takeSnapshot();
    co_return v2::answerOf(
        Value::object({{"newSnapshotTaken", snapshot.isNew},
                       {"latestSnapshotTime", async::toRfc3339(snapshot.time)}}));
}

} // namespace plectrum::emulator
