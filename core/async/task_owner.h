// SPDX-License-Identifier: MIT
// Starts tasks from plain code: reports what they throw, asks them to stop when it ends, and can be
// awaited, so that nobody outlives what it works on. One thread.
#pragma once

#include "async/event.h"
#include "async/task.h"

#include <cstddef>
#include <exception>
#include <functional>
#include <memory>
#include <stop_token>

namespace plectrum::async {

class TaskOwner
{
public:
    using ErrorSink = std::function<void(std::exception_ptr)>;

    /// `onError` gets every exception of a task but Cancelled.
    explicit TaskOwner(ErrorSink onError);
    TaskOwner(const TaskOwner&) = delete;
    TaskOwner& operator=(const TaskOwner&) = delete;
    /// Asks the tasks to stop. Those that run on report to nobody; await finished() before to be
    /// sure.
    ~TaskOwner();

    /// Takes a task that was made with stopToken(): `owner.start(work(x, owner.stopToken()))`.
    void start(Task<void> task);
    std::stop_token stopToken() const;
    std::size_t running() const;
    void requestStop();
    /// Comes back when no task runs. Does not ask them to stop.
    Task<void> finished();

private:
    struct State;
    static Task<void> watch(std::shared_ptr<State> state, Task<void> task);
    static Task<void> finishedOf(std::shared_ptr<State> state);
    std::shared_ptr<State> m_state;
};

} // namespace plectrum::async
