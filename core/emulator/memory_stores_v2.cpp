// SPDX-License-Identifier: MIT
#include "emulator/memory_stores_v2.h"

#include "emulator/wire_v2.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <format>

namespace plectrum::emulator {

using async::Task;
using json::Value;

namespace {

const PageShape itemPages{"maxPageSize", "pageToken", 1, 100};

/// Of "3s" or "1.5s"; throws ApiError for what is not above zero or beyond `most`.
async::Duration durationOf(std::string_view text, std::chrono::seconds most)
{
    double seconds = 0;
    const char* const last = text.data() + text.size() - (text.ends_with('s') ? 1 : 0);
    const auto [end, error] = std::from_chars(text.data(), last, seconds);
    if (!text.ends_with('s') || error != std::errc() || end != last || !std::isfinite(seconds)
        || seconds <= 0 || seconds > double(most.count()))
        throw ApiError(
            Code::InvalidArgument,
            std::format("\"{}\" is not a duration above 0 and up to {}s.", text, most.count()));
    return async::Duration(std::int64_t(std::ceil(seconds * 1000)));
}

async::Duration ttlOf(const Value& body)
{
    const Value& ttl = body["ttl"];
    return ttl.isNull() ? async::Duration(longestTtl) : durationOf(ttl.toString(), longestTtl);
}

/// The body with its members as `known` spells them: published clients write "Value" or "value".
Value bodyOf(const Request& request, std::initializer_list<std::string_view> known,
             bool mayBeEmpty = false)
{
    std::vector<std::pair<std::string, Value>> members;
    v2::objectIn(request, mayBeEmpty).forEachMember([&](std::string_view name, const Value& value) {
        const auto at = std::ranges::find_if(
            known, [&](std::string_view each) { return isSameWord(each, name); });
        if (at == known.end())
            throw ApiError(Code::InvalidArgument, std::format("Unknown field \"{}\".", name));
        if (std::ranges::contains(members, *at, &std::pair<std::string, Value>::first))
            throw ApiError(Code::InvalidArgument, std::format("\"{}\" stands there twice.", *at));
        members.emplace_back(*at, value);
    });
    return Value::object(std::move(members));
}

std::string etagOf(const SortedItem& item)
{
    return v2::etagOf(std::format("{} {}", item.id, item.change));
}

std::string idOf(const SortedItem* item)
{
    return item->id;
}

} // namespace

MemoryStoresV2::MemoryStoresV2(mock::Universe& universe, MemoryStores& stores, const Pages& pages,
                               async::Random& random, std::int64_t universeId)
    : m_universe(universe)
    , m_stores(stores)
    , m_pages(pages)
    , m_random(random)
    , m_universeId(universeId)
{
}

Route MemoryStoresV2::route(std::string method, const std::string& pattern, std::string scope,
                            Handler handler, std::vector<std::string> parameters)
{
    return {std::move(method),
            "/cloud/v2/universes/{universe}/memory-store" + pattern,
            std::move(parameters),
            {std::move(scope)},
            Cost::None,
            [this, handler](RequestContext call) { return (this->*handler)(std::move(call)); }};
}

std::vector<Route> MemoryStoresV2::routes()
{
    const std::string items = "/sorted-maps/{map}/items";
    const std::string queue = "/queues/{queue}/items";
    const std::string map = "memory-store.sorted-map:";
    return {
        route("GET", items, map + "read", &MemoryStoresV2::listItems,
              {"maxPageSize", "pageToken", "orderBy", "filter"}),
        route("POST", items, map + "write", &MemoryStoresV2::createItem, {"id"}),
        route("POST", items + ":add", map + "write", &MemoryStoresV2::createItem, {"id"}),
        route("GET", items + "/{item}", map + "read", &MemoryStoresV2::getItem),
        route("PATCH", items + "/{item}", map + "write", &MemoryStoresV2::updateItem,
              {"allowMissing"}),
        route("DELETE", items + "/{item}", map + "write", &MemoryStoresV2::removeItem, {"etag"}),
        route("POST", queue, "memory-store.queue:add", &MemoryStoresV2::addToQueue),
        route("POST", queue + ":add", "memory-store.queue:add", &MemoryStoresV2::addToQueue),
        route("GET", queue + ":read", "memory-store.queue:dequeue", &MemoryStoresV2::readQueue,
              {"count", "allOrNothing", "invisibilityWindow", "invisibilityTimeoutSeconds"}),
        route("POST", queue + ":discard", "memory-store.queue:discard",
              &MemoryStoresV2::discardFromQueue, {"readId"}),
        route("POST", ":flush", "memory-store:flush", &MemoryStoresV2::flush, {"scope"}),
        route("GET", "/operations/{operation}", "memory-store:flush",
              &MemoryStoresV2::getOperation),
    };
}

std::string MemoryStoresV2::pathOf(const RequestContext& call, const std::string& item) const
{
    const bool isQueue = call.parts.contains("queue");
    return std::format("cloud/v2/universes/{}/memory-store/{}/{}/items/{}", m_universeId,
                       isQueue ? "queues" : "sorted-maps",
                       percentEncoded(call.part(isQueue ? "queue" : "map")), percentEncoded(item));
}

Value MemoryStoresV2::resourceOf(const RequestContext& call, const SortedItem& item) const
{
    Value::Members members{{"path", pathOf(call, item.id)},
                           {"id", item.id},
                           {"value", item.value},
                           {"etag", etagOf(item)},
                           {"expireTime", async::toRfc3339(item.expires)}};
    if (item.stringKey)
        members.emplace_back("stringSortKey", *item.stringKey);
    if (item.numericKey)
        members.emplace_back("numericSortKey", *item.numericKey);
    return Value::object(std::move(members));
}

Value MemoryStoresV2::resourceOf(const RequestContext& call, const QueueItem& item) const
{
    return Value::object({{"path", pathOf(call, item.id)},
                          {"id", item.id},
                          {"data", item.data},
                          {"priority", item.priority},
                          {"expireTime", async::toRfc3339(item.expires)}});
}

Value MemoryStoresV2::itemBodyOf(const RequestContext& call)
{
    return bodyOf(
        *call.request,
        {"path", "value", "etag", "ttl", "expireTime", "id", "stringSortKey", "numericSortKey"});
}

SortedItem MemoryStoresV2::itemOf(const Value& body, const std::string& id) const
{
    SortedItem item;
    item.id = id;
    item.value = body["value"];
    item.expires = now() + ttlOf(body);
    if (const Value* text = body.find("stringSortKey"))
        item.stringKey = text->toString();
    if (const Value* number = body.find("numericSortKey"); number && !number->isNumber())
        throw ApiError(Code::InvalidArgument, "\"numericSortKey\" must be a number.");
    else if (number)
        item.numericKey = number->toDouble();
    return item;
}

const SortedItem& MemoryStoresV2::needItem(const RequestContext& call) const
{
    const auto map = m_stores.sortedMaps.find(call.part("map"));
    const SortedItem* item =
        map == m_stores.sortedMaps.end() ? nullptr : map->second.find(call.part("item"), now());
    if (!item)
        throw ApiError(Code::NotFound, "The item was not found.");
    return *item;
}

Task<Response> MemoryStoresV2::listItems(RequestContext call)
{
    const std::string order = call.parameter("orderBy").value_or("");
    static constexpr std::array<std::string_view, 5> orders{"id", "id desc", "id asc", "desc",
                                                            "asc"};
    if (!order.empty() && !std::ranges::contains(orders, order))
        throw ApiError(Code::InvalidArgument, "Items may be ordered by id only.");
    auto found = m_stores.sortedMaps[call.part("map")].items(
        itemRangeOf(call.parameter("filter").value_or("")), now());
    if (!order.empty())
        std::ranges::sort(found, {}, idOf);
    if (order.ends_with("desc"))
        std::ranges::reverse(found);
    std::vector<std::string> ids(found.size());
    std::ranges::transform(found, ids.begin(), idOf);
    const NamePage page =
        m_pages.cut(call, itemPages, [&](const std::string& after, std::size_t limit) {
            return namesBehind(ids, after, limit);
        });
    std::vector<Value> items;
    for (const SortedItem* item : found)
        if (std::ranges::contains(page.names, item->id))
            items.push_back(resourceOf(call, *item));
    Value body = Value::object({{"items", Value::array(std::move(items))}});
    if (!page.nextToken.empty())
        body = body.withMember("nextPageToken", page.nextToken);
    co_return v2::answerOf(body);
}

Task<Response> MemoryStoresV2::createItem(RequestContext call)
{
    SortedMap& map = m_stores.sortedMaps[call.part("map")];
    const Value body = itemBodyOf(call);
    SortedItem item =
        itemOf(body, call.parameter("id").value_or(std::string(body["id"].toString())));
    if (map.find(item.id, now()))
        throw ApiError(Code::Aborted, "The item exists already.");
    co_return v2::answerOf(resourceOf(call, map.put(std::move(item))));
}

Task<Response> MemoryStoresV2::getItem(RequestContext call)
{
    co_return v2::answerOf(resourceOf(call, needItem(call)));
}

Task<Response> MemoryStoresV2::updateItem(RequestContext call)
{
    SortedMap& map = m_stores.sortedMaps[call.part("map")];
    const Value body = itemBodyOf(call);
    SortedItem item = itemOf(body, call.part("item"));
    if (!call.flag("allowMissing"))
        needItem(call);
    const Value& etag = body["etag"];
    const SortedItem* current = map.find(item.id, now());
    if (!etag.isNull() && (!current || etag.toString() != etagOf(*current)))
        throw ApiError(Code::Aborted, "The etag does not match that of the item.");
    co_return v2::answerOf(resourceOf(call, map.put(std::move(item))));
}

Task<Response> MemoryStoresV2::removeItem(RequestContext call)
{
    const SortedItem& item = needItem(call);
    const Value body = bodyOf(*call.request, {"etag"}, true);
    const auto etag = call.parameter("etag").value_or(std::string(body["etag"].toString()));
    if (!etag.empty() && etag != etagOf(item))
        throw ApiError(Code::Aborted, "The etag does not match that of the item.");
    m_stores.sortedMaps[call.part("map")].remove(call.part("item"));
    co_return v2::answerOf(Value::object());
}

Task<Response> MemoryStoresV2::addToQueue(RequestContext call)
{
    const Value body =
        bodyOf(*call.request, {"path", "data", "priority", "ttl", "expireTime", "id"});
    QueueItem item;
    item.id = m_random.guid();
    item.data = body["data"];
    item.priority = body["priority"].toDouble();
    item.expires = now() + ttlOf(body);
    co_return v2::answerOf(
        resourceOf(call, m_stores.queues[call.part("queue")].add(std::move(item))));
}

Task<Response> MemoryStoresV2::readQueue(RequestContext call)
{
    const std::size_t count = call.pageSize("count", 1, 200);
    const bool isAll = call.flag("allOrNothing");
    const auto older = call.parameter("invisibilityTimeoutSeconds");
    const auto window = durationOf(
        call.parameter("invisibilityWindow").value_or(older ? *older + "s" : "30s"), longestTtl);
    const std::string readId = m_random.guid();
    const auto taken =
        m_stores.queues[call.part("queue")].read(count, isAll, readId, now(), now() + window);
    if (isAll && taken.empty())
        throw ApiError(Code::NotFound, "So many items are not there.");
    std::vector<Value> items;
    for (const QueueItem& item : taken)
        items.push_back(resourceOf(call, item));
    co_return v2::answerOf(
        Value::object({{"readId", readId}, {"items", Value::array(std::move(items))}}));
}

Task<Response> MemoryStoresV2::discardFromQueue(RequestContext call)
{
    const Value body = bodyOf(*call.request, {"readId"}, true);
    const auto readId = call.parameter("readId").value_or(std::string(body["readId"].toString()));
    if (!m_stores.queues[call.part("queue")].discard(readId))
        throw ApiError(Code::NotFound, "No items were read by that id.");
    co_return v2::answerOf(Value::object());
}

Task<Response> MemoryStoresV2::flush(RequestContext call)
{
    const std::string scope = call.parameter("scope").value_or("LIVE");
    if (scope != "LIVE" && scope != "TEST")
        throw ApiError(Code::InvalidArgument, "The scope is LIVE or TEST.");
    if (scope == "LIVE") {
        m_stores.sortedMaps.clear();
        m_stores.queues.clear();
        for (const auto& map : m_universe.hashMapNames())
            for (const auto& [key, item] : m_universe.hashItems(map))
                co_await m_universe.memoryStores().hashMap(map).remove(key, call.stop);
    }
    const std::string operation = m_random.guid();
    m_operations.insert(operation);
    co_return v2::answerOf(Value::object(
        {{"path",
          std::format("cloud/v2/universes/{}/memory-store/operations/{}", m_universeId, operation)},
         {"done", false}}));
}

Task<Response> MemoryStoresV2::getOperation(RequestContext call)
{
    if (!m_operations.contains(call.part("operation")))
        throw ApiError(Code::NotFound, "The operation was not found.");
    co_return v2::answerOf(
        Value::object({{"path",
                        std::format("cloud/v2/universes/{}/memory-store/operations/{}",
                                    m_universeId, call.part("operation"))},
                       {"done", true},
                       {"response",
                        Value::object({{"@type",
                                        "roblox.open_cloud.cloud.v2."
                                        "FlushMemoryStoreResponse"}})}}));
}

} // namespace plectrum::emulator
