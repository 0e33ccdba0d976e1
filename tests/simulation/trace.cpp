// SPDX-License-Identifier: MIT
#include "simulation/trace.h"

#include <algorithm>
#include <format>
#include <utility>

namespace plectrum::simulation {

namespace {

/// FNV-1a, so that the hash does not depend on the standard library.
std::uint64_t mixed(std::uint64_t hash, std::string_view bytes)
{
    for (const char byte : bytes)
        hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3ULL;
    return (hash ^ 0xff) * 0x100000001b3ULL;
}

std::uint64_t mixed(std::uint64_t hash, std::uint64_t number)
{
    return (hash ^ number) * 0x100000001b3ULL;
}

} // namespace

Trace::Trace(Sink sink)
    : m_sink(std::move(sink))
{
}

void Trace::add(const Event& event)
{
    m_hash = mixed(m_hash, std::uint64_t(event.time));
    m_hash = mixed(m_hash, std::uint64_t(event.server) << 32 | std::uint64_t(event.life));
    for (const std::string_view text : {event.what, event.call, event.container})
        m_hash = mixed(m_hash, text);
    m_hash = mixed(mixed(m_hash, event.key), event.detail);
    m_last[m_count++ % kept] = event;
    if (m_sink)
        m_sink(lineOf(event));
}

std::string Trace::lastLines(std::size_t most) const
{
    const auto lines = std::min({std::uint64_t(most), std::uint64_t(kept), m_count});
    std::string text;
    for (auto i = m_count - lines; i < m_count; ++i)
        text += lineOf(m_last[i % kept]) + "\n";
    return text;
}

std::string lineOf(const Event& event)
{
    std::string who = "world";
    if (event.server >= 0)
        who = std::format("server {}.{}", event.server, event.life);
    std::string where(event.container);
    if (!event.key.empty())
        where += (where.empty() ? "" : "/") + event.key;
    return std::format("{:10.3f} s  {:<12} {:<9} {:<9} {}  {}", double(event.time) / 1000, who,
                       event.what, event.call, where, event.detail);
}

} // namespace plectrum::simulation
