// SPDX-License-Identifier: MIT
#include "simulation/watch.h"

#include <algorithm>
#include <format>

namespace plectrum::simulation {

namespace {

using async::Task;
using std::chrono::seconds;

/// A call that is tried five times with pauses of 30 s in all.
constexpr Duration retried = seconds(30) + 5 * Weather::longestCall;

/// How long a call may take, however the services behave.
Duration boundOf(Operation operation)
{
    const Duration limit = seconds(61); // of the queue, on a clock that is fast or slow
    // The lock, up to five readings of record, shards, marker and record, and the lock's release.
    const Duration load =
        limit + 2 * retried + seconds(91) + 2 * retried + 20 * retried + 2 * retried;
    switch (operation) {
    case Operation::Update:
        return load + limit;
    case Operation::Save:
    case Operation::Transfer:
        return load + limit;
    case Operation::Unload:
        return 2 * limit + 2 * retried;
    case Operation::Probe:
        return retried;
    case Operation::Close:
        return 2 * limit + 8 * retried;
    default:
        return load;
    }
}

/// Without the ids, numbers and keys in it.
std::string kindOfText(const std::string& text)
{
    const auto end = text.find_first_of("0123456789'\"{[", 4);
    auto start = text.substr(0, end == text.npos ? 60 : std::min<std::size_t>(end, 60));
    return start.substr(0, start.find_last_not_of(" :") + 1);
}

} // namespace

Watch begin(Life* life, Operation operation, const std::string& key)
{
    const Life::Running call{operation, key, life->stage.elapsed()};
    life->running.emplace(++life->begun, call);
    life->stage.note(life, "begin", nameOf(operation), {}, key);
    return {life, life->begun, call};
}

void end(const Watch& watch, bool isDone, const std::string& error)
{
    Life& life = *watch.life;
    auto& stage = life.stage;
    life.running.erase(watch.number);
    auto& outcomes = stage.summary.operations[std::size_t(watch.call.operation)];
    ++(isDone ? outcomes.done : outcomes.failed);
    stage.note(&life, isDone ? "end" : "FAILED", nameOf(watch.call.operation), {}, watch.call.key,
               error);
    if (!isDone)
        ++stage.summary
              .errors[std::string(nameOf(watch.call.operation)) + ": " + kindOfText(error)];
    const auto took = stage.elapsed() - watch.call.began;
    if (took > boundOf(watch.call.operation))
        stage.checker.violate(Invariant::Ends,
                              std::format("{} of {} took {} ms", nameOf(watch.call.operation),
                                          watch.call.key, took.count()));
}

void endedByForeign(const Watch& watch, const std::string& error)
{
    watch.life->stage.checker.violate(Invariant::Ends,
                                      std::format("{} of {} threw what is no store::Error: {}",
                                                  nameOf(watch.call.operation), watch.call.key,
                                                  error));
}

Task<bool> answered(Task<void> task)
{
    co_await std::move(task);
    co_return true;
}

void checkBounds(const Life& life)
{
    for (const auto& [number, call] : life.running) {
        const auto took = life.stage.elapsed() - call.began;
        if (took > boundOf(call.operation))
            life.stage.checker.violate(Invariant::Ends,
                                       std::format("{} of {} runs for {} ms and has not ended",
                                                   nameOf(call.operation), call.key, took.count()));
    }
}

} // namespace plectrum::simulation
