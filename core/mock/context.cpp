// SPDX-License-Identifier: MIT
#include "mock/context.h"

namespace plectrum::mock {

Context::Context(async::Clock& universeClock, async::Random source, async::Executor& worker,
                 std::unique_ptr<Storage> ownStorage)
    : clock(universeClock)
    , random(std::move(source))
    , executor(worker)
    , storage(std::move(ownStorage))
{
}

void Context::observe(ObservedCall call) const
{
    if (!observer)
        return;
    call.time = now();
    observer(call);
}

void Context::spend(Op op)
{
    budget->spend(op, clock.elapsed());
}

bool Context::isDeleted(const std::string& dataStore)
{
    const auto& deleted = storage->deletedStores();
    const auto at = deleted.find(dataStore);
    if (at == deleted.end())
        return false;
    if (at->second > now())
        return true;
    storage->eraseStores(std::string(dataStore));
    return false;
}

CallOutcome Context::decide(Op op, std::string_view container, std::string_view key,
                            const std::stop_token& stop)
{
    async::throwIfStopped(stop);
    if (!faults.isActive())
        return {};
    return faults.decide(op, container, key, now(), random);
}

void Context::reportFailure(Op op, std::string_view container, std::string_view key,
                            const std::string& text) const
{
    ObservedCall call;
    call.op = op;
    call.container = container;
    call.key = key;
    call.failed = text;
    observe(call);
}

} // namespace plectrum::mock
