// SPDX-License-Identifier: MIT
#include "backends/opened_universe.h"

#include "datastore/error.h"

namespace plectrum::app {

OpenedUniverse::OpenedUniverse(std::unique_ptr<mock::Universe> universe,
                               std::unique_ptr<async::Clock> ownClock)
    : m_clock(std::move(ownClock))
    , m_universe(std::move(universe))
{
}

OpenedUniverse::~OpenedUniverse() = default;

std::string OpenedUniverse::title() const
{
    return m_universe->title();
}

datastore::DataStoreService& OpenedUniverse::dataStores()
{
    return m_universe->dataStores();
}

datastore::MemoryStoreService& OpenedUniverse::memoryStores()
{
    return m_universe->memoryStores();
}

OpenedUniverse& OpenedUniverse::of(datastore::Universe& universe)
{
    auto* opened = dynamic_cast<OpenedUniverse*>(&universe);
    if (!opened) {
        throw datastore::Error(datastore::ErrorKind::InvalidArgument,
                               "The universe is not one that can be imported into or exported.");
    }
    return *opened;
}

} // namespace plectrum::app
