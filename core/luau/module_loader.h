// SPDX-License-Identifier: MIT
// Runs a game's module with all that it requires: by instance (script.Parent.X, a Rojo project's
// tree), by path and by alias. Whatever the module uses that is not there is replaced by something
// that takes every use, and is listed, so that all of it can be told at once.
#pragma once

#include "luau/file_access.h"
#include "luau/instance.h"
#include "luau/vm.h"

#include <compare>
#include <filesystem>
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
};

class ModuleLoader
{
public:
    /// `project`: a *.project.json; when empty, the one found above the entry, or none. Only files
    /// below the project's folder (without one, the entry's) and the allowed folders are read.
    /// Throws Error, and Cancelled.
    ModuleLoader(Vm& vm, std::filesystem::path entry, std::filesystem::path project = {},
                 LoadOptions options = {});
    ModuleLoader(const ModuleLoader&) = delete;
    ModuleLoader& operator=(const ModuleLoader&) = delete;
    ~ModuleLoader();

    /// A module of the program: found by the last part of what is required, in any case of letters.
    /// `always`: also when the game has a file of that name.
    void provide(const std::string& name, Reference module, bool always);
    /// For game:GetService, before what the project has.
    void provideService(const std::string& name, Reference service);

    /// Runs the entry; gives what it returned (tables as references), null when it is a script that
    /// returns nothing. Throws Error.
    Any load();

    const std::vector<Missing>& missing() const { return m_missing; }
    const std::vector<ProjectProblem>& problems() const { return m_problems; }
    /// All files that were read, projects included: when one changes, load again.
    const std::vector<std::filesystem::path>& files() const { return m_files; }

    /// Something that takes every use and tells of it under that name.
    Any standIn(const std::string& path);

    // Internal, for the objects that scripts see.
    Values require(const Instance* from, const Any& what);
    /// False when there is no room for more.
    bool addMissing(lua_State* L, const std::string& what);
    Vm& vm() { return m_vm; }
    /// The service object or the instance of that name; never null for names that look like one.
    Any service(const std::string& name);

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
    void enter(Instance* instance);
    Instance* instanceOf(const std::filesystem::path& file) const;
    Any loadJson(Instance* instance, const std::string& name);
    std::string sourceOf(const Instance* instance, std::size_t most) const;
    void openGlobals();
    Any requireInstance(Instance* instance);
    Any requireText(const Instance* from, const std::string& text);
    Any missingModule(const std::string& path);
    Any requireFile(const std::filesystem::path& file, const std::string& name);
    std::optional<Reference> provided(const std::string& path, bool onlyAlways) const;
    Any run(Instance* instance, bool mayReturnNothing);
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
};

} // namespace plectrum::luau
