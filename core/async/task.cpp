// SPDX-License-Identifier: MIT
#include "async/task.h"

namespace plectrum::async {

Task<void> all(std::vector<Task<void>> tasks)
{
    std::exception_ptr first;
    for (auto& task : tasks) {
        try {
            co_await std::move(task);
        } catch (...) {
            if (!first)
                first = std::current_exception();
        }
    }
    if (first)
        std::rethrow_exception(first);
}

} // namespace plectrum::async
