// SPDX-License-Identifier: MIT
// What openUniverse() gives: a universe of any kind, and what is to be known of it beside its
// interface.
#pragma once

#include "async/clock.h"
#include "async/task.h"
#include "datastore/universe.h"
#include "datastore/write_guard.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace plectrum::mock {
class Universe;
} // namespace plectrum::mock

namespace plectrum::app {

/// What the requests of a universe behind Open Cloud draw on. One thread.
class RequestTraffic
{
public:
    enum class Kind
    {
        Read,
        Write,
        List,
        Remove,
        ReadV1,
        WriteV1,
        Task,
        TaskPoll,
        Other,
    };
    struct Budget
    {
        Kind kind{};
        std::int64_t used = 0; ///< in the last minute
        std::int64_t allowed = 0; ///< in a minute: our share
        std::size_t waiting = 0; ///< requests that have not gone yet
        std::optional<async::Duration>
            throttledFor{}; ///< how much longer the service wants silence
    };

    virtual ~RequestTraffic() = default;
    virtual std::vector<Budget> budgets() const = 0; ///< of each kind that was used
    virtual bool isPaused() const = 0;
    /// What has not gone yet waits until resume(); locks go on.
    virtual void pause() = 0;
    virtual void resume() = 0;
    /// Called after each change; one listener, an empty one ends it.
    virtual void onChange(std::function<void()> listener) = 0;
};

struct OpenUniverse
{
    std::unique_ptr<datastore::Universe> universe;
    /// By which it dates its writes: the demo universe's own, which goes on from the end of its
    /// calendar and lives as long as the universe, or the clock that it was opened with.
    async::Clock* clock = nullptr;
    mock::Universe* mock = nullptr; ///< what is behind it, which tests may do anything to; or null
    datastore::WriteGuard* guard = nullptr; ///< what keeps a production universe read-only; or null
    RequestTraffic* traffic = nullptr; ///< of a universe behind Open Cloud; or null
    /// The name of a user, nullopt where there is none; throws datastore::Error. Lives as long as
    /// the universe. Empty where nobody knows.
    std::function<async::Task<std::optional<std::string>>(std::int64_t id)> userName{};
};

} // namespace plectrum::app
