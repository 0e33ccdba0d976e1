// SPDX-License-Identifier: MIT
// The marker of a transaction in lyra/tx/NAME: set before its records are written, removed to
// commit it. Each call looks at `check` before each try and when it is sent.
#pragma once

#include "async/task.h"
#include "store/lyra_store.h"

#include <chrono>
#include <exception>
#include <functional>
#include <stop_token>
#include <string>

namespace plectrum::store {

using Check = SendCheck;

struct MarkerRemoval
{
    enum class State
    {
        Gone,
        There, ///< it stands, and will
        Unknown,
    };
    State state{};
    std::exception_ptr error; ///< unless Gone
};

/// Between two looks at a marker whose removal was not answered.
inline constexpr std::chrono::seconds markerPause{5};

/// A write that may have been done, or may come late.
bool isOutcomeUnknown(const std::exception_ptr& error);

/// Throws Error. Is sent once, and not tried again once its outcome is unknown: one that comes late
/// would stand there after the commit. The transaction goes on under another id only.
Task<void> setMarker(LyraStore store, std::string txId, Check check);
/// Removes the marker of a transaction that was taken back. Throws Error.
Task<void> dropMarker(LyraStore store, std::string txId, Check check);
/// Removes the marker to commit. When that was answered by an error, the marker itself is read back
/// and decides; a removal that may still be on its way is asked for again. While nothing can be
/// found out it goes on asking as long as `mayGoOn()`. Throws nothing.
Task<MarkerRemoval> removeMarker(LyraStore store, std::string txId, Check check,
                                 std::function<bool()> mayGoOn, std::stop_token stop);

} // namespace plectrum::store
