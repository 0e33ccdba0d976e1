// SPDX-License-Identifier: MIT
// One of the servers of a load test: holds some keys, and does one thing at a time with them.
#pragma once

#include "async/clock.h"
#include "async/random.h"
#include "async/task.h"
#include "datastore/latency_universe.h"
#include "load_test/load_test.h"
#include "store/session/store.h"

#include <memory>
#include <string>
#include <vector>

namespace plectrum::app {

/// How the servers have set up their store: a new key has money and a bag of about 1.4 KB.
store::StoreConfig loadTestConfig(const std::string& store);
inline constexpr std::int64_t startMoney = 1000;

class LoadServer
{
public:
    /// Both must outlive it.
    LoadServer(datastore::Universe& universe, async::Clock& clock, const LoadPlan& plan,
               int number);

    bool isBusy() const { return m_isBusy; }
    /// Does the next thing and counts it. Must be awaited before another one and before the end.
    /// Cannot be cancelled but by close().
    async::Task<void> step();
    /// Saves and unloads all, as Store::close().
    async::Task<void> close();
    const std::array<LoadFigures, loadOperationCount>& figures() const { return m_figures; }

private:
    LoadOperation choose();
    async::Task<void> perform(LoadOperation operation);
    async::Task<void> load();
    async::Task<void> update();
    async::Task<void> transfer();
    async::Task<void> unload();
    std::string heldKey();
    void forgetLost(const std::string& key);

    async::Random m_random;
    datastore::LatencyUniverse m_universe;
    std::unique_ptr<store::Store> m_store;
    int m_keys;
    std::size_t m_maxHeld;
    std::vector<std::string> m_held;
    std::array<LoadFigures, loadOperationCount> m_figures;
    bool m_isBusy = false;
    bool m_isClosing = false;
    bool m_isSkipped = false; ///< the step found nothing to do
};

} // namespace plectrum::app
