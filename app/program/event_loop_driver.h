// SPDX-License-Identifier: MIT
// Lets Qt's event loop of this thread run until a task is done, for programs that wait: the command
// line, and store::BlockingStore on a real clock.
#pragma once

#include "async/driver.h"

namespace plectrum::app {

class EventLoopDriver final : public async::Driver
{
protected:
    /// Needs a QCoreApplication. A task that nothing wakes any more keeps it waiting for ever.
    void runUntilDone(async::Task<void> task) override;
};

} // namespace plectrum::app
