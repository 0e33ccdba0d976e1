// SPDX-License-Identifier: MIT
// The versions of one key: which writes make one, what it is called, when it goes. Rules as plain
// functions, and the list that the memory storage keeps.
#pragma once

#include "datastore/entry.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plectrum::mock {

using datastore::Time;

/// What few versions have beside their value, kept apart to keep a million keys small.
struct VersionTags
{
    std::vector<std::int64_t> userIds;
    json::Value attributes = json::Value::object();
    std::string foreignId; ///< of an imported version whose id has another shape than ours

    friend bool operator==(const VersionTags&, const VersionTags&) = default;
};

struct Version
{
    static constexpr Time never = Time::max();

    json::Value value; ///< null for a tombstone
    std::shared_ptr<const VersionTags> tags; ///< null: no users, no attributes, an id of our shape
    Time time{}; ///< of the write; grows from version to version, also when the clock jumps back
    Time entryCreated{}; ///< when the key was written first, or first after its last removal
    Time superseded = never; ///< when the next version was made
    std::uint32_t counter = 0; ///< writes to the key so far
    std::uint32_t size = 0; ///< bytes of the value's JSON text
    bool isDeleted = false; ///< a tombstone

    /// "0000019AC1CC8F00.0000000001": milliseconds of `time` in hex, dot, `counter`.
    std::string id() const;
    /// Makes `text` the id; an id of our own shape and time is kept as the counter alone.
    void setId(std::string_view text);
    bool hasId(std::string_view text) const;
    void setTags(std::vector<std::int64_t> userIds, json::Value attributes);

    datastore::EntryInfo entryInfo() const;
    datastore::Entry entry() const;
    datastore::VersionInfo versionInfo() const;
};

/// A version goes 30 days after it was superseded; the newest never.
bool isExpired(const Version& version, Time now);

/// One write to a key.
struct HistoryChange
{
    Version version; ///< the newest from now on
    bool isOverwriting = false; ///< takes the place of the newest, for good; else comes after it
    Time now{}; ///< for what expires by now
};

/// Places a written version (value, size, tags, isDeleted are set) behind `newest` (nullptr for a
/// new key): the first write in each UTC hour, or after a snapshot, makes a version, later writes
/// overwrite it. A tombstone never overwrites nor is overwritten. Gives its time, id and counter.
HistoryChange nextChange(const Version* newest, Version written, Time now, Time lastSnapshot);

class VersionHistory
{
public:
    VersionHistory() = default;
    /// As they are, oldest first, at least one.
    explicit VersionHistory(std::vector<Version> versions);

    void apply(HistoryChange change);
    bool isEmpty() const { return m_newest.counter == 0; }
    const Version& newest() const { return m_newest; }
    const Version* find(std::string_view id) const;
    std::vector<Version> all() const; ///< oldest first

private:
    Version m_newest;
    std::vector<Version> m_older; ///< oldest first
};

} // namespace plectrum::mock
