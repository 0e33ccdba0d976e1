// SPDX-License-Identifier: MIT
#include "async/executor.h"

namespace plectrum::async {

Task<void> InlineExecutor::perform(std::function<void()> job, std::stop_token stop)
{
    throwIfStopped(stop);
    job();
    co_return;
}

} // namespace plectrum::async
