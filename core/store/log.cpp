// SPDX-License-Identifier: MIT
#include "store/log.h"

#include <array>
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

Log Log::with(json::Value::Members context) const
{
    Log log(*this);
    log.m_context = merged(m_context, std::move(context));
    return log;
}

void Log::write(LogLevel level, std::string_view message, json::Value::Members context) const
{
    if (m_callback)
        (*m_callback)({level, std::string(message), merged(m_context, std::move(context))});
}

std::string_view nameOf(LogLevel level)
{
    static constexpr std::array<std::string_view, 6> levels{"fatal", "error", "warn",
                                                            "info",  "debug", "trace"};
    return levels.at(static_cast<std::size_t>(level));
}

} // namespace plectrum::store
