// SPDX-License-Identifier: MIT
// A universe that is read-only until it is unlocked: while it is, each write of each of its
// services throws before anything is asked of the universe behind. Reads pass.
#pragma once

#include "datastore/universe.h"
#include "datastore/write_guard.h"

#include <memory>
#include <string>

namespace plectrum::datastore {

class GuardedUniverse final : public Universe
{
public:
    /// The clock must outlive it; it must outlive the tasks of its services.
    GuardedUniverse(std::unique_ptr<Universe> universe, async::Clock& clock);
    ~GuardedUniverse() override;

    std::string title() const override;
    DataStoreService& dataStores() override;
    MemoryStoreService& memoryStores() override;

    WriteGuard& guard();
    Universe& inner(); ///< past the guard: for what only reads

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace plectrum::datastore
