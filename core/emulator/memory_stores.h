// SPDX-License-Identifier: MIT
// The sorted maps and queues of a universe's memory stores, in memory, on its clock. (Hash maps are
// in the mock universe.) Throws ApiError for what the service refuses.
#pragma once

#include "async/clock.h"
#include "emulator/filter.h"
#include "json/value.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace plectrum::emulator {

struct SortedItem
{
    std::string id;
    json::Value value;
    async::Time expires{};
    std::optional<std::string> stringKey{};
    std::optional<double> numericKey{};
    std::uint64_t change = 0; ///< counts up with each write of the map
};

class SortedMap
{
public:
    /// nullptr for what is not there or has expired. Valid until the next call that writes.
    const SortedItem* find(const std::string& id, async::Time now) const;
    /// Throws ApiError for an id, value or sort key beyond its limit. Gives what was stored.
    const SortedItem& put(SortedItem item);
    bool remove(const std::string& id);
    /// In the order of the map: numeric sort keys, then texts, then none; then by id.
    std::vector<const SortedItem*> items(const ItemRange& range, async::Time now) const;

private:
    std::map<std::string, SortedItem> m_items;
    std::uint64_t m_changes = 0;
};

struct QueueItem
{
    std::string id;
    json::Value data;
    double priority = 0;
    async::Time expires{};
    async::Time visibleFrom = async::Time::min();
    std::string readId{}; ///< of the read that took it last
};

class Queue
{
public:
    /// In front of all that have a lower priority.
    const QueueItem& add(QueueItem item);
    /// At most `count` from the front, invisible for others until then; none when fewer are there
    /// and all were wanted.
    std::vector<QueueItem> read(std::size_t count, bool allOrNothing, const std::string& readId,
                                async::Time now, async::Time visibleFrom);
    bool discard(const std::string& readId);

private:
    std::vector<QueueItem> m_items;
};

struct MemoryStores
{
    std::map<std::string, SortedMap> sortedMaps;
    std::map<std::string, Queue> queues;
};

/// The longest that anything stays.
inline constexpr std::chrono::seconds longestTtl{3'888'000};

} // namespace plectrum::emulator
