// SPDX-License-Identifier: MIT
#include "async/serial_queue.h"

#include <algorithm>

namespace plectrum::async {

SerialQueue::Turn::Turn(std::shared_ptr<Waiting> queue)
    : m_queue(std::move(queue))
{
}

SerialQueue::Turn& SerialQueue::Turn::operator=(Turn&& other) noexcept
{
    if (this != &other) {
        release();
        m_queue = std::move(other.m_queue);
    }
    return *this;
}

SerialQueue::Turn::~Turn()
{
    release();
}

void SerialQueue::Turn::release()
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

SerialQueue::SerialQueue()
    : m_queue(std::make_shared<Waiting>())
{
}

bool SerialQueue::isIdle() const
{
    return m_queue->empty();
}

SerialQueue::Turn SerialQueue::tryTurn()
{
    if (!m_queue->empty())
        return Turn();
    m_queue->push_back(nullptr); // nobody will wait for it
    return Turn(m_queue);
}

Task<SerialQueue::Turn> SerialQueue::turn(std::stop_token stop)
{
    return takeTurn(m_queue, std::move(stop));
}

Task<SerialQueue::Turn> SerialQueue::takeTurn(std::shared_ptr<Waiting> queue, std::stop_token stop)
{
    throwIfStopped(stop);
    const auto gate = std::make_shared<Gate>();
    queue->push_back(gate);
    if (queue->size() == 1)
        co_return Turn(queue);
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
    co_return Turn(queue);
}

} // namespace plectrum::async
