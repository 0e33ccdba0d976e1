// SPDX-License-Identifier: MIT
#include "attack_run.h"

#include "async/task.h"
#include "luau/game_code.h"
#include "support/process_memory.h"

#include <pthread.h>

#include <atomic>
#include <ctime>
#include <functional>
#include <thread>

namespace plectrum::test {

using json::Value;

namespace {

double processorTime(clockid_t clock)
{
    timespec time{};
    clock_gettime(clock, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

/// Notes how a call into the game's code ends.
void note(AttackResult& result, const std::function<void()>& call)
{
    try {
        call();
    } catch (const luau::Error& error) {
        result.ending = result.ending.empty() ? error.what() : result.ending;
        if (error.failure().script.empty() || error.failure().line <= 0)
            result.placeless.emplace_back(error.what());
    }
}

void callAll(AttackResult& result, luau::GameCode& code, const std::stop_token& stop)
{
    const Value data = Value::object({{"a", 1}, {"list", Value::array({1, 2, 3})}});
    for (const luau::GameStore& store : code.stores()) {
        for (const Value& given : {data, store.templateData, Value::array({1}), Value::array({2}),
                                   Value::array({3}), Value::array({4}), Value::array({5})}) {
            note(result, [&] { code.schemaProblem(store, given, stop); });
        }
        for (const luau::GameStep& step : store.steps) {
            note(result, [&] {
                if (!step.addsFields)
                    code.applyTransform(step, data, stop);
            });
        }
    }
}

void run(AttackResult& result, const std::filesystem::path& script, luau::Limits limits,
         const std::stop_token& stop)
{
    try {
        note(result, [&] {
            luau::GameCode code(script, {}, {.limits = limits}, {.stop = stop});
            callAll(result, code, stop);
        });
    } catch (const async::Cancelled&) {
        result.ending = "stopped";
    }
    result.ending = result.ending.empty() ? "nothing" : result.ending;
}

} // namespace

AttackResult runAttack(const std::filesystem::path& script, luau::Limits limits)
{
    AttackResult result;
    const std::size_t before = allocatedBytes();
    const std::size_t resident = beginPeak();
    run(result, script, limits, {});
    result.peak = peakBytes() - resident;
    const std::size_t texts = result.ending.capacity();
    result.left = static_cast<std::ptrdiff_t>(allocatedBytes() - before - texts);
    return result;
}

AttackResult stopAttack(const std::filesystem::path& script, double before)
{
    AttackResult result;
    clockid_t clock{};
    pthread_getcpuclockid(pthread_self(), &clock);
    const double begun = processorTime(clock);
    std::stop_source stop;
    std::atomic<bool> isDone = false;
    std::atomic<double> asked = -1;
    std::thread other([&] {
        while (!isDone && processorTime(clock) < begun + before)
            std::this_thread::yield();
        asked = processorTime(clock);
        stop.request_stop();
    });
    run(result, script, {.time = std::chrono::hours(10)}, stop.get_token());
    const double ended = processorTime(clock);
    isDone = true;
    other.join();
    result.stopSeconds = ended - asked;
    return result;
}

} // namespace plectrum::test
