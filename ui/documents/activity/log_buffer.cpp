// SPDX-License-Identifier: MIT
#include "documents/activity/log_buffer.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace plectrum::documents {

std::shared_ptr<LogBuffer> LogBuffer::make()
{
    return std::shared_ptr<LogBuffer>(new LogBuffer);
}

store::LogCallback LogBuffer::callback(std::string source)
{
    return [self = shared_from_this(), source = std::move(source)](const store::LogMessage& log) {
        self->append({self->m_clock.now(), log.level, source, log.message, log.context});
    };
}

void LogBuffer::append(LogLine line)
{
    // The listener is called under the mutex: whoever takes it away knows that it is over.
    const std::scoped_lock lock(m_mutex);
    m_lines.push_back(std::move(line));
    if (m_lines.size() > capacity)
        m_lines.pop_front();
    if (m_listener && !std::exchange(m_hasReported, true))
        m_listener();
}

std::vector<LogLine> LogBuffer::take(std::size_t count)
{
    const std::scoped_lock lock(m_mutex);
    const auto end = m_lines.begin() + std::ptrdiff_t(std::min(count, m_lines.size()));
    std::vector<LogLine> lines(std::make_move_iterator(m_lines.begin()),
                               std::make_move_iterator(end));
    m_lines.erase(m_lines.begin(), end);
    m_hasReported = !m_lines.empty();
    return lines;
}

bool LogBuffer::isEmpty() const
{
    const std::scoped_lock lock(m_mutex);
    return m_lines.empty();
}

void LogBuffer::onWaiting(std::function<void()> listener)
{
    const std::scoped_lock lock(m_mutex);
    m_listener = std::move(listener);
    m_hasReported = m_listener && !m_lines.empty();
    if (m_hasReported)
        m_listener();
}

} // namespace plectrum::documents
