// SPDX-License-Identifier: MIT
#include "emulator/memory_stores.h"

#include "datastore/limits.h"
#include "emulator/refusal.h"
#include "json/printer.h"

#include <algorithm>
#include <tuple>

namespace plectrum::emulator {

using async::Time;

namespace {

constexpr std::size_t longestId = 127;
constexpr std::size_t longestSortKey = 128;

void checkItem(const SortedItem& item)
{
    if (item.id.empty() || item.id.size() > longestId)
        throw ApiError(Code::InvalidArgument, "The id must have 1 to 127 characters.");
    if (item.value.isNull())
        throw ApiError(Code::InvalidArgument, "A value must be given.");
    if (json::printedSize(item.value) > datastore::limits::hashMapValueSize)
        throw ApiError(Code::InvalidArgument, "The value exceeds 32 KB.");
    if (item.stringKey && item.numericKey)
        throw ApiError(Code::InvalidArgument, "An item has one sort key only.");
    if (item.stringKey && item.stringKey->size() > longestSortKey)
        throw ApiError(Code::InvalidArgument, "The sort key exceeds 128 characters.");
}

int rankOf(const SortedItem& item)
{
    return item.numericKey ? 0 : item.stringKey ? 1 : 2;
}

/// Whether the item stands on that side of the bound; one without such a sort key does not.
bool isWithin(const SortedItem& item, const ItemRange::Bound& bound)
{
    const auto compare = [&](const auto& value, const auto& end) {
        return bound.isLower ? value > end : value < end;
    };
    if (bound.field == "id")
        return compare(item.id, bound.text);
    if (bound.number)
        return item.numericKey && compare(*item.numericKey, *bound.number);
    return item.stringKey && compare(*item.stringKey, bound.text);
}

} // namespace

const SortedItem* SortedMap::find(const std::string& id, Time now) const
{
    const auto at = m_items.find(id);
    return at == m_items.end() || at->second.expires <= now ? nullptr : &at->second;
}

const SortedItem& SortedMap::put(SortedItem item)
{
    checkItem(item);
    item.change = ++m_changes;
    const std::string id = item.id;
    return m_items.insert_or_assign(id, std::move(item)).first->second;
}

bool SortedMap::remove(const std::string& id)
{
    return m_items.erase(id) > 0;
}

std::vector<const SortedItem*> SortedMap::items(const ItemRange& range, Time now) const
{
    std::vector<const SortedItem*> found;
    for (const auto& [id, item] : m_items) {
        const bool isInRange = std::ranges::all_of(
            range.bounds, [&](const ItemRange::Bound& bound) { return isWithin(item, bound); });
        if (isInRange && item.expires > now)
            found.push_back(&item);
    }
    std::ranges::stable_sort(found, {}, [](const SortedItem* item) {
        return std::tuple(rankOf(*item), item->numericKey.value_or(0),
                          item->stringKey.value_or(""));
    });
    return found;
}

const QueueItem& Queue::add(QueueItem item)
{
    if (item.data.isNull())
        throw ApiError(Code::InvalidArgument, "Data must be given.");
    if (json::printedSize(item.data) > datastore::limits::hashMapValueSize)
        throw ApiError(Code::InvalidArgument, "The data exceed 32 KB.");
    const auto at = std::ranges::find_if(
        m_items, [&](const QueueItem& each) { return each.priority < item.priority; });
    return *m_items.insert(at, std::move(item));
}

std::vector<QueueItem> Queue::read(std::size_t count, bool allOrNothing, const std::string& readId,
                                   Time now, Time visibleFrom)
{
    std::erase_if(m_items, [now](const QueueItem& item) { return item.expires <= now; });
    std::vector<QueueItem*> found;
    for (QueueItem& item : m_items)
        if (item.visibleFrom <= now && found.size() < count)
            found.push_back(&item);
    if (allOrNothing && found.size() < count)
        return {};
    std::vector<QueueItem> taken;
    for (QueueItem* item : found) {
        item->visibleFrom = visibleFrom;
        item->readId = readId;
        taken.push_back(*item);
    }
    return taken;
}

bool Queue::discard(const std::string& readId)
{
    return std::erase_if(m_items, [&](const QueueItem& item) { return item.readId == readId; }) > 0;
}

} // namespace plectrum::emulator
