// SPDX-License-Identifier: MIT
// The v2 endpoints that tell names: of the universe, its root place, and users. And those of
// ordered data stores, which a mock universe does not have: NOT_IMPLEMENTED.
#pragma once

#include "emulator/options.h"
#include "emulator/route.h"

namespace plectrum::emulator {

class ResourcesV2
{
public:
    /// `options` must outlive it and its tasks.
    ResourcesV2(const Options& options, async::Time since);
    std::vector<Route> routes();

private:
    async::Task<Response> universe(RequestContext call);
    async::Task<Response> place(RequestContext call);
    async::Task<Response> user(RequestContext call);
    async::Task<Response> refuseOrdered(RequestContext call);

    const Options& m_options;
    std::string m_since;
};

} // namespace plectrum::emulator
