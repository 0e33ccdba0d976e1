// SPDX-License-Identifier: MIT
#include "opencloud/entry_access.h"

#include "json/printer.h"
#include "opencloud/wire_error.h"

#include <algorithm>
#include <format>
#include <utility>

namespace plectrum::opencloud {

using datastore::Error;
using datastore::ErrorKind;
using datastore::Written;

namespace {

constexpr int mostTries = 4; ///< of a write that was proved not to be done

const Doing reading{"read an entry", "universe-datastores.objects:read"};
const Doing writing{"write an entry", "universe-datastores.objects:update", true};
const Doing creating{"create an entry", "universe-datastores.objects:create", true};
const Doing removing{"remove an entry", "universe-datastores.objects:delete", true};
const Doing listingVersions{"list versions", "universe-datastores.versions:list"};

Error unknownOutcome(const Error& lost, const std::string& why)
{
    return Error(lost.kind(),
                 std::format("It is not known whether the write was done: {} {}", lost.text(), why))
        .withCode(lost.code())
        .withRetryable(false)
        .withUnknownOutcome();
}

bool holds(const datastore::Entry& entry, const Written& written)
{
    auto there = entry.info.userIds;
    auto sent = written.userIds;
    std::ranges::sort(there);
    std::ranges::sort(sent);
    return there == sent && entry.info.attributes == written.attributes
        && entry.value == written.value;
}

Sighting sightingOf(const std::optional<SeenEntry>& entry)
{
    return entry ? Sighting(entry->revision()) : Sighting();
}

/// nullopt: nothing is known. (No deduction here: of an optional it makes no optional of it.)
std::optional<Sighting> expectedBy(const Condition& condition)
{
    std::optional<Sighting> expected;
    if (condition.onlyIfAbsent || condition.ifRevision)
        expected.emplace(condition.ifRevision);
    return expected;
}

bool isUnchanged(const Sighting& before, const std::optional<SeenEntry>& now)
{
    if (!before || !now)
        return !before && !now;
    return before->version == now->entry.info.version;
}

Condition conditionOf(const std::optional<SeenEntry>& now)
{
    return now ? Condition{now->revision(), false} : Condition{{}, true};
}

/// A create that the service refuses by 400: what it says of the reason.
bool saysThatItExists(const Answer& answer)
{
    return answer.status == 400 && complaintOf(answer).message.contains("exist");
}

} // namespace

EntryAccess::EntryAccess(DataCalls& calls)
    : m_calls(calls)
{
}

Task<std::optional<SeenEntry>> EntryAccess::read(Place place, CallManner manner)
{
    auto answered = co_await m_calls.send(
        place, [place](const Wire& wire) { return wire.readEntry(place); }, std::move(manner));
    const Answer& answer = answered.answer;
    std::optional<SeenEntry> seen;
    const bool isEmpty = isNotThere(answer) || answer.status == 204;
    if (!isEmpty && !isSuccess(answer))
        throw errorOf(answer, reading);
    if (!isEmpty)
        seen = answered.wire->entryIn(answer, place);
    m_seen.note(place.key, sightingOf(seen));
    co_return seen;
}

Task<std::optional<Revision>> EntryAccess::revisionOf(Place place, std::string version,
                                                      CallManner manner)
{
    const bool needsEtag = !m_calls.wireFor(place).isV1();
    const auto known = m_seen.find(place.key);
    if (known && *known && (*known)->version == version && !(needsEtag && (*known)->etag.empty()))
        co_return *known;
    const auto seen = co_await read(std::move(place), std::move(manner));
    if (!seen || seen->entry.info.version != version)
        co_return std::nullopt;
    co_return seen->revision();
}

Task<WriteResult> EntryAccess::write(Place place, Written written, Condition condition,
                                     CallManner manner)
{
    auto before = expectedBy(condition);
    if (!before)
        before = m_seen.find(place.key);
    m_seen.forget(place.key);
    std::optional<Error> lost;
    for (int tries = 1; tries <= mostTries; ++tries) {
        Try made = co_await tryWrite(place, written, condition, manner);
        if (made.entry) {
            m_seen.note(place.key, sightingOf(made.entry));
            co_return WriteResult{std::move(made.entry)};
        }
        const bool isUnknown = made.failed && made.failed->isOutcomeUnknown();
        if (made.failed && !isUnknown)
            throw lost ? unknownOutcome(*lost, made.failed->text()) : *made.failed;
        if (made.isConflict && !lost)
            co_return WriteResult{};
        if (isUnknown)
            lost = made.failed;
        ReadBack back = co_await readBack(place, written, before, *lost, manner);
        if (back.verdict == Verdict::Done)
            co_return WriteResult{std::move(back.now)};
        if (back.verdict == Verdict::Unknown)
            throw unknownOutcome(*lost, "Another has written since.");
        condition = conditionOf(back.now);
        before.emplace(sightingOf(back.now));
    }
    throw unknownOutcome(*lost, "So it went several times.");
}

Task<EntryAccess::Try> EntryAccess::tryWrite(Place place, Written written, Condition condition,
                                             CallManner manner)
{
    std::optional<DataCalls::Answered> answered;
    Try made;
    try {
        auto make = [place, written, condition](const Wire& wire) {
            return wire.writeEntry(place, json::print(written.value), written, condition);
        };
        answered = co_await m_calls.send(place, std::move(make), manner);
        if (isSuccess(answered->answer))
            made.entry = answered->wire->writtenIn(answered->answer, place, written);
    } catch (const Error& error) {
        made.failed = error;
    }
    if (made.entry)
        co_return made;
    if (made.failed) {
        // An answer that cannot be read: the write was done, or something between answered.
        if (answered)
            made.failed = Error(*made.failed).withUnknownOutcome();
        co_return made;
    }
    co_return co_await settleRefusal(std::move(place), std::move(answered->answer),
                                     std::move(condition), std::move(manner));
}

Task<EntryAccess::Try> EntryAccess::settleRefusal(Place place, Answer answer, Condition condition,
                                                  CallManner manner)
{
    Try made;
    made.isConflict = isConflict(answer) || (condition.onlyIfAbsent && saysThatItExists(answer))
        || (condition.ifRevision && isNotThere(answer));
    if (made.isConflict)
        co_return made;
    if (condition.onlyIfAbsent && answer.status == 400) {
        std::optional<SeenEntry> there;
        try {
            there = co_await read(std::move(place), std::move(manner));
        } catch (const Error&) {
            there.reset(); // the refusal itself is the better error
        }
        made.isConflict = there.has_value();
    }
    if (!made.isConflict)
        made.failed = errorOf(answer, condition.onlyIfAbsent ? creating : writing);
    co_return made;
}

Task<EntryAccess::ReadBack> EntryAccess::readBack(Place place, Written written,
                                                  std::optional<Sighting> before, Error lost,
                                                  CallManner manner)
{
    ReadBack back;
    std::optional<Error> failed;
    try {
        back.now = co_await read(place, manner);
        const bool wasSeen = before && isUnchanged(*before, back.now);
        const bool isOurs = back.now && !wasSeen && holds(back.now->entry, written);
        const bool isUntouched =
            wasSeen || (!before && !back.now && co_await neverWas(place, manner));
        back.verdict = isOurs ? Verdict::Done : isUntouched ? Verdict::NotDone : Verdict::Unknown;
    } catch (const Error& error) {
        failed = error;
    }
    if (failed)
        throw unknownOutcome(lost, "Reading it back failed: " + failed->text());
    co_return back;
}

Task<bool> EntryAccess::neverWas(Place place, CallManner manner)
{
    datastore::ListVersionsQuery query{
        .key = place.key, .order = datastore::SortOrder::Descending, .pageSize = 1};
    do {
        auto answered = co_await m_calls.send(
            place, [place, query](const Wire& wire) { return wire.listVersions(place, query); },
            manner);
        if (isNotThere(answered.answer))
            co_return true;
        if (!isSuccess(answered.answer))
            throw errorOf(answered.answer, listingVersions);
        const auto page = answered.wire->versionsIn(answered.answer);
        if (!page.items.empty())
            co_return false;
        query.cursor = page.nextCursor;
    } while (!query.cursor.empty());
    co_return true;
}

Task<bool> EntryAccess::remove(Place place, SeenEntry seen, CallManner manner)
{
    std::optional<Error> lost;
    m_seen.forget(place.key);
    for (int tries = 1; tries <= mostTries; ++tries) {
        Try made = co_await tryRemove(place, seen.revision(), manner);
        if (made.isDone || (made.isGone && lost)) {
            m_seen.note(place.key, Sighting());
            co_return true;
        }
        const bool isUnknown = made.failed && made.failed->isOutcomeUnknown();
        if (made.failed && !isUnknown)
            throw lost ? unknownOutcome(*lost, made.failed->text()) : *made.failed;
        if (!isUnknown && !lost)
            co_return false;
        if (isUnknown)
            lost = made.failed;
        const auto now = co_await readAfterLoss(place, *lost, manner);
        // Made anew since: the one that was seen is gone.
        if (!now || now->entry.info.createdTime != seen.entry.info.createdTime)
            co_return true;
        if (now->entry.info.version != seen.entry.info.version)
            throw unknownOutcome(*lost, "Another has written since.");
    }
    throw unknownOutcome(*lost, "So it went several times.");
}

Task<EntryAccess::Try> EntryAccess::tryRemove(Place place, Revision revision, CallManner manner)
{
    Try made;
    try {
        const auto answered = co_await m_calls.send(
            place,
            [place, revision](const Wire& wire) { return wire.removeEntry(place, revision); },
            std::move(manner));
        const Answer& answer = answered.answer;
        made.isDone = isSuccess(answer);
        made.isGone = isNotThere(answer);
        made.isConflict = isConflict(answer);
        if (!made.isDone && !made.isGone && !made.isConflict)
            made.failed = errorOf(answer, removing);
    } catch (const Error& error) {
        made.failed = error;
    }
    co_return made;
}

Task<std::optional<SeenEntry>> EntryAccess::readAfterLoss(Place place, Error lost,
                                                          CallManner manner)
{
    std::optional<Error> failed;
    try {
        co_return co_await read(std::move(place), std::move(manner));
    } catch (const Error& error) {
        failed = error;
    }
    throw unknownOutcome(lost, "Reading it back failed: " + failed->text());
}

} // namespace plectrum::opencloud
