// SPDX-License-Identifier: MIT
// Several simulated game servers, made of our own engine, at work on keys of their own in one
// store: loads, updates, saves, unloads and transfers of money between two keys by transaction. The
// choices come from a seed; the times are real.
#pragma once

#include "async/clock.h"
#include "async/task.h"
#include "datastore/universe.h"
#include "load_test/latency_histogram.h"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace plectrum::app {

struct LoadPlan
{
    std::string store; ///< the Lyra NAME
    int servers = 4;
    int keys = 50; ///< of names loadTestKey(0) and on, which must hold nothing else
    std::chrono::seconds duration{5};
    std::uint64_t seed = 1;
    async::Duration latency{}; ///< each call of a service takes up to so long
};

enum class LoadOperation
{
    Load,
    Update,
    Save,
    Transfer,
    Unload,
};
inline constexpr std::size_t loadOperationCount = 5;
/// "load" ...
std::string_view nameOf(LoadOperation operation);

struct LoadFigures
{
    LatencyHistogram done;
    std::uint64_t failed = 0;
    std::string firstError; ///< of those that failed
};

struct LoadReport
{
    std::array<LoadFigures, loadOperationCount> operations; ///< by LoadOperation
    std::chrono::duration<double> elapsed{};
    std::int64_t moneyBefore = 0;
    std::int64_t moneyAfter = 0; ///< of those keys that could be read
    int unreadableKeys = 0; ///< in the end
    bool isConserved() const { return moneyBefore == moneyAfter && unreadableKeys == 0; }
};

std::string loadTestKey(int index);

/// Makes the keys, lets the servers work, closes them, counts the money, and removes the keys.
/// Throws datastore::Error (Conflict) when one of the keys is there already, and what the services
/// throw before the servers begin. `universe` and `clock` must outlive the task. Not to be
/// cancelled: it cleans up in the end.
async::Task<LoadReport> runLoadTest(datastore::Universe* universe, async::Clock* clock,
                                    LoadPlan plan);

} // namespace plectrum::app
