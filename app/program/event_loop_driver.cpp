// SPDX-License-Identifier: MIT
#include "program/event_loop_driver.h"

#include <QCoroTask>

namespace plectrum::app {

void EventLoopDriver::runUntilDone(async::Task<void> task)
{
    if (!task.isReady())
        QCoro::waitFor(std::move(task));
}

} // namespace plectrum::app
