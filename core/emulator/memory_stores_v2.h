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
    async::Task<Response> listItems(RequestContext call);
    async::Task<Response> createItem(RequestContext call);
    async::Task<Response> getItem(RequestContext call);
    async::Task<Response> updateItem(RequestContext call);
    async::Task<Response> removeItem(RequestContext call);
    async::Task<Response> addToQueue(RequestContext call);
    async::Task<Response> readQueue(RequestContext call);
    async::Task<Response> discardFromQueue(RequestContext call);
    async::Task<Response> flush(RequestContext call);
    async::Task<Response> getOperation(RequestContext call);

    using Handler = async::Task<Response> (MemoryStoresV2::*)(RequestContext);
    Route route(std::string method, const std::string& pattern, std::string scope, Handler handler,
                std::vector<std::string> parameters = {});
    static json::Value itemBodyOf(const RequestContext& call);
    SortedItem itemOf(const json::Value& body, const std::string& id) const;
    json::Value resourceOf(const RequestContext& call, const SortedItem& item) const;
    json::Value resourceOf(const RequestContext& call, const QueueItem& item) const;
    std::string pathOf(const RequestContext& call, const std::string& item) const;
    /// Throws ApiError (NotFound).
    const SortedItem& needItem(const RequestContext& call) const;
    async::Time now() const { return m_universe.now(); }

    mock::Universe& m_universe;
    MemoryStores& m_stores;
    const Pages& m_pages;
    async::Random& m_random;
    std::int64_t m_universeId;
    std::set<std::string> m_operations;
};

} // namespace plectrum::emulator
