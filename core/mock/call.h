// SPDX-License-Identifier: MIT
// One call to a mock service: its kind, for fault plans and budgets, and what an observer is told
// of it.
#pragma once

#include "datastore/entry.h"

#include <chrono>
#include <functional>
#include <span>
#include <string_view>

namespace plectrum::mock {

using datastore::Time;

enum class Op
{
    Get,
    Set,
    Update,
    Remove,
    ListKeys,
    ListVersions,
    GetVersion,
    ListDataStores,
    MapGet,
    MapSet,
    MapUpdate,
    MapRemove,
};

/// "get", "set", "update", "remove", "listKeys", ...; calls to hash maps have the same names.
std::string_view nameOf(Op op);
bool isHashMapOp(Op op);
/// May change what is stored, so that its answer can be lost.
bool isWriteOp(Op op);

/// What was done, or failed. Views are valid during the call of the observer only.
struct ObservedCall
{
    Time time{}; ///< of the universe
    Op op{};
    std::string_view container; ///< name of the data store or hash map
    std::string_view key;
    const json::Value* value = nullptr; ///< written; null for removals and what failed
    const json::Value* oldValue = nullptr; ///< hash map updates: what stood there, if anything
    std::span<const std::int64_t> userIds;
    std::chrono::seconds ttl{}; ///< hash maps only
    std::string_view failed; ///< the error's text; empty when the call was done
};

/// Told of every failed call, and of every set, update and remove that was done (also when its
/// answer was lost), in order. An update of a data store whose transform declined is not told, one
/// of a hash map is, without a value.
using Observer = std::function<void(const ObservedCall&)>;
/// Told of each key that a get or an update of a data store did not find.
using MissListener =
    std::function<void(std::string_view dataStore, std::string_view scope, std::string_view key)>;

} // namespace plectrum::mock
