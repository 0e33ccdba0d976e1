// SPDX-License-Identifier: MIT
#include "json/printer.h"
#include "store/error.h"
#include "store/outcome.h"
#include "store/session/store_core.h"

#include <utility>

namespace plectrum::store {

namespace {

Task<void> endOf(std::shared_ptr<Operation> operation)
{
    co_await operation->gate.wait();
    if (operation->error)
        std::rethrow_exception(operation->error);
}

std::exception_ptr makeError(ErrorKind kind, std::string text)
{
    return std::make_exception_ptr(Error(kind, std::move(text)));
}

} // namespace

void Store::Core::throwIfClosed(const char* what, const std::string& key, const char* method) const
{
    if (!closing)
        return;
    context->log.write(LogLevel::Warn,
                       std::string("attempted to ") + what + " key while store is closed",
                       {{"key", key}, {"method", method}});
    throw Error(ErrorKind::Closed, "Store is closed");
}

Task<void> Store::Core::load(Self self, std::string key, std::vector<std::int64_t> userIds)
{
    self->throwIfClosed("load", key, "load");
    if (self->loads.contains(key))
        throw Error(ErrorKind::LoadInProgress, "Load already in progress");
    if (self->sessions.contains(key) && !self->unloads.contains(key))
        co_return;
    const auto load = std::make_shared<Operation>();
    self->loads[key] = load;
    self->tasks.start(runLoad(self, load, std::move(key), std::move(userIds)));
    co_await endOf(load);
}

Task<Store::Core::SessionPointer> Store::Core::loadSession(Self self, OperationPointer load,
                                                           std::string key,
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
        if (session) [[maybe_unused]]
            const auto unloaded = co_await outcomeOf(session->unload());
        std::erase(self->cancelled, load);
        load->ended.open();
        co_return;
    }
    self->loads.erase(key);
    if (session)
        self->loaded(session);
    load->ended.open();
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
        found != sessions.end() && found->second.get() == session) {
        tasks.start(keepUntilFinished(shared_from_this(), found->second));
        sessions.erase(found);
    }
    if (context->config.onLockLost)
        context->log.guarded("onLockLost", [this, &key] { context->config.onLockLost(key); });
}

bool Store::Core::isCurrent(const SessionPointer& session) const
{
    const auto found = sessions.find(session->key());
    return found != sessions.end() && found->second == session;
}

void Store::Core::cancelLoad(const std::string& key)
{
    const auto load = loads.extract(key).mapped();
    load->isCancelled = true;
    cancelled.push_back(load);
    load->stop.request_stop();
    load->finish(makeError(ErrorKind::LoadCancelled, "Load was cancelled"));
}

Task<void> Store::Core::unload(Self self, std::string key)
{
    self->throwIfClosed("unload", key, "unload");
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
    co_await endOf(unload);
}

/// The unload of a key, begun now or before; nullptr when there is nothing to unload.
Store::Core::OperationPointer Store::Core::startUnload(const std::string& key)
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
    if (self->isCurrent(session))
        self->sessions.erase(key);
    self->unloads.erase(key);
    if (error)
        self->tasks.start(keepUntilFinished(self, session));
    unload->finish(error);
}

Task<void> Store::Core::keepUntilFinished(Self self, SessionPointer session)
{
    self->ending.push_back(session);
    co_await session->finished();
    std::erase(self->ending, session);
}

Task<void> Store::Core::close(Self self)
{
    if (self->closing) {
        co_await self->closing->gate.wait();
        self->context->log.write(LogLevel::Debug, "store closed", {{"method", "close"}});
        co_return;
    }
    self->closing = std::make_shared<Operation>();
    const auto closing = self->closing;
    self->tasks.start(closeSessions(self));
    co_await endOf(closing);
}

/// No load and no session of before holds or will set a lock any more.
Task<void> Store::Core::untilNothingRuns(Self self)
{
    while (!self->cancelled.empty()) {
        const auto load = self->cancelled.back();
        co_await load->ended.wait();
    }
    while (!self->ending.empty()) {
        const auto session = self->ending.back();
        co_await session->finished();
        std::erase(self->ending, session);
    }
}

Task<void> Store::Core::unloadAll(Self self, std::vector<json::Value>* errors)
{
    const auto sessions = self->sessions;
    while (!self->loads.empty())
        self->cancelLoad(std::string(self->loads.begin()->first));
    std::map<std::string, OperationPointer> unloads;
    for (const auto& [key, session] : sessions)
        unloads[key] = self->startUnload(key);
    for (const auto& [key, unload] : unloads) {
        if (!unload)
            continue;
        co_await unload->gate.wait();
        if (unload->error) {
            self->context->log.write(
                LogLevel::Error, "error unloading key during close",
                {{"error", textOf(unload->error)}, {"key", key}, {"method", "close"}});
            errors->push_back(
                json::Value::object({{"error", textOf(unload->error)}, {"key", key}}));
        }
    }
    for (const auto& [key, session] : sessions)
        co_await session->finished();
    co_await untilNothingRuns(self);
}

Task<void> Store::Core::closeSessions(Self self)
{
    std::vector<json::Value> errors;
    // However it ends, whoever waits for the close is told.
    auto failure = (co_await outcomeOf(unloadAll(self, &errors))).error;
    self->context->log.write(LogLevel::Debug, "store closed", {{"method", "close"}});
    if (!failure && !errors.empty())
        failure = makeError(ErrorKind::Close, json::print(json::Value::array(std::move(errors))));
    self->closing->finish(failure);
}

} // namespace plectrum::store
