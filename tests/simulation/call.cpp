// SPDX-License-Identifier: MIT
#include "simulation/call.h"

#include <algorithm>

namespace plectrum::simulation {

bool hasLocks(const Call& call)
{
    const auto& mirror = call.stage->checker.mirror();
    const auto now = call.stage->elapsed();
    const auto isHeld = [&](const std::string& key) {
        return mirror.isHeldBy(key, call.life->id, now);
    };
    if (call.container != "tx")
        return isHeld(call.key);
    return std::ranges::all_of(mirror.keysOf(call.key), isHeld);
}

Fate sendCall(Call& call)
{
    Stage& stage = *call.stage;
    const Fate fate = stage.weather.decide(call.op, stage.elapsed());
    ++stage.summary.calls;
    ++stage.summary.faults[std::size_t(fate.fault)];
    call.hadLock = mock::isWriteOp(call.op) && hasLocks(call);
    call.note("send", fate.fault == Fault::None ? std::string() : std::string(nameOf(fate.fault)));
    return fate;
}

} // namespace plectrum::simulation
