// SPDX-License-Identifier: MIT
#include "plectrumctl/game_options.h"

#include "json/value.h"
#include "plectrumctl/output.h"

#include <charconv>
#include <cstdint>
#include <filesystem>
#include <format>
#include <optional>
#include <utility>

namespace plectrum::ctl {

namespace {

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

luau::LaunchSettings launchIn(const Arguments& arguments)
{
    luau::LaunchSettings launch;
    const std::pair<std::string_view, const char*> ids[] = {
        {"--game-id", "GameId"}, {"--place-id", "PlaceId"}, {"--creator-id", "CreatorId"}};
    for (const auto& [option, name] : ids)
        if (const auto id = idIn(arguments, option))
            launch.ids.emplace(name, json::Value(*id));
    if (const auto job = arguments.value("--job-id"))
        launch.ids.emplace("JobId", json::Value(*job));
    launch.isStudio = arguments.has("--studio");
    return launch;
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

std::span<const Option> gameOptions()
{
    static constexpr Option options[] = {
        {.name = "--project",
         .value = "FILE",
         .help = "the Rojo project (default: the one found above the configuration)"},
        {.name = "--call", .value = "EXPR", .help = "what creates the store, as DataService.new()"},
        {.name = "--game-id", .value = "ID", .help = "what game.GameId is"},
        {.name = "--place-id", .value = "ID", .help = "what game.PlaceId is"},
        {.name = "--creator-id", .value = "ID", .help = "what game.CreatorId is"},
        {.name = "--job-id", .value = "TEXT", .help = "what game.JobId is"},
        {.name = "--studio", .value = {}, .help = "RunService:IsStudio() answers true"},
    };
    return options;
}

gamecode::Configuration configurationIn(const Arguments& arguments, const std::string& file)
{
    return {.file = fileOf(file),
            .project = fileOf(arguments.value("--project").value_or("")),
            .call = arguments.value("--call").value_or(""),
            .launch = launchIn(arguments)};
}

std::string textOfMissing(const std::vector<luau::Missing>& missing,
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

} // namespace plectrum::ctl
