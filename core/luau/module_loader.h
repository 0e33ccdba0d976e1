// SPDX-License-Identifier: MIT
// Runs a game's module with all that it requires: by instance (script.Parent.X, a Rojo project's
// tree), by path and by alias. Whatever the module uses that is not there is replaced by something
// that takes every use, and is listed, so that all of it can be told at once.
#pragma once

#include "luau/instance.h"
#include "luau/vm.h"

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

struct lua_State;

namespace plectrum::luau {

/// A use of something that scripts have in a game but not here.
struct Missing
{
    std::string what{}; ///< "Players.PlayerAdded.Connect", "ReplicatedStorage.Packages.Promise"
    std::string script{};
    int line = 0;

    friend bool operator==(const Missing&, const Missing&) = default;
};

class ModuleLoader
{
public:
    /// `project`: a *.project.json; when empty, the one found above the entry, or none.
    ModuleLoader(Vm& vm, std::filesystem::path entry, std::filesystem::path project = {});
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
    void addMissing(lua_State* L, const std::string& what);
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

    void openGlobals();
    Any requireInstance(Instance* instance);
    Any requireFile(const std::filesystem::path& file, const std::string& name);
    std::optional<Reference> provided(const std::string& path, bool onlyAlways) const;
    Any run(Instance* instance, bool mayReturnNothing);
    std::string displayName(const std::filesystem::path& file) const;

    Vm& m_vm;
    std::filesystem::path m_entry;
    std::filesystem::path m_folder; ///< names of scripts are relative to it
    std::vector<ProjectProblem> m_problems;
    std::vector<Missing> m_missing;
    std::vector<std::filesystem::path> m_files;
    std::unique_ptr<Instance> m_root;
    Instance* m_entryInstance = nullptr;
    std::map<const Instance*, Module> m_modules;
    std::map<std::string, std::pair<Reference, bool>> m_provided;
    std::vector<std::pair<std::string, Reference>> m_services;
};

} // namespace plectrum::luau
