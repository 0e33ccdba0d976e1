// SPDX-License-Identifier: MIT
#include "datastore/write_guard.h"

#include "datastore/error.h"

#include <algorithm>
#include <utility>

namespace plectrum::datastore {

WriteGuard::WriteGuard(async::Clock& clock)
    : m_clock(clock)
    , m_until(clock.elapsed())
    , m_passes(std::make_shared<const int>(0))
{
}

void WriteGuard::unlockFor(async::Duration time)
{
    m_until = m_clock.elapsed() + std::max(time, async::Duration::zero());
    if (m_changed)
        m_changed();
}

void WriteGuard::lock()
{
    unlockFor(async::Duration::zero());
}

async::Duration WriteGuard::remaining() const
{
    return std::max(m_until - m_clock.elapsed(), async::Duration::zero());
}

bool WriteGuard::isWritable() const
{
    return remaining() > async::Duration::zero() || m_passes.use_count() > 1;
}

WriteGuard::Pass WriteGuard::pass()
{
    check();
    return Pass(m_passes);
}

void WriteGuard::check() const
{
    if (!isWritable()) {
        throw Error(ErrorKind::Denied,
                    "This universe is open read-only; nothing was sent. Unlock it for writing "
                    "first.");
    }
}

void WriteGuard::onChange(std::function<void()> changed)
{
    m_changed = std::move(changed);
}

} // namespace plectrum::datastore
