// SPDX-License-Identifier: MIT
#include "activity/recovery.h"

#include "activity/record_address.h"
#include "store/error.h"

#include <algorithm>
#include <optional>

namespace plectrum::activity {

namespace {

using journal::Outcome;

bool stands(const json::Value& data, const json::Pointer& pointer,
            const std::optional<json::Value>& expected)
{
    const json::Value* found = json::resolve(data, pointer);
    return expected ? found && *found == *expected : !found;
}

std::string versionOf(const store::Inspection& inspection)
{
    return inspection.entry ? inspection.entry->info.version : std::string();
}

async::Task<std::optional<store::Inspection>> look(editing::RecordAccess access,
                                                   store::KeyAddress address, std::stop_token stop)
{
    try {
        co_return co_await access.inspect(std::move(address), stop);
    } catch (const store::Error&) {
        co_return std::nullopt;
    }
}

} // namespace

Outcome outcomeOf(const journal::Entry& entry, const std::vector<journal::Change>& changes,
                  const store::Inspection& newest)
{
    if (newest.transaction == store::TransactionState::Pending)
        return Outcome::Pending;
    if (entry.act == journal::Act::BreakLock)
        return Outcome::Unknown; // a record tells nothing of its lock
    // Finishing writes no record: the marker that is gone makes the difference.
    const bool isNewVersion =
        entry.act == journal::Act::FinishTransaction || versionOf(newest) != entry.versionBefore;
    if (!isNewVersion)
        return Outcome::Failed;
    const auto around = store::metadataFromJson(entry.aroundAfter);
    const bool isAround = entry.aroundAfter.isNull() || (around && *around == metadataOf(newest));
    if (entry.act == journal::Act::Delete)
        return newest.entry ? Outcome::Unknown : Outcome::Done;
    const bool isThere = newest.data && std::ranges::all_of(changes, [&](const auto& change) {
                             return stands(*newest.data, change.pointer, change.after);
                         });
    return isThere && isAround ? Outcome::Done : Outcome::Unknown;
}

async::Task<std::size_t> recoverInterrupted(journal::Journal* journal, std::string universe,
                                            editing::RecordAccess access, std::stop_token stop)
{
    std::size_t settled = 0;
    const auto entries = journal->interrupted(universe);
    for (const journal::Entry& entry : entries) {
        Outcome outcome = Outcome::Unknown;
        std::string version;
        if (!entry.address.key.empty()) {
            const auto newest = co_await look(access, addressOf(entry.address), stop);
            async::throwIfStopped(stop);
            if (!newest)
                continue;
            outcome = outcomeOf(entry, journal->changes(entry.id), *newest);
            version = outcome == Outcome::Done ? versionOf(*newest) : std::string();
        }
        if (outcome == Outcome::Pending)
            continue;
        journal->complete(entry.id, outcome, version,
                          outcome == Outcome::Done ? "" : "cut off by the end of the program");
        ++settled;
    }
    co_return settled;
}

} // namespace plectrum::activity
