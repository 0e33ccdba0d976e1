// SPDX-License-Identifier: MIT
// Runs a script whose coroutines wait: for asynchronous functions of the program, and through the
// `task` library on a Clock. One thread; the Vm and the clock must outlive it and its runs.
#pragma once

#include "async/clock.h"
#include "async/task.h"
#include "luau/vm.h"

#include <functional>
#include <memory>
#include <stop_token>
#include <vector>

struct lua_State;

namespace plectrum::luau {

/// Lets others have the thread for a moment: what a run awaits between its slices.
using Pause = std::function<async::Task<void>(std::stop_token stop)>;

class Scheduler
{
public:
    /// Gives the machine the `task` library (and wait, spawn, delay); one scheduler for a machine.
    /// With a `pause` a run that computes for long is cut into slices, with a pause after each;
    /// where a script cannot be cut (within a sort, a coroutine of its own) it is ended after a
    /// second. Without one it holds the thread, which simulated time needs.
    Scheduler(Vm& vm, async::Clock& clock, Pause pause = {});
    Scheduler(const Scheduler&) = delete;
    Scheduler& operator=(const Scheduler&) = delete;
    ~Scheduler();

    /// Runs a function as a coroutine to its end and gives its results; time and steps of the
    /// limits hold for the whole run, without what it waits. Coroutines that it leaves behind are
    /// dropped, functions of the program that they wait for are asked to stop and awaited. At most
    /// 10,000 coroutines wait at a time. Errors of other coroutines go to the log. Throws Error, of
    /// kind Time with the place where the script stands when `deadline` stops, and Cancelled when
    /// `stop` does: both in the thread of the run, for they wake what waits. `computing` may stop
    /// in any thread and ends what computes, in place of the other two. One run at a time.
    async::Task<Values> run(Reference function, Values arguments, std::stop_token stop = {},
                            std::stop_token deadline = {}, std::stop_token computing = {});

    /// Internal, for functions called by scripts.
    struct Run;
    Run* current() const { return m_run; }

private:
    Vm& m_vm;
    async::Clock& m_clock;
    Pause m_pause;
    Run* m_run = nullptr;
};

/// The data of results, null for what is none.
std::vector<json::Value> dataOf(const Values& values);

} // namespace plectrum::luau
