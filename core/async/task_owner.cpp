// SPDX-License-Identifier: MIT
#include "async/task_owner.h"

namespace plectrum::async {

struct TaskOwner::State
{
    ErrorSink onError;
    std::stop_source stop;
    std::size_t running = 0;
    std::shared_ptr<Event> idle;
};

TaskOwner::TaskOwner(ErrorSink onError)
    : m_state(std::make_shared<State>())
{
    m_state->onError = std::move(onError);
}

TaskOwner::~TaskOwner()
{
    const auto state = m_state;
    state->onError = nullptr;
    state->stop.request_stop();
}

void TaskOwner::start(Task<void> task)
{
    [[maybe_unused]] const auto watched = watch(m_state, std::move(task));
}

std::stop_token TaskOwner::stopToken() const
{
    return m_state->stop.get_token();
}

std::size_t TaskOwner::running() const
{
    return m_state->running;
}

void TaskOwner::requestStop()
{
    m_state->stop.request_stop();
}

Task<void> TaskOwner::finished()
{
    return finishedOf(m_state);
}

Task<void> TaskOwner::finishedOf(std::shared_ptr<State> state)
{
    while (state->running > 0) {
        if (!state->idle)
            state->idle = std::make_shared<Event>();
        const auto idle = state->idle;
        co_await idle->wait();
    }
}

Task<void> TaskOwner::watch(std::shared_ptr<State> state, Task<void> task)
{
    ++state->running;
    std::exception_ptr error;
    try {
        co_await std::move(task);
    } catch (const Cancelled&) {
        // Asked for, so nothing to report.
    } catch (...) {
        error = std::current_exception();
    }
    --state->running;
    const auto onError = state->onError; // the report may end the owner and with it the function
    if (error && onError)
        onError(error);
    if (state->running == 0 && state->idle)
        std::exchange(state->idle, nullptr)->open();
}

} // namespace plectrum::async
