// SPDX-License-Identifier: MIT
// The invariants. Told of every write as it is done and of every answer that a server gets; the
// first violation ends the run. README.md says what each means and what the protocol allows.
#pragma once

#include "simulation/mirror.h"

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace plectrum::simulation {

enum class Invariant
{
    Coins, ///< no coin is made or lost, as any reader sees it, at every instant
    SavedStays, ///< what a save was acknowledged for is there until it is replaced
    OneHolder, ///< nobody takes a live lock of another
    WritesUnderLock, ///< a record is only written, a transaction only committed under its lock
    Readable, ///< every record can be read at every instant
    ShardsNamed, ///< a shard that a record has named is named by it until it is removed
    FreshLoad, ///< a load gives what is stored, of that moment
    FreshRead, ///< a peek gives what was stored at some moment of its call
    Ends, ///< every call ends within its bound
    Quiet, ///< when all is quiet nothing is left over and every key can be loaded
};
std::string_view nameOf(Invariant invariant);

struct Violation
{
    Invariant invariant{};
    std::string text;
};

/// Who writes, and whether it held the lock when it sent the call.
struct Sender
{
    int life = 0; ///< 0: the world
    bool hadLock = false;
    bool isLate = false; ///< it has been told that the call failed, or is dead
};

class Checker
{
public:
    /// By how much a server's clock may shorten another's lock in a data store.
    static constexpr Duration drift = std::chrono::seconds(2);
    /// How long what a gap has broken may show: until both holders' locks are gone.
    static constexpr Duration gapLasts = std::chrono::seconds(200);

    explicit Checker(bool useDataStoreLocking);

    // Writes.
    void recordSet(const Sender& sender, const std::string& key, const json::Value& value,
                   Duration now);
    void markerSet(const std::string& txId, Duration now);
    void markerRemoved(const Sender& sender, const std::string& txId, Duration now);
    void shardSet(const Sender& sender, const std::string& key, const json::Value& text);
    void shardRemoved(const std::string& key, Duration now);
    void lockSet(const Sender& sender, const std::string& key, const std::string& id, Duration now);
    void lockRemoved(const Sender& sender, const std::string& key, Duration now);

    // Answers.
    void saved(const std::string& key, int server, const Counts& counts, Duration now);
    void loaded(const std::string& key, const json::Value& data, Duration now);
    void peeked(const std::string& key, const std::optional<json::Value>& data, Duration began,
                Duration now);

    void violate(Invariant invariant, std::string text);
    /// Once all is quiet: every shard is named by a file, but those that no record ever named.
    void quiet(bool isTidied);

    const Mirror& mirror() const { return m_mirror; }
    const std::optional<Violation>& violation() const { return m_violation; }
    int gaps() const { return m_gaps; } ///< times that the protocol's own limits were met
    int leakedShards() const; ///< shards that no record ever named, or that came back late
    bool mayBeBroken(const std::string& key, Duration now) const;

private:
    void changed(const std::vector<std::string>& keys, Duration now);
    void checkCoins(Duration now);
    void checkNamed(const std::string& key, const std::set<std::string>& before, Duration now);
    void noteGap(const std::string& key, Duration now);
    std::set<std::string> namedBy(const std::string& key) const;

    bool m_useDataStoreLocking;
    Mirror m_mirror;
    std::map<std::string, Counts> m_saved;
    std::map<std::string, std::int64_t> m_coins; ///< of each key, as counted in the sum
    std::int64_t m_sum = 0;
    std::int64_t m_expected = 0;
    std::set<std::string> m_everNamed; ///< shard ids
    std::set<std::string> m_setLate; ///< shard ids that a late call has set after their removal
    std::map<std::string, Duration> m_brokenUntil;
    int m_gaps = 0;
    std::optional<Violation> m_violation;
};

} // namespace plectrum::simulation
