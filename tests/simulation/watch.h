// SPDX-License-Identifier: MIT
// Watches one call of the store's API from its begin to its end: counted, traced, and within its
// bound of virtual time.
#pragma once

#include "simulation/server.h"
#include "store/error.h"

#include <exception>
#include <optional>
#include <string>
#include <utility>

namespace plectrum::simulation {

struct Watch
{
    Life* life;
    std::uint64_t number;
    Life::Running call;
};

Watch begin(Life* life, Operation operation, const std::string& key);
/// `error` is empty when it was done.
void end(const Watch& watch, bool isDone, const std::string& error);
/// An exception came out of the store that is not its own.
void endedByForeign(const Watch& watch, const std::string& error);
/// Violates Ends for calls that run longer than they may.
void checkBounds(const Life& life);

/// Gives a call without an answer one.
async::Task<bool> answered(async::Task<void> task);

/// Awaits a call; nullopt when it failed or its server is dead.
template <typename T>
async::Task<std::optional<T>> watched(Life* life, Operation operation, std::string key,
                                      async::Task<T> task)
{
    const auto watch = begin(life, operation, key);
    std::optional<T> result;
    std::string error;
    bool isForeign = false;
    try {
        result.emplace(co_await std::move(task));
    } catch (const store::Error& caught) {
        error = caught.text();
    } catch (const std::exception& caught) {
        error = caught.what();
        isForeign = true;
    }
    if (life->isDead())
        co_return std::nullopt;
    end(watch, result.has_value(), error);
    if (isForeign)
        endedByForeign(watch, error);
    co_return result;
}

} // namespace plectrum::simulation
