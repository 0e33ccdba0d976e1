// SPDX-License-Identifier: MIT
#include "store/retrying.h"

#include "async/retry.h"
#include "datastore/error.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <string_view>
#include <utility>

namespace plectrum::store {

namespace {

constexpr int attempts = 5;

struct Service
{
    ErrorKind kind;
    bool (*isRetryable)(const std::exception_ptr&);
    std::string_view name;
    std::string_view prefix; ///< of errors that are not retried
};
constexpr Service dataStoreService{ErrorKind::DataStore, isRetryableDataStoreError, "DataStore",
                                   ""};
constexpr Service hashMaps{ErrorKind::MemoryStore, isRetryableHashMapError, "HashMap",
                           "HashMap error: "};

struct Fault
{
    bool isOutcomeUnknown = false; ///< of any attempt
    AfterUnknown after = AfterUnknown::TryAgain;
};

void note(const std::exception_ptr& error, Fault& fault)
{
    try {
        std::rethrow_exception(error);
    } catch (const datastore::Error& known) {
        fault.isOutcomeUnknown = fault.isOutcomeUnknown || known.isOutcomeUnknown();
    } catch (...) {
        // Says nothing of the outcome.
    }
}

[[noreturn]] void throwAs(const Service& service, const std::exception_ptr& error,
                          const Fault& fault)
{
    try {
        std::rethrow_exception(error);
    } catch (const datastore::Error& known) {
        const std::string text = service.isRetryable(error)
            ? std::string(service.name) + " error: too many retries (" + std::to_string(attempts)
                + "). Last error: " + known.text()
            : std::string(service.prefix) + known.text();
        throw Error(service.kind, text)
            .withUnknownOutcome(fault.isOutcomeUnknown)
            .withCause(known.kind());
    } catch (const Error& own) {
        throw Error(own).withUnknownOutcome(own.isOutcomeUnknown() || fault.isOutcomeUnknown);
    }
}

async::RetryPolicy policyOf(const Service& service, std::shared_ptr<Fault> fault)
{
    async::RetryPolicy policy;
    policy.attempts = attempts;
    policy.retryable = [&service, fault = std::move(fault)](const std::exception_ptr& error) {
        note(error, *fault);
        const bool isEnd = fault->isOutcomeUnknown && fault->after == AfterUnknown::Stop;
        return !isEnd && service.isRetryable(error);
    };
    return policy;
}

template <typename T, typename Call>
Task<T> attempt(const Service* service, async::Clock* clock, Call call, std::stop_token stop,
                AfterUnknown after = AfterUnknown::TryAgain)
{
    const auto fault = std::make_shared<Fault>(Fault{false, after});
    std::exception_ptr error;
    try {
        co_return co_await async::retry<T>(policyOf(*service, fault), *clock, std::move(call),
                                           stop);
    } catch (...) {
        error = std::current_exception();
    }
    note(error, *fault);
    throwAs(*service, error, *fault);
}

} // namespace

bool isRetryableDataStoreError(const std::exception_ptr& error)
{
    try {
        std::rethrow_exception(error);
    } catch (const datastore::Error& known) {
        const std::string& text = known.text();
        int code = 0;
        const char* end = text.data() + text.size();
        const auto parsed = std::from_chars(text.data(), end, code);
        // "503: TEXT" or "503 TEXT", but not the path of a file.
        const bool isNumber = parsed.ec == std::errc()
            && (parsed.ptr == end || *parsed.ptr == ':' || *parsed.ptr == ' ');
        return isNumber && ((code >= 301 && code <= 306) || (code >= 500 && code <= 505));
    } catch (...) {
        return false;
    }
}

bool isRetryableHashMapError(const std::exception_ptr& error)
{
    static constexpr std::array<std::string_view, 6> names{
        "TotalRequestsOverLimit",     "InternalError", "RequestThrottled",
        "PartitionRequestsOverLimit", "Throttled",     "Timeout"};
    try {
        std::rethrow_exception(error);
    } catch (const datastore::Error& known) {
        return std::ranges::any_of(
            names, [&](std::string_view name) { return known.text().contains(name); });
    } catch (...) {
        return false;
    }
}

RetryingDataStore::RetryingDataStore(datastore::DataStore& store, async::Clock& clock)
    : m_store(&store)
    , m_clock(&clock)
{
}

Task<std::optional<datastore::Entry>> RetryingDataStore::get(std::string key,
                                                             std::stop_token stop) const
{
    auto call = [store = m_store, key, stop] { return store->get(key, stop); };
    return attempt<std::optional<datastore::Entry>>(&dataStoreService, m_clock, std::move(call),
                                                    stop);
}

Task<datastore::EntryInfo> RetryingDataStore::set(std::string key, json::Value value,
                                                  datastore::WriteOptions options,
                                                  std::stop_token stop) const
{
    auto call = [store = m_store, key, value, options, stop] {
        return store->set(key, value, options, stop);
    };
    return attempt<datastore::EntryInfo>(&dataStoreService, m_clock, std::move(call), stop);
}

namespace {

/// Why a request was not sent.
using Refusal = std::shared_ptr<std::exception_ptr>;

/// The check as the service asks it at the moment of sending.
datastore::TimeLeft timeLeftOf(SendCheck check, Refusal refusal)
{
    return [check = std::move(check), refusal = std::move(refusal)] {
        try {
            return check();
        } catch (...) {
            *refusal = std::current_exception();
        }
        return async::Duration::zero();
    };
}

/// A request that was not sent ends with the check's own error.
template <typename T>
Task<T> orRefusal(Task<T> request, Refusal refusal)
{
    bool isUnknown = false;
    try {
        co_return co_await std::move(request);
    } catch (const datastore::Error& error) {
        if (!*refusal)
            throw;
        isUnknown = error.isOutcomeUnknown();
    }
    try {
        std::rethrow_exception(*refusal);
    } catch (const Error& own) {
        throw Error(own).withUnknownOutcome(isUnknown);
    }
}

Task<bool> removeOnce(datastore::DataStore* store, std::string key,
                      datastore::RemoveOptions options, SendCheck check)
{
    check();
    const auto refusal = std::make_shared<std::exception_ptr>();
    options.timeLeft = timeLeftOf(std::move(check), refusal);
    return orRefusal(store->removeIf(std::move(key), std::move(options)), refusal);
}

Task<Removal> removalOf(Task<bool> removal)
{
    try {
        co_return co_await std::move(removal) ? Removal::Done : Removal::NotFound;
    } catch (const datastore::Error& error) {
        if (error.code() != datastore::noConditionalRemovalCode)
            throw;
    }
    co_return Removal::Impossible;
}

Task<datastore::EntryInfo> setOnce(datastore::DataStore* store, std::string key, json::Value value,
                                   datastore::WriteOptions options, SendCheck check)
{
    check();
    const auto refusal = std::make_shared<std::exception_ptr>();
    options.timeLeft = timeLeftOf(std::move(check), refusal);
    return orRefusal(store->set(std::move(key), std::move(value), std::move(options)), refusal);
}

} // namespace

Task<datastore::EntryInfo> RetryingDataStore::setChecked(std::string key, json::Value value,
                                                         datastore::WriteOptions options,
                                                         SendCheck check, AfterUnknown after) const
{
    auto call = [store = m_store, key, value, options, check = std::move(check)] {
        return setOnce(store, key, value, options, check);
    };
    return attempt<datastore::EntryInfo>(&dataStoreService, m_clock, std::move(call), {}, after);
}

Task<std::optional<datastore::Entry>> RetryingDataStore::update(std::string key,
                                                                datastore::Transform transform,
                                                                std::function<void()> onTry,
                                                                std::stop_token stop) const
{
    auto call = [store = m_store, key, transform, onTry = std::move(onTry)] {
        onTry();
        return store->update(key, transform);
    };
    return attempt<std::optional<datastore::Entry>>(&dataStoreService, m_clock, std::move(call),
                                                    stop);
}

Task<std::optional<datastore::Entry>> RetryingDataStore::remove(std::string key,
                                                                std::stop_token stop) const
{
    auto call = [store = m_store, key, stop] { return store->remove(key, stop); };
    return attempt<std::optional<datastore::Entry>>(&dataStoreService, m_clock, std::move(call),
                                                    stop);
}

namespace {

Task<bool> removeWanted(datastore::DataStore* store, std::string key,
                        std::function<bool(const datastore::Entry&)> isWanted)
{
    const auto entry = co_await store->get(key);
    if (!entry || !isWanted(*entry))
        co_return false;
    try {
        co_return co_await store->removeIf(std::move(key), {.ifVersion = entry->info.version});
    } catch (const datastore::Error& error) {
        if (error.code() != datastore::noConditionalRemovalCode)
            throw;
    }
    co_return false;
}

} // namespace

Task<void> RetryingDataStore::removeIf(std::string key,
                                       std::function<bool(const datastore::Entry&)> isWanted) const
{
    auto call = [store = m_store, key = std::move(key), isWanted = std::move(isWanted)] {
        return removeWanted(store, key, isWanted);
    };
    co_await attempt<bool>(&dataStoreService, m_clock, std::move(call), {});
}

Task<bool> RetryingDataStore::removeChecked(std::string key, SendCheck check) const
{
    auto call = [store = m_store, key, check = std::move(check)] {
        return removeOnce(store, key, {}, check);
    };
    return attempt<bool>(&dataStoreService, m_clock, std::move(call), {});
}

Task<Removal> RetryingDataStore::removeVersion(std::string key, std::string version,
                                               SendCheck check) const
{
    auto call = [store = m_store, key, version, check = std::move(check)] {
        return removalOf(removeOnce(store, key, {.ifVersion = version}, check));
    };
    return attempt<Removal>(&dataStoreService, m_clock, std::move(call), {});
}

async::Time RetryingDataStore::serverTime() const
{
    try {
        return m_store->serverTime(*m_clock);
    } catch (const datastore::Error& error) {
        throw Error(ErrorKind::DataStore, error.text()).withCause(error.kind());
    }
}

Task<datastore::Page<datastore::KeyInfo>> RetryingDataStore::listKeys(
    datastore::ListKeysQuery query, std::stop_token stop) const
{
    auto call = [store = m_store, query, stop] { return store->listKeys(query, stop); };
    return attempt<datastore::Page<datastore::KeyInfo>>(&dataStoreService, m_clock, std::move(call),
                                                        stop);
}

Task<datastore::Page<datastore::VersionInfo>> RetryingDataStore::listVersions(
    datastore::ListVersionsQuery query, std::stop_token stop) const
{
    auto call = [store = m_store, query, stop] { return store->listVersions(query, stop); };
    return attempt<datastore::Page<datastore::VersionInfo>>(&dataStoreService, m_clock,
                                                            std::move(call), stop);
}

Task<std::optional<datastore::Entry>> RetryingDataStore::getVersion(std::string key,
                                                                    std::string version,
                                                                    std::stop_token stop) const
{
    auto call = [store = m_store, key, version, stop] {
        return store->getVersion(key, version, stop);
    };
    return attempt<std::optional<datastore::Entry>>(&dataStoreService, m_clock, std::move(call),
                                                    stop);
}

RetryingHashMap::RetryingHashMap(datastore::HashMap& map, async::Clock& clock)
    : m_map(&map)
    , m_clock(&clock)
{
}

Task<std::optional<json::Value>> RetryingHashMap::get(std::string key, std::stop_token stop) const
{
    auto call = [map = m_map, key, stop] { return map->get(key, stop); };
    return attempt<std::optional<json::Value>>(&hashMaps, m_clock, std::move(call), stop);
}

Task<std::optional<json::Value>> RetryingHashMap::update(std::string key,
                                                         datastore::HashMap::Transform transform,
                                                         std::chrono::seconds ttl,
                                                         std::function<void()> onTry,
                                                         std::stop_token stop) const
{
    auto call = [map = m_map, key, transform, ttl, onTry = std::move(onTry)] {
        onTry();
        return map->update(key, transform, ttl);
    };
    return attempt<std::optional<json::Value>>(&hashMaps, m_clock, std::move(call), stop);
}

} // namespace plectrum::store
