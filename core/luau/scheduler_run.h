// SPDX-License-Identifier: MIT
// One run of a Scheduler: which coroutines wait, which can go on. Internal to core/luau.
#pragma once

#include "async/event.h"
#include "async/task_owner.h"
#include "luau/error.h"
#include "luau/scheduler.h"
#include "luau/state.h"

#include <cstdint>
#include <deque>
#include <exception>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <unordered_map>

struct lua_State;

namespace plectrum::luau {

struct Scheduler::Run
{
    Run(State& machine, async::Clock& time, Pause between);
    Run(const Run&) = delete;
    Run& operator=(const Run&) = delete;
    ~Run();

    /// What a coroutine goes on with.
    struct Resumption
    {
        lua_State* thread = nullptr;
        std::uint64_t ticket = 0;
        Values values{};
        int onStack = -1; ///< this many arguments lie on its stack already, instead of the values
        std::optional<std::string> error{};
    };

    void start(const Reference& function, const Values& arguments);
    /// Lets a coroutine that somebody holds go on at once, with arguments on its stack.
    void spawn(lua_State* thread, int arguments);
    void defer(lua_State* thread, int arguments);
    void delay(lua_State* thread, int arguments, async::Duration duration);
    /// The coroutine, which must yield then, goes on after a time with the time that passed.
    void sleep(lua_State* thread, async::Duration duration);
    void cancel(lua_State* thread);
    /// Whether one more coroutine may wait.
    bool hasRoom() const;
    /// Whether the coroutine may be cut here, to go on after a pause.
    bool mayBreak(lua_State* thread) const;
    /// Starts a task for the coroutine L. Gives how it went on when it is done already; else the
    /// caller must yield.
    std::optional<Resumption> await(lua_State* L, const AsyncNative& body, Values arguments);
    /// Lets all go on that can, unless Luau is at work.
    void drain();
    /// The run is over; nothing goes on after it.
    void end(std::exception_ptr why);
    /// Stops what the run waits for.
    void requestStop();
    /// Where it was stopped, or waits now.
    Failure failureAtStop(std::string text) const;

    State& state;
    async::Clock& clock;
    async::Event ended;
    async::TaskOwner tasks;
    Values results;
    std::exception_ptr failure;

private:
    struct Sleeper
    {
        Resumption resumption;
        std::optional<async::Duration> begun{}; ///< of a wait, which is told how long it was
    };
    using Sleepers = std::multimap<async::Duration, Sleeper>;
    struct Waiting
    {
        int reference = 0;
        std::uint64_t ticket = 0;
        std::optional<Sleepers::iterator> sleeper{};
    };

    async::Task<void> finish(lua_State* thread, std::uint64_t ticket, async::Task<Values> task);
    void addSleeper(async::Duration duration, Sleeper sleeper);
    void startTimer();
    async::Task<void> wakeAt(async::Duration moment, std::stop_token stop);
    async::Task<void> goOnAfterPause(std::stop_token stop);
    void complete(Resumption resumption);
    std::uint64_t pin(lua_State* thread);
    bool unpin(lua_State* thread, std::uint64_t ticket);
    void goOn(Resumption& resumption);
    void goOnOrEnd(Resumption& resumption);
    int resumeThread(Resumption& resumption);
    void settle(lua_State* thread, int status);
    void collectResults();
    Failure failureAtMain(ErrorKind kind, std::string text) const;

    lua_State* m_main = nullptr;
    std::string m_script; ///< the name of what it runs
    int m_mainReference = 0;
    std::unordered_map<lua_State*, Waiting> m_waiting;
    std::deque<Resumption> m_ready;
    std::uint64_t m_tickets = 0;
    std::uint64_t m_beginning = 0; ///< the ticket whose task is just being started
    std::optional<Resumption> m_immediate;
    std::size_t m_pending = 0; ///< tasks under way
    Sleepers m_sleepers; ///< by the clock's elapsed(), then by arrival
    std::optional<async::Duration> m_timerAt; ///< when the one timer wakes
    std::stop_source m_timer;
    Pause m_pause;
    bool m_isPaused = false;
    bool m_draining = false;
    bool m_over = false;
};

/// Opens the `task` library; its functions ask the machine's scheduler.
void openTaskLibrary(lua_State* L);

} // namespace plectrum::luau
