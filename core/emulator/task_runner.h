// SPDX-License-Identifier: MIT
// Who runs the scripts of Luau execution tasks. The emulator knows only this.
#pragma once

#include "async/clock.h"
#include "async/task.h"
#include "json/value.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace plectrum::emulator {

struct TaskJob
{
    std::string script;
    async::Duration timeout = std::chrono::minutes(5);
    std::int64_t universeId = 1;
    std::int64_t placeId = 1;
};

struct TaskMessage
{
    enum class Kind
    {
        Output,
        Info,
        Warning,
        Error
    };
    Kind kind = Kind::Output;
    std::string text;
    async::Time time{};
};

struct TaskFailure
{
    enum class Code
    {
        ScriptError,
        DeadlineExceeded,
        OutputSizeLimitExceeded,
        InternalError
    };
    Code code = Code::ScriptError;
    std::string text;
};

struct TaskOutcome
{
    std::vector<json::Value> results{}; ///< what the script returned
    std::optional<TaskFailure> failure{};
    std::vector<TaskMessage> messages{}; ///< what it printed
};

/// Lets the event loop have its turn: what a script that computes awaits again and again.
using TaskPause = std::function<async::Task<void>(std::stop_token stop)>;

class TaskRunner
{
public:
    virtual ~TaskRunner() = default;
    /// Never throws but Cancelled. Keeps the time limit of the job itself.
    virtual async::Task<TaskOutcome> run(TaskJob job, std::stop_token stop) = 0;
};

} // namespace plectrum::emulator
