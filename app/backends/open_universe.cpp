// SPDX-License-Identifier: MIT
#include "backends/open_universe.h"

#include "datastore/error.h"

namespace plectrum::app {

OpenUniverse::OpenUniverse(std::unique_ptr<mock::Universe> universe,
                           std::unique_ptr<async::Clock> ownClock)
    : m_clock(std::move(ownClock))
    , m_universe(std::move(universe))
{
}

OpenUniverse::~OpenUniverse() = default;

std::string OpenUniverse::title() const
{
    return m_universe->title();
}

datastore::DataStoreService& OpenUniverse::dataStores()
{
    return m_universe->dataStores();
}

datastore::MemoryStoreService& OpenUniverse::memoryStores()
{
    return m_universe->memoryStores();
}

OpenUniverse& OpenUniverse::of(datastore::Universe& universe)
{
    auto* opened = dynamic_cast<OpenUniverse*>(&universe);
    if (!opened) {
        throw datastore::Error(datastore::ErrorKind::InvalidArgument,
                               "The universe is not one that can be imported into or exported.");
    }
    return *opened;
}

} // namespace plectrum::app
