// SPDX-License-Identifier: MIT
// Work in threads beside the caller's, which must have an event loop: there the caller goes on.
// The destructor waits for work that has begun.
#pragma once

#include "async/executor.h"

#include <memory>

class QThreadPool;

namespace plectrum::async {

class PoolExecutor final : public Executor
{
public:
    /// With as many threads as the machine has processors, but at least two, so that one long piece
    /// of work does not hold up all others.
    PoolExecutor();
    ~PoolExecutor() override;

protected:
    Task<void> perform(std::function<void()> job, std::stop_token stop) override;

private:
    std::unique_ptr<QThreadPool> m_pool;
};

} // namespace plectrum::async
