// SPDX-License-Identifier: MIT
// Work in threads beside the caller's, which must have an event loop: there the caller goes on.
// The destructor waits for work that has begun or stands in the queue.
//
// The threads, their queue and what comes back are ordered by the standard library's mutexes, not
// by Qt's, so that ThreadSanitizer, for which Qt is not instrumented, sees what orders our data.
#pragma once

#include "async/executor.h"

#include <memory>

namespace plectrum::async {

class PoolExecutor final : public Executor
{
public:
    /// With as many threads as the machine has processors, but at least two, so that one long piece
    /// of work does not hold up all others.
    PoolExecutor();
    ~PoolExecutor() override;

    /// One for the whole process.
    static PoolExecutor& shared();

protected:
    Task<void> perform(std::function<void()> job, std::stop_token stop) override;

private:
    class Threads;
    std::unique_ptr<Threads> m_threads;
};

} // namespace plectrum::async
