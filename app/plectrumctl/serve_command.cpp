// SPDX-License-Identifier: MIT
// serve: a universe on loopback as Open Cloud, until the process is asked to end.
#include "async/executor.h"
#include "backends/backends.h"
#include "datastore/error.h"
#include "loopback/loopback_server.h"
#include "plectrumctl/command.h"
#include "plectrumctl/json_input.h"
#include "plectrumctl/output.h"

#include <QFile>

#include <charconv>
#include <csignal>
#include <cstdio>
#include <format>
#include <limits>
#include <memory>
#include <stdexcept>

namespace plectrum::ctl {

namespace {

constexpr int highestPort = 65535;
constexpr int maxPlayers = 1'000'000;
constexpr async::Duration pollInterval{100};

volatile std::sig_atomic_t isAskedToEnd = 0;

void askToEnd(int)
{
    isAskedToEnd = 1;
}

std::int64_t idOf(const Arguments& arguments, std::string_view option)
{
    const auto text = arguments.value(option);
    if (!text)
        return 1;
    std::int64_t id = 0;
    const char* const last = text->data() + text->size();
    const auto [end, error] = std::from_chars(text->data(), last, id);
    if (error != std::errc() || end != last || id <= 0)
        throw Failure(ExitCode::Usage, std::format("{} is a whole number above 0", option));
    return id;
}

app::LoopbackOptions optionsOf(const Arguments& arguments)
{
    app::LoopbackOptions options;
    options.port = std::uint16_t(arguments.number("--port", highestPort).value_or(0));
    options.universeId = idOf(arguments, "--universe-id");
    options.placeId = idOf(arguments, "--place-id");
    options.apiKey = arguments.value("--api-key").value_or("");
    if (arguments.has("--api-key") && options.apiKey.empty())
        throw Failure(ExitCode::Usage, "--api-key needs a key");
    if (const auto file = arguments.value("--key-file"))
        options.keyFile = readJson(*file);
    options.players = arguments.number("--players", maxPlayers).value_or(0);
    options.hasLimits = !arguments.has("--no-limits");
    options.hasEvenPages = arguments.has("--even-pages");
    options.queuesTasks = arguments.has("--queued-tasks");
    options.fault = arguments.value("--fault").value_or("");
    options.faultRate = arguments.number("--fault-rate", 100).value_or(100) / 100.0;
    if (arguments.has("--log"))
        options.observer = [](const std::string& method, const std::string& path, int status) {
            const std::string line =
                std::format("{} {} {}\n", printable(method), printable(path), status);
            std::fputs(line.c_str(), stderr);
        };
    return options;
}

datastore::UniverseSpec specOf(const Arguments& arguments)
{
    const auto& operands = arguments.operands();
    const auto named = arguments.value("--universe");
    if (operands.size() + std::size_t(named.has_value()) + std::size_t(arguments.has("--demo"))
        != 1)
        throw Failure(ExitCode::Usage, "say which universe: serve FILE, or --demo");
    if (arguments.has("--demo"))
        return {};
    const std::string& path = named ? *named : operands.front();
    if (!QFile::exists(QString::fromStdString(path)))
        throw Failure(ExitCode::NoUniverse, std::format("there is no file {}", path));
    return {.kind = datastore::UniverseSpec::Kind::File, .path = path};
}

app::OpenUniverse open(const Context& context, async::Executor& executor)
{
    try {
        return app::openUniverse(specOf(*context.arguments), *context.clock,
                                 async::Random::fromSystem(), executor);
    } catch (const datastore::Error& error) {
        throw Failure(ExitCode::NoUniverse, error.text());
    }
}

std::unique_ptr<app::LoopbackServer> start(const Context& context, const app::OpenUniverse& open)
{
    auto options = optionsOf(*context.arguments);
    try {
        return std::make_unique<app::LoopbackServer>(
            *open.mock, *open.clock, async::Random::fromSystem(), std::move(options));
    } catch (const std::invalid_argument& error) {
        throw Failure(ExitCode::BadInput, error.what());
    } catch (const std::runtime_error& error) {
        throw Failure(ExitCode::Failed, error.what());
    }
}

void report(const Context& context, const std::string& title, const app::LoopbackServer& server)
{
    const std::int64_t id = idOf(*context.arguments, "--universe-id");
    if (context.arguments->has("--json")) {
        json::Value::Members members{{"baseUrl", server.baseUrl()},
                                     {"port", std::int64_t(server.port())},
                                     {"universeId", id}};
        if (!server.madeKey().empty())
            members.emplace_back("madeApiKey", server.madeKey());
        writeDocument(json::Value::object(std::move(members)));
    } else {
        write(std::format("Serving {} as universe {} on {}\n", printable(title), id,
                          server.baseUrl()));
        if (!server.madeKey().empty())
            write(std::format("API key, shown this once: {}\n", server.madeKey()));
    }
    flush();
}

} // namespace

Task<ExitCode> serve(Context context)
{
    isAskedToEnd = 0;
    std::signal(SIGINT, askToEnd);
    std::signal(SIGTERM, askToEnd);
    async::InlineExecutor executor;
    const app::OpenUniverse served = open(context, executor);
    const auto server = start(context, served);
    report(context, served.universe->title(), *server);
    while (!isAskedToEnd)
        co_await context.clock->sleep(pollInterval);
    co_await server->close();
    co_return ExitCode::Ok;
}

} // namespace plectrum::ctl
