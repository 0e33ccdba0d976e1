// SPDX-License-Identifier: MIT
// What a migration lab is between its calls and while one is under way.
#pragma once

#include "async/clock.h"
#include "async/executor.h"
#include "editing/record_access.h"
#include "gamecode/lab_tally.h"
#include "gamecode/loaded_code.h"
#include "gamecode/migration_lab.h"

#include <functional>
#include <memory>
#include <string>
#include <utility>

namespace plectrum::gamecode {

struct LabState
{
    LabState(editing::RecordAccess theAccess, async::Executor& theWorkers)
        : access(std::move(theAccess))
        , workers(&theWorkers)
    {
    }

    void enter(LabProgress::Phase phase)
    {
        progress.phase = phase;
        began = access.clock().elapsed();
        progress.elapsed = {};
        notify();
    }
    void notify()
    {
        progress.elapsed = access.clock().elapsed() - began;
        const double seconds = std::chrono::duration<double>(progress.elapsed).count();
        progress.perSecond = seconds > 0 ? double(progress.done) / seconds : 0;
        const auto listener = onChanged;
        if (listener)
            listener();
    }

    editing::RecordAccess access;
    async::Executor* workers;
    async::Duration began{};
    LabProgress progress;
    LabResults none; ///< before the first run
    std::shared_ptr<LabTally> tally;
    std::shared_ptr<LoadedCode> code; ///< of the last preview or run, for trials
    std::string store; ///< that it was loaded for
    std::function<void()> onChanged;
    std::function<void(const FailureGroup&)> onNewFailure;
};

} // namespace plectrum::gamecode
