// SPDX-License-Identifier: MIT
#include "store/transaction/lock_all.h"

#include <algorithm>
#include <utility>

namespace plectrum::store {

Turns tryTurns(const std::vector<async::Mutex*>& queues)
{
    Turns turns;
    if (!std::ranges::all_of(queues, [](const auto* queue) { return queue->isIdle(); }))
        return turns;
    turns.reserve(queues.size());
    for (auto* queue : queues)
        turns.push_back(queue->tryLock());
    return turns;
}

async::Task<Turns> lockAll(std::vector<async::Mutex*> queues, std::stop_token stop)
{
    std::vector<async::Task<async::Mutex::Guard>> joined;
    joined.reserve(queues.size());
    for (auto* queue : queues)
        joined.push_back(queue->lock(stop)); // joins now, before anything is awaited
    Turns turns;
    bool isCancelled = false;
    for (auto& turn : joined) {
        try {
            turns.push_back(co_await std::move(turn));
        } catch (const async::Cancelled&) {
            isCancelled = true;
        }
    }
    if (isCancelled)
        throw async::Cancelled();
    co_return turns;
}

} // namespace plectrum::store
