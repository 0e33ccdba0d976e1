// SPDX-License-Identifier: MIT
#include "opencloud/entry_access.h"

#include "datastore/data_store_limits.h"
#include "json/printer.h"
#include "opencloud/response_error.h"
#include "opencloud/same_value.h"

#include <algorithm>
#include <format>
#include <utility>

namespace plectrum::opencloud {

using datastore::Error;
using datastore::ErrorKind;
using datastore::Written;

namespace {

constexpr int maxTries = 4; ///< of a write that was proved not to be done

const ErrorContext reading{"read an entry", "universe-datastores.objects:read"};
const ErrorContext writing{"write an entry", "universe-datastores.objects:update", true};
const ErrorContext creating{"create an entry", "universe-datastores.objects:create", true};
const ErrorContext removing{"remove an entry", "universe-datastores.objects:delete", true};

Error unknownOutcome(const Error& lost, const std::string& why)
{
    return Error(lost.kind(),
                 std::format("It is not known whether the write was done: {} {}", lost.text(), why))
        .withCode(lost.code())
        .withRetryable(false)
        .withUnknownOutcome();
}

Error noConditionalRemoval()
{
    return Error(
               ErrorKind::InvalidArgument,
               "The service cannot remove an entry on the condition that it is unchanged; nothing "
               "was removed.")
        .withCode(datastore::noConditionalRemovalCode);
}

bool holds(const datastore::Entry& entry, const Written& written)
{
    return isSameTags(entry.info.userIds, written.userIds)
        && isSameValue(entry.info.attributes, written.attributes)
        && isSameValue(entry.value, written.value);
}

KnownRevision knownRevisionOf(const std::optional<SeenEntry>& entry)
{
    return entry ? KnownRevision(entry->revision()) : KnownRevision();
}

/// The etag tells where both have one: a service may keep a version's id through an hour of writes.
bool isUnchanged(const KnownRevision& before, const std::optional<SeenEntry>& now)
{
    if (!before || !now)
        return !before && !now;
    const bool haveEtags = !before->etag.empty() && !now->etag.empty();
    return before->version == now->entry.info.version && (!haveEtags || before->etag == now->etag);
}

Condition conditionOf(const KnownRevision& seen)
{
    Condition condition;
    condition.ifRevision = seen;
    condition.onlyIfAbsent = !seen;
    return condition;
}

/// Refused before the service looked at any entry.
bool isRefusedAtTheDoor(int status)
{
    return status == 401 || status == 403 || status == 429;
}

Error entryTooContended()
{
    return {ErrorKind::Conflict,
            "The key is written so often by others that no write came through; nothing was done."};
}

} // namespace

EntryAccess::EntryAccess(DataCalls& calls)
    : m_calls(calls)
{
}

Task<void> EntryAccess::pause(int round, std::stop_token stop)
{
    return m_calls.pause(round, std::move(stop));
}

Task<std::optional<SeenEntry>> EntryAccess::read(EntryAddress address, CallOptions options)
{
    auto answered = co_await m_calls.send(
        address, [address](const Protocol& protocol) { return protocol.readEntry(address); },
        std::move(options));
    const Response& answer = answered.answer;
    std::optional<SeenEntry> seen;
    const bool isEmpty = isNotThere(answer) || answer.status == 204;
    if (!isEmpty && !isSuccess(answer))
        throw errorOf(answer, reading);
    m_removed.forget(address.key);
    if (!isEmpty)
        seen = answered.protocol->entryIn(answer, address);
    if (seen && seen->etag.empty() && !answered.protocol->isV1())
        throw malformed("it tells no etag, without which nothing can be written safely", answer);
    if (seen && seen->isRemoved) {
        m_removed.note(address.key, seen->revision());
        seen.reset();
    }
    m_seen.note(address.key, knownRevisionOf(seen));
    co_return seen;
}

Task<std::optional<Revision>> EntryAccess::revisionOf(EntryAddress address, std::string version,
                                                      CallOptions options)
{
    const bool needsEtag = !m_calls.protocolFor(address).isV1();
    const auto known = m_seen.find(address.key);
    if (known && *known && (*known)->version == version && !(needsEtag && (*known)->etag.empty()))
        co_return *known;
    const auto seen = co_await read(std::move(address), std::move(options));
    if (!seen || seen->entry.info.version != version)
        co_return std::nullopt;
    co_return seen->revision();
}

Task<WriteResult> EntryAccess::write(EntryAddress address, Written written,
                                     std::optional<Condition> condition, WriteCall options)
{
    if (condition)
        co_return co_await writeIf(address, written, *condition, options);
    const auto known = m_seen.find(address.key);
    KnownRevision before = known ? *known : KnownRevision();
    if (before && before->etag.empty() && !m_calls.protocolFor(address).isV1())
        before = knownRevisionOf(co_await read(address, options.call));
    for (int round = 0; round < maxRounds; ++round) {
        auto result = co_await writeIf(address, written, conditionOf(before), options);
        if (result.entry)
            co_return result;
        co_await pause(round, options.call.stop);
        before = knownRevisionOf(co_await read(address, options.call));
    }
    throw entryTooContended();
}

Task<WriteResult> EntryAccess::writeIf(EntryAddress address, Written written, Condition condition,
                                       WriteCall options)
{
    KnownRevision before = condition.ifRevision;
    m_seen.forget(address.key);
    std::optional<Error> lost;
    bool isAround = false;
    for (int tries = 1; tries <= maxTries; ++tries) {
        Attempt made = co_await tryWrite(address, written, condition, options.call);
        if (made.entry) {
            if (!made.entry->etag.empty() || m_calls.protocolFor(address).isV1())
                m_seen.note(address.key, knownRevisionOf(made.entry));
            co_return WriteResult{std::move(made.entry)};
        }
        if (made.failed && !made.failed->isOutcomeUnknown())
            throw lost ? unknownOutcome(*lost, made.failed->text()) : *made.failed;
        if (made.failed)
            lost = made.failed;
        const Error doubt = lost ? *lost : *made.refused;
        ReadBack back =
            co_await readBack(address, written, before, doubt, options.call.forLooking());
        if (back.isOurs)
            co_return WriteResult{std::move(back.now)};
        if (!lost && back.isUntouched && !made.isConflict)
            throw *made.refused;
        const auto around =
            lost || back.now || isAround ? std::nullopt : aroundRemoved(address, condition);
        if (!lost && !around)
            co_return WriteResult{};
        if (lost && !back.isUntouched)
            throw unknownOutcome(*lost, "Another has written since.");
        if (lost && options.isSentOnce && !back.now)
            throw unknownOutcome(*lost, "It may still arrive.");
        isAround = around.has_value();
        condition = around ? *around : conditionOf(knownRevisionOf(back.now));
        before = condition.ifRevision;
    }
    throw unknownOutcome(*lost, "So it went several times.");
}

std::optional<Condition> EntryAccess::aroundRemoved(const EntryAddress& address,
                                                    const Condition& condition) const
{
    if (!condition.onlyIfAbsent || m_calls.protocolFor(address).isV1())
        return std::nullopt;
    const auto removed = m_removed.find(address.key);
    Condition around = condition;
    if (removed && *removed)
        around.removedEtag = (*removed)->etag;
    around.isByV1 = around.removedEtag.empty();
    if (around.isByV1 && !m_calls.mayUseV1())
        return std::nullopt;
    return around;
}

Task<EntryAccess::Attempt> EntryAccess::tryWrite(EntryAddress address, Written written,
                                                 Condition condition, CallOptions options)
{
    std::optional<DataCalls::Answered> answered;
    Attempt made;
    try {
        datastore::checkTimeLeft(options.timeLeft);
        auto make = [address, written, condition](const Protocol& protocol) {
            return protocol.writeEntry(address, json::print(written.value), written, condition);
        };
        if (condition.isByV1)
            answered = co_await m_calls.sendByV1(std::move(make), options);
        else
            answered = co_await m_calls.send(address, std::move(make), options);
    } catch (const Error& error) {
        made.failed = error;
    }
    if (made.failed)
        co_return made;
    co_return settled(*answered, address, written, condition);
}

EntryAccess::Attempt EntryAccess::settled(const DataCalls::Answered& answered,
                                          const EntryAddress& address, const Written& written,
                                          const Condition& condition) const
{
    Attempt made;
    const Response& answer = answered.answer;
    try {
        if (isSuccess(answer)) {
            made.entry = answered.protocol->writtenIn(answer, address, written);
            return made;
        }
    } catch (const Error& error) {
        // An answer that cannot be read: the write was done, or something between answered.
        made.failed = Error(error).withUnknownOutcome();
        return made;
    }
    const Error error = errorOf(answer, condition.onlyIfAbsent ? creating : writing);
    if (error.isOutcomeUnknown() || isRefusedAtTheDoor(answer.status)) {
        made.failed = error;
        return made;
    }
    made.refused = error;
    made.isConflict = isConflict(answer) || (condition.onlyIfAbsent && saysThatItExists(answer));
    return made;
}

Task<EntryAccess::ReadBack> EntryAccess::readBack(EntryAddress address, Written written,
                                                  KnownRevision before, Error doubt,
                                                  CallOptions options)
{
    ReadBack back;
    std::optional<Error> failed;
    try {
        back.now = co_await read(address, options);
        back.isUntouched = isUnchanged(before, back.now);
        back.isOurs = back.now && !back.isUntouched && holds(back.now->entry, written);
    } catch (const Error& error) {
        failed = error;
    }
    if (failed)
        throw unknownOutcome(doubt, "Reading it back failed: " + failed->text());
    co_return back;
}

Task<bool> EntryAccess::remove(EntryAddress address, Revision seen, bool isStrict,
                               CallOptions options)
{
    std::optional<Error> lost;
    m_seen.forget(address.key);
    for (int tries = 1; tries <= maxTries; ++tries) {
        Attempt made = co_await tryRemove(address, seen, isStrict, options);
        if (made.isDone) {
            m_seen.note(address.key, KnownRevision());
            co_return true;
        }
        if (made.failed && !made.failed->isOutcomeUnknown())
            throw lost ? unknownOutcome(*lost, made.failed->text()) : *made.failed;
        if (made.failed)
            lost = made.failed;
        const Error doubt = lost ? *lost : *made.refused;
        const auto now = co_await readAfterLoss(address, doubt, options.forLooking());
        if (!now)
            co_return true;
        const bool isUntouched = isUnchanged(KnownRevision(seen), now);
        if (!lost && isUntouched && !made.isConflict)
            throw *made.refused;
        if (!lost)
            co_return false;
        if (!isUntouched)
            throw unknownOutcome(*lost, "Another has written since.");
        seen = now->revision();
    }
    throw unknownOutcome(*lost, "So it went several times.");
}

Task<EntryAccess::Attempt> EntryAccess::tryRemove(EntryAddress address, Revision revision,
                                                  bool isStrict, CallOptions options)
{
    Attempt made;
    try {
        datastore::checkTimeLeft(options.timeLeft);
        auto make = [address, revision, isStrict](const Protocol& protocol) {
            if (isStrict && protocol.isV1())
                throw noConditionalRemoval();
            return protocol.removeEntry(address, revision);
        };
        const auto answered = co_await m_calls.send(address, std::move(make), std::move(options));
        const Response& answer = answered.answer;
        made.isDone = isSuccess(answer) || isNotThere(answer);
        const Error error = errorOf(answer, removing);
        if (made.isDone)
            co_return made;
        made.isConflict = isConflict(answer);
        if (error.isOutcomeUnknown() || isRefusedAtTheDoor(answer.status))
            made.failed = error;
        else
            made.refused = error;
    } catch (const Error& error) {
        made.failed = error;
    }
    co_return made;
}

Task<std::optional<SeenEntry>> EntryAccess::readAfterLoss(EntryAddress address, Error lost,
                                                          CallOptions options)
{
    std::optional<Error> failed;
    try {
        co_return co_await read(std::move(address), std::move(options));
    } catch (const Error& error) {
        failed = error;
    }
    throw unknownOutcome(lost, "Reading it back failed: " + failed->text());
}

} // namespace plectrum::opencloud
