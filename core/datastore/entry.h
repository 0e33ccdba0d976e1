// SPDX-License-Identifier: MIT
// What a data store keeps at a key, as plain values, in the shape of Roblox's DataStoreService.
#pragma once

#include "async/clock.h"
#include "json/value.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace plectrum::datastore {

using async::Time;

/// What the service keeps beside a value (DataStoreKeyInfo).
struct EntryInfo
{
    std::string version{}; ///< revision id; sorts by time for one key
    Time createdTime{}; ///< of the key's first version
    Time updatedTime{}; ///< of this version
    std::vector<std::int64_t> userIds{};
    json::Value attributes = json::Value::object(); ///< the metadata object

    friend bool operator==(const EntryInfo&, const EntryInfo&) = default;
};

struct Entry
{
    json::Value value;
    EntryInfo info;
    std::size_t size = 0; ///< bytes of the value's JSON text

    friend bool operator==(const Entry&, const Entry&) = default;
};

/// One version of a key, as listed: without its value.
/// An entry with where it stands.
struct StoredEntry
{
    std::string dataStore{};
    std::string scope = "global";
    std::string key{};
    Entry entry{};
};

struct VersionInfo
{
    std::string version{};
    Time createdTime{}; ///< when the version was written
    bool deleted = false; ///< a tombstone: the key was removed at that time
    std::size_t size = 0; ///< bytes of the JSON text, 0 where the service does not tell

    friend bool operator==(const VersionInfo&, const VersionInfo&) = default;
};

struct KeyInfo
{
    std::string key{};
    friend bool operator==(const KeyInfo&, const KeyInfo&) = default;
};

struct DataStoreInfo
{
    std::string name{};
    Time createdTime{};
    friend bool operator==(const DataStoreInfo&, const DataStoreInfo&) = default;
};

/// One page of a listing. A page may be short or empty and still have a next one: go on until there
/// is no cursor.
template <typename T>
struct Page
{
    std::vector<T> items{};
    std::string nextCursor{}; ///< empty on the last page
};

/// Asked at the moment at which a request would be sent, each time: how much longer it may take, as
/// the lock has it under which it is made. Zero or less: it must not go any more.
using TimeLeft = std::function<std::chrono::milliseconds()>;

/// How a write goes. Users and attributes are not kept by the service from the entry before: what
/// is not given is cleared.
struct WriteOptions
{
    std::vector<std::int64_t> userIds{};
    json::Value attributes = json::Value::object();
    /// Write only while this is the current version, else Error of kind Conflict.
    std::optional<std::string> ifVersion{};
    /// Write only where no entry is (a tombstone is none), else Conflict.
    bool onlyIfAbsent = false;
    /// None: it may go at any time. What may not go ends with the Error notSent().
    TimeLeft timeLeft{};
    /// A new entry whose answer was lost and that is not there is not sent a second time: the
    /// outcome is unknown. For entries that may be removed soon, behind which the first one could
    /// arrive late.
    bool isSentOnce = false;
};

/// How a removal goes.
struct RemoveOptions
{
    /// Remove only while this is the current version.
    std::optional<std::string> ifVersion{};
    TimeLeft timeLeft{}; ///< as of a write
};

struct ListKeysQuery
{
    std::string prefix{};
    int pageSize = 50;
    std::string cursor{};
};

enum class SortOrder
{
    Ascending,
    Descending
};

struct ListVersionsQuery
{
    std::string key{};
    SortOrder order = SortOrder::Ascending; ///< by time
    std::optional<Time> from{}; ///< inclusive
    std::optional<Time> until{}; ///< inclusive
    int pageSize = 50;
    std::string cursor{};
};

struct ListDataStoresQuery
{
    std::string prefix{};
    int pageSize = 50;
    std::string cursor{};
};

} // namespace plectrum::datastore
