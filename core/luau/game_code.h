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
    Reference transform{}; ///< else
};

/// The options of one Lyra.createStore or createPlayerStore.
struct GameStore
{
    std::string name{};
    bool forPlayers = false; ///< keys are user ids
    json::Value templateData{};
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

class GameCode
{
public:
    /// Runs a configuration module, or the script that creates the stores. A module may also return
    /// the options themselves. Throws Error; then nothing of the module can be used.
    /// Throws Cancelled when the token of `load` stops. What waits goes on for a minute of simulated
    /// time at most, until there is a store. `call`: an expression that creates the store, as
    /// "DataService.new()"; its first name is what the module returns, or a field of that.
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

private:
    void provideLibraries();
    void run(const Reference& main, const std::string& call, std::stop_token stop);
    Reference callOf(const std::string& call);
    void createFrom(const Any& returned, std::stop_token stop);
    Values capture(const Values& arguments);
    GameStore readStore(const Reference& config) const;
    GameStep readStep(const Reference& step) const;
    json::Value dataOf(const Reference& table) const;
    Values elementsOf(const Reference& table) const;
    Values callCounted(const Reference& function, const json::Value& data, CallOptions options);

    async::SimClock m_clock;
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
};

} // namespace plectrum::luau
