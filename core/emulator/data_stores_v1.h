// SPDX-License-Identifier: MIT
// The v1 endpoints of standard data stores: names in the query, metadata in headers, the body is
// the value. Listings have the members that the service really gives (`datastores`, objects in
// `keys`, `versions`), where its schema file says otherwise.
#pragma once

#include "emulator/entry_access.h"
#include "emulator/pages.h"
#include "emulator/quota.h"
#include "emulator/route.h"

namespace plectrum::emulator {

class DataStoresV1
{
public:
    /// All must outlive it and its tasks. Bytes are counted for `universe`.
    DataStoresV1(EntryAccess& access, const Pages& pages, QuotaCounter& counter,
                 async::Clock& clock, std::int64_t universe);
    std::vector<Route> routes();

private:
    async::Task<Response> listStores(RequestContext call);
    async::Task<Response> listKeys(RequestContext call);
    async::Task<Response> get(RequestContext call);
    async::Task<Response> set(RequestContext call);
    async::Task<ApiError> notAtVersion(Address address, std::stop_token stop);
    async::Task<Response> remove(RequestContext call);
    async::Task<Response> increment(RequestContext call);
    async::Task<Response> listVersions(RequestContext call);
    async::Task<Response> getVersion(RequestContext call);

    /// Throws ApiError when a name is missing or bad.
    Address addressOf(const RequestContext& call, bool hasKey) const;
    /// Throws ApiError unless the key may write there: make or change the entry, make the store.
    void needWriteScopes(const RequestContext& call, const Address& address) const;
    void spend(Cost cost, std::size_t bytes);
    Response answerOf(const datastore::Entry& entry);

    EntryAccess& m_access;
    const Pages& m_pages;
    QuotaCounter& m_counter;
    async::Clock& m_clock;
    std::string m_universe;
};

} // namespace plectrum::emulator
