// SPDX-License-Identifier: MIT
#include "luau/budget.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace plectrum::luau {

Budget::Budget(Limits limits)
    : m_limits(limits)
    , m_collectAbove(limits.memory / 2)
{
}

void* Budget::reallocate(void* block, std::size_t oldSize, std::size_t newSize) noexcept
{
    if (newSize == 0) {
        std::free(block);
        m_memory -= oldSize;
        return nullptr;
    }
    if (newSize > oldSize
        && newSize - oldSize > m_limits.memory - std::min(m_memory, m_limits.memory)) {
        return nullptr;
    }
    void* result = std::realloc(block, newSize);
    if (result)
        m_memory = m_memory - oldSize + newSize;
    return result;
}

void Budget::collected() noexcept
{
    m_collectAbove = std::max(m_limits.memory / 2, m_memory + m_limits.memory / 16);
}

void Budget::refill(std::stop_token stop)
{
    m_stop = std::move(stop);
    m_steps = 0;
    m_used = {};
    m_verdict = Verdict::GoOn;
    m_workSinceCheck = 0;
    m_entered = now();
}

void Budget::enter() noexcept
{
    if (m_depth++ == 0)
        m_entered = now();
}

void Budget::leave() noexcept
{
    if (--m_depth == 0)
        m_used += now() - m_entered;
}

Budget::Verdict Budget::look() noexcept
{
    if (m_verdict != Verdict::GoOn)
        return m_verdict;
    if (m_limits.steps != 0 && m_steps > m_limits.steps) {
        m_verdict = Verdict::OutOfSteps;
    } else if (m_stop.stop_requested()) {
        m_verdict = Verdict::Stopped;
    } else if (m_workSinceCheck >= clockEach) {
        m_workSinceCheck = 0;
        return lookAtClock();
    }
    return m_verdict;
}

Budget::LongSteps::LongSteps(Budget& budget, std::uint32_t weight)
    : m_budget(budget)
    , m_outer(budget.m_weight)
{
    m_budget.m_weight = std::max(weight, m_outer);
}

Budget::LongSteps::~LongSteps()
{
    m_budget.m_weight = m_outer;
}

bool Budget::keep(std::size_t bytes) noexcept
{
    if (bytes > m_limits.memory - std::min(m_memory, m_limits.memory))
        return false;
    m_memory += bytes;
    return true;
}

void Budget::release(std::size_t bytes) noexcept
{
    m_memory -= std::min(bytes, m_memory);
}

void Budget::beginSlice() noexcept
{
    m_sliceBegan = now();
    m_isSliceOver = false;
}

std::chrono::nanoseconds Budget::now() const noexcept
{
    return m_limits.timeSource ? m_limits.timeSource()
                               : std::chrono::steady_clock::now().time_since_epoch();
}

Budget::Verdict Budget::lookAtClock() noexcept
{
    constexpr std::chrono::milliseconds slice{20};
    constexpr std::chrono::milliseconds longestUncut{1000};
    const auto present = now();
    const auto spent = m_depth > 0 ? m_used + (present - m_entered) : m_used;
    if (spent > m_limits.time) {
        m_verdict = Verdict::OutOfTime;
    } else if (m_isSliced) {
        m_isSliceOver = present - m_sliceBegan > slice;
        m_verdict = present - m_sliceBegan > longestUncut ? Verdict::OutOfTime : m_verdict;
    }
    return m_verdict;
}

} // namespace plectrum::luau
