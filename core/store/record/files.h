// SPDX-License-Identifier: MIT
// Reading and writing what a record's `file` holds. JSON text that is longer than the maximum chunk
// is made a buffer, the buffer's JSON text (buffer_codec.h) is cut into texts of that many bytes,
// and text i (from 1) stands at GUID-i in the shards store.
#pragma once

#include "async/executor.h"
#include "async/random.h"
#include "async/task.h"
#include "datastore/entry.h"
#include "json/value.h"
#include "store/record/damage.h"
#include "store/record/record.h"
#include "store/retrying.h"

#include <cstddef>
#include <expected>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace plectrum::store {

inline constexpr std::size_t defaultMaximumChunk = 3'990'000;

/// The texts of the shards, in order.
std::vector<std::string> cutShards(std::string_view text, std::size_t maximumChunk);
/// The JSON text's value from the texts of all shards put together.
std::expected<json::Value, Damage> decodeShards(const std::string& text);
/// GUID-i; `index` from 1.
std::string shardKey(const ShardedFile& file, std::int64_t index);

/// What a file holds, or why it cannot be had.
struct FileContent
{
    std::expected<json::Value, Damage> value;
    std::size_t shardSize = 0; ///< bytes of all shards' texts
};

/// A file and the texts of its shards (none for a small file).
struct PlannedFile
{
    File file;
    std::vector<std::string> texts;
};

/// Where else to look for a shard that is gone.
enum class RemovedShards
{
    AreMissing,
    FromVersions, ///< of the shard's own entry: the newest that is no tombstone
};

/// The files of one store; small, to be copied.
class Files
{
public:
    /// `executor` packs and unpacks what is large; null: it is done at once.
    Files(RetryingDataStore shards, async::Random& random,
          std::size_t maximumChunk = defaultMaximumChunk, async::Executor* executor = nullptr);

    /// Throws only what the data store throws; damage is a result.
    Task<FileContent> read(File file, RemovedShards removed, std::stop_token stop = {}) const;
    /// How a value would be written: by itself, or as shards with a new id. Nothing is written.
    Task<PlannedFile> plan(json::Value value, std::stop_token stop = {}) const;
    /// Writes the shards of a plan, all at once; `Failed to write file: TEXT` when one fails. Then
    /// some of them may be there: the caller removes them. What `check` throws (Error) ends that
    /// and is thrown as it is.
    Task<void> writeShards(PlannedFile plan, std::vector<std::int64_t> userIds,
                           SendCheck check) const;
    /// Removes all shards at once; throws the first error.
    Task<void> remove(ShardedFile file, std::stop_token stop = {}) const;

private:
    RetryingDataStore m_shards;
    async::Random* m_random;
    std::size_t m_maximumChunk;
    async::Executor* m_executor;
};

} // namespace plectrum::store
