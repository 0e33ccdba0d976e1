// SPDX-License-Identifier: MIT
#include "emulator/entry_access.h"

#include "datastore/data_store_limits.h"
#include "json/printer.h"
#include "mock/data_store.h"

#include <algorithm>
#include <limits>

namespace plectrum::emulator {

using async::Task;
using datastore::Entry;
using datastore::Error;
using datastore::ErrorKind;

namespace {

std::string throughputContainer(const Address& address)
{
    return address.store + '\0' + address.scope;
}

template <typename Check>
void refuseAs(const char* dataStoreCode, Check check)
{
    std::optional<std::string> wrong;
    try {
        check();
    } catch (const Error& error) {
        wrong = error.text();
    }
    if (wrong)
        throw ApiError(Code::InvalidArgument, *wrong, dataStoreCode);
}

bool isWhole(const json::Value& value)
{
    // No whole number has two answers.
    return value.isNumber() && value.toInteger(0) == value.toInteger(1);
}

std::int64_t sum(std::int64_t value, std::int64_t amount)
{
    std::int64_t result = 0;
    if (__builtin_add_overflow(value, amount, &result))
        throw ApiError(Code::InvalidArgument, "The sum is beyond the range of integers.",
                       amount > 0 ? "IncrementValueTooLarge" : "IncrementValueTooSmall");
    return result;
}

} // namespace

EntryAccess::EntryAccess(mock::Universe& universe, async::Clock& clock, bool hasThroughput)
    : m_universe(universe)
    , m_clock(clock)
{
    if (hasThroughput)
        m_throughput.emplace(0);
}

void EntryAccess::check(const Address& address) const
{
    refuseAs("InvalidDataStoreName", [&] { datastore::checkDataStoreName(address.store); });
    refuseAs("InvalidDataStoreScope", [&] { datastore::checkScope(address.scope); });
    if (!address.key.empty())
        refuseAs("InvalidEntryKey", [&] { datastore::checkKey(address.key); });
}

bool EntryAccess::hasStore(const std::string& name) const
{
    return std::ranges::contains(m_universe.storeRecords(), name, &mock::StoreRecord::name);
}

void EntryAccess::needStore(const std::string& name) const
{
    if (!hasStore(name))
        throw ApiError(Code::NotFound, "The data store was not found.", "DatastoreNotFound");
}

std::optional<mock::Version> EntryAccess::newest(const Address& address) const
{
    if (m_universe.deletionOf(address.store))
        throw ApiError(Code::NotFound, "The data store is being deleted.", "DatastoreNotFound");
    return m_universe.newestVersion(address.store, address.scope, address.key);
}

bool EntryAccess::isThere(const Address& address) const
{
    const auto version = newest(address);
    return version && !version->isDeleted;
}

Task<std::optional<Entry>> EntryAccess::get(Address address, std::stop_token stop)
{
    auto& store = m_universe.mockDataStore(address.store, address.scope);
    auto entry = co_await store.get(address.key, stop);
    if (m_throughput)
        m_throughput->spendRead(throughputContainer(address), address.key, entry ? entry->size : 0,
                                m_clock.elapsed());
    co_return entry;
}

Task<std::optional<Entry>> EntryAccess::getVersion(Address address, std::string version,
                                                   std::stop_token stop)
{
    auto& store = m_universe.mockDataStore(address.store, address.scope);
    auto entry = co_await store.getVersion(address.key, std::move(version), stop);
    if (m_throughput)
        m_throughput->spendRead(throughputContainer(address), address.key, entry ? entry->size : 0,
                                m_clock.elapsed());
    co_return entry;
}

Task<Entry> EntryAccess::write(Address address, datastore::Written written,
                               WriteCondition condition, std::stop_token stop)
{
    refuseAs("InvalidUserIds", [&] { datastore::checkUserIds(written.userIds); });
    refuseAs("InvalidAttributes", [&] { datastore::checkAttributes(written.attributes); });
    const std::size_t size = datastore::checkValue(written.value);
    if (m_throughput)
        m_throughput->spendWrite(mock::Op::Set, throughputContainer(address), address.key, size,
                                 m_clock.elapsed());
    auto& store = m_universe.mockDataStore(address.store, address.scope);
    datastore::WriteOptions options;
    options.userIds = std::move(written.userIds);
    options.attributes = std::move(written.attributes);
    options.ifVersion = std::move(condition.ifVersion);
    options.onlyIfAbsent = condition.onlyIfAbsent;
    Entry entry{written.value, {}, size};
    entry.info = co_await store.set(address.key, written.value, std::move(options), stop);
    co_return entry;
}

Task<void> EntryAccess::remove(Address address, std::optional<std::string> ifVersion,
                               std::stop_token stop)
{
    auto& store = m_universe.mockDataStore(address.store, address.scope);
    co_await store.removeVersion(address.key, std::move(ifVersion), stop);
}

Task<Entry> EntryAccess::increment(Address address, std::int64_t amount, datastore::Written tags,
                                   std::stop_token stop)
{
    const auto before = newest(address);
    WriteCondition condition{.ifVersion = before ? std::optional(before->id()) : std::nullopt,
                             .onlyIfAbsent = !before};
    std::int64_t value = amount;
    if (before && !before->isDeleted) {
        const auto entry = co_await get(address, stop);
        if (entry && !isWhole(entry->value))
            throw ApiError(Code::InvalidArgument, "The value is not an integer.",
                           "ExistingValueNotNumeric");
        if (entry)
            value = sum(entry->value.toInteger(), amount);
    }
    tags.value = value;
    co_return co_await write(std::move(address), std::move(tags), std::move(condition), stop);
}

std::vector<std::string> EntryAccess::keysOf(const mock::StoreRecord& record,
                                             const std::string& prefix, const std::string& after,
                                             std::size_t limit, bool withRemoved) const
{
    if (withRemoved)
        return m_universe.keysWithRemoved(record, prefix, after, limit);
    return m_universe.keys(record, prefix, after, limit);
}

std::vector<std::string> EntryAccess::keys(const std::string& store, const std::string& scope,
                                           const std::string& prefix, const std::string& after,
                                           std::size_t limit, bool withRemoved) const
{
    for (const auto& record : m_universe.storeRecords())
        if (record.name == store && record.scope == scope)
            return keysOf(record, prefix, after, limit, withRemoved);
    return {};
}

std::vector<std::string> EntryAccess::keysOfAllScopes(const std::string& store,
                                                      const std::string& prefix,
                                                      const std::string& after, std::size_t limit,
                                                      bool withRemoved) const
{
    std::vector<std::string> found;
    for (const auto& record : m_universe.storeRecords()) {
        const std::string scope = record.scope + '/';
        const bool isWithin = prefix.starts_with(scope);
        const std::string scopeAfter = after.substr(0, after.find('/'));
        if (record.name != store || !(isWithin || scope.starts_with(prefix))
            || record.scope < scopeAfter)
            continue;
        const std::string keyAfter =
            record.scope == scopeAfter ? after.substr(scope.size()) : std::string();
        for (const auto& key : keysOf(record, isWithin ? prefix.substr(scope.size()) : "", keyAfter,
                                      limit - found.size(), withRemoved))
            found.push_back(scope + key);
        if (found.size() == limit)
            break;
    }
    return found;
}

} // namespace plectrum::emulator
