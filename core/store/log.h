// SPDX-License-Identifier: MIT
// What the engine tells of its work: level, text and a context that is merged down. A message goes
// to the callback of the store's configuration; without one it is dropped. A callback that throws
// is told so once by itself.
#pragma once

#include "json/value.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace plectrum::store {

enum class LogLevel
{
    Fatal,
    Error,
    Warn,
    Info,
    Debug,
    Trace,
};

struct LogMessage
{
    LogLevel level{};
    std::string message;
    json::Value context = json::Value::object(); ///< `key`, `method`, `error`, ...

    friend bool operator==(const LogMessage&, const LogMessage&) = default;
};

using LogCallback = std::function<void(const LogMessage&)>;

/// A callback and a context; cheap to copy.
class Log
{
public:
    Log() = default;
    explicit Log(LogCallback callback, json::Value::Members context = {});

    /// Whether anybody listens.
    bool isOn() const { return m_callback != nullptr; }
    /// The same log with more context; a name that is there already gets the new value.
    Log with(json::Value::Members context) const;
    void write(LogLevel level, std::string_view message, json::Value::Members context = {}) const;
    /// Calls somebody's callback; what it throws goes to the log as "WHAT failed".
    void guarded(std::string_view what, const std::function<void()>& callback) const;

private:
    void deliver(const LogMessage& message) const;

    std::shared_ptr<const LogCallback> m_callback;
    json::Value m_context = json::Value::object();
};

/// "fatal" ... "trace".
std::string_view nameOf(LogLevel level);

} // namespace plectrum::store
