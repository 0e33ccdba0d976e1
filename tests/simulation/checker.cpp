// SPDX-License-Identifier: MIT
#include "simulation/checker.h"

#include <algorithm>
#include <array>
#include <format>
#include <utility>

namespace plectrum::simulation {

std::string_view nameOf(Invariant invariant)
{
    static constexpr std::array<std::string_view, 10> names{
        "coins",    "saved stays",  "one holder", "writes under lock",
        "readable", "shards named", "fresh load", "fresh read",
        "ends",     "quiet"};
    return names[std::size_t(invariant)];
}

Checker::Checker(bool useDataStoreLocking)
    : m_useDataStoreLocking(useDataStoreLocking)
{
}

void Checker::violate(Invariant invariant, std::string text)
{
    if (!m_violation)
        m_violation = Violation{invariant, std::move(text)};
}

void Checker::noteGap(const std::string& key, Duration now)
{
    ++m_gaps;
    m_brokenUntil[key] = now + gapLasts;
}

bool Checker::mayBeBroken(const std::string& key, Duration now) const
{
    const auto found = m_brokenUntil.find(key);
    return found != m_brokenUntil.end() && now < found->second;
}

std::set<std::string> Checker::namedBy(const std::string& key) const
{
    std::set<std::string> named;
    const auto* stored = m_mirror.find(key);
    if (!stored)
        return named;
    const auto add = [&](const store::File& file) {
        for (auto& shard : shardKeysOf(file))
            named.insert(std::move(shard));
    };
    add(stored->record.file);
    std::ranges::for_each(stored->record.orphanedFiles, add);
    return named;
}

void Checker::recordSet(const Sender& sender, const std::string& key, const json::Value& value,
                        Duration now)
{
    if (!m_mirror.isHeldBy(key, sender.life, now) && !mayBeBroken(key, now)) {
        if (!sender.hadLock)
            violate(Invariant::WritesUnderLock,
                    std::format("record {} written by life {} without its lock", key, sender.life));
        else
            noteGap(key, now); // the lock ran out while the call was under way
    }
    const auto before = namedBy(key);
    const auto touched = m_mirror.setRecord(key, value, now);
    checkNamed(key, before, now);
    changed(touched, now);
}

void Checker::checkNamed(const std::string& key, const std::set<std::string>& before, Duration now)
{
    const auto after = namedBy(key);
    for (const auto& shard : after)
        m_everNamed.insert(shardIdOf(shard));
    for (const auto& shard : before) {
        if (after.contains(shard) || !m_mirror.shards().contains(shard)
            || m_setLate.contains(shardIdOf(shard)))
            continue;
        if (mayBeBroken(key, now))
            m_everNamed.erase(shardIdOf(shard));
        else
            violate(
                Invariant::ShardsNamed,
                std::format("record {} no longer names the shard {}, which is there", key, shard));
    }
}

void Checker::markerSet(const std::string& txId, Duration now)
{
    changed(m_mirror.setMarker(txId, true, now), now);
}

void Checker::markerRemoved(const Sender& sender, const std::string& txId, Duration now)
{
    for (const auto& key : m_mirror.keysOf(txId)) {
        if (m_mirror.isHeldBy(key, sender.life, now) || mayBeBroken(key, now))
            continue;
        const auto& stored = *m_mirror.find(key);
        // A transaction that was rolled back before says nothing any more.
        const bool isInIt = std::ranges::any_of(m_mirror.keysOf(txId), [&](const auto& each) {
            const auto& info = m_mirror.find(each)->info;
            return info && info->txId == txId;
        });
        if (!isInIt || !m_mirror.markers().contains(txId))
            continue;
        if (sender.hadLock) {
            for (const auto& each : m_mirror.keysOf(txId))
                noteGap(each, now);
        } else {
            violate(Invariant::WritesUnderLock,
                    std::format("transaction {} committed by life {} without the lock of {} "
                                "(coins {})",
                                txId, sender.life, key, stored.coins));
        }
    }
    changed(m_mirror.setMarker(txId, false, now), now);
}

void Checker::shardSet(const Sender& sender, const std::string& key, const json::Value& text)
{
    // Removed, and set again by a call that its sender has given up: nobody can name it.
    if (sender.isLate && !m_mirror.shards().contains(key))
        m_setLate.insert(shardIdOf(key));
    m_mirror.setShard(key, &text);
}

void Checker::shardRemoved(const std::string& key, Duration now)
{
    m_mirror.setShard(key, nullptr);
    const auto* user = m_mirror.userOf(key);
    if (user && !mayBeBroken(*user, now))
        violate(Invariant::Readable,
                std::format("shard {} of the record {} was removed", key, *user));
}

void Checker::lockSet(const Sender& sender, const std::string& key, const std::string& id,
                      Duration now)
{
    const auto* old = m_mirror.lock(key, now);
    if (old && old->id != id && !mayBeBroken(key, now)) {
        // In a data store its age is told by the clock of whoever asks.
        if (m_useDataStoreLocking && now - old->taken >= Mirror::lockLife - drift)
            noteGap(key, now);
        else
            violate(Invariant::OneHolder,
                    std::format("life {} took the lock of {}, which life {} holds since {} ms",
                                sender.life, key, old->life, (now - old->taken).count()));
    }
    m_mirror.setLock(key, {id, sender.life, now});
}

void Checker::lockRemoved(const Sender& sender, const std::string& key, Duration now)
{
    const auto* old = m_mirror.lock(key, now);
    if (old && old->life != sender.life && !mayBeBroken(key, now))
        violate(Invariant::OneHolder,
                std::format("life {} removed the lock of {}, which life {} holds", sender.life, key,
                            old->life));
    m_mirror.removeLock(key);
}

void Checker::changed(const std::vector<std::string>& keys, Duration now)
{
    for (const auto& key : keys) {
        const auto& stored = *m_mirror.find(key);
        const auto counted = m_coins.find(key);
        const bool isNew = counted == m_coins.end();
        m_sum += stored.coins - (isNew ? 0 : counted->second);
        m_coins[key] = stored.coins;
        if (isNew)
            m_expected += coinsOfKey;
        if (!stored.data)
            violate(Invariant::Readable, std::format("record {}: {}", key, stored.damage));
        auto& saved = m_saved[key];
        if (covers(stored.counts, saved))
            continue;
        if (mayBeBroken(key, now))
            saved = stored.counts;
        else
            violate(Invariant::SavedStays,
                    std::format("record {} holds edits {}, saved were {}", key,
                                textOf(stored.counts), textOf(saved)));
    }
    checkCoins(now);
}

void Checker::checkCoins(Duration now)
{
    if (m_sum == m_expected)
        return;
    const bool isAllowed = std::ranges::any_of(
        m_brokenUntil, [now](const auto& broken) { return now < broken.second; });
    if (isAllowed)
        m_expected = m_sum;
    else
        violate(Invariant::Coins,
                std::format("readers see {} coins, there are {}", m_sum, m_expected));
}

void Checker::saved(const std::string& key, int server, const Counts& counts, Duration now)
{
    const auto own = std::size_t(server);
    auto& saved = m_saved[key];
    if (counts[own] <= saved[own])
        return;
    const auto* stored = m_mirror.find(key);
    if (stored && stored->counts[own] >= counts[own])
        saved[own] = counts[own];
    else if (!mayBeBroken(key, now))
        violate(Invariant::SavedStays,
                std::format("server {} was told that its edits {} of {} are saved, stored are {}",
                            server, textOf(counts), key,
                            textOf(stored ? stored->counts : Counts())));
}

void Checker::loaded(const std::string& key, const json::Value& data, Duration now)
{
    const auto* stored = m_mirror.find(key);
    if (!stored || mayBeBroken(key, now))
        return;
    if (countsOf(data) != stored->counts || coinsOf(data) != stored->coins)
        violate(Invariant::FreshLoad,
                std::format("{} was loaded with edits {} and {} coins, stored are {} and {}", key,
                            textOf(countsOf(data)), coinsOf(data), textOf(stored->counts),
                            stored->coins));
}

void Checker::peeked(const std::string& key, const std::optional<json::Value>& data, Duration began,
                     Duration now)
{
    if (m_mirror.wasSeen(key, data, began))
        return;
    violate(Invariant::FreshRead,
            std::format("a peek of {} from {} to {} ms gave edits {} and {} coins, never stored "
                        "in that time",
                        key, began.count(), now.count(),
                        textOf(countsOf(data.value_or(json::Value()))),
                        coinsOf(data.value_or(json::Value()))));
}

int Checker::leakedShards() const
{
    return int(std::ranges::count_if(m_mirror.shards(), [&](const auto& shard) {
        const auto id = shardIdOf(shard.first);
        return !m_everNamed.contains(id) || m_setLate.contains(id);
    }));
}

void Checker::quiet(bool isTidied)
{
    std::set<std::string> files;
    std::set<std::string> orphans;
    for (const auto& [key, stored] : m_mirror.keys()) {
        for (const auto& shard : shardKeysOf(stored.record.file))
            files.insert(shard);
        for (const auto& file : stored.record.orphanedFiles)
            for (const auto& shard : shardKeysOf(file))
                orphans.insert(shard);
    }
    for (const auto& [shard, text] : m_mirror.shards()) {
        if (files.contains(shard) || (!isTidied && orphans.contains(shard)))
            continue;
        const auto id = shardIdOf(shard);
        if (m_everNamed.contains(id) && !m_setLate.contains(id))
            violate(Invariant::ShardsNamed, std::format("nobody names the shard {}", shard));
    }
}

} // namespace plectrum::simulation
