// SPDX-License-Identifier: MIT
// What the services of one mock universe share: clock, chance, storage, faults, budget, observer.
// Each call asks decide() for its fate, waits its latency, then is carried out.
#pragma once

#include "async/clock.h"
#include "async/executor.h"
#include "async/random.h"
#include "datastore/error.h"
#include "mock/budget.h"
#include "mock/call.h"
#include "mock/fault_plan.h"
#include "mock/storage.h"

#include <memory>
#include <optional>
#include <stop_token>
#include <type_traits>

namespace plectrum::mock {

struct Context
{
    Context(async::Clock& universeClock, async::Random source, async::Executor& worker,
            std::unique_ptr<Storage> ownStorage);

    async::Clock& clock;
    async::Random random;
    async::Executor& executor; ///< for reading large values of a file
    std::unique_ptr<Storage> storage;
    Faults faults;
    std::optional<Budget> budget; ///< none: no limit
    bool hasReadCache = false;
    Observer observer;
    MissListener missing;

    Time now() const { return clock.now() + faults.clockOffset(); }
    void observe(ObservedCall call) const;
    void spend(Op op);
    /// Whether data stores of that name were deleted. Those whose time has come go for good.
    bool isDeleted(const std::string& dataStore);

    /// The fate of a call that begins now; throws Cancelled when the token has stopped.
    CallOutcome decide(Op op, std::string_view container, std::string_view key,
                       const std::stop_token& stop);
    /// Does the call by `work()` as the verdict says, and reports its failure to the observer.
    template <typename Work>
    std::invoke_result_t<Work> carryOut(CallOutcome outcome, Op op, std::string_view container,
                                        std::string_view key, Work work);
    void reportFailure(Op op, std::string_view container, std::string_view key,
                       const std::string& text) const;
};

template <typename Work>
std::invoke_result_t<Work> Context::carryOut(CallOutcome outcome, Op op, std::string_view container,
                                             std::string_view key, Work work)
{
    try {
        if (outcome.error && !outcome.isDone)
            throw *outcome.error;
        if (budget)
            spend(op);
        if (!outcome.error)
            return work();
        work();
    } catch (const datastore::Error& error) {
        reportFailure(op, container, key, error.text());
        throw;
    }
    throw *outcome.error;
}

} // namespace plectrum::mock
