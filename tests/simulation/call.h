// SPDX-License-Identifier: MIT
// The way of one call of a server, there and back.
#pragma once

#include "simulation/drifting_clock.h"
#include "simulation/server.h"
#include "simulation/stage.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace plectrum::simulation {

struct Call
{
    Stage* stage;
    Life* life;
    mock::Op op;
    std::string_view container;
    std::string key;
    bool hadLock = false; ///< when it was sent
    bool isLate = false; ///< nobody waits for it any more

    void note(std::string_view what, std::string detail = {}) const
    {
        stage->note(life, what, mock::nameOf(op), container, key, std::move(detail));
    }
};

/// Whether the sender of a call has the locks that the call is to be made under.
bool hasLocks(const Call& call);
/// Draws the fate of a call and counts it.
Fate sendCall(Call& call);

/// Does a call at the universe, which takes no time.
template <typename T>
Task<T> doCall(Call call, std::function<Task<T>()> perform)
{
    Stage& stage = *call.stage;
    stage.sender = {call.life->id, call.hadLock, call.isLate};
    stage.sending = call.life;
    auto task = perform();
    stage.sender = {};
    stage.sending = nullptr;
    co_return co_await std::move(task);
}

/// The rest of a call whose sender is dead, or was told that it failed: it arrives and nobody hears
/// of it.
template <typename T>
Task<void> doLater(Call call, Duration rest, std::function<Task<T>()> perform)
{
    Stage& stage = *call.stage;
    call.isLate = true;
    co_await stage.clock->sleep(rest);
    call.note("arrives");
    try {
        co_await doCall(call, std::move(perform));
    } catch (const datastore::Error&) {
        // Nobody is there to be told.
    }
}

/// A call from its sending to its answer.
template <typename T>
Task<T> carry(Call call, std::function<Task<T>()> perform, std::stop_token stop)
{
    Stage& stage = *call.stage;
    const auto death = call.life->death.get_token();
    async::throwIfStopped(death);
    async::throwIfStopped(stop);
    const EitherStops either(death, stop);
    const Fate fate = sendCall(call);
    const auto arrival = stage.elapsed() + fate.before;
    bool isCut = false;
    try {
        co_await stage.clock->sleep(fate.before, either.token());
    } catch (const async::Cancelled&) {
        isCut = true;
    }
    if (isCut) {
        if (fate.isDone() && stage.random.chance(0.5)) {
            stage.count("calls that outlived their sender");
            stage.ghosts.start(doLater<T>(call, arrival - stage.elapsed(), std::move(perform)));
        }
        throw async::Cancelled();
    }
    if (fate.fault == Fault::DoneLater)
        stage.ghosts.start(doLater<T>(call, fate.later, perform));
    std::optional<T> answer;
    std::optional<datastore::Error> error;
    try {
        if (fate.isDone())
            answer.emplace(co_await doCall(call, std::move(perform)));
    } catch (const datastore::Error& caught) {
        error = caught;
    }
    if (fate.fault != Fault::None && !error)
        error = errorOf(fate.fault, call.op);
    if (fate.crashesSender) {
        stage.count("crashes right after a call");
        stage.crash(*call.life);
    }
    co_await stage.clock->sleep(fate.after, either.token());
    if (error)
        throw *error;
    co_return std::move(*answer);
}

} // namespace plectrum::simulation
