// SPDX-License-Identifier: MIT
// What happened in a run, in order: a hash of all of it, and the last events as text. The same seed
// gives the same hash, in every process and on every machine.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace plectrum::simulation {

/// Views are of texts that live for ever (literals).
struct Event
{
    std::int64_t time = 0; ///< virtual milliseconds since the start
    int server = -1; ///< -1: the world itself
    int life = 0; ///< which run of that server
    std::string_view what{}; ///< "send", "done", "crash", ...
    std::string_view call{}; ///< "set", "load", ...
    std::string_view container{}; ///< "records", "shards", "tx", "locks"
    std::string key{};
    std::string detail{};
};

class Trace
{
public:
    using Sink = std::function<void(const std::string& line)>;

    /// Every line goes to the sink, too, when there is one.
    explicit Trace(Sink sink = {});
    void add(const Event& event);
    std::uint64_t hash() const { return m_hash; }
    std::uint64_t count() const { return m_count; }
    /// The last events, oldest first, a line each.
    std::string lastLines(std::size_t most) const;

private:
    static constexpr std::size_t kept = 256;

    Sink m_sink;
    std::array<Event, kept> m_last;
    std::uint64_t m_count = 0;
    std::uint64_t m_hash = 0xcbf29ce484222325ULL;
};

/// "  83.250 s  server 2.1  send   set     records/k3  DETAIL".
std::string lineOf(const Event& event);

} // namespace plectrum::simulation
