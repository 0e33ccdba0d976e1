// SPDX-License-Identifier: MIT
// One call of tx: the turns of all its sessions, the transform, the checks, the commit, and what
// the sessions hold afterwards.
#pragma once

#include "async/task.h"
#include "store/session/session.h"
#include "store/session/time_limit.h"
#include "store/session/transform.h"

#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <variant>
#include <vector>

namespace plectrum::store {

using TxTransform = std::variant<MutableTxTransform, ImmutableTxTransform>;

struct TxJob
{
    std::shared_ptr<const SessionContext> context;
    std::vector<std::string> keys; ///< each once, in the caller's order
    TxTransform transform;
    std::string txId;
    std::stop_token stop; ///< of the store
    std::vector<std::shared_ptr<Session>> sessions; ///< of the keys
    std::shared_ptr<TimeLimit> limit = std::make_shared<TimeLimit>();
    bool isKept = false; ///< the result

    bool isImmutable() const { return std::holds_alternative<ImmutableTxTransform>(transform); }
    /// Says whose work it is; made when there is something to say.
    Log log() const;
};

/// Throws Error. When its time limit is over it leaves the queues, or takes all back as long as the
/// commit point is not reached.
Task<void> runTx(std::shared_ptr<TxJob> job);

/// Runs the transform and checks what it gives: the new data of every key, or nullopt when it wants
/// no change. Throws Error.
std::optional<TxData> transformed(const TxJob& job, const TxData& before);

} // namespace plectrum::store
