// SPDX-License-Identifier: MIT
// The v2 endpoints of data stores themselves: list, delete, undelete, snapshot.
#pragma once

#include "emulator/entry_access.h"
#include "emulator/pages.h"
#include "emulator/route.h"
#include "json/value.h"

namespace plectrum::emulator {

class DataStoresV2
{
public:
    /// All must outlive it and its tasks.
    DataStoresV2(EntryAccess& access, const Pages& pages, std::int64_t universe);
    std::vector<Route> routes();

private:
    async::Task<Response> list(RequestContext call);
    async::Task<Response> remove(RequestContext call);
    async::Task<Response> undelete(RequestContext call);
    async::Task<Response> snapshot(RequestContext call);
    /// nullopt for one that was never made.
    std::optional<json::Value> resourceOf(const std::string& name) const;

    EntryAccess& m_access;
    const Pages& m_pages;
    std::int64_t m_universe;
};

} // namespace plectrum::emulator
