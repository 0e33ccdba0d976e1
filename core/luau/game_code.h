// SPDX-License-Identifier: MIT
// A game's own module, run once in a machine of its own: the stores that it creates, with their
// schema, template and migration steps as functions that can be called.
#pragma once

#include "async/random.h"
#include "async/sim_clock.h"
#include "luau/module_loader.h"
#include "luau/scheduler.h"
#include "luau/vm.h"

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace plectrum::luau {

/// As Lyra.MigrationStep made it.
struct GameStep
{
    std::string name{};
    bool addsFields = false;
    json::Value fields{}; ///< when it adds fields
    Reference transform{}; ///< what it does, also when it adds fields
};

/// The options of one Lyra.createStore or createPlayerStore.
struct GameStore
{
    std::string name{};
    bool forPlayers = false; ///< keys are user ids
    json::Value templateData{}; ///< as it is stored
    bool isTemplateChanged = false; ///< by storing it: numeric keys have become texts
    Reference schema{};
    std::vector<GameStep> steps{};
    Reference importLegacyData{}; ///< empty when there is none
    std::vector<Reference> changedCallbacks{};
    bool useDataStoreLocking = false;
    std::string script{}; ///< where it is created
    int line = 0;
};

/// A function of the game that would create a store if it were called.
struct GameCreator
{
    std::string call{}; ///< "DataService.new()"; empty: it cannot be reached from outside
    std::string script{};
    int line = 0;

    friend bool operator==(const GameCreator&, const GameCreator&) = default;
};

/// Where loading ends with an error: all that was found until then.
class LoadError : public Error
{
public:
    LoadError(Failure failure, std::vector<Missing> missing, std::vector<ProjectProblem> problems)
        : Error(std::move(failure))
        , m_missing(std::move(missing))
        , m_problems(std::move(problems))
    {
    }
    const std::vector<Missing>& missing() const { return m_missing; }
    const std::vector<ProjectProblem>& problems() const { return m_problems; }

private:
    std::vector<Missing> m_missing;
    std::vector<ProjectProblem> m_problems;
};

/// What a record's steps make of it.
struct Migrated
{
    json::Value data{}; ///< as it would be read back
    std::size_t bytes = 0; ///< that it needs, about; at least a sixth of its JSON text
    std::string schemaProblem{}; ///< as GameCode::problemOf() tells it
    bool isChangedByStoring = false; ///< number keys have become texts, or metatables are gone
};

class GameCode
{
public:
    /// Runs a configuration module, or the script that creates the stores. A module may also return
    /// the options themselves. Throws LoadError; then nothing of the module can be used.
    /// Throws Cancelled when the token of `load` stops. What waits goes on for a minute of
    /// simulated time at most, until there is a store. `call`: an expression that creates the
    /// store, as "DataService.new()"; its first name is what the module returns, or a field of
    /// that.
    GameCode(std::filesystem::path entry, std::filesystem::path project, Vm::Options options,
             LoadOptions load = {}, const std::string& call = {});
    GameCode(const GameCode&) = delete;
    GameCode& operator=(const GameCode&) = delete;
    ~GameCode();

    const std::vector<GameStore>& stores() const { return m_stores; }
    /// The store of that name, or null.
    const GameStore* find(const std::string& name) const;
    /// What the module used that is not there. It may matter or not.
    const std::vector<Missing>& missing() const { return m_loader.missing(); }
    const std::vector<ProjectProblem>& problems() const { return m_loader.problems(); }
    /// The functions that create stores, by where they stand; those that were called as well.
    const std::vector<GameCreator>& creators() const { return m_creators; }
    const std::vector<std::filesystem::path>& files() const { return m_loader.files(); }
    Vm& vm() { return m_vm; }

    /// Why a value does not pass a store's schema, in the words of the schema; empty when it does.
    /// What the schema throws is thrown as Error.
    /// The token ends it with Cancelled, from any thread. A function that has run out of its time
    /// some times is not called any more but fails at once as it did.
    std::string schemaProblem(const GameStore& store, const json::Value& data,
                              std::stop_token stop = {});
    /// What importLegacyData gives for a key; nullopt for nil. May wait, by simulated time. Throws
    /// Error, also where it read data stores and none are bound (see LoadOptions::services), and
    /// Cancelled.
    std::optional<json::Value> importLegacy(const GameStore& store, const std::string& key,
                                            std::stop_token stop = {});
    /// What a transform step makes of data; null for Luau's nil. Throws Error, and Cancelled.
    json::Value applyTransform(const GameStep& step, const json::Value& data,
                               std::stop_token stop = {});

    // A load runs all steps on tables, and only what comes of them is stored. So number keys are
    // numbers for the steps and for the schema, and texts once they are read back.

    /// All steps of the numbers, in that order, in one call, and the schema. Throws Error when a
    /// step fails or gives what cannot be stored, without the step's name; and Cancelled.
    Migrated migrate(const GameStore& store, const json::Value& data,
                     const std::vector<std::size_t>& steps, std::stop_token stop = {});
    /// Data for applyStep(): a table of its own.
    Any toTable(const json::Value& data);
    /// What one step gives. Throws Error, and Cancelled.
    Any applyStep(const GameStep& step, const Any& data, std::stop_token stop = {});
    /// As it would be read back after it was stored. Throws Error.
    json::Value stored(const Any& data, ReadBack* found = nullptr) const;
    /// What the schema says of a table, and of what would be read back of it; what it throws is
    /// part of the text.
    std::string problemOf(const GameStore& store, const Any& data, std::stop_token stop = {});

private:
    void provideLibraries();
    void run(const Reference& main, const std::string& call, std::stop_token stop);
    /// `mayEnd` is asked between two turns: once it says so the run ends, without results.
    Values runOnClock(const Reference& function, Values arguments, const std::stop_token& stop,
                      const std::function<bool()>& mayEnd = {});
    Reference callOf(const std::string& call);
    void createFrom(const Any& returned, std::stop_token stop);
    Values capture(const Values& arguments);
    GameStore readStore(const Reference& config) const;
    GameStep readStep(const Reference& step) const;
    json::Value dataOf(const Reference& table, bool* isChanged = nullptr) const;
    Values elementsOf(const Reference& table) const;
    Values callCounted(const Reference& function, const Values& arguments,
                       const CallOptions& options);
    void followClock();
    std::string askSchema(const GameStore& store, const Any& data, std::stop_token stop);
    std::string problemReadBack(const GameStore& store, const json::Value& data,
                                std::stop_token stop);
    void checkTemplates(std::stop_token stop);
    struct Chain
    {
        Reference function{};
        std::vector<std::size_t> steps{}; ///< of the last record
        Reference numbers{}; ///< the same as a table
    };
    Chain& chainOf(const GameStore& store);

    const async::Clock* m_given; ///< null: the time is always that of the simulation
    async::SimClock m_clock; ///< on which the code waits
    LoadOptions m_options; ///< what the makers of services hold lives as long as the code
    Vm m_vm;
    Scheduler m_scheduler;
    ModuleLoader m_loader;
    async::Random m_random;
    Reference m_lyra;
    bool m_wasRefused = false; ///< a data store was asked, and none are bound
    std::vector<GameStore> m_stores;
    std::vector<GameCreator> m_creators;
    struct Overrun
    {
        int times = 0;
        Failure last{};
    };
    std::map<int, Overrun> m_overruns; ///< by the number of the function
    std::map<std::string, Chain, std::less<>> m_chains; ///< by the name of the store
};

} // namespace plectrum::luau
