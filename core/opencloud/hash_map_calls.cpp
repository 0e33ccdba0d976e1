// SPDX-License-Identifier: MIT
#include "opencloud/hash_map_calls.h"

#include "async/event.h"
#include "async/task_owner.h"
#include "datastore/error.h"
#include "json/parser.h"
#include "json/printer.h"
#include "opencloud/cloud_scripts.h"
#include "opencloud/rate_budget.h"

#include <algorithm>
#include <array>
#include <format>
#include <utility>
#include <vector>

namespace plectrum::opencloud {

using async::Duration;
using datastore::Error;
using datastore::ErrorKind;
using json::Value;

namespace {

using Kind = MapOperation::Kind;

/// One call, as long as anybody waits for it.
struct Pending
{
    MapOperation operation;
    Duration since{};
    MapResult result{};
    std::optional<Error> failed{};
    bool isSent = false;
    async::Event done{};
};
using Batch = std::vector<std::shared_ptr<Pending>>;

/// Locks that are held, then others that write, then looks; each in the order of the calls.
int rankOf(const MapOperation& operation)
{
    if (operation.kind == Kind::Get)
        return 2;
    return operation.kind == Kind::Swap && operation.expected == operation.value ? 0 : 1;
}

const char* nameOf(Kind kind)
{
    static constexpr std::array names{"get", "set", "remove", "swap"};
    return names[std::size_t(kind)];
}

Value argumentOf(const MapOperation& operation)
{
    std::vector<std::pair<std::string, Value>> members{
        {"op", Value(std::string(nameOf(operation.kind)))},
        {"map", Value(operation.map)},
        {"key", Value(operation.key)},
        {"ttl", Value(std::int64_t(operation.ttl.count()))},
        {"again", Value(operation.isRepeated)}};
    if (operation.expected)
        members.emplace_back("expected", *operation.expected);
    if (operation.value)
        members.emplace_back("value", *operation.value);
    return Value::object(std::move(members));
}

std::string scriptFor(const Batch& batch)
{
    std::vector<Value> arguments;
    for (const auto& each : batch)
        arguments.push_back(argumentOf(each->operation));
    return withArgument(lockTaskScript, "ARGUMENTS",
                        json::print(Value::array(std::move(arguments))));
}

bool isThrottling(std::string_view text)
{
    static constexpr std::array<std::string_view, 5> names{
        "RequestThrottled", "OverLimit", "DataUpdateConflict", "TooManyRequests", "throttl"};
    return std::ranges::any_of(names, [text](auto name) { return text.contains(name); });
}

Error outOfTime(const MapOperation& operation, bool isSent)
{
    Error error(ErrorKind::Unreachable,
                "The script for the hash map gave no result in time: the universe runs few scripts "
                "a minute. Try again later.");
    return isSent && operation.kind != Kind::Get ? Error(error).withUnknownOutcome() : error;
}

/// Takes the result of one operation out of what the script returned.
void take(Pending& pending, const Value& result)
{
    if (!result["ok"].toBool()) {
        const std::string text(result["text"].toString());
        const Error error(isThrottling(text) ? ErrorKind::Throttled : ErrorKind::Unreachable,
                          "The memory store refused: " + text);
        const bool mayBeDone = pending.operation.kind != Kind::Get && !isThrottling(text);
        pending.failed = mayBeDone ? Error(error).withUnknownOutcome() : error;
        return;
    }
    pending.result.isDone = result["done"].toBool();
    if (const Value& value = result["value"]; !value.isNull())
        pending.result.value = value;
}

Value resultsIn(const Value& returned)
{
    auto results = json::parse(returned.at(0).toString());
    if (!results || !results->isArray())
        throw Error(ErrorKind::Malformed, "The script returned something else than it should.")
            .withUnknownOutcome();
    return *std::move(results);
}

} // namespace

struct HashMapCalls::State : std::enable_shared_from_this<State>
{
    State(Transport& theTransport, async::Clock& theClock, HashMapCallSettings theSettings)
        : transport(theTransport)
        , clock(theClock)
        , settings(std::move(theSettings))
        , created(settings.tasksPerMinute)
    {
    }

    void arrange();
    void arrangeAt(Duration moment);
    Batch nextBatch();
    void forget(const std::shared_ptr<Pending>& pending);
    static Task<void> arrangeLater(std::weak_ptr<State> state, async::Clock* clock,
                                   Duration duration, std::stop_token stop);
    Task<void> run(Batch batch, std::stop_token stop);
    static Task<void> limit(async::Clock* clock, Duration patience,
                            std::shared_ptr<Pending> pending, std::stop_token over);

    Transport& transport;
    async::Clock& clock;
    HashMapCallSettings settings;
    Batch waiting{};
    RateBudget created;
    int running = 0;
    std::optional<Duration> arranges{};
    async::TaskOwner tasks{[](const std::exception_ptr&) { }};
};

HashMapCalls::HashMapCalls(Transport& transport, async::Clock& clock, HashMapCallSettings settings)
    : m_state(std::make_shared<State>(transport, clock, std::move(settings)))
{
}

HashMapCalls::~HashMapCalls()
{
    m_state->waiting.clear();
    m_state->tasks.requestStop();
}

/// Begins what may begin now, and sees to it that the rest has its turn.
void HashMapCalls::State::arrange()
{
    while (!waiting.empty() && running < settings.maxRunning) {
        const Duration now = clock.elapsed();
        const bool hasWrites = std::ranges::any_of(
            waiting, [](const auto& each) { return each->operation.kind != Kind::Get; });
        created.setAllowed(settings.tasksPerMinute - (hasWrites ? 0 : settings.keptForLocks));
        const auto oldest = std::ranges::min(waiting, {}, &Pending::since);
        const Duration moment = std::max(created.when(1, now), oldest->since + settings.gathering);
        if (moment > now) {
            arrangeAt(moment);
            return;
        }
        created.spend(1, now);
        ++running;
        tasks.start(run(nextBatch(), tasks.stopToken()));
    }
}

Batch HashMapCalls::State::nextBatch()
{
    std::ranges::stable_sort(waiting, {}, [](const auto& each) { return rankOf(each->operation); });
    const auto end = waiting.begin() + std::ptrdiff_t(std::min(waiting.size(), settings.maxAtOnce));
    Batch batch(waiting.begin(), end);
    waiting.erase(waiting.begin(), end);
    for (const auto& each : batch)
        each->isSent = true;
    return batch;
}

void HashMapCalls::State::arrangeAt(Duration moment)
{
    if (arranges && *arranges <= moment && *arranges > clock.elapsed())
        return;
    arranges = moment;
    tasks.start(
        arrangeLater(weak_from_this(), &clock, moment - clock.elapsed(), tasks.stopToken()));
}

Task<void> HashMapCalls::State::arrangeLater(std::weak_ptr<State> state, async::Clock* clock,
                                             Duration duration, std::stop_token stop)
{
    co_await clock->sleep(duration, std::move(stop));
    if (const auto alive = state.lock())
        alive->arrange();
}

Task<void> HashMapCalls::State::run(Batch batch, std::stop_token stop)
{
    const auto self = shared_from_this();
    std::optional<Error> failed;
    try {
        const bool hasWrites = rankOf(batch.front()->operation) < 2;
        const Value returned = co_await runLuauTask(
            &transport, &clock, settings.place, scriptFor(batch),
            hasWrites ? Priority::Lock : Priority::User, settings.times, std::move(stop));
        const Value results = resultsIn(returned);
        for (std::size_t i = 0; i < batch.size(); ++i)
            take(*batch[i], results.at(i));
    } catch (const Error& error) {
        failed = error;
    }
    --running;
    for (const auto& each : batch) {
        if (failed)
            each->failed = failed;
        each->done.open();
    }
    arrange();
}

void HashMapCalls::State::forget(const std::shared_ptr<Pending>& pending)
{
    std::erase(waiting, pending);
}

Task<void> HashMapCalls::State::limit(async::Clock* clock, Duration patience,
                                      std::shared_ptr<Pending> pending, std::stop_token over)
{
    co_await clock->sleep(patience, std::move(over));
    if (pending->done.isOpen())
        co_return;
    pending->failed = outOfTime(pending->operation, pending->isSent);
    pending->done.open();
}

Task<MapResult> HashMapCalls::call(MapOperation operation, std::stop_token stop)
{
    return callIn(m_state, std::move(operation), std::move(stop));
}

Task<MapResult> HashMapCalls::callIn(std::shared_ptr<State> state, MapOperation operation,
                                     std::stop_token stop)
{
    async::throwIfStopped(stop);
    auto pending = std::make_shared<Pending>();
    pending->operation = std::move(operation);
    pending->since = state->clock.elapsed();
    const Duration own = pending->operation.patience;
    const Duration patience = own > Duration() ? own : state->settings.patience;
    state->waiting.push_back(pending);
    std::stop_source over;
    state->tasks.start(State::limit(&state->clock, patience, pending, over.get_token()));
    state->arrange();
    std::exception_ptr stopped;
    try {
        co_await pending->done.wait(std::move(stop));
    } catch (...) {
        stopped = std::current_exception();
    }
    over.request_stop();
    state->forget(pending);
    if (stopped)
        std::rethrow_exception(stopped);
    if (pending->failed)
        throw *pending->failed;
    co_return pending->result;
}

} // namespace plectrum::opencloud
