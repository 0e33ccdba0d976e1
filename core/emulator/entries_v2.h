// SPDX-License-Identifier: MIT
// The v2 endpoints of entries: list, create, get, update, delete, increment, list revisions.
#pragma once

#include "emulator/entry_access.h"
#include "emulator/pages.h"
#include "emulator/route.h"
#include "emulator/wire_v2.h"

namespace plectrum::emulator {

class EntriesV2
{
public:
    /// All must outlive it and its tasks.
    EntriesV2(EntryAccess& access, const Pages& pages, std::int64_t universe);
    std::vector<Route> routes();

private:
    async::Task<Response> list(RequestContext call);
    async::Task<Response> create(RequestContext call);
    async::Task<Response> get(RequestContext call);
    async::Task<Response> update(RequestContext call);
    async::Task<Response> remove(RequestContext call);
    async::Task<Response> increment(RequestContext call);
    async::Task<Response> listRevisions(RequestContext call);

    using Handler = async::Task<Response> (EntriesV2::*)(RequestContext);
    Route route(std::string method, const std::string& pattern, Cost cost, Handler handler,
                std::vector<std::string> scopes, std::vector<std::string> parameters);
    v2::ResourceNames namesOf(const RequestContext& call) const;
    /// The entry that the path names, its key taken as it is.
    Address addressOf(const RequestContext& call) const;
    async::Task<std::optional<datastore::Entry>> readAt(Address address, std::string moment,
                                                        std::stop_token stop);
    /// The version that a write with this etag is for; throws ApiError when it has changed.
    std::optional<std::string> expectedVersion(const Address& address,
                                               const std::optional<std::string>& etag,
                                               bool mayBeMissing) const;

    EntryAccess& m_access;
    const Pages& m_pages;
    std::int64_t m_universe;
};

} // namespace plectrum::emulator
