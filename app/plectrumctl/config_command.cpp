// SPDX-License-Identifier: MIT
// config: what a game's configuration means, read by running its code on nothing.
#include "luau/game_code.h"
#include "plectrumctl/command.h"
#include "plectrumctl/game_options.h"
#include "plectrumctl/output.h"

#include <algorithm>
#include <cstdio>
#include <format>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace plectrum::ctl {

namespace {

using json::Value;

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
    return text + textOfMissing(code.missing(), code.problems());
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

} // namespace

Task<ExitCode> config(Context context)
{
    const Arguments& arguments = *context.arguments;
    luau::Vm::Options options;
    const gamecode::Configuration from = configurationIn(arguments, arguments.operands().at(0));
    options.limits = from.limits;
    options.log = [](luau::LogLevel, const std::string& line) {
        std::fprintf(stderr, "%s\n", printable(line).c_str());
    };
    std::optional<luau::GameCode> code;
    try {
        code.emplace(from.file, from.project, std::move(options),
                     luau::LoadOptions{.launch = from.launch}, from.call);
    } catch (const luau::LoadError& error) {
        std::fprintf(stderr, "%s", textOfMissing(error.missing(), error.problems()).c_str());
        throw failureOf(error);
    } catch (const luau::Error& error) {
        throw failureOf(error);
    }
    if (arguments.has("--json"))
        writeDocument(documentOf(*code));
    else
        write(textOf(*code));
    if (code->stores().empty())
        throw Failure(ExitCode::BadInput, whyNone(*code));
    co_return ExitCode::Ok;
}

} // namespace plectrum::ctl
