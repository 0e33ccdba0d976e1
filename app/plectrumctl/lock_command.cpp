// SPDX-License-Identifier: MIT
// lock: who may write a key just now; waits for it, or breaks it on purpose.
#include "activity/recorded_repair.h"
#include "async/task_owner.h"
#include "editing/lock_watch.h"
#include "editing/own_locks.h"
#include "plectrumctl/command.h"
#include "plectrumctl/command_journal.h"
#include "plectrumctl/output.h"
#include "plectrumctl/report.h"

#include <algorithm>
#include <format>

namespace plectrum::ctl {

namespace {

using editing::LockState;
using editing::LockView;

constexpr std::string_view consent = "--yes-items-may-be-duplicated";
constexpr int longestWait = 24 * 3600;

void checkOptions(const Arguments& arguments)
{
    if (arguments.has("--break") && !arguments.has(consent)) {
        throw Failure(ExitCode::Usage,
                      std::format("the game server that holds the key goes on with its own data "
                                  "and may have traded items away that then are there twice; to "
                                  "break its lock all the same add {}",
                                  consent));
    }
    for (const std::string_view option : {consent, std::string_view("--expect")})
        if (arguments.has(option) && !arguments.has("--break"))
            throw Failure(ExitCode::Usage, std::format("{} is for --break", option));
    if (arguments.has("--break") && arguments.has("--wait"))
        throw Failure(ExitCode::Usage, "either --wait or --break");
}

Task<void> stopAfter(async::Clock* clock, std::chrono::seconds time, std::stop_source wait,
                     std::stop_token over)
{
    co_await clock->sleep(time, over);
    wait.request_stop();
}

/// Until it is free or the time is over.
Task<void> wait(async::Clock* clock, editing::LockWatch* watch, store::KeyAddress address,
                std::chrono::seconds time)
{
    std::stop_source enough;
    async::TaskOwner timer{async::TaskOwner::ErrorSink()};
    timer.start(stopAfter(clock, time, enough, timer.stopToken()));
    try {
        co_await watch->waitUntilFree(std::move(address), enough.get_token());
    } catch (const async::Cancelled&) {
        // Then it is looked at once more, and that is the answer.
    }
}

std::string_view wordFor(LockState state)
{
    if (state == LockState::Free)
        return "free";
    return state == LockState::Unknown ? "unknown" : "locked";
}

std::string_view wordFor(store::LockLocation location)
{
    return location == store::LockLocation::HashMap ? "hash map" : "data store";
}

json::Value documentOf(const LockView& view)
{
    std::vector<json::Value> holders;
    for (const store::ObservedLock& sign : view.locks) {
        json::Value::Members members{{"holder", sign.holder}, {"place", wordFor(sign.location)}};
        if (sign.written)
            members.emplace_back("written", async::toRfc3339(*sign.written));
        holders.push_back(json::Value::object(std::move(members)));
    }
    return json::Value::object(
        {{"state", wordFor(view.state)}, {"holders", json::Value::array(std::move(holders))}});
}

ExitCode show(const LockView& view, const store::KeyAddress& address, const Arguments& arguments)
{
    if (view.state == LockState::Unknown) {
        throw Failure(ExitCode::Failed,
                      std::format("the lock of {} cannot be seen: {}", nameOf(address),
                                  view.failure.empty() ? "no right to" : view.failure));
    }
    if (arguments.has("--json")) {
        writeDocument(documentOf(view));
    } else {
        std::string text = std::format("{} is {}.\n", nameOf(address), wordFor(view.state));
        for (const store::ObservedLock& sign : view.locks) {
            text += std::format("  {} in the {}", printable(sign.holder), wordFor(sign.location));
            text += sign.written ? std::format(", since {}\n", plainTime(*sign.written)) : "\n";
        }
        write(text);
    }
    return view.state == LockState::Free ? ExitCode::Ok : ExitCode::Locked;
}

ExitCode showBroken(store::LockRemoval outcome, const store::KeyAddress& address,
                    const Arguments& arguments)
{
    if (outcome == store::LockRemoval::Changed) {
        throw Failure(
            ExitCode::Conflict,
            std::format("{} is held by another than was seen; its lock stays", nameOf(address)));
    }
    const bool isBroken = outcome == store::LockRemoval::Removed;
    if (arguments.has("--json")) {
        writeDocument(json::Value::object({{"outcome", isBroken ? "broken" : "free already"}}));
    } else {
        write(isBroken ? std::format("The lock of {} is broken.\n", nameOf(address))
                       : std::format("{} is free; nothing was done.\n", nameOf(address)));
    }
    return ExitCode::Ok;
}

} // namespace

Task<ExitCode> lockState(Context context)
{
    const Arguments& arguments = *context.arguments;
    checkOptions(arguments);
    const store::KeyAddress address = addressOf(arguments);
    const auto time = arguments.number("--wait", longestWait);
    editing::LockWatch watch(
        editing::AccessServices{.universe = context.universe,
                                .clock = context.clock,
                                .random = context.random,
                                .executor = nullptr,
                                .ownLocks = std::make_shared<editing::OwnLocks>(*context.clock)});
    if (time)
        co_await wait(context.clock, &watch, address, std::chrono::seconds(*time));
    const LockView view = co_await watch.poll(address);
    if (!arguments.has("--break") || view.state == LockState::Unknown)
        co_return show(view, address, arguments);
    if (view.state == LockState::Free)
        co_return showBroken(store::LockRemoval::Absent, address, arguments);
    const auto expected = arguments.value("--expect");
    if (expected && !std::ranges::contains(view.locks, *expected, &store::ObservedLock::holder))
        co_return showBroken(store::LockRemoval::Changed, address, arguments);
    auto recorder = context.commandJournal->recorder();
    const auto outcome =
        co_await activity::breakLockRecorded(&recorder, &watch, address, view.locks);
    co_return showBroken(outcome, address, arguments);
}

} // namespace plectrum::ctl
