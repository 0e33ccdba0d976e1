// SPDX-License-Identifier: MIT
#include "documents/game/loaded_game.h"

#include "async/task.h"

#ifdef PLECTRUM_HAS_LUAU
#include "luau/game_code.h"
#endif

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iterator>
#include <mutex>
#include <system_error>
#include <utility>

namespace plectrum::documents {

namespace fs = std::filesystem;

#ifdef PLECTRUM_HAS_LUAU

namespace {

constexpr std::chrono::seconds longestRun{20};
constexpr std::size_t maxMemory = std::size_t{512} << 20;
constexpr int maxFoldersAbove = 16;

std::string textOfFile(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// The file of a script whose name in errors is its path below the project's folder.
std::string sourceBelow(const fs::path& entry, const std::string& script)
{
    std::error_code error;
    fs::path folder = fs::absolute(entry, error).parent_path();
    for (int i = 0; i < maxFoldersAbove && !folder.empty(); ++i) {
        if (fs::is_regular_file(folder / script, error))
            return textOfFile(folder / script);
        if (folder == folder.parent_path())
            break;
        folder = folder.parent_path();
    }
    return {};
}

luau::LoadOptions loadOptionsOf(const GameSpec& spec, std::stop_token stop)
{
    luau::LoadOptions options;
    if (spec.gameId)
        options.launch.ids.emplace("GameId", json::Value(*spec.gameId));
    if (spec.placeId)
        options.launch.ids.emplace("PlaceId", json::Value(*spec.placeId));
    options.stop = std::move(stop);
    return options;
}

GameFailure failureOf(const luau::Failure& failure, std::string source)
{
    return {.place = {failure.script, failure.line},
            .text = failure.text,
            .traceback = failure.traceback,
            .source = std::move(source)};
}

std::vector<GameNote> notesOf(const std::vector<luau::Missing>& missing)
{
    std::vector<GameNote> notes;
    for (const luau::Missing& one : missing)
        notes.push_back({one.what, {one.script, one.line}});
    return notes;
}

std::vector<GameNote> notesOf(const std::vector<luau::ProjectProblem>& problems)
{
    std::vector<GameNote> notes;
    for (const luau::ProjectProblem& one : problems)
        notes.push_back({one.text, {one.path.string(), one.line}});
    return notes;
}

GameStoreInfo infoOf(const luau::GameStore& store)
{
    GameStoreInfo info{.name = store.name,
                       .forPlayers = store.forPlayers,
                       .templateData = store.templateData,
                       .place = {store.script, store.line}};
    for (const luau::GameStep& step : store.steps)
        info.steps.push_back(step.name);
    return info;
}

GameReport reportOf(const luau::GameCode& code)
{
    GameReport report;
    for (const luau::GameStore& store : code.stores()) {
        report.stores.push_back(infoOf(store));
        report.changedCallbacks += store.changedCallbacks.size();
    }
    for (const luau::GameCreator& one : code.creators())
        report.creators.push_back({one.call, {one.script, one.line}});
    report.missing = notesOf(code.missing());
    report.problems = notesOf(code.problems());
    report.files = code.files();
    return report;
}

} // namespace

struct LoadedGame::Code
{
    GameSpec spec;
    mutable std::timed_mutex mutex;
    std::unique_ptr<luau::GameCode> code;

    /// Others may run long; whoever is not wanted any more does not wait for them.
    std::unique_lock<std::timed_mutex> lock(const std::stop_token& stop) const
    {
        constexpr std::chrono::milliseconds look{20};
        std::unique_lock held(mutex, std::defer_lock);
        while (!held.try_lock_for(look))
            async::throwIfStopped(stop);
        return held;
    }
};

bool LoadedGame::isSupported()
{
    return true;
}

std::shared_ptr<const LoadedGame> LoadedGame::load(const GameSpec& spec, std::stop_token stop)
{
    const std::shared_ptr<LoadedGame> game(new LoadedGame);
    game->m_code->spec = spec;
    const fs::path entry(spec.file);
    std::error_code error;
    if (!fs::is_regular_file(entry, error)) {
        game->m_report.failure = GameFailure{.text = "there is no file " + spec.file};
        return game;
    }
    luau::Vm::Options options;
    options.limits.time = longestRun;
    options.limits.memory = maxMemory;
    try {
        game->m_code->code =
            std::make_unique<luau::GameCode>(entry, fs::path(spec.project), std::move(options),
                                             loadOptionsOf(spec, stop), spec.call);
        game->m_report = reportOf(*game->m_code->code);
    } catch (const luau::LoadError& failed) {
        game->m_report.missing = notesOf(failed.missing());
        game->m_report.problems = notesOf(failed.problems());
        game->m_report.failure =
            failureOf(failed.failure(), sourceBelow(entry, failed.failure().script));
    } catch (const luau::Error& failed) {
        game->m_report.failure =
            failureOf(failed.failure(), sourceBelow(entry, failed.failure().script));
    }
    return game;
}

std::string LoadedGame::sourceOf(const std::string& script) const
{
    return script.empty() ? std::string() : sourceBelow(fs::path(m_code->spec.file), script);
}

GameCheck LoadedGame::check(const std::string& store, const json::Value& data,
                            const Applied& applied, std::stop_token stop) const
{
    GameCheck result;
    const GameStoreInfo* info = find(store);
    if (!m_code->code || !info)
        return result;
    const auto held = m_code->lock(stop);
    luau::GameCode& code = *m_code->code;
    const luau::GameStore& bound = *code.find(info->name);
    std::vector<const luau::GameStep*> pending;
    for (const luau::GameStep& step : bound.steps)
        if (applied && std::ranges::find(*applied, step.name) == applied->end())
            pending.push_back(&step);
    result.pendingSteps = pending.size();
    try {
        luau::Any table = pending.empty() ? luau::Any() : code.toTable(data);
        for (const luau::GameStep* step : pending) {
            result.failedStep = step->name;
            table = code.applyStep(*step, table, stop);
        }
        result.failedStep.clear();
        const std::string problem = pending.empty() ? code.schemaProblem(bound, data, stop)
                                                    : code.problemOf(bound, table, stop);
        if (!problem.empty())
            result.schemaProblem = problem;
    } catch (const luau::Error& failed) {
        if (result.failedStep.empty())
            result.schemaProblem = failed.what();
        else
            result.failure = failureOf(failed.failure(), sourceOf(failed.failure().script));
    }
    return result;
}

#else

struct LoadedGame::Code
{
};

bool LoadedGame::isSupported()
{
    return false;
}

std::shared_ptr<const LoadedGame> LoadedGame::load(const GameSpec&, std::stop_token)
{
    const std::shared_ptr<LoadedGame> game(new LoadedGame);
    game->m_report.failure = GameFailure{.text = "this Plectrum was built without Luau"};
    return game;
}

std::string LoadedGame::sourceOf(const std::string&) const
{
    return {};
}

GameCheck LoadedGame::check(const std::string&, const json::Value&, const Applied&,
                            std::stop_token) const
{
    return {};
}

#endif

LoadedGame::LoadedGame()
    : m_code(std::make_unique<Code>())
{
}

LoadedGame::~LoadedGame() = default;

const GameStoreInfo* LoadedGame::find(const std::string& store) const
{
    if (store.empty() && m_report.stores.size() == 1)
        return &m_report.stores.front();
    const auto found = std::ranges::find(m_report.stores, store, &GameStoreInfo::name);
    return found == m_report.stores.end() ? nullptr : &*found;
}

editing::DataCheck LoadedGame::dataCheck(std::shared_ptr<const LoadedGame> game, std::string store)
{
    return [game = std::move(game), store = std::move(store)](const json::Value& data,
                                                              const Applied& applied) {
        return game->check(store, data, applied).schemaProblem;
    };
}

std::string noStoreReason(const GameReport& report)
{
    if (report.failure || !report.stores.empty())
        return {};
    const auto creates = [](const GameNote& one) {
        return one.what.ends_with(".createStore") || one.what.ends_with(".createPlayerStore");
    };
    const auto place = [](const GameNote& one) {
        return one.place.script + ":" + std::to_string(one.place.line);
    };
    const auto called = std::ranges::find_if(report.missing, creates);
    if (called != report.missing.end())
        return "the code creates a store with " + called->what + " (" + place(*called)
            + "), which is not there";
    if (report.creators.empty())
        return "the code creates no store";
    const GameNote& first = report.creators.front();
    return "the code creates a store only when " + first.what + " is called (" + place(first) + ")";
}

} // namespace plectrum::documents
