// SPDX-License-Identifier: MIT
#include "editing/record_access.h"

#include "datastore/error.h"
#include "editing/access_services.h"
#include "editing/delete_key.h"
#include "editing/lock_watch.h"
#include "editing/own_locks.h"
#include "editing/save_draft.h"
#include "editing/stored_entries.h"
#include "editing/transaction_access.h"
#include "store/lock/lock_service.h"
#include "store/lyra_store.h"
#include "store/names.h"
#include "store/record/record_reader.h"

#include <algorithm>
#include <set>
#include <utility>

namespace plectrum::editing {

namespace {

std::string dataStoreName(store::KeyAddress::Kind kind, const std::string& store)
{
    return kind == store::KeyAddress::Kind::Lyra ? store::names::records(store) : store;
}

/// The NAME in "PREFIX NAME", or nothing.
std::optional<std::string> nameBehind(std::string_view prefix, std::string_view dataStore)
{
    if (!dataStore.starts_with(prefix) || dataStore.size() == prefix.size())
        return std::nullopt;
    return std::string(dataStore.substr(prefix.size()));
}

bool isPartOf(const std::set<std::string>& lyraStores, const std::string& dataStore)
{
    for (const auto prefix : {store::names::recordsPrefix, store::names::shardsPrefix,
                              store::names::transactionsPrefix, store::names::locksPrefix}) {
        const auto name = nameBehind(prefix, dataStore);
        if (name && lyraStores.contains(*name))
            return true;
    }
    return false;
}

std::vector<StoreListing> listingsOf(const std::vector<std::string>& dataStores)
{
    std::set<std::string> lyraStores;
    for (const auto& dataStore : dataStores)
        if (auto name = nameBehind(store::names::recordsPrefix, dataStore))
            lyraStores.insert(*std::move(name));
    std::vector<StoreListing> listings;
    for (const auto& name : lyraStores)
        listings.push_back({store::KeyAddress::Kind::Lyra, name});
    for (const auto& dataStore : std::set<std::string>(dataStores.begin(), dataStores.end()))
        if (!isPartOf(lyraStores, dataStore))
            listings.push_back({store::KeyAddress::Kind::Plain, dataStore});
    return listings;
}

Task<std::vector<StoreListing>> listAllStores(datastore::DataStoreService* service,
                                              std::stop_token stop)
{
    co_return listingsOf(co_await allDataStores(service, "", stop));
}

Task<store::Inspection> inspectEntry(store::RetryingDataStore store, std::string key,
                                     std::stop_token stop)
{
    co_return store::inspectPlain(co_await store.get(std::move(key), stop));
}

Task<store::Inspection> inspectEntryVersion(store::RetryingDataStore store, std::string key,
                                            std::string version, std::stop_token stop)
{
    co_return store::inspectPlain(
        co_await store.getVersion(std::move(key), std::move(version), stop));
}

Task<WriteTarget> writeTarget(AccessServices services, store::KeyAddress address,
                              store::LockPatience patience, std::stop_token stop)
{
    auto locks = co_await locksOf(services, address, stop);
    co_return WriteTarget{services.storeUnderLock(address),
                          std::move(locks),
                          services.clock,
                          services.executor,
                          services.random->guid(),
                          address.key,
                          patience,
                          services.log.with({{"store", address.store}, {"key", address.key}})};
}

Task<SaveResult> saveLyraDraft(AccessServices services, WriteReport report, SaveRequest save,
                               store::LockPatience patience, std::stop_token stop)
{
    auto target = co_await writeTarget(services, report.address, patience, stop);
    co_return co_await saveRecordDraft(std::move(target), std::move(report), std::move(save), stop);
}

Task<SaveResult> saveAnyDraft(AccessServices services, WriteReport report, SaveRequest save,
                              store::LockPatience patience, std::stop_token stop)
{
    report.identity = services.knowledge->identityOf(report.address.store);
    save.identity = report.identity;
    if (report.address.kind == store::KeyAddress::Kind::Plain) {
        auto store = services.plainStoreOf(report.address);
        return savePlainDraft(std::move(store), services.executor, std::move(report),
                              std::move(save), std::move(stop));
    }
    return saveLyraDraft(services, std::move(report), std::move(save), patience, std::move(stop));
}

Task<SaveResult> restoreLyraVersion(AccessServices services, WriteReport report,
                                    std::string version, RestoreOptions options,
                                    std::stop_token stop)
{
    auto target = co_await writeTarget(services, report.address,
                                       {options.lockWait, options.keepsTrying}, stop);
    co_return co_await restoreRecordVersion(std::move(target), std::move(report),
                                            std::move(version), std::move(options), stop);
}

Task<SaveResult> deleteLyra(AccessServices services, WriteReport report, DeleteOptions options,
                            std::stop_token stop)
{
    auto target = co_await writeTarget(services, report.address,
                                       {options.lockWait, options.keepsTrying}, stop);
    co_return co_await deleteRecord(std::move(target), std::move(report), std::move(options), stop);
}

/// Behind the mark of the removal, which is the newest version of a key that was removed.
Task<std::optional<datastore::VersionInfo>> versionBehindRemoval(store::RetryingDataStore store,
                                                                 std::string key,
                                                                 std::stop_token stop)
{
    datastore::ListVersionsQuery query;
    query.key = std::move(key);
    query.order = datastore::SortOrder::Descending;
    bool isRemoved = false;
    do {
        auto page = co_await store.listVersions(query, stop);
        for (const datastore::VersionInfo& version : page.items) {
            if (!version.deleted)
                co_return isRemoved ? std::optional(version) : std::nullopt;
            isRemoved = true;
        }
        query.cursor = std::move(page.nextCursor);
    } while (!query.cursor.empty());
    co_return std::nullopt;
}

} // namespace

RecordAccess::RecordAccess(datastore::Universe& universe, async::Clock& clock,
                           async::Random& random, async::Executor& executor, store::LogCallback log)
    : m_services(std::make_shared<const AccessServices>(&universe, &clock, &random, &executor,
                                                        std::make_shared<OwnLocks>(clock),
                                                        store::Log(std::move(log))))
    , m_lockWatch(std::make_shared<LockWatch>(*m_services))
{
}

async::Clock& RecordAccess::clock() const
{
    return *m_services->clock;
}

async::Executor& RecordAccess::executor() const
{
    return *m_services->executor;
}

const std::shared_ptr<OwnLocks>& RecordAccess::ownLocks() const
{
    return m_services->ownLocks;
}

LockConsent& RecordAccess::lockConsent() const
{
    return m_services->knowledge->lockConsent;
}

RecordAccess RecordAccess::observedBy(WriteObserver& observer) const
{
    RecordAccess observed(*this);
    observed.m_observer = &observer;
    return observed;
}

TransactionAccess RecordAccess::transactions() const
{
    return TransactionAccess(*m_services);
}

void RecordAccess::setWasRolledBack(std::function<bool(const std::string& txId)> wasRolledBack)
{
    m_services->knowledge->wasRolledBack = std::move(wasRolledBack);
}

void RecordAccess::identifyElements(const std::string& store, std::vector<std::string> members)
{
    m_services->knowledge->identities[store] = json::ElementIdentity(std::move(members));
}

json::ElementIdentity RecordAccess::identityOf(const std::string& store) const
{
    return m_services->knowledge->identityOf(store);
}

Task<std::vector<StoreListing>> RecordAccess::listStores(std::stop_token stop)
{
    return listAllStores(&m_services->universe->dataStores(), std::move(stop));
}

Task<datastore::Page<datastore::KeyInfo>> RecordAccess::listKeys(StoreListing store,
                                                                 datastore::ListKeysQuery query,
                                                                 std::stop_token stop)
{
    return m_services->universe->dataStores()
        .dataStore(dataStoreName(store.kind, store.name))
        .listKeys(std::move(query), std::move(stop));
}

Task<datastore::Page<datastore::VersionInfo>> RecordAccess::listVersions(store::KeyAddress address,
                                                                         std::string cursor,
                                                                         int pageSize,
                                                                         std::stop_token stop)
{
    datastore::ListVersionsQuery query;
    query.key = address.key;
    query.order = datastore::SortOrder::Descending;
    query.pageSize = pageSize;
    query.cursor = std::move(cursor);
    return m_services->universe->dataStores()
        .dataStore(dataStoreName(address.kind, address.store), address.scope)
        .listVersions(std::move(query), std::move(stop));
}

Task<store::Inspection> RecordAccess::inspect(store::KeyAddress address, std::stop_token stop)
{
    const AccessServices& services = *m_services;
    if (address.kind == store::KeyAddress::Kind::Plain)
        return inspectEntry(services.plainStoreOf(address), address.key, std::move(stop));
    return store::inspectRecord(services.storeOf(address), address.key, std::move(stop));
}

Task<store::Inspection> RecordAccess::inspectVersion(store::KeyAddress address, std::string version,
                                                     std::stop_token stop)
{
    const AccessServices& services = *m_services;
    if (address.kind == store::KeyAddress::Kind::Plain) {
        return inspectEntryVersion(services.plainStoreOf(address), address.key, std::move(version),
                                   std::move(stop));
    }
    return store::inspectRecordVersion(services.storeOf(address), address.key, std::move(version),
                                       std::move(stop));
}

Task<std::vector<datastore::StoredEntry>> RecordAccess::storedEntries(store::KeyAddress address,
                                                                      std::stop_token stop)
{
    return editing::storedEntries(*m_services, std::move(address), std::move(stop));
}

Task<SaveResult> RecordAccess::saveDraft(store::KeyAddress address, std::optional<json::Value> base,
                                         json::Value draft, std::chrono::milliseconds lockWait,
                                         std::stop_token stop)
{
    const AccessServices& services = *m_services;
    return saveAnyDraft(services, {m_observer, std::move(address), {}, services.log},
                        {std::move(base), std::move(draft), {}}, {lockWait}, std::move(stop));
}

Task<SaveResult> RecordAccess::saveDraft(store::KeyAddress address, std::optional<json::Value> base,
                                         json::Value draft, SaveOptions options,
                                         std::stop_token stop)
{
    const AccessServices& services = *m_services;
    SaveRequest save{std::move(base), std::move(draft), {}, std::move(options.schema)};
    save.check = std::move(options.check);
    save.asNoData = std::move(options.asNoData);
    return saveAnyDraft(services, {m_observer, std::move(address), {}, services.log},
                        std::move(save), {options.lockWait, options.keepsTrying}, std::move(stop));
}

Task<SaveResult> RecordAccess::saveDraftAround(store::KeyAddress address,
                                               std::optional<json::Value> base, json::Value draft,
                                               store::MetadataChange around,
                                               store::LockPatience patience, std::stop_token stop)
{
    const AccessServices& services = *m_services;
    return saveAnyDraft(services, {m_observer, std::move(address), {}, services.log},
                        {std::move(base), std::move(draft), std::move(around)}, patience,
                        std::move(stop));
}

Task<SaveResult> RecordAccess::replaceInspected(store::KeyAddress address, store::Inspection seen,
                                                json::Value data, store::RecordMetadata metadata,
                                                std::string detail, store::LockPatience patience,
                                                std::stop_token stop)
{
    const AccessServices& services = *m_services;
    WriteReport report{m_observer, std::move(address), {}, services.log};
    report.detail = std::move(detail);
    SaveRequest save{seen.data, std::move(data),
                     store::MetadataChange{store::metadataOf(seen), std::move(metadata)}};
    save.expectedVersion = seen.entry ? seen.entry->info.version : std::string();
    return saveAnyDraft(services, std::move(report), std::move(save), patience, std::move(stop));
}

Task<SaveResult> RecordAccess::restoreVersion(store::KeyAddress address, std::string version,
                                              RestoreOptions options, std::stop_token stop)
{
    const AccessServices& services = *m_services;
    WriteReport report{m_observer, std::move(address), {}, services.log};
    report.identity = services.knowledge->identityOf(report.address.store);
    if (report.address.kind == store::KeyAddress::Kind::Plain) {
        auto store = services.plainStoreOf(report.address);
        return restorePlainVersion(std::move(store), std::move(report), std::move(version),
                                   std::move(options), std::move(stop));
    }
    return restoreLyraVersion(services, std::move(report), std::move(version), std::move(options),
                              std::move(stop));
}

Task<SaveResult> RecordAccess::deleteKey(store::KeyAddress address, DeleteOptions options,
                                         std::stop_token stop)
{
    const AccessServices& services = *m_services;
    WriteReport report{m_observer, std::move(address), {}, services.log};
    report.identity = services.knowledge->identityOf(report.address.store);
    if (report.address.kind == store::KeyAddress::Kind::Plain) {
        auto store = services.plainStoreOf(report.address);
        return deletePlain(std::move(store), std::move(report), std::move(options),
                           std::move(stop));
    }
    return deleteLyra(services, std::move(report), std::move(options), std::move(stop));
}

Task<std::optional<datastore::VersionInfo>> RecordAccess::deletedVersion(store::KeyAddress address,
                                                                         std::stop_token stop)
{
    const AccessServices& services = *m_services;
    const bool isLyra = address.kind == store::KeyAddress::Kind::Lyra;
    auto store = isLyra ? services.storeOf(address).records : services.plainStoreOf(address);
    return versionBehindRemoval(std::move(store), address.key, std::move(stop));
}

Task<bool> RecordAccess::probeLockActive(store::KeyAddress address, std::stop_token stop)
{
    const AccessServices& services = *m_services;
    const auto locks = store::bothLocks(services.locksIn(store::LockLocation::HashMap, address),
                                        services.locksIn(store::LockLocation::DataStore, address));
    return locks->isActive(address.key, std::move(stop));
}

} // namespace plectrum::editing
