// SPDX-License-Identifier: MIT
#include "mock/version_history.h"

#include "datastore/limits.h"

#include <algorithm>
#include <charconv>
#include <limits>

namespace plectrum::mock {

namespace {

constexpr std::size_t timeDigits = 16;
constexpr std::size_t counterDigits = 10;

void writeNumber(char* end, std::uint64_t number, unsigned base)
{
    for (; number > 0; number /= base)
        *--end = "0123456789ABCDEF"[number % base];
}

std::string makeId(Time time, std::uint32_t counter)
{
    std::string id(timeDigits + 1 + counterDigits, '0');
    id[timeDigits] = '.';
    writeNumber(id.data() + timeDigits, std::uint64_t(time.time_since_epoch().count()), 16);
    writeNumber(id.data() + id.size(), counter, 10);
    return id;
}

bool isSameHour(Time left, Time right)
{
    return std::chrono::floor<std::chrono::hours>(left)
        == std::chrono::floor<std::chrono::hours>(right);
}

} // namespace

std::string Version::id() const
{
    return tags && !tags->foreignId.empty() ? tags->foreignId : makeId(time, counter);
}

bool Version::hasId(std::string_view text) const
{
    return id() == text;
}

void Version::setId(std::string_view text)
{
    std::uint32_t number = 0;
    if (text.size() == timeDigits + 1 + counterDigits)
        std::from_chars(text.data() + timeDigits + 1, text.data() + text.size(), number);
    // The last number of all is not counted on: the next write would have none.
    const bool canGoOn = number > 0 && number < std::numeric_limits<std::uint32_t>::max();
    if (canGoOn && makeId(time, number) == text) {
        counter = number;
        return;
    }
    auto changed = tags ? *tags : VersionTags{};
    changed.foreignId = text;
    tags = std::make_shared<const VersionTags>(std::move(changed));
}

void Version::setTags(std::vector<std::int64_t> userIds, json::Value attributes)
{
    if (userIds.empty() && attributes.size() == 0)
        return;
    VersionTags changed;
    changed.userIds = std::move(userIds);
    changed.attributes = std::move(attributes);
    tags = std::make_shared<const VersionTags>(std::move(changed));
}

datastore::EntryInfo Version::entryInfo() const
{
    datastore::EntryInfo info;
    info.version = id();
    info.createdTime = entryCreated;
    info.updatedTime = time;
    if (tags) {
        info.userIds = tags->userIds;
        info.attributes = tags->attributes;
    }
    return info;
}

datastore::Entry Version::entry() const
{
    return {value, entryInfo(), size};
}

datastore::VersionInfo Version::versionInfo() const
{
    return {id(), time, isDeleted, size};
}

bool isExpired(const Version& version, Time now)
{
    return version.superseded != Version::never
        && now - version.superseded >= datastore::limits::versionLifetime;
}

HistoryChange nextChange(const Version* newest, Version written, Time now, Time lastSnapshot)
{
    written.time = now;
    written.entryCreated = now;
    written.counter = 1;
    if (!newest)
        return {std::move(written), false, now};
    // After a snapshot in the same millisecond the new version must still stand behind it.
    const bool isAfterSnapshot = newest->time <= lastSnapshot;
    written.time = std::max(now, newest->time);
    if (isAfterSnapshot)
        written.time = std::max(written.time, lastSnapshot + std::chrono::milliseconds(1));
    written.counter = newest->counter + 1;
    if (newest->isDeleted)
        written.entryCreated = written.time;
    else
        written.entryCreated = newest->entryCreated;
    const bool isOverwriting = isSameHour(newest->time, written.time) && !isAfterSnapshot
        && !newest->isDeleted && !written.isDeleted;
    return {std::move(written), isOverwriting, now};
}

VersionHistory::VersionHistory(std::vector<Version> versions)
    : m_older(std::move(versions))
{
    m_newest = std::move(m_older.back());
    m_older.pop_back();
}

void VersionHistory::apply(HistoryChange change)
{
    if (!change.isOverwriting && !isEmpty()) {
        m_newest.superseded = change.version.time;
        m_older.push_back(std::move(m_newest));
    }
    m_newest = std::move(change.version);
    const auto gone = std::ranges::find_if_not(
        m_older, [&](const Version& version) { return isExpired(version, change.now); });
    m_older.erase(m_older.begin(), gone);
}

const Version* VersionHistory::find(std::string_view id) const
{
    if (isEmpty())
        return nullptr;
    if (m_newest.hasId(id))
        return &m_newest;
    const auto at =
        std::ranges::find_if(m_older, [&](const Version& version) { return version.hasId(id); });
    return at == m_older.end() ? nullptr : &*at;
}

std::vector<Version> VersionHistory::all() const
{
    auto versions = m_older;
    if (!isEmpty())
        versions.push_back(m_newest);
    return versions;
}

} // namespace plectrum::mock
