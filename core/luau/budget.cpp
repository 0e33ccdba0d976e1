// SPDX-License-Identifier: MIT
#include "luau/budget.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace plectrum::luau {

namespace {

constexpr std::uint32_t shortSteps = 64; // a look at the clock costs as much as a few steps

} // namespace

Budget::Budget(Limits limits)
    : m_limits(limits)
    , m_collectAbove(limits.memory / 2)
    , m_lookEvery(shortSteps)
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
    if (result) {
        m_memory = m_memory - oldSize + newSize;
    }
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
    m_stepsToLook = m_lookEvery = shortSteps;
    m_entered = now();
}

void Budget::enter() noexcept
{
    if (m_depth++ == 0) {
        m_entered = now();
    }
}

void Budget::leave() noexcept
{
    if (--m_depth == 0) {
        m_used += now() - m_entered;
    }
}

Budget::Verdict Budget::step() noexcept
{
    ++m_steps;
    if (m_limits.steps != 0 && m_steps > m_limits.steps && m_verdict == Verdict::GoOn) {
        m_verdict = Verdict::OutOfSteps;
    }
    if (m_verdict != Verdict::GoOn || --m_stepsToLook > 0) {
        return m_verdict;
    }
    m_stepsToLook = m_lookEvery;
    return look();
}

void Budget::setLongSteps(bool on) noexcept
{
    m_lookEvery = on ? 1 : shortSteps;
    m_stepsToLook = m_lookEvery;
}

std::chrono::nanoseconds Budget::now() const noexcept
{
    return m_limits.timeSource ? m_limits.timeSource()
                               : std::chrono::steady_clock::now().time_since_epoch();
}

Budget::Verdict Budget::look() noexcept
{
    if (m_stop.stop_requested()) {
        m_verdict = Verdict::Stopped;
    } else if (m_used + (now() - m_entered) > m_limits.time) {
        m_verdict = Verdict::OutOfTime;
    }
    return m_verdict;
}

} // namespace plectrum::luau
