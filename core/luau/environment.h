// SPDX-License-Identifier: MIT
// What a game's modules find on a server that has just started: `game` with its services and the
// project's instances, the engine's types, Enum. Written in Luau (resources/luau); this opens it in
// a machine.
#pragma once

#include "luau/instance.h"
#include "luau/reference.h"
#include "luau/vm.h"

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

struct lua_State;

namespace plectrum::luau {

/// What a configuration is bound to, beside its files.
struct LaunchSettings
{
    /// "PlaceId", "GameId", "JobId", "CreatorId", ...; what is not there is an error when a script
    /// asks for it.
    std::map<std::string, json::Value, std::less<>> ids{};
    bool isStudio = false; ///< what RunService:IsStudio() answers
};

class Environment
{
public:
    struct Host
    {
        LaunchSettings settings{};
        std::vector<std::pair<std::string, Reference>> services{}; ///< the program's own, by name
        std::function<Any(const std::string& path)> standIn{};
        std::function<void(const std::string& text)> note{}; ///< of what is done nowhere
        std::function<void(const std::string& path)> absent{}; ///< of what is waited for in vain
        std::function<void(const std::string& text)> failed{}; ///< an error of a signal's handler
    };

    /// Sets the globals. The machine and the root must outlive it. Throws Error.
    Environment(Vm& vm, Instance& root, Host host);
    Environment(const Environment&) = delete;
    Environment& operator=(const Environment&) = delete;
    ~Environment();

    /// The object of an instance of the tree.
    Any objectOf(const Instance* instance) const;
    /// The instance behind a value of a script; null when it is none of the tree.
    Instance* instanceOf(const Any& value) const;
    /// Takes up an instance that was added below the root, with all below it.
    void add(Instance* instance);
    /// A number for the instance, by which scripts name it to the program.
    std::size_t numberOf(const Instance* instance) const { return m_numbers.at(instance); }
    Instance* at(std::size_t number) const { return m_instances.at(number - 1); }

private:
    Any treeOf(Instance* instance);
    void pushTree(lua_State* L, Instance* instance);
    Reference hostTable(Instance& root);
    void openTypes();

    Vm& m_vm;
    Host m_host;
    std::vector<Instance*> m_instances; ///< by number, from 1
    std::unordered_map<const Instance*, std::size_t> m_numbers;
    Reference m_newObject;
    Reference m_dataModel;
    Reference m_idOf;
    Reference m_objectAt;
    Reference m_add;
};

} // namespace plectrum::luau
