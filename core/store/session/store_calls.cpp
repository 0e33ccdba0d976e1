// SPDX-License-Identifier: MIT
#include "store/error.h"
#include "store/session/store_state.h"

#include <algorithm>
#include <utility>

namespace plectrum::store {

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
