// SPDX-License-Identifier: MIT
// The offer to go on where a lock could not be taken for an error: at first the reason is told at
// once; then it is asked for as long as a game server asks, with a way to stop.
#pragma once

#include "store/lock/lock_patience.h"

#include <QString>

#include <chrono>
#include <exception>

namespace plectrum::documents {

/// How a write asks for its locks: `usual` and not beyond the first error, or as a game server.
store::LockPatience patienceOf(std::chrono::milliseconds usual, bool keepsTrying);
/// Whether it failed for its lock, so that nothing was written.
bool isLockFailure(const std::exception_ptr& error);
/// Whether it was stopped.
bool wasCancelled(const std::exception_ptr& error);

QString keepTryingText(); ///< of the button that goes on
QString stopTryingText(); ///< of the button that stops it
QString tryingText(const QString& record); ///< while it is being tried
QString stoppedText(); ///< it was stopped
QString triedInVainText(); ///< it ended without the lock

} // namespace plectrum::documents
