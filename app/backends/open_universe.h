// SPDX-License-Identifier: MIT
// A mock universe with what it lives on: what openUniverse() gives back.
#pragma once

#include "async/clock.h"
#include "datastore/universe.h"
#include "mock/universe.h"

#include <memory>
#include <string>

namespace plectrum::app {

class OpenUniverse : public datastore::Universe
{
public:
    /// `ownClock` is the clock of `universe` when that is not the one that was passed in.
    explicit OpenUniverse(std::unique_ptr<mock::Universe> universe,
                          std::unique_ptr<async::Clock> ownClock = {});
    ~OpenUniverse() override;

    std::string title() const override;
    datastore::DataStoreService& dataStores() override;
    datastore::MemoryStoreService& memoryStores() override;

    mock::Universe& mock() { return *m_universe; }
    async::Clock* ownClock() { return m_clock.get(); }

    /// The one behind an interface; throws datastore::Error (InvalidArgument) for a universe that
    /// openUniverse() did not make.
    static OpenUniverse& of(datastore::Universe& universe);

private:
    std::unique_ptr<async::Clock> m_clock;
    std::unique_ptr<mock::Universe> m_universe;
};

} // namespace plectrum::app
