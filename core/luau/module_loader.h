// SPDX-License-Identifier: MIT
// Runs a game's module with all that it requires: by instance (script.Parent.X, a Rojo project's
// tree), by path and by alias. Whatever the module uses that is not there is replaced by something
// that takes every use, and is listed, so that all of it can be told at once.
#pragma once

#include "luau/environment.h"
#include "luau/file_access.h"
#include "luau/instance.h"
#include "luau/vm.h"

#include <compare>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

struct lua_State;

namespace plectrum::luau {

class ProjectReader;

/// A use of something that scripts have in a game but not here.
struct Missing
{
    std::string what{}; ///< "Players.PlayerAdded.Connect", "ReplicatedStorage.Packages.Promise"
    std::string script{};
    int line = 0;

    friend auto operator<=>(const Missing&, const Missing&) = default;
};

struct LoadOptions
{
    /// Beside the project's own: folders whose files the game's code may load.
    std::vector<std::filesystem::path> allowedFolders{};
    std::stop_token stop{}; ///< ends the loading with async::Cancelled, from any thread
    LaunchSettings launch{};
    /// What makes the services that work on a universe, by name; where DataStoreService is not
    /// among them, its calls fail and say so.
    std::vector<std::pair<std::string, std::function<Reference(Vm& vm)>>> services{};
};

class ModuleLoader
{
public:
    /// `project`: a *.project.json or a sourcemap.json; when empty, the one found above the entry,
    /// or none. Only files below the project's folder (without one, the entry's) and the allowed
    /// folders are read. Throws Error, and Cancelled.
    ModuleLoader(Vm& vm, std::filesystem::path entry, std::filesystem::path project = {},
                 LoadOptions options = {});
    ModuleLoader(const ModuleLoader&) = delete;
    ModuleLoader& operator=(const ModuleLoader&) = delete;
    ~ModuleLoader();

    /// A module of the program: found by the last part of what is required, in any case of letters,
    /// or by what stands behind "@rbxts". `always`: also when the game has a package of that name.
    void provide(const std::string& name, Reference module, bool always);
    /// For game:GetService, before what the project has.
    void provideService(const std::string& name, Reference service);

    /// A function that runs the entry, under a Scheduler, and gives what it returned (tables as
    /// references), nothing when it is a script that returns nothing. Once. Throws Error.
    Reference prepare();

    const std::vector<Missing>& missing() const { return m_missing; }
    const std::vector<ProjectProblem>& problems() const { return m_problems; }
    /// All files that were read, projects included: when one changes, load again.
    const std::vector<std::filesystem::path>& files() const { return m_files; }

    /// Something that takes every use and tells of it under that name.
    Any standIn(const std::string& path);

    /// For scripts: what a value is made of that is not there, or nil.
    Reference absentFunction();
    /// What was run of the game: the name of each script and its text.
    const std::vector<std::pair<std::string, std::string>>& sources() const { return m_sources; }
    /// Notes a use of what is not there, at the line that runs. False when there is no room for
    /// more.
    bool addMissing(lua_State* L, const std::string& what);
    /// What could not be done, beside what the reading of the project has found.
    void addProblem(ProjectProblem problem) { m_problems.push_back(std::move(problem)); }
    /// The folder that names of scripts are relative to.
    const std::filesystem::path& folder() const { return m_folder; }

private:
    enum class Progress
    {
        Loading,
        Loaded
    };
    struct Module
    {
        Progress progress = Progress::Loading;
        Any value;
    };

    void readTree(const std::filesystem::path& project);
    std::unique_ptr<Instance> read(const std::filesystem::path& path);
    ProjectReader reader();
    static void addAbsentPackages(Instance& instance);
    void enter(Instance* instance);
    Instance* instanceOf(const std::filesystem::path& file) const;
    Values begin(const Values& arguments);
    Any finish(const Values& arguments);
    Any placed(const Values& arguments) const;
    std::string sourceOf(const Instance* instance, std::size_t most) const;
    void openGlobals();
    Values beginInstance(Instance* instance);
    Values beginText(const Instance* from, const std::string& text);
    Values beginInTree(std::string_view path);
    void noteMissing(const std::string& what);
    Values missingModule(const std::string& path);
    Values beginFile(const std::filesystem::path& file, const std::string& name);
    Values start(Instance* instance);
    Any valueOfData(const Instance* instance, const std::string& name);
    std::optional<Reference> provided(const std::string& path, bool onlyAlways) const;
    std::optional<Reference> providedFor(const Instance* instance) const;
    std::string displayName(const std::filesystem::path& file) const;

    Vm& m_vm;
    std::filesystem::path m_entry;
    std::filesystem::path m_folder; ///< names of scripts are relative to it
    std::vector<ProjectProblem> m_problems;
    std::stop_token m_stop;
    FileAccess m_access;
    std::vector<Missing> m_missing;
    std::set<Missing> m_knownMissing;
    std::vector<std::filesystem::path> m_files;
    std::unique_ptr<Instance> m_root;
    Instance* m_entryInstance = nullptr;
    std::unordered_map<std::string, Instance*> m_byFile; ///< the first of each file
    std::map<const Instance*, Module> m_modules;
    std::map<std::string, std::pair<Reference, bool>> m_provided;
    std::vector<std::pair<std::string, Reference>> m_services;
    LaunchSettings m_launch;
    std::function<bool(lua_State* L, const std::string& path)> m_standInUsed;
    std::unique_ptr<Environment> m_environment;
    Reference m_makeRequire;
    std::vector<std::pair<std::string, std::string>> m_sources;
};

} // namespace plectrum::luau
