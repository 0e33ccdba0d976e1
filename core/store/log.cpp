// SPDX-License-Identifier: MIT
#include "store/log.h"

#include "store/error.h"

#include <array>
#include <exception>
#include <utility>

namespace plectrum::store {

namespace {

json::Value merged(json::Value context, json::Value::Members members)
{
    for (auto& [name, value] : members)
        context = context.withMember(name, std::move(value));
    return context;
}

} // namespace

Log::Log(LogCallback callback, json::Value::Members context)
    : m_callback(callback ? std::make_shared<const LogCallback>(std::move(callback)) : nullptr)
    , m_context(json::Value::object(std::move(context)))
{
}

void Log::guarded(std::string_view what, const std::function<void()>& callback) const
{
    std::exception_ptr failure;
    try {
        callback();
    } catch (...) {
        failure = std::current_exception();
    }
    if (failure)
        write(LogLevel::Error, std::string(what) + " failed", {{"error", textOf(failure)}});
}

Log Log::with(json::Value::Members context) const
{
    Log log(*this);
    if (!m_callback)
        return log;
    log.m_context = merged(m_context, std::move(context));
    return log;
}

void Log::write(LogLevel level, std::string_view message, json::Value::Members context) const
{
    if (m_callback)
        deliver({level, std::string(message), merged(m_context, std::move(context))});
}

void Log::deliver(const LogMessage& message) const
{
    std::exception_ptr failure;
    try {
        (*m_callback)(message);
        return;
    } catch (...) {
        failure = std::current_exception();
    }
    try {
        (*m_callback)({LogLevel::Error, "log callback failed",
                       merged(message.context, {{"error", textOf(failure)}})});
    } catch (...) {
        // It cannot be told to a callback that fails again, and must not stop what is under way.
    }
}

std::string_view nameOf(LogLevel level)
{
    static constexpr std::array<std::string_view, 6> levels{"fatal", "error", "warn",
                                                            "info",  "debug", "trace"};
    return levels.at(static_cast<std::size_t>(level));
}

} // namespace plectrum::store
