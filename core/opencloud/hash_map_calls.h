// SPDX-License-Identifier: MIT
// Operations on hash maps, gathered and done by few scripts: as many tasks a minute as there are,
// locks before looks, and room kept for locks. One thread.
#pragma once

#include "opencloud/luau_task.h"

#include <memory>
#include <optional>
#include <stop_token>
#include <string>

namespace plectrum::opencloud {

struct MapOperation
{
    enum class Kind
    {
        Get,
        Set,
        Remove,
        Swap, ///< puts `value` where `expected` stands
    };
    Kind kind = Kind::Get;
    std::string map{};
    std::string key{};
    std::optional<json::Value> expected{}; ///< nullopt: nothing stands there
    std::optional<json::Value> value{};
    std::chrono::seconds ttl{};
    /// From the call to its result; 0: as the settings have it.
    async::Duration patience{};
    bool isRepeated = false; ///< a swap whose answer was lost: it may have been done
};

struct MapResult
{
    bool isDone = false; ///< of a swap
    std::optional<json::Value> value{}; ///< that stood there
};

struct HashMapCallSettings
{
    TaskPlace place{};
    TaskTimes times{};
    async::Duration gathering = std::chrono::milliseconds(300);
    std::size_t maxAtOnce = 100; ///< operations of a script
    int tasksPerMinute = 5;
    int keptForLocks = 2; ///< of those; looks leave them
    int maxRunning = 3; ///< scripts
    /// From the call to its result, whatever it waits for; a lock that is to be refreshed lives
    /// longer than that.
    async::Duration patience = std::chrono::seconds(60);
};

class HashMapCalls
{
public:
    /// The transport and the clock must outlive it and its tasks.
    HashMapCalls(Transport& transport, async::Clock& clock, HashMapCallSettings settings);
    HashMapCalls(const HashMapCalls&) = delete;
    HashMapCalls& operator=(const HashMapCalls&) = delete;
    ~HashMapCalls(); ///< whoever waits gets Cancelled

    /// Throws datastore::Error. What has no result in time ends as Unreachable, with
    /// isOutcomeUnknown() for what writes: never as done.
    Task<MapResult> call(MapOperation operation, std::stop_token stop = {});

private:
    struct State;
    static Task<MapResult> callIn(std::shared_ptr<State> state, MapOperation operation,
                                  std::stop_token stop);
    std::shared_ptr<State> m_state;
};

} // namespace plectrum::opencloud
