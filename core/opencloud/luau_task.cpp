// SPDX-License-Identifier: MIT
#include "opencloud/luau_task.h"

#include "datastore/error.h"
#include "json/printer.h"
#include "opencloud/response_error.h"
#include "opencloud/response_reader.h"

#include <format>
#include <utility>

namespace plectrum::opencloud {

using datastore::Error;
using datastore::ErrorKind;
using json::Value;

namespace {

const ErrorContext running{"run a script in the place",
                           "universe.place.luau-execution-session:write", true};
const ErrorContext looking{"see what became of a script",
                           "universe.place.luau-execution-session:read"};

Request creation(TaskPlace place, const std::string& script, Priority priority,
                 std::chrono::seconds longestRun)
{
    Request request;
    request.method = "POST";
    request.path = std::format("/cloud/v2/universes/{}/places/{}/luau-execution-session-tasks",
                               place.universe, place.placeId);
    request.headers.emplace_back("content-type", "application/json");
    request.body = json::print(Value::object(
        {{"script", Value(script)}, {"timeout", Value(std::format("{}s", longestRun.count()))}}));
    request.kind = RequestKind::Task;
    request.priority = priority;
    return request;
}

Request look(const std::string& path, Priority priority)
{
    Request request;
    request.method = "GET";
    request.path = "/cloud/v2/" + path;
    request.kind = RequestKind::TaskPoll;
    request.priority = priority;
    request.isIdempotent = true;
    return request;
}

/// The error of a task that did not come to its end.
Error failureOf(const Value& task)
{
    const std::string code(task["error"]["code"].toString());
    const std::string text(task["error"]["message"].toString());
    return Error(ErrorKind::Unreachable,
                 std::format("The script in the place did not come to its end: {} {}", code, text))
        .withCode(code)
        .withUnknownOutcome();
}

bool isUnder(const std::string& path, TaskPlace place)
{
    return path.starts_with(std::format("universes/{}/places/{}/", place.universe, place.placeId));
}

/// The task's path. An answer that cannot be read says nothing of whether the script runs.
Task<std::string> create(Transport* transport, Request request, TaskPlace place,
                         std::stop_token stop)
{
    const Response answer = co_await transport->send(std::move(request), std::move(stop));
    if (!isSuccess(answer))
        throw errorOf(answer, running);
    std::string path;
    try {
        path = objectIn(answer)["path"].toString();
    } catch (const Error& error) {
        throw Error(error).withUnknownOutcome();
    }
    if (!isUnder(path, place))
        throw malformed("it names no task of this place", answer).withUnknownOutcome();
    co_return path;
}

} // namespace

Task<Value> runLuauTask(Transport* transport, async::Clock* clock, TaskPlace place,
                        std::string script, Priority priority, TaskTimes times,
                        std::stop_token stop)
{
    const async::Duration end = clock->elapsed() + times.patience;
    const std::string path = co_await create(
        transport, creation(place, script, priority, times.longestRun), place, stop);
    co_await clock->sleep(times.firstPoll, stop);
    while (true) {
        const Response answer = co_await transport->send(look(path, priority), stop);
        if (!isSuccess(answer))
            throw Error(errorOf(answer, looking)).withUnknownOutcome();
        const Value task = objectIn(answer);
        const std::string_view state = task["state"].toString();
        if (state == "COMPLETE")
            co_return task["output"]["results"];
        if (state == "FAILED" || state == "CANCELLED")
            throw failureOf(task);
        if (clock->elapsed() + times.pollInterval > end)
            throw Error(ErrorKind::Unreachable, "The script in the place has not run in time.")
                .withUnknownOutcome();
        co_await clock->sleep(times.pollInterval, stop);
    }
}

std::string withArgument(std::string_view script, std::string_view name, std::string_view value)
{
    std::string level;
    // A line break right behind the opening bracket would be lost: one is put there on purpose.
    while (std::string(value).append("]").contains("]" + level + "]"))
        level += '=';
    const auto at = script.find(std::string(name) + ")");
    std::string made(script.substr(0, at));
    made += std::format("[{}[\n{}]{}]", level, value, level);
    return made += script.substr(at + name.size());
}

} // namespace plectrum::opencloud
