// SPDX-License-Identifier: MIT
// migrate: a game's migration steps tried on the records of a store, or applied to them.
#include "async/pool_executor.h"
#include "backends/backends.h"
#include "demo/sample_game.h"
#include "gamecode/load_trial.h"
#include "gamecode/migration_lab.h"
#include "gamecode/migration_report.h"
#include "gamecode/pending_migrations.h"
#include "plectrumctl/command.h"
#include "plectrumctl/command_journal.h"
#include "plectrumctl/game_options.h"
#include "plectrumctl/migrate_texts.h"
#include "plectrumctl/output.h"
#include "plectrumctl/output_file.h"

#if __has_include(<unistd.h>)
#include <unistd.h>
#endif

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <format>
#include <iterator>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace plectrum::ctl {

namespace {

using gamecode::KeySelection;
using gamecode::LabRequest;

constexpr int mostRecords = 1'000'000'000;

void checkMode(const Arguments& arguments)
{
    int modes = 0;
    for (const char* mode : {"--preview", "--dry-run", "--apply", "--load"})
        modes += arguments.has(mode) ? 1 : 0;
    if (modes != 1)
        throw Failure(ExitCode::Usage,
                      "migrate needs one of --preview, --dry-run, --apply and --load KEY");
    if (!arguments.has("--config") && !arguments.has("--demo"))
        throw Failure(ExitCode::Usage, "migrate needs --config FILE");
    const bool isApply = arguments.has("--apply");
    for (const char* option : {"--skip-failing", "--lock-wait", "--group"})
        if (arguments.has(option) && !isApply)
            throw Failure(ExitCode::Usage, std::format("{} needs --apply", option));
    const bool isRun = isApply || arguments.has("--dry-run");
    for (const char* option : {"--junit", "--html", "--show", "--slow"})
        if (arguments.has(option) && !isRun)
            throw Failure(ExitCode::Usage, std::format("{} needs --dry-run or --apply", option));
}

KeySelection selectionIn(const Arguments& arguments)
{
    using enum KeySelection::Kind;
    KeySelection keys;
    const auto sample = arguments.number("--sample", mostRecords);
    const auto named = arguments.values("--key");
    const bool isPending = arguments.has("--pending-only");
    if (int(sample.has_value()) + int(!named.empty()) + int(isPending) > 1)
        throw Failure(ExitCode::Usage, "--sample, --key and --pending-only exclude each other");
    if (!named.empty() && arguments.has("--prefix"))
        throw Failure(ExitCode::Usage, "--key and --prefix exclude each other");
    if (!sample && arguments.has("--seed"))
        throw Failure(ExitCode::Usage, "--seed needs --sample");
    keys.kind = sample ? Sample : !named.empty() ? Listed : isPending ? Pending : All;
    keys.sampleSize = std::size_t(sample.value_or(0));
    keys.seed = std::uint64_t(arguments.number("--seed", mostRecords).value_or(1));
    keys.keys = named;
    keys.prefix = arguments.value("--prefix").value_or("");
    return keys;
}

/// The demo universe comes with the code of its game.
std::string configFileIn(const Arguments& arguments)
{
    if (const auto file = arguments.value("--config"))
        return *file;
    const auto folder = app::sampleGameFolder(app::defaultDemoPath());
    return app::writeSampleGame(folder).configuration.string();
}

LabRequest requestIn(const Arguments& arguments)
{
    LabRequest request{.store = arguments.operands().at(0),
                       .configuration = configurationIn(arguments, configFileIn(arguments)),
                       .keys = selectionIn(arguments)};
    request.configuration.store = arguments.value("--config-store").value_or("");
    request.slowFrom =
        std::chrono::milliseconds(arguments.number("--slow", 3'600'000).value_or(10));
    return request;
}

bool isTerminal()
{
#if __has_include(<unistd.h>)
    return isatty(STDERR_FILENO) != 0;
#else
    return false;
#endif
}

/// One line that is written over, for whoever looks; nothing for a file.
class ProgressLine
{
public:
    explicit ProgressLine(async::Clock& clock)
        : m_clock(clock)
        , m_isShown(isTerminal())
    {
    }
    ~ProgressLine()
    {
        if (m_wasShown)
            std::fputs("\r\x1b[K", stderr);
    }
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    void show(std::string_view what, std::size_t done, std::optional<std::size_t> total)
    {
        constexpr async::Duration pause{200};
        if (!m_isShown || (m_wasShown && m_clock.elapsed() - m_last < pause))
            return;
        m_wasShown = true;
        m_last = m_clock.elapsed();
        const std::string of = total ? std::format(" of {}", *total) : "";
        std::fprintf(stderr, "\r\x1b[K%.*s %zu%s", int(what.size()), what.data(), done, of.c_str());
    }

private:
    async::Clock& m_clock;
    bool m_isShown;
    bool m_wasShown = false;
    async::Duration m_last{};
};

Task<std::vector<gamecode::RecordTrial>> trialsOf(gamecode::MigrationLab* lab,
                                                  std::vector<std::string> keys)
{
    std::vector<gamecode::RecordTrial> trials;
    for (const std::string& key : keys)
        trials.push_back(co_await lab->tryRecord(key));
    co_return trials;
}

/// Writes the files that were asked for, and gives what the document says.
Task<json::Value> report(Context context, gamecode::MigrationLab* lab, LabRequest request,
                         std::vector<gamecode::RecordTrial> shown)
{
    const Arguments& arguments = *context.arguments;
    gamecode::MigrationReport made{.universe = context.universe->title(),
                                   .store = request.store,
                                   .selection = gamecode::describe(request.keys),
                                   .time = async::EventLoopClock().now(),
                                   .results = &lab->results(),
                                   .trials = std::move(shown)};
    json::Value document = gamecode::toJson(made);
    if (const auto file = arguments.value("--junit"))
        writeFile(*file, gamecode::toJUnit(made));
    if (const auto file = arguments.value("--html")) {
        auto more = co_await trialsOf(lab, gamecode::keysWorthShowing(lab->results()));
        std::ranges::move(more, std::back_inserter(made.trials));
        writeFile(*file, gamecode::toHtml(made));
    }
    co_return document;
}

Task<json::Value> dryRun(Context context, gamecode::MigrationLab* lab, LabRequest request)
{
    {
        ProgressLine line(*context.clock);
        lab->onChanged(
            [lab, &line] { line.show("records", lab->progress().done, lab->progress().total); });
        co_await lab->run(request);
        lab->onChanged({});
    }
    auto shown = co_await trialsOf(lab, context.arguments->values("--show"));
    if (!context.arguments->has("--json")) {
        for (const gamecode::RecordTrial& trial : shown)
            write(migrationText(trial, lab->results().code));
        write(migrationText(lab->results()));
    }
    co_return co_await report(context, lab, std::move(request), std::move(shown));
}

ExitCode exitCodeOf(const gamecode::ApplyResults& results)
{
    using enum gamecode::ApplyOutcome;
    if (results.count(Unknown) > 0 || results.count(WriteFailed) > 0)
        return ExitCode::Failed;
    if (results.count(StepFailed) > 0 || results.count(Rejected) > 0)
        return ExitCode::MigrationFailed;
    if (results.count(Locked) > 0)
        return ExitCode::Locked;
    return results.count(Changing) > 0 ? ExitCode::Conflict : ExitCode::Ok;
}

Task<ExitCode> apply(Context context, async::Executor* workers, LabRequest request,
                     json::Value tried)
{
    const Arguments& arguments = *context.arguments;
    auto& journal = context.commandJournal->needJournal();
    const std::string group = arguments.value("--group").value_or(journal.newGroup());
    auto recorder = context.commandJournal->recorder(group);
    gamecode::PendingMigrations pending(
        context.access->observedBy(recorder), *workers, *context.random,
        {.store = request.store,
         .configuration = request.configuration,
         .keys = request.keys,
         .lockPatience =
             std::chrono::seconds(arguments.number("--lock-wait", 86'400).value_or(120))});
    if (!arguments.has("--json"))
        write(std::format("applying as group {}\n", group));
    flush();
    {
        ProgressLine line(*context.clock);
        pending.onChanged([&pending, &line] {
            const auto& now = pending.progress();
            line.show(now.setAside > 0 ? "waiting for locks, settled" : "settled", now.done,
                      now.total);
        });
        co_await pending.run();
        pending.onChanged({});
    }
    if (arguments.has("--json"))
        writeDocument(
            json::Value::object({{"dryRun", std::move(tried)},
                                 {"applied", migrationDocument(pending.results(), group)}}));
    else
        write(migrationText(pending.results(), group));
    co_return exitCodeOf(pending.results());
}

Task<ExitCode> preview(Context context, gamecode::MigrationLab* lab, LabRequest request)
{
    const auto found = co_await lab->preview(std::move(request));
    if (context.arguments->has("--json"))
        writeDocument(gamecode::toJson(found));
    else
        write(migrationText(found));
    co_return ExitCode::Ok;
}

Task<ExitCode> load(Context context, async::Executor* workers, LabRequest request)
{
    const auto trial =
        co_await gamecode::tryLoad(*context.access, workers,
                                   {.store = request.store,
                                    .configuration = std::move(request.configuration),
                                    .key = context.arguments->value("--load").value()});
    if (context.arguments->has("--json"))
        writeDocument(migrationDocument(trial));
    else
        write(migrationText(trial));
    co_return trial.data && !trial.schemaProblem ? ExitCode::Ok : ExitCode::MigrationFailed;
}

Task<ExitCode> runMode(Context context, async::Executor* workers)
{
    const Arguments& arguments = *context.arguments;
    LabRequest request = requestIn(arguments);
    if (arguments.has("--load"))
        co_return co_await load(context, workers, std::move(request));
    gamecode::MigrationLab lab(*context.access, *workers);
    if (arguments.has("--preview"))
        co_return co_await preview(context, &lab, std::move(request));
    json::Value tried = co_await dryRun(context, &lab, request);
    const bool isGood = lab.results().isGood();
    if (arguments.has("--apply") && (isGood || arguments.has("--skip-failing")))
        co_return co_await apply(context, workers, std::move(request), std::move(tried));
    if (arguments.has("--json"))
        writeDocument(tried);
    if (arguments.has("--apply"))
        throw Failure(ExitCode::MigrationFailed,
                      "records fail, so nothing was written; --skip-failing applies to the others");
    co_return isGood ? ExitCode::Ok : ExitCode::MigrationFailed;
}

} // namespace

Task<ExitCode> migrate(Context context)
{
    checkMode(*context.arguments);
    async::PoolExecutor workers;
    try {
        co_return co_await runMode(context, &workers);
    } catch (const luau::LoadError& error) {
        std::fprintf(stderr, "%s", textOfMissing(error.missing(), error.problems()).c_str());
        throw failureOf(error);
    } catch (const luau::Error& error) {
        throw failureOf(error);
    }
}

} // namespace plectrum::ctl
