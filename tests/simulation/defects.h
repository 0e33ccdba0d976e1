// SPDX-License-Identifier: MIT
// Deliberate defects of one server's services: each breaks one promise of the engine, and the
// checker must see it.
#pragma once

#include "async/random.h"
#include "json/value.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace plectrum::simulation {

enum class Defect
{
    None,
    LostUpdate, ///< a record write is acknowledged and not done
    HalfCommit, ///< the marker goes before the transaction's second record is written
    DoubleLock, ///< a lock is taken whoever holds it
    LostOrphan, ///< orphaned files are neither named nor removed
    StaleRead, ///< a record read gives what stood there before
    StalePeek, ///< the same, but only without the lock
    NoLock, ///< a lock is acknowledged and not set
    LostShard, ///< a shard is acknowledged and not written
    NoAnswer, ///< some reads of records are never answered
    EndlessLock, ///< locks in a hash map do not run out
};
inline constexpr int defectCount = 11;
std::string_view nameOf(Defect defect);

class Defects
{
public:
    explicit Defects(Defect defect, std::uint64_t seed);
    bool is(Defect defect) const { return m_defect == defect; }

    /// A record was written, by whomever.
    void recordSet(const std::string& key, const json::Value& value);
    std::optional<json::Value> olderRecord(const std::string& key) const;
    bool dropsWrite();
    bool dropsShard();
    bool neverAnswers();
    /// The transaction of this record when another record of it was written before.
    std::optional<std::string> secondOf(const json::Value& record);
    static json::Value withoutOrphans(const json::Value& record);

private:
    Defect m_defect;
    async::Random m_random;
    std::map<std::string, json::Value> m_newest;
    std::map<std::string, json::Value> m_older;
    std::string m_lastTransaction;
};

} // namespace plectrum::simulation
