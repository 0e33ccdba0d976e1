// SPDX-License-Identifier: MIT
// config: what a game's configuration means, read by running its code on nothing.
#include "luau/game_code.h"
#include "plectrumctl/command.h"
#include "plectrumctl/game_code_option.h"
#include "plectrumctl/output.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <format>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace plectrum::ctl {

namespace {

using json::Value;

constexpr std::chrono::seconds longestRun{20};
constexpr std::size_t maxMemory = std::size_t{512} << 20;

std::optional<std::int64_t> idIn(const Arguments& arguments, std::string_view option)
{
    const auto text = arguments.value(option);
    if (!text)
        return std::nullopt;
    std::int64_t id = 0;
    const char* const last = text->data() + text->size();
    const auto [end, error] = std::from_chars(text->data(), last, id);
    if (error != std::errc() || end != last || id < 0)
        throw Failure(ExitCode::Usage, std::format("{} is a whole number", option));
    return id;
}

luau::LoadOptions loadOptionsOf(const Arguments& arguments)
{
    luau::LoadOptions options;
    const std::pair<std::string_view, const char*> ids[] = {
        {"--game-id", "GameId"}, {"--place-id", "PlaceId"}, {"--creator-id", "CreatorId"}};
    for (const auto& [option, name] : ids)
        if (const auto id = idIn(arguments, option))
            options.launch.ids.emplace(name, Value(*id));
    if (const auto job = arguments.value("--job-id"))
        options.launch.ids.emplace("JobId", Value(*job));
    options.launch.isStudio = arguments.has("--studio");
    return options;
}

Value stepsOf(const luau::GameStore& store)
{
    std::vector<Value> steps;
    for (const luau::GameStep& step : store.steps)
        steps.push_back(Value::object(
            {{"name", step.name}, {"kind", step.addsFields ? "addFields" : "transform"}}));
    return Value::array(std::move(steps));
}

Value documentOf(const luau::GameCode& code)
{
    std::vector<Value> stores;
    for (const luau::GameStore& store : code.stores())
        stores.push_back(
            Value::object({{"name", store.name},
                           {"forPlayers", store.forPlayers},
                           {"template", store.templateData},
                           {"steps", stepsOf(store)},
                           {"changedCallbacks", std::int64_t(store.changedCallbacks.size())},
                           {"script", store.script},
                           {"line", std::int64_t(store.line)}}));
    std::vector<Value> missing;
    for (const luau::Missing& one : code.missing())
        missing.push_back(Value::object(
            {{"what", one.what}, {"script", one.script}, {"line", std::int64_t(one.line)}}));
    std::vector<Value> problems;
    for (const luau::ProjectProblem& one : code.problems())
        problems.push_back(Value::object({{"path", one.path.string()},
                                          {"line", std::int64_t(one.line)},
                                          {"column", std::int64_t(one.column)},
                                          {"text", one.text}}));
    std::vector<Value> creators;
    for (const luau::GameCreator& one : code.creators())
        creators.push_back(Value::object(
            {{"call", one.call}, {"script", one.script}, {"line", std::int64_t(one.line)}}));
    return Value::object({{"stores", Value::array(std::move(stores))},
                          {"missing", Value::array(std::move(missing))},
                          {"problems", Value::array(std::move(problems))},
                          {"creators", Value::array(std::move(creators))}});
}

std::string textOf(const std::vector<luau::Missing>& missing,
                   const std::vector<luau::ProjectProblem>& problems)
{
    std::string text;
    for (const luau::Missing& one : missing)
        text += std::format("not there: {} ({}:{})\n", printable(one.what), printable(one.script),
                            one.line);
    for (const luau::ProjectProblem& one : problems)
        text += std::format("problem: {}{}: {}\n", printable(one.path.string()),
                            one.line > 0 ? std::format(":{}:{}", one.line, one.column) : "",
                            printable(one.text));
    return text;
}

std::string textOf(const luau::GameCode& code)
{
    std::string text;
    for (const luau::GameStore& store : code.stores()) {
        text += std::format("{} {} ({}:{})\n", store.forPlayers ? "player store" : "store",
                            printable(store.name), printable(store.script), store.line);
        for (const luau::GameStep& step : store.steps)
            text += std::format("  step {} ({})\n", printable(step.name),
                                step.addsFields ? "adds fields" : "transforms");
        if (!store.changedCallbacks.empty())
            text += std::format("  changed callbacks: {}\n", store.changedCallbacks.size());
    }
    for (const luau::GameCreator& one : code.creators())
        text += std::format("creates a store: {} ({}:{})\n", printable(one.call),
                            printable(one.script), one.line);
    return text + textOf(code.missing(), code.problems());
}

/// Never "no store" without a reason.
std::string whyNone(const luau::GameCode& code)
{
    const auto creates = [](const luau::Missing& one) {
        return one.what.ends_with(".createStore") || one.what.ends_with(".createPlayerStore");
    };
    const auto called = std::ranges::find_if(code.missing(), creates);
    if (called != code.missing().end())
        return std::format("the code creates a store with {} ({}:{}), which is not there",
                           printable(called->what), printable(called->script), called->line);
    if (code.creators().empty())
        return "the code creates no store: nothing in what it runs calls createStore or "
               "createPlayerStore";
    const luau::GameCreator& first = code.creators().front();
    return std::format("the code creates a store only when {} is called ({}:{}); name it: --call "
                       "'{}'",
                       printable(first.call), printable(first.script), first.line,
                       printable(first.call));
}

Failure failureOf(const luau::Error& error)
{
    const luau::Failure& failure = error.failure();
    std::string place = printable(failure.script);
    if (failure.line > 0)
        place += std::format(":{}", failure.line);
    return Failure(ExitCode::BadInput,
                   place.empty() ? printable(failure.text)
                                 : std::format("{}: {}", place, printable(failure.text)));
}

/// Else all that lies beside it would be read before it is missed.
std::filesystem::path fileOf(const std::string& text)
{
    std::filesystem::path path(text);
    std::error_code error;
    if (!text.empty() && !std::filesystem::is_regular_file(path, error))
        throw Failure(ExitCode::BadInput, std::format("there is no file {}", printable(text)));
    return path;
}

} // namespace

std::shared_ptr<luau::GameCode> loadGameCode(const std::string& file, const Arguments& arguments)
{
    luau::Vm::Options options;
    options.limits.time = longestRun;
    options.limits.memory = maxMemory;
    options.log = [](luau::LogLevel, const std::string& line) {
        std::fprintf(stderr, "%s\n", printable(line).c_str());
    };
    try {
        return std::make_shared<luau::GameCode>(
            fileOf(file), fileOf(arguments.value("--project").value_or("")), std::move(options),
            loadOptionsOf(arguments), arguments.value("--call").value_or(""));
    } catch (const luau::LoadError& error) {
        std::fprintf(stderr, "%s", textOf(error.missing(), error.problems()).c_str());
        throw failureOf(error);
    } catch (const luau::Error& error) {
        throw failureOf(error);
    }
}

void requireStores(const luau::GameCode& code)
{
    if (code.stores().empty())
        throw Failure(ExitCode::BadInput, whyNone(code));
}

Task<ExitCode> config(Context context)
{
    const Arguments& arguments = *context.arguments;
    const auto code = loadGameCode(arguments.operands().at(0), arguments);
    if (arguments.has("--json"))
        writeDocument(documentOf(*code));
    else
        write(textOf(*code));
    requireStores(*code);
    co_return ExitCode::Ok;
}

} // namespace plectrum::ctl
