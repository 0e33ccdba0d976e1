// SPDX-License-Identifier: MIT
// run: a Luau script with the store API on the universe, as a game server would run it.
#include "console/session.h"
#include "datastore/visible_text.h"
#include "gamecode/store_config.h"
#include "json/printer.h"
#include "plectrumctl/command.h"
#include "plectrumctl/command_journal.h"
#include "plectrumctl/game_code_option.h"
#include "plectrumctl/output.h"

#include <cstdio>
#include <filesystem>
#include <format>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <string>
#include <utility>

namespace plectrum::ctl {

namespace {

/// Of a script, beside what it waits for.
constexpr std::chrono::minutes longestScript{10};
constexpr std::size_t mostMemory = std::size_t{1} << 30;

struct Script
{
    std::string name; ///< in its errors
    std::string text;
};

Script readScript(const std::string& file)
{
    if (file == "-") {
        std::string text(std::istreambuf_iterator<char>(std::cin), {});
        return {"stdin", std::move(text)};
    }
    const std::filesystem::path path(file);
    std::error_code error;
    std::ifstream stream;
    if (!std::filesystem::is_directory(path, error))
        stream.open(path, std::ios::binary);
    if (!stream.is_open())
        throw Failure(ExitCode::BadInput, std::format("there is no file {}", printable(file)));
    std::string text(std::istreambuf_iterator<char>(stream), {});
    return {path.filename().string(), std::move(text)};
}

void complainOf(const std::string& text)
{
    const std::string line = datastore::visibleLines(text) + "\n";
    std::fwrite(line.data(), 1, line.size(), stderr);
}

/// What a script prints is its output; with --json that is for its results alone.
void show(const console::Line& line, bool isJson, bool isLogWanted)
{
    using enum console::Line::Kind;
    if (line.kind == Print && !isJson) {
        write(datastore::visibleLines(line.text) + "\n");
        flush();
    } else if (line.kind != Log) {
        complainOf(line.text);
    } else if (isLogWanted) {
        complainOf(std::format("{}: {} {}", store::nameOf(line.level), line.text,
                               json::print(line.context)));
    }
}

console::ConfigOf configsIn(const Arguments& arguments)
{
    const auto file = arguments.value("--config");
    if (!file) {
        for (const char* option :
             {"--project", "--call", "--game-id", "--place-id", "--creator-id", "--job-id"})
            if (arguments.value(option))
                throw Failure(ExitCode::Usage, std::format("{} is for --config", option));
        if (arguments.has("--studio"))
            throw Failure(ExitCode::Usage, "--studio is for --config");
        return {};
    }
    const auto code = loadGameCode(*file, arguments);
    requireStores(*code);
    return [code](const std::string& name) -> std::optional<store::StoreConfig> {
        const luau::GameStore* const store = code->find(name);
        return store ? std::optional(gamecode::storeConfig(code, *store)) : std::nullopt;
    };
}

console::Host hostOf(const Context& context)
{
    const Arguments& arguments = *context.arguments;
    CommandJournal& commandJournal = *context.commandJournal;
    console::Host host{.services = context.access->services(), .guard = context.guard};
    host.journal = commandJournal.journal();
    host.universe = commandJournal.universeId();
    host.actor = commandJournal.actor();
    host.onJournalError = commandJournal.errorHandler();
    host.store = arguments.value("--store").value_or("");
    host.configOf = configsIn(arguments);
    host.output = [isJson = arguments.has("--json"), isLogWanted = arguments.has("--log")](
                      const console::Line& line) { show(line, isJson, isLogWanted); };
    host.computingTime = longestScript;
    host.memory = mostMemory;
    return host;
}

void showResults(const console::Result& result, bool isJson)
{
    for (const console::Shown& each : result.values)
        if (isJson)
            writeDocument(each.value);
        else if (each.value.isString())
            write(datastore::visibleLines(each.value.toString()) + "\n");
        else
            writePretty(each.value);
}

Failure failureOf(const console::Problem& problem)
{
    std::string text = problem.message();
    if (!problem.traceback.empty())
        text += "\n" + problem.traceback.substr(0, problem.traceback.find_last_not_of('\n') + 1);
    return Failure(ExitCode::BadInput, std::move(text));
}

} // namespace

Task<ExitCode> runScript(Context context)
{
    const Arguments& arguments = *context.arguments;
    Script script = readScript(arguments.operands().at(0));
    console::Session session(hostOf(context));
    const console::Result result =
        co_await session.run(std::move(script.text), std::move(script.name));
    // As a game server that shuts down; what a script that failed has changed may be half of it.
    const auto unsaved =
        co_await session.close(result.problem ? console::Ending::Discard : console::Ending::Save);
    for (const console::Unsaved& each : unsaved)
        complainOf(std::format("not saved: {} {}{}", printable(each.key.store),
                               printable(each.key.key),
                               each.reason.empty() ? "" : ": " + each.reason));
    if (result.problem)
        throw failureOf(*result.problem);
    showResults(result, arguments.has("--json"));
    if (!unsaved.empty())
        throw Failure(ExitCode::Failed, "not everything was saved");
    co_return ExitCode::Ok;
}

} // namespace plectrum::ctl
