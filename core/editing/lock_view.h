// SPDX-License-Identifier: MIT
// What is known of one key's lock, and how it is known: plain values, no sentences. The lock is a
// bare id, so who holds it can never be known, only whether it is ours.
#pragma once

#include "async/clock.h"
#include "editing/own_locks.h"

#include <optional>
#include <string>
#include <vector>

namespace plectrum::editing {

enum class LockState
{
    Unknown, ///< `doubt` says why; never to be taken for free
    Free,
    Ours, ///< this program holds it
    Another, ///< somebody else holds it
};

/// Why nothing is known.
enum class UnknownReason
{
    NotAsked, ///< nobody has looked yet
    NoPlaceId, ///< the universe's hash maps cannot be read without a place id
    Denied, ///< the universe's key has no right to read them
    Failed, ///< the service did not answer, or with an error
};

/// Moments are those of Clock::elapsed().
struct LockView
{
    LockState state = LockState::Unknown;
    UnknownReason doubt = UnknownReason::NotAsked; ///< for Unknown
    std::string failure{}; ///< for Unknown: the service's own text; may be empty
    std::vector<store::ObservedLock>
        locks{}; ///< for Another and Ours; one for each place that has one
    bool isDataStoreAsked = false; ///< the store has a data store for locks, and it was looked at
    std::optional<OwnLock> own{}; ///< for Ours
    /// The same holder has been seen since then, without a look that said otherwise.
    async::Duration since{};
    async::Duration lookedAt{}; ///< the last look that was answered
    int takeovers = 0; ///< how often another holder was met at once after the one before

    /// Equal but for the moments of looking.
    bool saysTheSameAs(const LockView& other) const
    {
        return state == other.state && doubt == other.doubt && failure == other.failure
            && locks == other.locks && isDataStoreAsked == other.isDataStoreAsked
            && own == other.own && since == other.since && takeovers == other.takeovers;
    }
};

} // namespace plectrum::editing
