// SPDX-License-Identifier: MIT
// One run: servers play while things go wrong, then all is calm, everybody leaves, and a healthy
// server tidies up. What the checker finds, and what it takes to see it, is the result.
#pragma once

#include "simulation/server.h"
#include "simulation/stage.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace plectrum::simulation {

struct Result
{
    std::uint64_t seed = 0;
    Summary summary;
    std::uint64_t traceHash = 0;
    std::optional<Violation> violation;
    std::string lastEvents; ///< of a run with a violation
};

/// Runs one seed to its end or to the first violation. Takes one thread and needs no event loop.
Result runSeed(const Options& options);

class World
{
public:
    explicit World(const Options& options);
    ~World();
    Result run();

private:
    struct Slot
    {
        int server = 0;
        int lives = 0;
        Life* life = nullptr;
    };

    Life* begin(Slot& slot);
    async::Task<void> serve(Slot* slot);
    async::Task<void> endStorm();
    async::Task<void> tidyUp();
    /// Steps the clock until the task is done, or nothing can go on, or something is violated.
    bool steps(const async::Task<void>& task, Duration until);
    void runAll();
    int versionNow() const;
    bool isStorm() const;
    void checkLives();
    void checkQuiet();

    Stage m_stage;
    std::vector<std::unique_ptr<Life>> m_lives;
    std::vector<Slot> m_slots;
    bool m_isRush = false; ///< which of the two generators makes the work
    Duration m_checkedAt{};
    async::TaskOwner m_tasks{async::TaskOwner::ErrorSink()};
};

} // namespace plectrum::simulation
