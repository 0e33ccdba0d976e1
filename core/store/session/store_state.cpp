// SPDX-License-Identifier: MIT
#include "store/session/store_state.h"

#include "json/printer.h"
#include "store/error.h"
#include "store/outcome.h"

#include <algorithm>
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
    session->notifyChanged(std::nullopt);
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

namespace {

/// Runs a caller's transform; what it throws gets the library's text.
template <typename Transform, typename Data>
json::Value runTransform(const Transform& transform, Data& data, const Log& log,
                         const std::string& key, const char* method)
{
    try {
        return transform(data);
    } catch (const Error& error) {
        log.write(LogLevel::Error, "transformFunction errored",
                  {{"error", error.text()}, {"key", key}, {"method", method}});
        throw;
    } catch (const std::exception& error) {
        log.write(LogLevel::Error, "transformFunction errored",
                  {{"error", error.what()}, {"key", key}, {"method", method}});
        throw Error(ErrorKind::Transform, std::string("transformFunction failed: ") + error.what());
    }
}

[[noreturn]] void refuse(const Log& log, const std::string& key, const char* method,
                         const char* message, const char* text)
{
    log.write(LogLevel::Error, message, {{"key", key}, {"method", method}});
    throw Error(ErrorKind::Transform, text);
}

} // namespace

Store::State::SessionPointer Store::State::sessionNow(const std::string& key)
{
    throwIfClosed("use", key, "_withSession");
    if (loads.contains(key))
        return nullptr;
    if (const auto found = sessions.find(key); found != sessions.end()) {
        if (unloads.contains(key))
            context->log.write(LogLevel::Warn, "key is being unloaded",
                               {{"key", key}, {"method", "_withSession"}});
        return found->second;
    }
    context->log.write(LogLevel::Warn, "key not loaded",
                       {{"key", key}, {"method", "_withSession"}});
    throw Error(ErrorKind::NotLoaded, "Key not loaded");
}

Task<Store::State::SessionPointer> Store::State::sessionLater(std::string key)
{
    const auto self = shared_from_this();
    while (true) {
        if (const auto session = sessionNow(key)) {
            // A copy on purpose: QCoro moves from whatever variable is returned.
            const SessionPointer copy = session;
            co_return copy;
        }
        const auto load = loads.at(key);
        co_await load->gate.wait();
        if (load->error)
            std::rethrow_exception(load->error);
    }
}

/// Of a key that no transaction holds.
Task<Store::State::SessionPointer> Store::State::freeSession(std::string key)
{
    const auto self = shared_from_this();
    while (true) {
        const SessionPointer session = co_await sessionLater(key);
        co_await session->free();
        // Whoever unloaded it meanwhile has been told what is saved: nothing may be added.
        if (isCurrent(session)) {
            const SessionPointer copy = session;
            co_return copy;
        }
    }
}

Task<json::Value> Store::State::get(std::string key)
{
    const auto self = shared_from_this();
    auto session = sessionNow(key);
    if (!session)
        session = co_await sessionLater(std::move(key));
    co_return session->data();
}

Task<bool> Store::State::update(std::string key, MutableTransform transform)
{
    const auto self = shared_from_this();
    auto session = sessionNow(key);
    if (!session || session->isInTransaction())
        session = co_await freeSession(std::move(key));
    json::Value data = session->data();
    const auto& log = context->log;
    const auto answer = runTransform(transform, data, log, session->key(), "update");
    if (!answer.isBool())
        refuse(log, session->key(), "update", "transformFunction did not return a boolean",
               "transformFunction must return a boolean");
    if (answer.toBool())
        session->change(std::move(data), "update");
    co_return answer.toBool();
}

Task<bool> Store::State::updateImmutable(std::string key, ImmutableTransform transform)
{
    const auto self = shared_from_this();
    auto session = sessionNow(key);
    if (!session || session->isInTransaction())
        session = co_await freeSession(std::move(key));
    const json::Value data = session->data();
    const auto& log = context->log;
    auto answer = runTransform(transform, data, log, session->key(), "updateImmutable");
    const bool isFalse = answer.isBool() && !answer.toBool();
    if (!isFalse && !answer.isContainer())
        refuse(log, session->key(), "updateImmutable",
               "transformFunction returned a boolean when it should return data or false",
               "transformFunction must return data or false");
    if (isFalse)
        co_return false;
    session->change(std::move(answer), "updateImmutable");
    co_return true;
}

Task<void> Store::State::save(std::string key)
{
    const auto self = shared_from_this();
    auto session = sessionNow(key);
    if (!session)
        session = co_await sessionLater(std::move(key));
    co_await session->save();
}

Store::State::SessionPointer Store::State::sessionForTx(const TxJob& job,
                                                        const std::string& key) const
{
    const auto found = sessions.find(key);
    if (found == sessions.end()) {
        job.log().write(LogLevel::Error, "key not loaded: " + key);
        throw Error(ErrorKind::NotLoaded, "Key not loaded: " + key);
    }
    return found->second;
}

Task<bool> Store::State::tx(std::vector<std::string> keys, TxTransform transform)
{
    const auto self = shared_from_this();
    const auto job =
        std::make_shared<TxJob>(context, std::vector<std::string>(), std::move(transform),
                                context->random->guid(), tasks.stopToken());
    for (auto& key : keys)
        if (!std::ranges::contains(job->keys, key))
            job->keys.push_back(std::move(key));
    if (closing) {
        job->log().write(LogLevel::Warn, "attempted to start transaction while store is closed");
        throw Error(ErrorKind::Closed, "Store is closed");
    }
    for (const auto& key : job->keys)
        job->sessions.push_back(sessionForTx(*job, key));
    for (const auto& session : job->sessions)
        if (session->isInTransaction())
            throw Error(ErrorKind::InTransaction,
                        "Key is already locked by another transaction: " + session->key());
    for (const auto& session : job->sessions)
        if (!session->isOpen())
            throw Error(ErrorKind::Closed, "Key is closed: " + session->key());
    job->limit->mayBeDone = false;
    co_await withinLimit(runTx(job), job->limit, context->clock, &tasks);
    co_return job->isKept;
}

} // namespace plectrum::store
