// SPDX-License-Identifier: MIT
#include "json/printer.h"
#include "store/error.h"
#include "store/outcome.h"
#include "store/session/store_state.h"

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

void Store::State::throwIfClosed(const char* what, const std::string& key, const char* method) const
{
    if (!closing)
        return;
    context->log.write(LogLevel::Warn,
                       std::string("attempted to ") + what + " key while store is closed",
                       {{"key", key}, {"method", method}});
    throw Error(ErrorKind::Closed, "Store is closed");
}

Task<void> Store::State::load(std::string key, std::vector<std::int64_t> userIds)
{
    const auto self = shared_from_this();
    throwIfClosed("load", key, "load");
    if (loads.contains(key))
        throw Error(ErrorKind::LoadInProgress, "Load already in progress");
    if (sessions.contains(key) && !unloads.contains(key))
        co_return;
    const auto load = std::make_shared<Operation>();
    loads[key] = load;
    tasks.start(runLoad(load, std::move(key), std::move(userIds)));
    co_await endOf(load);
}

Task<Store::State::SessionPointer> Store::State::loadSession(OperationPointer load, std::string key,
                                                             std::vector<std::int64_t> userIds)
{
    const auto self = shared_from_this();
    const auto stop = load->stop.get_token();
    if (const auto found = unloads.find(key); found != unloads.end()) {
        const auto unload = found->second;
        co_await unload->gate.wait(stop);
    }
    co_return co_await Session::load(context, std::move(key), std::move(userIds), stop);
}

Task<void> Store::State::runLoad(OperationPointer load, std::string key,
                                 std::vector<std::int64_t> userIds)
{
    const auto self = shared_from_this();
    SessionPointer session;
    std::exception_ptr error;
    try {
        session = co_await loadSession(load, key, std::move(userIds));
    } catch (...) {
        error = std::current_exception();
    }
    if (load->isCancelled) {
        if (session) [[maybe_unused]]
            const auto unloaded = co_await outcomeOf(session->unload());
        std::erase(cancelled, load);
        load->ended.open();
        co_return;
    }
    loads.erase(key);
    if (session)
        loaded(session);
    load->ended.open();
    load->finish(error);
}

void Store::State::loaded(const SessionPointer& session)
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

void Store::State::lockLost(const std::string& key, const Session* session)
{
    context->log.write(LogLevel::Warn, "lock lost for key, removing session",
                       {{"key", key}, {"method", "load"}});
    if (const auto found = sessions.find(key);
        found != sessions.end() && found->second.get() == session) {
        tasks.start(keepUntilFinished(found->second));
        sessions.erase(found);
    }
    if (context->config.onLockLost)
        context->log.guarded("onLockLost", [this, &key] { context->config.onLockLost(key); });
}

bool Store::State::isCurrent(const SessionPointer& session) const
{
    const auto found = sessions.find(session->key());
    return found != sessions.end() && found->second == session;
}

void Store::State::cancelLoad(const std::string& key)
{
    const auto load = loads.extract(key).mapped();
    load->isCancelled = true;
    cancelled.push_back(load);
    load->stop.request_stop();
    load->finish(makeError(ErrorKind::LoadCancelled, "Load was cancelled"));
}

Task<void> Store::State::unload(std::string key)
{
    const auto self = shared_from_this();
    throwIfClosed("unload", key, "unload");
    if (loads.contains(key)) {
        cancelLoad(key);
        co_return;
    }
    const auto unload = startUnload(key);
    if (!unload) {
        context->log.write(LogLevel::Warn, "key not loaded, nothing to unload",
                           {{"key", key}, {"method", "unload"}});
        co_return;
    }
    co_await endOf(unload);
}

/// The unload of a key, begun now or before; nullptr when there is nothing to unload.
Store::State::OperationPointer Store::State::startUnload(const std::string& key)
{
    if (const auto found = unloads.find(key); found != unloads.end())
        return found->second;
    const auto found = sessions.find(key);
    if (found == sessions.end())
        return nullptr;
    const auto unload = std::make_shared<Operation>();
    unloads[key] = unload;
    tasks.start(runUnload(unload, found->second));
    return unload;
}

Task<void> Store::State::runUnload(OperationPointer unload, SessionPointer session)
{
    const auto self = shared_from_this();
    std::exception_ptr error;
    try {
        co_await session->unload();
    } catch (...) {
        error = std::current_exception();
    }
    const auto& key = session->key();
    if (isCurrent(session))
        sessions.erase(key);
    unloads.erase(key);
    if (error)
        tasks.start(keepUntilFinished(session));
    unload->finish(error);
}

Task<void> Store::State::keepUntilFinished(SessionPointer session)
{
    const auto self = shared_from_this();
    ending.push_back(session);
    co_await session->finished();
    std::erase(ending, session);
}

Task<void> Store::State::close()
{
    const auto self = shared_from_this();
    if (closing) {
        co_await closing->gate.wait();
        context->log.write(LogLevel::Debug, "store closed", {{"method", "close"}});
        co_return;
    }
    closing = std::make_shared<Operation>();
    tasks.start(closeSessions());
    co_await endOf(closing);
}

/// No load and no session of before holds or will set a lock any more.
Task<void> Store::State::untilNothingRuns()
{
    const auto self = shared_from_this();
    while (!cancelled.empty()) {
        const auto load = cancelled.back();
        co_await load->ended.wait();
    }
    while (!ending.empty()) {
        const auto session = ending.back();
        co_await session->finished();
        std::erase(ending, session);
    }
}

Task<void> Store::State::unloadAll(std::vector<json::Value>* errors)
{
    const auto self = shared_from_this();
    const auto before = sessions;
    while (!loads.empty())
        cancelLoad(std::string(loads.begin()->first));
    std::map<std::string, OperationPointer> ends;
    for (const auto& [key, session] : before)
        ends[key] = startUnload(key);
    for (const auto& [key, unload] : ends) {
        if (!unload)
            continue;
        co_await unload->gate.wait();
        if (unload->error) {
            context->log.write(
                LogLevel::Error, "error unloading key during close",
                {{"error", textOf(unload->error)}, {"key", key}, {"method", "close"}});
            errors->push_back(
                json::Value::object({{"error", textOf(unload->error)}, {"key", key}}));
        }
    }
    for (const auto& [key, session] : before)
        co_await session->finished();
    co_await untilNothingRuns();
}

Task<void> Store::State::closeSessions()
{
    const auto self = shared_from_this();
    std::vector<json::Value> errors;
    // However it ends, whoever waits for the close is told.
    auto failure = (co_await outcomeOf(unloadAll(&errors))).error;
    context->log.write(LogLevel::Debug, "store closed", {{"method", "close"}});
    if (!failure && !errors.empty())
        failure = makeError(ErrorKind::Close, json::print(json::Value::array(std::move(errors))));
    closing->finish(failure);
}

} // namespace plectrum::store
