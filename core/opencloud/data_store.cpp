// SPDX-License-Identifier: MIT
#include "opencloud/data_store.h"

#include "datastore/data_store_limits.h"
#include "opencloud/name_check.h"
#include "opencloud/response_error.h"

#include <algorithm>
#include <utility>

namespace plectrum::opencloud {

using datastore::Entry;
using datastore::EntryInfo;
using datastore::Error;
using datastore::ErrorKind;
using datastore::KeyInfo;
using datastore::Page;
using datastore::VersionInfo;
using datastore::Written;

namespace {

constexpr int wholePage = 100; ///< of versions

const ErrorContext listing{"list keys", "universe-datastores.objects:list"};
const ErrorContext listingAllVersions{"list versions", "universe-datastores.versions:list"};
const ErrorContext readingVersion{
    "read a version",
    "universe-datastores.versions:read (or universe-datastores.objects:read by v2)"};

Error conflict(const datastore::WriteOptions& options)
{
    if (options.onlyIfAbsent)
        return {ErrorKind::Conflict, "The key exists already."};
    return {ErrorKind::Conflict, "The key is not at the version that was given."};
}

Error tooContended()
{
    return {ErrorKind::Conflict,
            "The key is written so often by others that no update came through; nothing was done."};
}

void check(const std::string& key, const Written& written)
{
    checkKey(key);
    datastore::checkUserIds(written.userIds);
    datastore::checkAttributes(written.attributes);
    datastore::checkValue(written.value);
}

Condition conditionOn(const std::optional<SeenEntry>& seen)
{
    Condition condition;
    condition.onlyIfAbsent = !seen;
    if (seen)
        condition.ifRevision = seen->revision();
    return condition;
}

bool isRemoved(const Response& answer)
{
    return isNotThere(answer) || answer.status == 204;
}

/// What follows the version `cursor` in a whole list, as a page.
Page<VersionInfo> pageBehind(std::vector<VersionInfo> all, const std::string& cursor,
                             std::size_t size)
{
    auto begin = all.begin();
    if (!cursor.empty()) {
        begin = std::ranges::find(all, cursor, &VersionInfo::version);
        if (begin == all.end())
            throw Error(ErrorKind::InvalidArgument, "The cursor is not of this list.");
        ++begin;
    }
    const auto left = std::size_t(all.end() - begin);
    const auto end = begin + std::ptrdiff_t(std::min(size, left));
    Page<VersionInfo> page{{begin, end}, {}};
    if (end != all.end() && !page.items.empty())
        page.nextCursor = page.items.back().version;
    return page;
}

} // namespace

DataStore::DataStore(DataCalls& calls, std::string name, std::string scope, Priority priority)
    : m_calls(calls)
    , m_entries(calls)
    , m_name(std::move(name))
    , m_scope(std::move(scope))
    , m_priority(priority)
{
}

EntryAddress DataStore::addressOf(const std::string& key) const
{
    return {m_calls.universe(), m_name, m_scope, key};
}

CallOptions DataStore::callOptions(std::stop_token stop, datastore::TimeLeft timeLeft) const
{
    const auto priority = timeLeft ? Priority::Lock : m_priority;
    return {priority, std::move(stop), std::move(timeLeft)};
}

async::Time DataStore::serverTime(const async::Clock& clock) const
{
    return m_calls.serverTime(clock);
}

Task<std::optional<Entry>> DataStore::get(std::string key, std::stop_token stop)
{
    checkKey(key);
    auto seen = co_await m_entries.read(addressOf(key), callOptions(std::move(stop)));
    co_return seen ? std::optional(std::move(seen->entry)) : std::nullopt;
}

Task<std::optional<Condition>> DataStore::conditionOf(EntryAddress address,
                                                      datastore::WriteOptions options,
                                                      CallOptions call)
{
    Condition condition;
    condition.onlyIfAbsent = options.onlyIfAbsent;
    if (!options.ifVersion)
        co_return condition;
    condition.ifRevision =
        co_await m_entries.revisionOf(std::move(address), *options.ifVersion, std::move(call));
    co_return condition.ifRevision ? std::optional(condition) : std::nullopt;
}

Task<EntryInfo> DataStore::set(std::string key, json::Value value, datastore::WriteOptions options,
                               std::stop_token stop)
{
    Written written{std::move(value), options.userIds, options.attributes};
    check(key, written);
    const WriteCall call{callOptions(std::move(stop), options.timeLeft), options.isSentOnce};
    std::optional<Condition> condition;
    if (options.ifVersion || options.onlyIfAbsent) {
        condition = co_await conditionOf(addressOf(key), options, call.call);
        if (!condition)
            throw conflict(options);
    }
    const auto result =
        co_await m_entries.write(addressOf(key), std::move(written), std::move(condition), call);
    if (!result.entry)
        throw conflict(options);
    co_return result.entry->entry.info;
}

Task<std::optional<Entry>> DataStore::update(std::string key, datastore::Transform transform,
                                             std::stop_token stop)
{
    checkKey(key);
    const CallOptions call = callOptions(std::move(stop));
    for (int round = 0; round < EntryAccess::maxRounds; ++round) {
        if (round > 0)
            co_await m_entries.pause(round, call.stop);
        const auto seen = co_await m_entries.read(addressOf(key), call);
        auto written = transform(seen ? std::optional(seen->entry) : std::nullopt);
        if (!written)
            co_return std::nullopt;
        check(key, *written);
        auto result = co_await m_entries.write(addressOf(key), *std::move(written),
                                               conditionOn(seen), WriteCall{call});
        if (result.entry)
            co_return std::move(result.entry->entry);
    }
    throw tooContended();
}

Task<std::optional<Entry>> DataStore::remove(std::string key, std::stop_token stop)
{
    checkKey(key);
    const CallOptions call = callOptions(std::move(stop));
    for (int round = 0; round < EntryAccess::maxRounds; ++round) {
        if (round > 0)
            co_await m_entries.pause(round, call.stop);
        const auto seen = co_await m_entries.read(addressOf(key), call);
        if (!seen)
            co_return std::nullopt;
        if (co_await m_entries.remove(addressOf(key), seen->revision(), false, call))
            co_return seen->entry;
    }
    throw tooContended();
}

Task<bool> DataStore::removeIf(std::string key, datastore::RemoveOptions options,
                               std::stop_token stop)
{
    checkKey(key);
    const CallOptions call = callOptions(std::move(stop), options.timeLeft);
    for (int round = 0; round < EntryAccess::maxRounds; ++round) {
        if (round > 0)
            co_await m_entries.pause(round, call.stop);
        const auto seen = co_await m_entries.read(addressOf(key), call);
        if (!seen || (options.ifVersion && *options.ifVersion != seen->entry.info.version))
            co_return false;
        const bool isStrict = options.ifVersion.has_value();
        if (co_await m_entries.remove(addressOf(key), seen->revision(), isStrict, call))
            co_return true;
    }
    throw tooContended();
}

Task<Page<KeyInfo>> DataStore::listKeys(datastore::ListKeysQuery query, std::stop_token stop)
{
    datastore::checkPageSize(query.pageSize);
    const EntryAddress address = addressOf({});
    const auto answered = co_await m_calls.send(
        address,
        [address, query](const Protocol& protocol) { return protocol.listKeys(address, query); },
        callOptions(std::move(stop)));
    if (isNotThere(answered.answer))
        co_return Page<KeyInfo>{};
    if (!isSuccess(answered.answer))
        throw errorOf(answered.answer, listing);
    auto page = answered.protocol->keysIn(answered.answer);
    checkNextToken(query.cursor, page.nextCursor);
    co_return page;
}

Task<DataStore::VersionsAnswer> DataStore::versionsPage(datastore::ListVersionsQuery query,
                                                        std::string token, CallOptions call)
{
    const EntryAddress address = addressOf(query.key);
    const bool isDescending = query.order == datastore::SortOrder::Descending;
    auto make = [address, query, token, isDescending](const Protocol& protocol) {
        auto asked = query;
        if (!protocol.isV1() && !isDescending) {
            asked.pageSize = wholePage;
            asked.cursor = token;
        }
        return protocol.listVersions(address, asked);
    };
    const auto answered = co_await m_calls.send(address, std::move(make), std::move(call));
    const bool isInOrder = answered.protocol->isV1() || isDescending;
    if (isNotThere(answered.answer))
        co_return VersionsAnswer{{}, isInOrder};
    if (!isSuccess(answered.answer))
        throw errorOf(answered.answer, listingAllVersions);
    auto page = answered.protocol->versionsIn(answered.answer, address);
    checkNextToken(isInOrder ? query.cursor : token, page.nextCursor);
    co_return VersionsAnswer{std::move(page), isInOrder};
}

Task<Page<VersionInfo>> DataStore::listVersions(datastore::ListVersionsQuery query,
                                                std::stop_token stop)
{
    checkKey(query.key);
    const auto size = datastore::checkPageSize(query.pageSize);
    const CallOptions call = callOptions(std::move(stop));
    std::vector<VersionInfo> all;
    std::string token;
    do {
        auto answer = co_await versionsPage(query, token, call);
        if (answer.isInOrder)
            co_return std::move(answer.page);
        all.insert(all.end(), answer.page.items.begin(), answer.page.items.end());
        token = answer.page.nextCursor;
    } while (!token.empty());
    std::ranges::reverse(all);
    co_return pageBehind(std::move(all), query.cursor, size);
}

Task<std::optional<Entry>> DataStore::getVersion(std::string key, std::string version,
                                                 std::stop_token stop)
{
    checkKey(key);
    const EntryAddress address = addressOf(key);
    const auto answered = co_await m_calls.send(
        address,
        [address, version](const Protocol& protocol) {
            return protocol.readVersion(address, version);
        },
        callOptions(std::move(stop)));
    const Response& answer = answered.answer;
    if (isRemoved(answer))
        co_return std::nullopt;
    if (!isSuccess(answer))
        throw errorOf(answer, readingVersion);
    auto seen = answered.protocol->entryIn(answer, address, version);
    co_return seen.isRemoved ? std::nullopt : std::optional(std::move(seen.entry));
}

} // namespace plectrum::opencloud
