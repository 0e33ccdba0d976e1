// SPDX-License-Identifier: MIT
#include "store/record/files.h"

#include "json/parser.h"
#include "json/printer.h"
#include "store/record/buffer_codec.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace plectrum::store {

namespace {

/// A string value, which shares its text.
using OptionalText = std::optional<json::Value>;

OptionalText textIn(const std::optional<datastore::Entry>& entry)
{
    if (!entry || !entry->value.isString())
        return std::nullopt;
    return entry->value;
}

/// The newest version of a shard that is no tombstone.
Task<OptionalText> readRemovedShard(RetryingDataStore shards, std::string key, std::stop_token stop)
{
    datastore::ListVersionsQuery query;
    query.key = key;
    query.order = datastore::SortOrder::Descending;
    do {
        const auto page = co_await shards.listVersions(query, stop);
        for (const auto& version : page.items) {
            if (version.deleted)
                continue;
            if (auto text = textIn(co_await shards.getVersion(key, version.version, stop)))
                co_return text;
        }
        query.cursor = page.nextCursor;
    } while (!query.cursor.empty());
    co_return std::nullopt;
}

Task<OptionalText> readShard(RetryingDataStore shards, std::string key, RemovedShards removed,
                             std::stop_token stop)
{
    auto text = textIn(co_await shards.get(key, stop));
    if (!text && removed == RemovedShards::FromVersions)
        text = co_await readRemovedShard(shards, key, stop);
    co_return text;
}

Damage missingShard(const ShardedFile& file, std::int64_t index)
{
    return {DamageKind::MissingShard, "/file/shard",
            "Missing shard " + std::to_string(index) + " for file (shardId: " + file.shard + ")"};
}

FileContent contentOf(const ShardedFile& file, const std::vector<OptionalText>& texts)
{
    FileContent content;
    std::string whole;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        if (!texts[i]) {
            content.value = std::unexpected(missingShard(file, static_cast<std::int64_t>(i) + 1));
            return content;
        }
        whole += texts[i]->toString();
    }
    content.shardSize = whole.size();
    content.value = decodeShards(whole);
    if (!content.value)
        content.value.error().pointer = "/file/shard";
    return content;
}

/// The texts of the shards of a value, none when it is small enough to need no shards.
std::vector<std::string> textsOf(const json::Value& value, std::size_t maximumChunk)
{
    const std::string text = json::print(value);
    if (text.size() <= maximumChunk)
        return {};
    return cutShards(encodeBuffer(text), maximumChunk);
}

Task<void> writeShard(RetryingDataStore shards, std::string key, std::string text,
                      datastore::WriteOptions options, SendCheck check)
{
    co_await shards.setChecked(std::move(key), json::Value(text), std::move(options),
                               std::move(check));
}

Task<void> removeShard(RetryingDataStore shards, std::string key, std::stop_token stop)
{
    co_await shards.remove(std::move(key), stop);
}

} // namespace

std::vector<std::string> cutShards(std::string_view text, std::size_t maximumChunk)
{
    std::vector<std::string> texts;
    for (std::size_t at = 0; at < text.size(); at += maximumChunk)
        texts.emplace_back(text.substr(at, maximumChunk));
    return texts;
}

std::expected<json::Value, Damage> decodeShards(const std::string& text)
{
    const auto outer = json::parse(text);
    if (!outer)
        return std::unexpected(Damage{DamageKind::BadJson, "", outer.error().message()});
    const auto bytes = decodeBuffer(*outer);
    if (!bytes)
        return std::unexpected(bytes.error());
    auto value = json::parse(*bytes);
    if (!value)
        return std::unexpected(Damage{DamageKind::BadJson, "", value.error().message()});
    return *std::move(value);
}

std::string shardKey(const ShardedFile& file, std::int64_t index)
{
    return file.shard + "-" + std::to_string(index);
}

Files::Files(RetryingDataStore shards, async::Random& random, std::size_t maximumChunk,
             async::Executor* executor)
    : m_shards(shards)
    , m_random(&random)
    , m_maximumChunk(maximumChunk)
    , m_executor(executor)
{
}

Task<FileContent> Files::read(File file, RemovedShards removed, std::stop_token stop) const
{
    const auto* sharded = std::get_if<ShardedFile>(&file);
    if (!sharded)
        co_return FileContent{std::get<json::Value>(file), 0};
    const auto shards = m_shards;
    auto* const executor = m_executor;
    std::vector<Task<OptionalText>> reads;
    for (std::int64_t i = 1; i <= sharded->count; ++i)
        reads.push_back(readShard(shards, shardKey(*sharded, i), removed, stop));
    auto texts = co_await async::all(std::move(reads));
    std::size_t size = 0;
    for (const auto& text : texts)
        size += text ? text->size() : 0;
    auto unpack = [file = *sharded, texts = std::move(texts)] { return contentOf(file, texts); };
    if (!executor)
        co_return unpack();
    co_return co_await executor->run(size, std::move(unpack), stop);
}

Task<PlannedFile> Files::plan(json::Value value, std::stop_token stop) const
{
    auto* const random = m_random;
    auto pack = [value, maximumChunk = m_maximumChunk] { return textsOf(value, maximumChunk); };
    auto texts = m_executor
        ? co_await m_executor->run(json::printedSize(value), std::move(pack), stop)
        : pack();
    if (texts.empty())
        co_return PlannedFile{std::move(value), {}};
    ShardedFile file{random->guid(), static_cast<std::int64_t>(texts.size())};
    co_return PlannedFile{std::move(file), std::move(texts)};
}

Task<void> Files::writeShards(PlannedFile plan, std::vector<std::int64_t> userIds,
                              SendCheck check) const
{
    const auto* sharded = std::get_if<ShardedFile>(&plan.file);
    if (!sharded)
        co_return;
    datastore::WriteOptions options;
    options.userIds = std::move(userIds);
    std::vector<Task<void>> writes;
    for (std::size_t i = 0; i < plan.texts.size(); ++i) {
        writes.push_back(writeShard(m_shards, shardKey(*sharded, static_cast<std::int64_t>(i) + 1),
                                    plan.texts[i], options, check));
    }
    std::optional<Error> failure;
    try {
        co_await async::all(std::move(writes));
    } catch (const Error& error) {
        failure = error;
        if (error.kind() == ErrorKind::DataStore)
            failure = Error(error.kind(), "Failed to write file: " + error.text())
                          .withCause(error.cause());
    }
    if (failure)
        throw *std::move(failure);
}

Task<void> Files::remove(ShardedFile file, std::stop_token stop) const
{
    std::vector<Task<void>> removals;
    for (std::int64_t i = 1; i <= file.count; ++i)
        removals.push_back(removeShard(m_shards, shardKey(file, i), stop));
    co_await async::all(std::move(removals));
}

} // namespace plectrum::store
