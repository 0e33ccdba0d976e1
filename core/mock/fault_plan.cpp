// SPDX-License-Identifier: MIT
#include "mock/fault_plan.h"

#include <algorithm>

namespace plectrum::mock {

using datastore::Error;
using datastore::ErrorKind;

bool CallMatch::matches(Op op, std::string_view callContainer, std::string_view callKey) const
{
    return (ops.empty() || std::ranges::contains(ops, op))
        && (container.empty() || container == callContainer) && (key.empty() || key == callKey);
}

Error throttled(Op op)
{
    if (isHashMapOp(op))
        return {ErrorKind::Throttled, "RequestThrottled"};
    const auto dropped = [](std::string code, std::string_view call) {
        std::string text = code + ": " + std::string(call)
            + " request dropped. Request was throttled, but throttled request queue was full.";
        return Error(ErrorKind::Throttled, std::move(text)).withCode(std::move(code));
    };
    switch (op) {
    case Op::Set:
        return dropped("302", "SetAsync");
    case Op::Update:
        return dropped("304", "UpdateAsync");
    case Op::Remove:
        return dropped("306", "RemoveAsync");
    case Op::ListKeys:
        return dropped("305", "ListKeysAsync");
    case Op::ListVersions:
        return dropped("305", "ListVersionsAsync");
    case Op::ListDataStores:
        return dropped("305", "ListDataStoresAsync");
    case Op::GetVersion:
        return dropped("301", "GetVersionAsync");
    default:
        return dropped("301", "GetAsync");
    }
}

void Faults::setPlan(FaultPlan plan)
{
    m_plan = std::move(plan);
    m_calls = 0;
    m_isActive = m_plan.minimumLatency > Duration::zero()
        || m_plan.maximumLatency > Duration::zero() || m_plan.errorRate > 0
        || m_plan.lostAnswerRate > 0 || !m_plan.failures.empty() || !m_plan.throttlings.empty()
        || !m_plan.clockJumps.empty();
}

void Faults::jumpClock()
{
    for (const auto& jump : m_plan.clockJumps)
        if (jump.afterCalls == m_calls)
            m_clockOffset += jump.by;
    ++m_calls;
}

std::optional<Failure> Faults::nextFailure(Op op, std::string_view container, std::string_view key)
{
    for (auto& failure : m_plan.failures) {
        if (failure.times <= 0 || !failure.match.matches(op, container, key))
            continue;
        if (failure.skip-- > 0)
            continue;
        failure.skip = 0;
        if (failure.times != Failure::always)
            --failure.times;
        return failure;
    }
    return std::nullopt;
}

bool Faults::isThrottled(Op op, std::string_view container, std::string_view key, Time now) const
{
    return std::ranges::any_of(m_plan.throttlings, [&](const Throttling& throttling) {
        return throttling.from <= now && now < throttling.until
            && throttling.match.matches(op, container, key);
    });
}

CallOutcome Faults::decide(Op op, std::string_view container, std::string_view key, Time now,
                           async::Random& random)
{
    jumpClock();
    CallOutcome outcome;
    const auto longest = std::max(m_plan.maximumLatency, m_plan.minimumLatency);
    if (longest > Duration::zero())
        outcome.latency = Duration(random.integer(m_plan.minimumLatency.count(), longest.count()));
    if (auto failure = nextFailure(op, container, key)) {
        outcome.isDone = failure->isDone;
        outcome.error = std::move(failure->error);
    } else if (isThrottled(op, container, key, now)) {
        outcome.error = throttled(op);
    } else if (m_plan.errorRate > 0 && random.chance(m_plan.errorRate)) {
        outcome.error = m_plan.error;
    } else if (isWriteOp(op) && m_plan.lostAnswerRate > 0 && random.chance(m_plan.lostAnswerRate)) {
        outcome.isDone = true;
        outcome.error = Error(ErrorKind::Unreachable, "502: API Services rejected request");
    }
    if (outcome.isDone) {
        Error error = std::move(*outcome.error);
        outcome.error = std::move(error).withUnknownOutcome();
    }
    return outcome;
}

} // namespace plectrum::mock
