// SPDX-License-Identifier: MIT
// A game's code loaded in a worker's thread, for one piece of work at a time.
#pragma once

#include "async/executor.h"
#include "async/mutex.h"
#include "async/task.h"
#include "gamecode/migration_results.h"
#include "gamecode/migration_run.h"

#include <memory>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace plectrum::gamecode {

using async::Task;

struct LoadedCode
{
    LoadedCode(const Configuration& configuration, RunOptions options)
        : run(configuration, std::move(options))
    {
        for (const luau::GameStep& step : run.store().steps)
            stepNames.push_back(step.name);
    }

    MigrationRun run;
    std::vector<std::string> stepNames;
    async::Mutex turns; ///< for those that share it
};

/// The executor must outlive the call. Throws luau::Error, Cancelled.
inline Task<std::shared_ptr<LoadedCode>> loadCode(async::Executor* workers,
                                                  Configuration configuration, RunOptions options)
{
    const std::stop_token stop = options.stop;
    auto load = [configuration = std::move(configuration), options = std::move(options)] {
        return std::make_shared<LoadedCode>(configuration, options);
    };
    co_return co_await workers->run(std::move(load), stop);
}

} // namespace plectrum::gamecode
