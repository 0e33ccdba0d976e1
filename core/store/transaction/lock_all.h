// SPDX-License-Identifier: MIT
// The turns of several queues at once. All queues are joined in one go, without waiting in between,
// so any two of these stand in the same order in every queue that they share: whatever the order of
// the queues, nobody waits for somebody who waits for them.
#pragma once

#include "async/mutex.h"
#include "async/task.h"

#include <stop_token>
#include <vector>

namespace plectrum::store {

using Turns = std::vector<async::Mutex::Guard>;

/// All turns, when they can begin at once; else none. The queues are different ones.
Turns tryTurns(const std::vector<async::Mutex*>& queues);
/// Waits until all turns have begun. When the token stops first, all queues are left and Cancelled
/// is thrown. The queues must outlive the task and the turns.
async::Task<Turns> lockAll(std::vector<async::Mutex*> queues, std::stop_token stop);

} // namespace plectrum::store
