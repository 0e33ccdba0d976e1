// SPDX-License-Identifier: MIT
#include "mock/data_store.h"

#include "datastore/data_store_limits.h"
#include "datastore/limits.h"
#include "mock/context.h"
#include "mock/read_cache.h"

#include <algorithm>

namespace plectrum::mock {

using async::Task;
using datastore::Entry;
using datastore::Error;
using datastore::ErrorKind;

namespace {

bool isThere(const std::optional<Version>& newest)
{
    return newest && !newest->isDeleted;
}

void checkExpected(const datastore::WriteOptions& options, const std::optional<Version>& newest)
{
    if (options.onlyIfAbsent && isThere(newest))
        throw Error(ErrorKind::Conflict, "The entry already exists.").withCode("ALREADY_EXISTS");
    if (options.ifVersion && !(newest && newest->hasId(*options.ifVersion)))
        throw Error(ErrorKind::Conflict, "The entry's version does not match.").withCode("ABORTED");
}

/// The text behind the mark of a cursor of ours; throws for any other.
std::string cursorOf(const std::string& cursor, char mark)
{
    if (cursor.empty())
        return {};
    if (cursor.front() != mark)
        throw Error(ErrorKind::InvalidArgument, "The cursor is not one of this listing.");
    return cursor.substr(1);
}

} // namespace

DataStore::DataStore(Context& context, std::string name, std::string scope)
    : m_context(context)
    , m_name(std::move(name))
    , m_scope(std::move(scope))
    , m_id(context.storage->storeId(m_name, m_scope))
    , m_cache(std::make_unique<ReadCache<std::optional<Entry>>>())
{
}

DataStore::~DataStore() = default;

void DataStore::remember(const std::string& key, const std::optional<Entry>& entry)
{
    if (m_context.hasReadCache)
        m_cache->put(key, entry, m_context.clock.elapsed());
}

void DataStore::checkIsThere()
{
    if (m_context.isDeleted(m_name))
        throw Error(ErrorKind::NotFound, "The data store is being deleted.");
}

std::optional<FoundVersion> DataStore::getNow(const std::string& key)
{
    checkIsThere();
    datastore::checkKey(key);
    auto newest = m_context.storage->findNewest(m_id, key);
    if (newest && newest->version.isDeleted)
        newest.reset();
    if (!newest && m_context.missing)
        m_context.missing(m_name, m_scope, key);
    if (m_context.budget)
        m_context.budget->spendRead(m_name, key, newest ? newest->version.size : 0,
                                    m_context.clock.elapsed());
    if (newest && newest->readValue && m_context.hasReadCache)
        newest->version.value = std::exchange(newest->readValue, nullptr)();
    if (m_context.hasReadCache)
        remember(key, newest ? std::optional(newest->version.entry()) : std::nullopt);
    return newest;
}

Task<std::optional<Entry>> DataStore::entryOf(std::optional<FoundVersion> found, Op op,
                                              std::string key, std::stop_token stop)
{
    if (!found)
        co_return std::nullopt;
    std::optional<Error> failure;
    try {
        if (found->readValue)
            found->version.value = co_await m_context.executor.run(
                found->version.size, std::exchange(found->readValue, nullptr), stop);
    } catch (const Error& error) {
        failure = error;
    }
    if (failure) {
        m_context.reportFailure(op, m_name, key, failure->text());
        throw *failure;
    }
    co_return found->version.entry();
}

Version DataStore::write(Op op, const std::string& key, const std::optional<Version>& newest,
                         datastore::Written written)
{
    datastore::checkUserIds(written.userIds);
    datastore::checkAttributes(written.attributes);
    Version version;
    version.size = std::uint32_t(datastore::checkValue(written.value));
    if (m_context.budget)
        m_context.budget->spendWrite(op, m_name, key, version.size, m_context.clock.elapsed());
    version.value = std::move(written.value);
    version.setTags(std::move(written.userIds), std::move(written.attributes));
    auto change = nextChange(newest ? &*newest : nullptr, std::move(version), m_context.now(),
                             m_context.storage->lastSnapshot());
    version = change.version;
    m_context.storage->write(m_id, key, std::move(change));
    if (m_context.observer) {
        ObservedCall call;
        call.op = op;
        call.container = m_name;
        call.key = key;
        call.value = &version.value;
        if (version.tags)
            call.userIds = version.tags->userIds;
        m_context.observe(call);
    }
    if (m_context.hasReadCache)
        remember(key, version.entry());
    return version;
}

datastore::EntryInfo DataStore::setNow(const std::string& key, json::Value value,
                                       datastore::WriteOptions options)
{
    checkIsThere();
    datastore::checkKey(key);
    const auto newest = m_context.storage->newest(m_id, key, false);
    checkExpected(options, newest);
    return write(Op::Set, key, newest,
                 {std::move(value), std::move(options.userIds), std::move(options.attributes)})
        .entryInfo();
}

std::optional<Entry> DataStore::updateNow(const std::string& key,
                                          const datastore::Transform& transform)
{
    checkIsThere();
    datastore::checkKey(key);
    const auto newest = m_context.storage->newest(m_id, key, true);
    std::optional<Entry> current;
    if (isThere(newest))
        current = newest->entry();
    else if (m_context.missing)
        m_context.missing(m_name, m_scope, key);
    auto written = transform(current);
    if (!written)
        return std::nullopt;
    // The transform may have written to this very key.
    return write(Op::Update, key, m_context.storage->newest(m_id, key, false), std::move(*written))
        .entry();
}

std::optional<Entry> DataStore::removeNow(const std::string& key,
                                          const std::optional<std::string>& ifVersion)
{
    checkIsThere();
    datastore::checkKey(key);
    const auto newest = m_context.storage->newest(m_id, key, true);
    if (ifVersion && !(newest && newest->hasId(*ifVersion)))
        throw Error(ErrorKind::Conflict, "The entry's version does not match.").withCode("ABORTED");
    if (isThere(newest)) {
        Version tombstone;
        tombstone.isDeleted = true;
        m_context.storage->write(m_id, key,
                                 nextChange(&*newest, std::move(tombstone), m_context.now(),
                                            m_context.storage->lastSnapshot()));
    }
    ObservedCall call;
    call.op = Op::Remove;
    call.container = m_name;
    call.key = key;
    m_context.observe(call);
    remember(key, std::nullopt);
    return isThere(newest) ? std::optional(newest->entry()) : std::nullopt;
}

datastore::Page<datastore::KeyInfo> DataStore::listKeysNow(const datastore::ListKeysQuery& query)
{
    checkIsThere();
    const auto pageSize = datastore::checkPageSize(query.pageSize);
    auto keys = m_context.storage->keys(m_id, query.prefix, cursorOf(query.cursor, 'k'), false,
                                        pageSize + 1);
    datastore::Page<datastore::KeyInfo> page;
    if (keys.size() > pageSize) {
        keys.pop_back();
        page.nextCursor = 'k' + keys.back();
    }
    page.items.reserve(keys.size());
    for (auto& key : keys)
        page.items.push_back({std::move(key)});
    return page;
}

datastore::Page<datastore::VersionInfo> DataStore::listVersionsNow(
    const datastore::ListVersionsQuery& query)
{
    checkIsThere();
    datastore::checkKey(query.key);
    const auto pageSize = datastore::checkPageSize(query.pageSize);
    auto versions = m_context.storage->versions(m_id, query.key, false);
    std::erase_if(versions, [&](const Version& version) {
        return isExpired(version, m_context.now()) || (query.from && version.time < *query.from)
            || (query.until && version.time > *query.until);
    });
    if (query.order == datastore::SortOrder::Descending)
        std::ranges::reverse(versions);
    const auto after = cursorOf(query.cursor, 'v');
    auto at =
        std::ranges::find_if(versions, [&](const Version& each) { return each.hasId(after); });
    if (at != versions.end())
        ++at;
    else if (after.empty() || query.order == datastore::SortOrder::Ascending)
        at = versions.begin(); // the page's last version has expired, and with it all older ones
    datastore::Page<datastore::VersionInfo> page;
    for (; at != versions.end() && page.items.size() < pageSize; ++at)
        page.items.push_back(at->versionInfo());
    if (at != versions.end())
        page.nextCursor = 'v' + page.items.back().version;
    return page;
}

std::optional<FoundVersion> DataStore::getVersionNow(const std::string& key,
                                                     const std::string& version)
{
    checkIsThere();
    datastore::checkKey(key);
    auto found = m_context.storage->find(m_id, key, version);
    if (!found || found->version.isDeleted || isExpired(found->version, m_context.now()))
        return std::nullopt;
    if (m_context.budget)
        m_context.budget->spendRead(m_name, key, found->version.size, m_context.clock.elapsed());
    return found;
}

Task<std::optional<Entry>> DataStore::get(std::string key, std::stop_token stop)
{
    if (m_context.hasReadCache) {
        if (auto cached = m_cache->find(key, m_context.clock.elapsed()))
            co_return std::move(*cached);
    }
    auto outcome = m_context.decide(Op::Get, m_name, key, stop);
    if (outcome.latency > Duration::zero())
        co_await m_context.clock.sleep(outcome.latency, stop);
    auto found =
        m_context.carryOut(std::move(outcome), Op::Get, m_name, key, [&] { return getNow(key); });
    co_return co_await entryOf(std::move(found), Op::Get, key, stop);
}

Task<datastore::EntryInfo> DataStore::set(std::string key, json::Value value,
                                          datastore::WriteOptions options, std::stop_token stop)
{
    datastore::checkTimeLeft(options.timeLeft); // it is sent now, however long it is under way
    auto outcome = m_context.decide(Op::Set, m_name, key, stop);
    if (outcome.latency > Duration::zero())
        co_await m_context.clock.sleep(outcome.latency, stop);
    co_return m_context.carryOut(std::move(outcome), Op::Set, m_name, key,
                                 [&] { return setNow(key, std::move(value), std::move(options)); });
}

Task<std::optional<Entry>> DataStore::update(std::string key, datastore::Transform transform,
                                             std::stop_token stop)
{
    auto outcome = m_context.decide(Op::Update, m_name, key, stop);
    if (outcome.latency > Duration::zero())
        co_await m_context.clock.sleep(outcome.latency, stop);
    co_return m_context.carryOut(std::move(outcome), Op::Update, m_name, key,
                                 [&] { return updateNow(key, transform); });
}

Task<std::optional<Entry>> DataStore::remove(std::string key, std::stop_token stop)
{
    return removeVersion(std::move(key), std::nullopt, std::move(stop));
}

Task<bool> DataStore::removeIf(std::string key, datastore::RemoveOptions options,
                               std::stop_token stop)
{
    datastore::checkTimeLeft(options.timeLeft);
    auto outcome = m_context.decide(Op::Remove, m_name, key, stop);
    if (outcome.latency > Duration::zero())
        co_await m_context.clock.sleep(outcome.latency, stop);
    co_return m_context.carryOut(std::move(outcome), Op::Remove, m_name, key, [&] {
        const auto newest = m_context.storage->newest(m_id, key, false);
        if (options.ifVersion && !(isThere(newest) && newest->hasId(*options.ifVersion)))
            return false;
        return removeNow(key, options.ifVersion).has_value();
    });
}

Task<std::optional<Entry>> DataStore::removeVersion(std::string key,
                                                    std::optional<std::string> ifVersion,
                                                    std::stop_token stop)
{
    auto outcome = m_context.decide(Op::Remove, m_name, key, stop);
    if (outcome.latency > Duration::zero())
        co_await m_context.clock.sleep(outcome.latency, stop);
    co_return m_context.carryOut(std::move(outcome), Op::Remove, m_name, key,
                                 [&] { return removeNow(key, ifVersion); });
}

Task<datastore::Page<datastore::KeyInfo>> DataStore::listKeys(datastore::ListKeysQuery query,
                                                              std::stop_token stop)
{
    auto outcome = m_context.decide(Op::ListKeys, m_name, {}, stop);
    if (outcome.latency > Duration::zero())
        co_await m_context.clock.sleep(outcome.latency, stop);
    co_return m_context.carryOut(std::move(outcome), Op::ListKeys, m_name, {},
                                 [&] { return listKeysNow(query); });
}

Task<datastore::Page<datastore::VersionInfo>> DataStore::listVersions(
    datastore::ListVersionsQuery query, std::stop_token stop)
{
    auto outcome = m_context.decide(Op::ListVersions, m_name, query.key, stop);
    if (outcome.latency > Duration::zero())
        co_await m_context.clock.sleep(outcome.latency, stop);
    co_return m_context.carryOut(std::move(outcome), Op::ListVersions, m_name, query.key,
                                 [&] { return listVersionsNow(query); });
}

Task<std::optional<Entry>> DataStore::getVersion(std::string key, std::string version,
                                                 std::stop_token stop)
{
    auto outcome = m_context.decide(Op::GetVersion, m_name, key, stop);
    if (outcome.latency > Duration::zero())
        co_await m_context.clock.sleep(outcome.latency, stop);
    auto found = m_context.carryOut(std::move(outcome), Op::GetVersion, m_name, key,
                                    [&] { return getVersionNow(key, version); });
    co_return co_await entryOf(std::move(found), Op::GetVersion, key, stop);
}

} // namespace plectrum::mock
