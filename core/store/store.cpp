// SPDX-License-Identifier: MIT
#include "store/store.h"

#include "async/gate.h"
#include "async/task_owner.h"
#include "json/printer.h"
#include "store/error.h"
#include "store/names.h"
#include "store/record_reader.h"
#include "store/session.h"

#include <exception>
#include <map>
#include <utility>

namespace plectrum::store {

namespace {

/// A load or an unload under way, and who waits for it.
struct Operation
{
    async::Gate gate;
    std::exception_ptr error;
    std::stop_source stop;
    bool isCancelled = false;

    void finish(std::exception_ptr failure)
    {
        error = std::move(failure);
        gate.open();
    }
};
using OperationPointer = std::shared_ptr<Operation>;
using SessionPointer = std::shared_ptr<Session>;

Task<void> outcomeOf(OperationPointer operation)
{
    co_await operation->gate.wait();
    if (operation->error)
        std::rethrow_exception(operation->error);
}

std::exception_ptr makeError(ErrorKind kind, std::string text)
{
    return std::make_exception_ptr(Error(kind, std::move(text)));
}

std::shared_ptr<LockService> locksFor(const StoreConfig& config,
                                      datastore::DataStoreService& dataStores,
                                      datastore::MemoryStoreService& memoryStores,
                                      async::Clock& clock)
{
    const auto name = names::locks(config.name);
    if (config.useDataStoreLocking)
        return dataStoreLocks(RetryingDataStore(dataStores.dataStore(name), clock));
    return hashMapLocks(RetryingHashMap(memoryStores.hashMap(name), clock));
}

std::shared_ptr<const SessionContext> contextFor(StoreConfig config,
                                                 datastore::DataStoreService& dataStores,
                                                 datastore::MemoryStoreService& memoryStores,
                                                 async::Clock& clock, async::Random& random)
{
    validate(config);
    auto store =
        openLyraStore(dataStores, clock, random, config.name, "global", config.maximumChunk);
    auto locks = locksFor(config, dataStores, memoryStores, clock);
    const Log log(config.logCallback);
    return std::make_shared<const SessionContext>(std::move(config), store, std::move(locks),
                                                  &clock, &random, log);
}

/// Runs a caller's transform; what it throws gets the library's text.
template <typename Transform, typename Data>
json::Value runTransform(const Transform& transform, Data& data)
{
    try {
        return transform(data);
    } catch (const Error&) {
        throw;
    } catch (const std::exception& error) {
        throw Error(ErrorKind::Transform, std::string("transformFunction failed: ") + error.what());
    }
}

} // namespace

struct Store::Core : std::enable_shared_from_this<Store::Core>
{
    std::shared_ptr<const SessionContext> context;
    std::map<std::string, OperationPointer> loads;
    std::map<std::string, OperationPointer> unloads;
    std::map<std::string, SessionPointer> sessions;
    OperationPointer closing;
    async::TaskOwner tasks{async::TaskOwner::ErrorSink()};

    using Self = std::shared_ptr<Core>;

    void throwIfClosed(const char* what, const std::string& key) const;
    void cancelLoad(const std::string& key);
    void loaded(const SessionPointer& session);
    void lockLost(const std::string& key, const Session* session);
    OperationPointer startUnload(const std::string& key);

    static Task<void> load(Self self, std::string key, std::vector<std::int64_t> userIds);
    static Task<void> runLoad(Self self, OperationPointer load, std::string key,
                              std::vector<std::int64_t> userIds);
    static Task<SessionPointer> loadSession(Self self, OperationPointer load, std::string key,
                                            std::vector<std::int64_t> userIds);
    static Task<void> unload(Self self, std::string key);
    static Task<void> runUnload(Self self, OperationPointer unload, SessionPointer session);
    static Task<SessionPointer> sessionOf(Self self, std::string key);
    static Task<json::Value> get(Self self, std::string key);
    static Task<bool> update(Self self, std::string key, MutableTransform transform);
    static Task<bool> updateImmutable(Self self, std::string key, ImmutableTransform transform);
    static Task<void> save(Self self, std::string key);
    static Task<void> close(Self self);
    static Task<void> closeSessions(Self self);
};

void Store::Core::throwIfClosed(const char* what, const std::string& key) const
{
    if (!closing)
        return;
    context->log.write(LogLevel::Warn,
                       std::string("attempted to ") + what + " key while store is closed",
                       {{"key", key}});
    throw Error(ErrorKind::Closed, "Store is closed");
}

Task<void> Store::Core::load(Self self, std::string key, std::vector<std::int64_t> userIds)
{
    self->throwIfClosed("load", key);
    if (self->loads.contains(key))
        throw Error(ErrorKind::LoadInProgress, "Load already in progress");
    if (self->sessions.contains(key) && !self->unloads.contains(key))
        co_return;
    const auto load = std::make_shared<Operation>();
    self->loads[key] = load;
    self->tasks.start(runLoad(self, load, std::move(key), std::move(userIds)));
    co_await outcomeOf(load);
}

Task<SessionPointer> Store::Core::loadSession(Self self, OperationPointer load, std::string key,
                                              std::vector<std::int64_t> userIds)
{
    const auto stop = load->stop.get_token();
    if (const auto found = self->unloads.find(key); found != self->unloads.end()) {
        const auto unload = found->second;
        co_await unload->gate.wait(stop);
    }
    co_return co_await Session::load(self->context, std::move(key), std::move(userIds), stop);
}

Task<void> Store::Core::runLoad(Self self, OperationPointer load, std::string key,
                                std::vector<std::int64_t> userIds)
{
    SessionPointer session;
    std::exception_ptr error;
    try {
        session = co_await loadSession(self, load, key, std::move(userIds));
    } catch (...) {
        error = std::current_exception();
    }
    if (load->isCancelled) {
        if (session)
            co_await session->unload();
        co_return;
    }
    self->loads.erase(key);
    if (session)
        self->loaded(session);
    load->finish(error);
}

void Store::Core::loaded(const SessionPointer& session)
{
    const auto& key = session->key();
    sessions[key] = session;
    session->start([weak = weak_from_this(), key, address = session.get()] {
        if (const auto self = weak.lock())
            self->lockLost(key, address);
    });
    session->tellChanged(std::nullopt);
    context->log.write(LogLevel::Debug, "key loaded successfully",
                       {{"key", key}, {"method", "load"}});
}

void Store::Core::lockLost(const std::string& key, const Session* session)
{
    context->log.write(LogLevel::Warn, "lock lost for key, removing session",
                       {{"key", key}, {"method", "load"}});
    if (const auto found = sessions.find(key);
        found != sessions.end() && found->second.get() == session)
        sessions.erase(found);
    if (context->config.onLockLost)
        context->config.onLockLost(key);
}

void Store::Core::cancelLoad(const std::string& key)
{
    const auto load = loads.extract(key).mapped();
    load->isCancelled = true;
    load->stop.request_stop();
    load->finish(makeError(ErrorKind::LoadCancelled, "Load was cancelled"));
}

Task<void> Store::Core::unload(Self self, std::string key)
{
    self->throwIfClosed("unload", key);
    if (self->loads.contains(key)) {
        self->cancelLoad(key);
        co_return;
    }
    const auto unload = self->startUnload(key);
    if (!unload) {
        self->context->log.write(LogLevel::Warn, "key not loaded, nothing to unload",
                                 {{"key", key}, {"method", "unload"}});
        co_return;
    }
    co_await outcomeOf(unload);
}

/// The unload of a key, begun now or before; nullptr when there is nothing to unload.
OperationPointer Store::Core::startUnload(const std::string& key)
{
    if (const auto found = unloads.find(key); found != unloads.end())
        return found->second;
    const auto found = sessions.find(key);
    if (found == sessions.end())
        return nullptr;
    const auto unload = std::make_shared<Operation>();
    unloads[key] = unload;
    tasks.start(runUnload(shared_from_this(), unload, found->second));
    return unload;
}

Task<void> Store::Core::runUnload(Self self, OperationPointer unload, SessionPointer session)
{
    std::exception_ptr error;
    try {
        co_await session->unload();
    } catch (...) {
        error = std::current_exception();
    }
    const auto& key = session->key();
    if (const auto found = self->sessions.find(key);
        found != self->sessions.end() && found->second == session)
        self->sessions.erase(found);
    self->unloads.erase(key);
    unload->finish(error);
}

Task<SessionPointer> Store::Core::sessionOf(Self self, std::string key)
{
    self->throwIfClosed("use", key);
    if (const auto found = self->loads.find(key); found != self->loads.end()) {
        const auto load = found->second;
        co_await outcomeOf(load);
        self->throwIfClosed("use", key);
    }
    const auto found = self->sessions.find(key);
    if (found == self->sessions.end()) {
        self->context->log.write(LogLevel::Warn, "key not loaded",
                                 {{"key", key}, {"method", "_withSession"}});
        throw Error(ErrorKind::NotLoaded, "Key not loaded");
    }
    // A copy on purpose: QCoro moves from whatever variable is returned.
    const SessionPointer session = found->second;
    co_return session;
}

Task<json::Value> Store::Core::get(Self self, std::string key)
{
    const auto session = co_await sessionOf(self, std::move(key));
    co_return session->data();
}

Task<bool> Store::Core::update(Self self, std::string key, MutableTransform transform)
{
    const auto session = co_await sessionOf(self, std::move(key));
    json::Value data = session->data();
    const auto answer = runTransform(transform, data);
    if (!answer.isBool())
        throw Error(ErrorKind::Transform, "transformFunction must return a boolean");
    if (answer.toBool())
        session->change(std::move(data));
    co_return answer.toBool();
}

Task<bool> Store::Core::updateImmutable(Self self, std::string key, ImmutableTransform transform)
{
    const auto session = co_await sessionOf(self, std::move(key));
    const json::Value data = session->data();
    auto answer = runTransform(transform, data);
    if (answer.isNull() || (answer.isBool() && answer.toBool()))
        throw Error(ErrorKind::Transform, "transformFunction must return data or false");
    if (answer.isBool())
        co_return false;
    session->change(std::move(answer));
    co_return true;
}

Task<void> Store::Core::save(Self self, std::string key)
{
    const auto session = co_await sessionOf(self, std::move(key));
    co_await session->save();
}

Task<void> Store::Core::close(Self self)
{
    if (self->closing) {
        co_await self->closing->gate.wait();
        co_return;
    }
    self->closing = std::make_shared<Operation>();
    const auto closing = self->closing;
    self->tasks.start(closeSessions(self));
    co_await outcomeOf(closing);
}

Task<void> Store::Core::closeSessions(Self self)
{
    const auto sessions = self->sessions;
    while (!self->loads.empty())
        self->cancelLoad(std::string(self->loads.begin()->first));
    std::map<std::string, OperationPointer> unloads;
    for (const auto& [key, session] : sessions)
        unloads[key] = self->startUnload(key);
    std::vector<json::Value> errors;
    for (const auto& [key, unload] : unloads) {
        if (!unload)
            continue;
        co_await unload->gate.wait();
        if (unload->error) {
            errors.push_back(json::Value::object({{"error", textOf(unload->error)}, {"key", key}}));
        }
    }
    for (const auto& [key, session] : sessions)
        co_await session->finished();
    self->context->log.write(LogLevel::Debug, "store closed", {{"method", "close"}});
    if (errors.empty())
        self->closing->finish(nullptr);
    else
        self->closing->finish(
            makeError(ErrorKind::Close, json::print(json::Value::array(std::move(errors)))));
}

Store::Store(StoreConfig config, datastore::DataStoreService& dataStores,
             datastore::MemoryStoreService& memoryStores, async::Clock& clock,
             async::Random& random)
    : m_core(std::make_shared<Core>())
{
    m_core->context = contextFor(std::move(config), dataStores, memoryStores, clock, random);
    m_core->context->log.write(LogLevel::Debug, "creating store");
}

Store::~Store()
{
    m_core->tasks.requestStop();
    while (!m_core->loads.empty())
        m_core->cancelLoad(std::string(m_core->loads.begin()->first));
    for (const auto& [key, session] : m_core->sessions)
        session->abandon();
}

Task<void> Store::load(std::string key, std::vector<std::int64_t> userIds)
{
    return Core::load(m_core, std::move(key), std::move(userIds));
}

Task<void> Store::unload(std::string key)
{
    return Core::unload(m_core, std::move(key));
}

Task<json::Value> Store::get(std::string key)
{
    return Core::get(m_core, std::move(key));
}

Task<bool> Store::update(std::string key, MutableTransform transform)
{
    return Core::update(m_core, std::move(key), std::move(transform));
}

Task<bool> Store::updateImmutable(std::string key, ImmutableTransform transform)
{
    return Core::updateImmutable(m_core, std::move(key), std::move(transform));
}

Task<void> Store::save(std::string key)
{
    return Core::save(m_core, std::move(key));
}

Task<void> Store::close()
{
    return Core::close(m_core);
}

namespace {

Task<std::optional<json::Value>> peekAt(LyraStore store, std::string key, std::stop_token stop)
{
    const auto inspection = co_await inspectRecord(store, std::move(key), stop);
    if (inspection.damage)
        throw Error(*inspection.damage);
    co_return inspection.data;
}

Task<VersionData> versionAt(LyraStore store, std::string key, std::string version,
                            std::stop_token stop)
{
    const auto inspection =
        co_await inspectRecordVersion(store, std::move(key), std::move(version), stop);
    if (inspection.damage)
        throw Error(*inspection.damage);
    if (!inspection.entry)
        throw Error(ErrorKind::NotFound, "Record not found for the specified version");
    co_return VersionData{inspection.data, inspection.entry->info, inspection.transaction};
}

} // namespace

Task<std::optional<json::Value>> Store::peek(std::string key, std::stop_token stop)
{
    return peekAt(m_core->context->store, std::move(key), std::move(stop));
}

Task<bool> Store::probeLockActive(std::string key, std::stop_token stop)
{
    return m_core->context->locks->isActive(std::move(key), std::move(stop));
}

Task<datastore::Page<datastore::VersionInfo>> Store::listVersions(
    datastore::ListVersionsQuery query, std::stop_token stop)
{
    return m_core->context->store.records.listVersions(std::move(query), std::move(stop));
}

Task<VersionData> Store::readVersion(std::string key, std::string version, std::stop_token stop)
{
    return versionAt(m_core->context->store, std::move(key), std::move(version), std::move(stop));
}

} // namespace plectrum::store
