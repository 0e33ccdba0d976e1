// SPDX-License-Identifier: MIT
// What Lyra keeps at a key, as plain values (see lyra's format in record_codec.h).
#pragma once

#include "json/value.h"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace plectrum::store {

/// Tx info: what a file holds. Data is resolved from it (transactions.h).
struct TxInfo
{
    std::optional<json::Value> committedData; ///< nullopt is Luau's nil
    std::optional<std::string> txId;
    std::optional<json::Value> txPatch;

    friend bool operator==(const TxInfo&, const TxInfo&) = default;
};

/// A file whose JSON was longer than the maximum chunk: `count` texts at `shard`-1 ...
/// `shard`-count.
struct ShardedFile
{
    std::string shard;
    std::int64_t count = 0;

    friend bool operator==(const ShardedFile&, const ShardedFile&) = default;
};

/// A file: the tx info itself when small, else where its shards are.
using File = std::variant<json::Value, ShardedFile>;

struct Record
{
    std::optional<std::vector<std::string>> appliedMigrations; ///< nullopt: none stands there
    File file;
    std::vector<File> orphanedFiles;
    /// Members that are none of Lyra's three, as an object; every write keeps them.
    json::Value otherMembers = json::Value::object();

    friend bool operator==(const Record&, const Record&) = default;
};

} // namespace plectrum::store
