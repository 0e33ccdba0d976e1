// SPDX-License-Identifier: MIT
#include "async/mutex.h"

#include <algorithm>

namespace plectrum::async {

Mutex::Guard::Guard(std::shared_ptr<Waiting> queue)
    : m_queue(std::move(queue))
{
}

Mutex::Guard& Mutex::Guard::operator=(Guard&& other) noexcept
{
    if (this != &other) {
        release();
        m_queue = std::move(other.m_queue);
    }
    return *this;
}

Mutex::Guard::~Guard()
{
    release();
}

void Mutex::Guard::release()
{
    const auto queue = std::exchange(m_queue, nullptr);
    if (!queue)
        return;
    queue->pop_front();
    if (!queue->empty()) {
        const auto next = queue->front();
        next->open();
    }
}

Mutex::Mutex()
    : m_queue(std::make_shared<Waiting>())
{
}

bool Mutex::isIdle() const
{
    return m_queue->empty();
}

Mutex::Guard Mutex::tryLock()
{
    if (!m_queue->empty())
        return Guard();
    m_queue->push_back(nullptr); // nobody will wait for it
    return Guard(m_queue);
}

Task<Mutex::Guard> Mutex::lock(std::stop_token stop)
{
    return acquire(m_queue, std::move(stop));
}

Task<Mutex::Guard> Mutex::acquire(std::shared_ptr<Waiting> queue, std::stop_token stop)
{
    throwIfStopped(stop);
    const auto gate = std::make_shared<Event>();
    queue->push_back(gate);
    if (queue->size() == 1)
        co_return Guard(queue);
    bool isCancelled = false;
    try {
        co_await gate->wait(stop);
    } catch (const Cancelled&) {
        isCancelled = true;
    }
    if (isCancelled) {
        queue->erase(std::ranges::find(*queue, gate));
        throw Cancelled();
    }
    co_return Guard(queue);
}

} // namespace plectrum::async
