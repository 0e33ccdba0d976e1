// SPDX-License-Identifier: MIT
// A universe behind Open Cloud with all that it takes to reach it: client, counter, scheduler.
#pragma once

#include "async/clock.h"
#include "async/random.h"
#include "backends/backends.h"
#include "datastore/cloud_spec.h"
#include "opencloud/http_client.h"
#include "opencloud/request_scheduler.h"
#include "opencloud/traffic.h"
#include "opencloud/universe.h"

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace plectrum::app {

opencloud::HttpSettings httpSettingsOf(const datastore::CloudSpec& spec, ApiKeySource apiKey);
opencloud::UniverseSettings universeSettingsOf(const datastore::CloudSpec& spec);

class CloudUniverse final : public datastore::Universe, public RequestTraffic
{
public:
    /// The clock must outlive it. Throws datastore::Error (InvalidArgument) for a base URL that is
    /// none or not safe.
    CloudUniverse(const datastore::CloudSpec& spec, ApiKeySource apiKey, async::Clock& clock,
                  async::Random random);

    std::string title() const override { return m_universe.title(); }
    datastore::DataStoreService& dataStores() override { return m_universe.dataStores(); }
    datastore::MemoryStoreService& memoryStores() override { return m_universe.memoryStores(); }

    std::vector<Budget> budgets() const override;
    bool isPaused() const override { return m_scheduler.state().isPaused; }
    void pause() override { m_scheduler.pause(); }
    void resume() override { m_scheduler.resume(); }
    void onChange(std::function<void()> listener) override
    {
        m_scheduler.onChange(std::move(listener));
    }

    opencloud::Universe& cloud() { return m_universe; }
    opencloud::RequestScheduler& scheduler() { return m_scheduler; }
    const opencloud::Traffic& traffic() const { return m_counted.traffic(); }

private:
    async::Random m_random;
    opencloud::HttpClient m_client;
    opencloud::CountingTransport m_counted;
    opencloud::RequestScheduler m_scheduler;
    opencloud::Universe m_universe;
};

} // namespace plectrum::app
