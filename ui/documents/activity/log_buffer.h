// SPDX-License-Identifier: MIT
// Takes what the engine logs, from any thread, until the list of the log fetches it. Bounded: when
// nobody fetches, the oldest go.
#pragma once

#include "async/clock.h"
#include "store/log.h"

#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace plectrum::documents {

struct LogLine
{
    async::Time time{};
    store::LogLevel level{};
    std::string source; ///< who logs: "game server", "window"
    std::string message;
    json::Value context = json::Value::object();
};

class LogBuffer final : public std::enable_shared_from_this<LogBuffer>
{
public:
    static constexpr std::size_t capacity = 20'000;

    static std::shared_ptr<LogBuffer> make();

    /// For a StoreConfig; keeps the buffer alive. Any thread.
    store::LogCallback callback(std::string source);
    void append(LogLine line); ///< any thread
    /// The oldest, at most `count`.
    std::vector<LogLine> take(std::size_t count);
    bool isEmpty() const;
    /// Called, in the thread that logs, when the first line after take() came. One listener; empty
    /// for none.
    void onWaiting(std::function<void()> listener);

private:
    LogBuffer() = default;

    async::EventLoopClock m_clock; ///< the times of a log are the machine's
    mutable std::mutex m_mutex;
    std::deque<LogLine> m_lines;
    bool m_hasReported = false;
    std::function<void()> m_listener;
};

} // namespace plectrum::documents
