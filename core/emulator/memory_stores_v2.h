// SPDX-License-Identifier: MIT
// The v2 endpoints of memory stores: items of sorted maps, queues, and flush.
#pragma once

#include "async/random.h"
#include "emulator/memory_stores.h"
#include "emulator/pages.h"
#include "emulator/route.h"
#include "mock/universe.h"

#include <set>

namespace plectrum::emulator {

class MemoryStoresV2
{
public:
    /// All must outlive it and its tasks.
    MemoryStoresV2(mock::Universe& universe, MemoryStores& stores, const Pages& pages,
                   async::Random& random, std::int64_t universeId);
    std::vector<Route> routes();

private:
    async::Task<Answer> listItems(Call call);
    async::Task<Answer> createItem(Call call);
    async::Task<Answer> getItem(Call call);
    async::Task<Answer> updateItem(Call call);
    async::Task<Answer> removeItem(Call call);
    async::Task<Answer> addToQueue(Call call);
    async::Task<Answer> readQueue(Call call);
    async::Task<Answer> discardFromQueue(Call call);
    async::Task<Answer> flush(Call call);
    async::Task<Answer> getOperation(Call call);

    using Handler = async::Task<Answer> (MemoryStoresV2::*)(Call);
    Route route(std::string method, const std::string& pattern, std::string scope, Handler handler,
                std::vector<std::string> parameters = {});
    static json::Value itemBodyOf(const Call& call);
    SortedItem itemOf(const json::Value& body, const std::string& id) const;
    json::Value resourceOf(const Call& call, const SortedItem& item) const;
    json::Value resourceOf(const Call& call, const QueueItem& item) const;
    std::string pathOf(const Call& call, const std::string& item) const;
    /// Throws Refusal (NotFound).
    const SortedItem& needItem(const Call& call) const;
    async::Time now() const { return m_universe.now(); }

    mock::Universe& m_universe;
    MemoryStores& m_stores;
    const Pages& m_pages;
    async::Random& m_random;
    std::int64_t m_universeId;
    std::set<std::string> m_operations;
};

} // namespace plectrum::emulator
