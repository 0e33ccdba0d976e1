// SPDX-License-Identifier: MIT
#include "simulation/defects.h"

#include <array>
#include <utility>

namespace plectrum::simulation {

std::string_view nameOf(Defect defect)
{
    static constexpr std::array<std::string_view, defectCount> names{
        "none",       "lost update", "half commit", "double lock", "lost orphan", "stale read",
        "stale peek", "no lock",     "lost shard",  "no answer",   "endless lock"};
    return names[std::size_t(defect)];
}

Defects::Defects(Defect defect, std::uint64_t seed)
    : m_defect(defect)
    , m_random(seed)
{
}

void Defects::recordSet(const std::string& key, const json::Value& value)
{
    if (m_defect != Defect::StaleRead && m_defect != Defect::StalePeek)
        return;
    m_older[key] = std::exchange(m_newest[key], value);
}

std::optional<json::Value> Defects::olderRecord(const std::string& key) const
{
    const auto found = m_older.find(key);
    if (found == m_older.end() || found->second.isNull())
        return std::nullopt;
    return found->second;
}

bool Defects::neverAnswers()
{
    return is(Defect::NoAnswer) && m_random.chance(0.05);
}

bool Defects::dropsShard()
{
    return is(Defect::LostShard) && m_random.chance(0.1);
}

bool Defects::dropsWrite()
{
    return is(Defect::LostUpdate) && m_random.chance(0.25);
}

std::optional<std::string> Defects::secondOf(const json::Value& record)
{
    const auto id = std::string(record["file"]["data"]["txId"].toString());
    if (!is(Defect::HalfCommit) || id.empty())
        return std::nullopt;
    if (std::exchange(m_lastTransaction, id) != id)
        return std::nullopt;
    return id;
}

json::Value Defects::withoutOrphans(const json::Value& record)
{
    return record.withMember("orphanedFiles", json::Value::array());
}

} // namespace plectrum::simulation
