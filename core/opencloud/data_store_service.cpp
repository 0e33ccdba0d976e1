// SPDX-License-Identifier: MIT
#include "opencloud/data_store_service.h"

#include "datastore/data_store_limits.h"
#include "opencloud/name_check.h"
#include "opencloud/response_error.h"

namespace plectrum::opencloud {

using datastore::DataStoreInfo;
using datastore::Page;

DataStoreService::DataStoreService(DataCalls& calls, Priority priority,
                                   std::function<bool(const std::string&)> hasLocks)
    : m_calls(calls)
    , m_priority(priority)
    , m_hasLocks(std::move(hasLocks))
{
}

datastore::DataStore& DataStoreService::dataStore(const std::string& name, const std::string& scope)
{
    checkDataStoreName(name);
    checkScope(scope);
    auto& store = m_stores[{name, scope}];
    if (!store) {
        const bool isFirst = m_hasLocks && m_hasLocks(name);
        store = std::make_unique<DataStore>(m_calls, name, scope,
                                            isFirst ? Priority::Lock : m_priority);
    }
    return *store;
}

datastore::DataStoreService& DataStoreService::underLock()
{
    if (m_priority == Priority::Lock)
        return *this;
    if (!m_underLock)
        m_underLock = std::make_unique<DataStoreService>(m_calls, Priority::Lock, m_hasLocks);
    return *m_underLock;
}

Task<Page<DataStoreInfo>> DataStoreService::listDataStores(datastore::ListDataStoresQuery query,
                                                           std::stop_token stop)
{
    datastore::checkPageSize(query.pageSize);
    const auto universe = m_calls.universe();
    const auto answered = co_await m_calls.send(
        EntryAddress{universe, {}, {}, {}},
        [universe, query](const Protocol& protocol) {
            return protocol.listDataStores(universe, query);
        },
        CallOptions{m_priority, std::move(stop)});
    if (!isSuccess(answered.answer))
        throw errorOf(answered.answer, {"list data stores", "universe-datastores.control:list"});
    auto page = answered.protocol->dataStoresIn(answered.answer);
    checkNextToken(query.cursor, page.nextCursor);
    co_return page;
}

} // namespace plectrum::opencloud
