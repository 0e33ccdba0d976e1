// SPDX-License-Identifier: MIT
#include "luau/scheduler.h"

#include "luau/scheduler_run.h"

#include <lua.h>

#include <utility>

namespace plectrum::luau {

Scheduler::Scheduler(Vm& vm, async::Clock& clock, Pause pause)
    : m_vm(vm)
    , m_clock(clock)
    , m_pause(std::move(pause))
{
    State& state = *m_vm.state();
    lua_setreadonly(state.main, LUA_GLOBALSINDEX, 0);
    openTaskLibrary(state.main);
    lua_setreadonly(state.main, LUA_GLOBALSINDEX, 1);
    lua_setsafeenv(state.main, LUA_GLOBALSINDEX, 1);
    state.scheduler = this;
}

Scheduler::~Scheduler()
{
    m_vm.state()->scheduler = nullptr;
}

async::Task<Values> Scheduler::run(Reference function, Values arguments, std::stop_token stop,
                                   std::stop_token deadline, std::stop_token computing)
{
    const std::shared_ptr<State> state = m_vm.state();
    std::stop_source ending;
    const auto end = [&ending] { ending.request_stop(); };
    const std::stop_callback onStop(stop, end);
    const std::stop_callback onDeadline(deadline, end);
    state->budget.refill(computing.stop_possible() ? computing : ending.get_token());
    state->stopped.reset();
    state->cancelled = false;
    Run current(*state, m_clock, m_pause);
    m_run = &current;
    std::exception_ptr failure;
    try {
        current.start(function, arguments);
        co_await current.ended.wait(ending.get_token());
        if (current.failure)
            std::rethrow_exception(current.failure);
    } catch (const async::Cancelled&) {
        failure = std::current_exception();
        if (!stop.stop_requested() && !computing.stop_requested()) {
            failure = std::make_exception_ptr(
                Error(current.failureAtStop("the script did not end within its time limit")));
        }
        current.end({});
    } catch (...) {
        failure = std::current_exception();
        current.end({});
    }
    current.requestStop();
    co_await current.tasks.finished();
    m_run = nullptr;
    if (failure)
        std::rethrow_exception(failure);
    co_return std::move(current.results);
}

std::vector<json::Value> dataOf(const Values& values)
{
    std::vector<json::Value> data;
    data.reserve(values.size());
    for (const Any& value : values)
        data.push_back(value.data());
    return data;
}

} // namespace plectrum::luau
