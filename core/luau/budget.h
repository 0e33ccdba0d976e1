// SPDX-License-Identifier: MIT
// What one job may use: memory, time and steps. Memory is Luau's own, through its allocator, and
// what the program keeps for the script (keep()); time and steps are looked at in step(), which is
// the one place that sees the clock and the stop token. Time is what the processor spent inside, on
// the machine's steady clock and not on async::Clock: a script that loops for ever holds up the
// event loop, so a simulated clock would never move.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <stop_token>

namespace plectrum::luau {

/// A clock that never goes back, from any beginning.
using TimeSource = std::chrono::nanoseconds (*)();

struct Limits
{
    std::size_t memory = std::size_t{64} << 20; ///< bytes of the whole machine
    std::chrono::milliseconds time{5000}; ///< of one call, or of one run of a scheduler
    /// What `time` is measured by in place of the steady clock, such as the time that the processor
    /// worked for this thread.
    TimeSource timeSource = nullptr;
    std::uint64_t steps = 0; ///< loop turns and calls of the same; 0: no limit
};

class Budget
{
public:
    enum class Verdict
    {
        GoOn,
        OutOfTime,
        OutOfSteps,
        Stopped
    };

    explicit Budget(Limits limits);

    const Limits& limits() const { return m_limits; }
    std::size_t memoryInUse() const { return m_memory; }
    std::uint64_t stepsTaken() const { return m_steps; }

    /// As realloc and free; null when that would be more than the ceiling.
    void* reallocate(void* block, std::size_t oldSize, std::size_t newSize) noexcept;
    /// More than half full, and grown since the last collection: a collection may help.
    bool wantsCollection() const noexcept { return m_memory > m_collectAbove; }
    void collected() noexcept;

    /// A new call with all its time and steps; `stop` is looked at with the clock.
    void refill(std::stop_token stop);
    void enter() noexcept; ///< the time runs until leave(); may be nested
    void leave() noexcept;
    bool isRunning() const noexcept { return m_depth > 0; }
    /// Cuts the time into slices: a script that cannot be cut is out of time after a second.
    void setSliced(bool on) noexcept { m_isSliced = on; }
    void beginSlice() noexcept;
    /// Long enough at work that others should have the thread.
    bool isSliceOver() const noexcept { return m_isSliceOver; }

    /// A safepoint, or work of the program for the script. `work` is in loop turns (tens of
    /// nanoseconds); `clockEach` and more of it between two calls make it look at the clock, the
    /// stop token is asked in each call.
    Verdict step(std::uint32_t work = 1) noexcept
    {
        const std::uint32_t weighted = std::max(work, m_weight);
        m_steps += weighted;
        m_workSinceCheck += weighted;
        const bool isUsual = m_workSinceCheck < clockEach && m_verdict == Verdict::GoOn
            && m_limits.steps == 0 && !m_stop.stop_requested();
        return isUsual ? Verdict::GoOn : look();
    }
    static constexpr std::uint32_t clockEach = 64;

    /// While it lives each step counts as so many: one step of a long search is long.
    class LongSteps
    {
    public:
        LongSteps(Budget& budget, std::uint32_t weight);
        LongSteps(const LongSteps&) = delete;
        LongSteps& operator=(const LongSteps&) = delete;
        ~LongSteps();

    private:
        Budget& m_budget;
        std::uint32_t m_outer;
    };

    /// Counts bytes that the program keeps for the script outside of Luau; false, and nothing is
    /// counted, when that would be more than the ceiling.
    [[nodiscard]] bool keep(std::size_t bytes) noexcept;
    void release(std::size_t bytes) noexcept;

private:
    std::chrono::nanoseconds now() const noexcept;
    Verdict look() noexcept; ///< at what may have ended
    Verdict lookAtClock() noexcept;

    Limits m_limits;
    std::size_t m_memory = 0;
    std::size_t m_collectAbove;
    std::uint64_t m_steps = 0;
    std::uint32_t m_workSinceCheck = 0;
    std::uint32_t m_weight = 1;
    int m_depth = 0;
    std::chrono::nanoseconds m_entered{};
    std::chrono::nanoseconds m_used{};
    std::chrono::nanoseconds m_sliceBegan{};
    bool m_isSliced = false;
    bool m_isSliceOver = false;
    Verdict m_verdict = Verdict::GoOn;
    std::stop_token m_stop;
};

} // namespace plectrum::luau
