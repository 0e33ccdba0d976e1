// SPDX-License-Identifier: MIT
#include "luau/instance_objects.h"

#include "luau/failure_report.h"
#include "luau/native.h"
#include "luau/state.h"

#include <lua.h>
#include <lualib.h>

#include <algorithm>
#include <new>
#include <optional>
#include <string_view>
#include <utility>

namespace plectrum::luau {

namespace {

// Tags of userdata; the functions of the program have none.
constexpr int instanceTag = 1;
constexpr int standInTag = 2;

/// In Luau's memory, so that its path counts there.
struct StandIn
{
    ModuleLoader* loader;
    std::size_t size;

    char* letters() { return reinterpret_cast<char*>(this + 1); }
    std::string path() { return {letters(), size}; }
};

/// Scripts may build paths without end.
constexpr std::size_t longestPath = 1024;

ModuleLoader& loaderOf(lua_State* L)
{
    return *static_cast<ModuleLoader*>(lua_tolightuserdata(L, lua_upvalueindex(1)));
}

Instance& self(lua_State* L)
{
    Instance* instance = instanceAt(L, 1);
    if (!instance)
        raise(L, "Expected ':' not '.' calling member function");
    return *instance;
}

/// A name; longer ones are nobody's.
std::string textAt(lua_State* L, int index)
{
    std::size_t size = 0;
    const char* text = luaL_checklstring(L, index, &size);
    return {text, std::min(size, longestPath)};
}

int pushOrNil(lua_State* L, Instance* instance)
{
    if (instance)
        pushInstance(L, loaderOf(L), instance);
    else
        lua_pushnil(L);
    return 1;
}

Instance* findBelow(const Instance& root, std::string_view name)
{
    if (Instance* child = root.child(name))
        return child;
    for (const auto& one : root.children)
        if (Instance* found = findBelow(*one, name))
            return found;
    return nullptr;
}

int findFirstChild(lua_State* L)
{
    const Instance& instance = self(L);
    const std::string_view name = luaL_checkstring(L, 2);
    return pushOrNil(L, lua_toboolean(L, 3) ? findBelow(instance, name) : instance.child(name));
}

int waitForChild(lua_State* L)
{
    const Instance& instance = self(L);
    const std::string name = textAt(L, 2);
    if (Instance* child = instance.child(name))
        return pushOrNil(L, child);
    pushStandIn(L, loaderOf(L), instance.fullName() + "." + name);
    return 1;
}

int findFirstAncestor(lua_State* L)
{
    const std::string_view name = luaL_checkstring(L, 2);
    Instance* above = self(L).parent;
    while (above && above->name != name)
        above = above->parent;
    return pushOrNil(L, above);
}

int findFirstChildOfClass(lua_State* L)
{
    const std::string_view className = luaL_checkstring(L, 2);
    for (const auto& child : self(L).children)
        if (child->className == className)
            return pushOrNil(L, child.get());
    return pushOrNil(L, nullptr);
}

void addBelow(lua_State* L, const Instance& instance, bool deep, int& count)
{
    for (const auto& child : instance.children) {
        pushInstance(L, loaderOf(L), child.get());
        lua_rawseti(L, -2, ++count);
        if (deep)
            addBelow(L, *child, deep, count);
    }
}

int getChildren(lua_State* L)
{
    lua_newtable(L);
    int count = 0;
    addBelow(L, self(L), false, count);
    return 1;
}

int getDescendants(lua_State* L)
{
    lua_newtable(L);
    int count = 0;
    addBelow(L, self(L), true, count);
    return 1;
}

int isA(lua_State* L)
{
    const std::string_view name = luaL_checkstring(L, 2);
    const std::string_view own = self(L).className;
    const bool isScript = own.ends_with("Script") && name == "LuaSourceContainer";
    lua_pushboolean(L, own == name || name == "Instance" || isScript);
    return 1;
}

int isDescendantOf(lua_State* L)
{
    const Instance* other = instanceAt(L, 2);
    const Instance* above = self(L).parent;
    while (above && above != other)
        above = above->parent;
    lua_pushboolean(L, other && above == other);
    return 1;
}

int getFullName(lua_State* L)
{
    lua_pushstring(L, self(L).fullName().c_str());
    return 1;
}

int getAttribute(lua_State* L)
{
    lua_pushnil(L);
    return 1;
}

int getService(lua_State* L)
{
    self(L);
    pushAny(L, loaderOf(L).service(textAt(L, 2)));
    return 1;
}

constexpr std::pair<const char*, lua_CFunction> methods[] = {
    {"FindFirstChild", findFirstChild},
    {"WaitForChild", waitForChild},
    {"FindFirstAncestor", findFirstAncestor},
    {"FindFirstChildOfClass", findFirstChildOfClass},
    {"GetChildren", getChildren},
    {"GetDescendants", getDescendants},
    {"IsA", isA},
    {"IsDescendantOf", isDescendantOf},
    {"GetFullName", getFullName},
    {"GetAttribute", getAttribute},
    {"GetService", getService},
    {"FindService", getService},
};

/// Upvalues: the loader, the table of methods.
int indexInstance(lua_State* L)
{
    Instance& instance = self(L);
    const std::string_view name = luaL_checkstring(L, 2);
    if (name == "Name" || name == "ClassName") {
        const std::string& text = name == "Name" ? instance.name : instance.className;
        lua_pushlstring(L, text.data(), text.size());
        return 1;
    }
    if (name == "Parent")
        return pushOrNil(L, instance.parent);
    lua_pushvalue(L, 2);
    if (lua_rawget(L, lua_upvalueindex(2)) != LUA_TNIL)
        return 1;
    if (Instance* child = instance.child(name))
        return pushOrNil(L, child);
    const std::string path = instance.parent ? instance.fullName() + "." : std::string();
    pushStandIn(L, loaderOf(L), path + std::string(name.substr(0, longestPath)));
    return 1;
}

int nameOfInstance(lua_State* L)
{
    lua_pushstring(L, self(L).name.c_str());
    return 1;
}

int refuseChange(lua_State* L)
{
    raiseAtCaller(L, "instances cannot be changed here");
}

void lockMetatable(lua_State* L, const char* type)
{
    lua_pushstring(L, type);
    lua_setfield(L, -2, "__type");
    lua_pushliteral(L, "The metatable is locked");
    lua_setfield(L, -2, "__metatable");
    lua_setreadonly(L, -1, 1);
}

/// Pushes a metatable that is made once for a machine.
template <typename Make>
void pushMetatable(lua_State* L, const char* name, Make make)
{
    if (lua_rawgetfield(L, LUA_REGISTRYINDEX, name) == LUA_TNIL) {
        lua_pop(L, 1);
        lua_newtable(L);
        make();
        lua_pushvalue(L, -1);
        lua_rawsetfield(L, LUA_REGISTRYINDEX, name);
    }
}

void addMethod(lua_State* L, const char* name, lua_CFunction function,
               ModuleLoader* loader = nullptr)
{
    lua_pushlightuserdata(L, loader);
    lua_pushcclosure(L, function, name, 1);
    lua_setfield(L, -2, name);
}

void pushInstanceMetatable(lua_State* L, ModuleLoader& loader)
{
    pushMetatable(L, "plectrum.instance", [&] {
        lua_pushlightuserdata(L, &loader);
        lua_newtable(L);
        for (const auto& [name, function] : methods)
            addMethod(L, name, function, &loader);
        lua_pushcclosure(L, indexInstance, "__index", 2);
        lua_setfield(L, -2, "__index");
        addMethod(L, "__newindex", refuseChange);
        addMethod(L, "__tostring", nameOfInstance);
        lockMetatable(L, "Instance");
    });
}

StandIn* standIn(lua_State* L, int index)
{
    return static_cast<StandIn*>(lua_touserdatatagged(L, index, standInTag));
}

/// The stand-in that a metamethod was called for. Scripts can get hold of metamethods, so it may be
/// called for anything.
StandIn& standInOf(lua_State* L, bool orSecond = false)
{
    StandIn* found = standIn(L, 1);
    if (!found && orSecond)
        found = standIn(L, 2);
    if (!found)
        raise(L, "this is not something that is missing");
    return *found;
}

/// Tells the loader; its refusal becomes an error of the script.
void reportMissing(lua_State* L, StandIn& used)
{
    if (!used.loader->addMissing(L, used.path()))
        raiseAtCaller(L, "too much is missing");
}

/// Calls, arithmetic: told, and gives a stand-in for the result.
int useStandIn(lua_State* L)
{
    StandIn& used = standInOf(L, true);
    reportMissing(L, used);
    pushStandIn(L, *used.loader, used.path());
    return 1;
}

int indexStandIn(lua_State* L)
{
    StandIn& used = standInOf(L);
    std::size_t size = 0;
    const char* name = lua_type(L, 2) == LUA_TSTRING ? lua_tolstring(L, 2, &size) : nullptr;
    pushStandIn(L, *used.loader,
                name ? used.path() + "." + std::string(name, std::min(size, longestPath))
                     : used.path() + "[]");
    return 1;
}

int changeStandIn(lua_State* L)
{
    reportMissing(L, standInOf(L));
    return 0;
}

int compareStandIn(lua_State* L)
{
    reportMissing(L, standInOf(L, true));
    lua_pushboolean(L, 0);
    return 1;
}

int nothing(lua_State*)
{
    return 0;
}

/// A loop over a stand-in has no turns.
int iterateStandIn(lua_State* L)
{
    reportMissing(L, standInOf(L));
    lua_pushcfunction(L, nothing, "next");
    return 1;
}

int nameOfStandIn(lua_State* L)
{
    StandIn& named = standInOf(L);
    lua_pushlstring(L, named.letters(), named.size);
    return 1;
}

void pushStandInMetatable(lua_State* L)
{
    pushMetatable(L, "plectrum.standIn", [&] {
        addMethod(L, "__index", indexStandIn);
        addMethod(L, "__newindex", changeStandIn);
        for (const char* name : {"__call", "__add", "__sub", "__mul", "__div", "__idiv", "__mod",
                                 "__pow", "__unm", "__concat"}) {
            addMethod(L, name, useStandIn);
        }
        addMethod(L, "__lt", compareStandIn);
        addMethod(L, "__le", compareStandIn);
        addMethod(L, "__iter", iterateStandIn);
        addMethod(L, "__tostring", nameOfStandIn);
        lockMetatable(L, "Missing");
    });
}

} // namespace

void pushInstance(lua_State* L, ModuleLoader& loader, Instance* instance)
{
    lua_rawcheckstack(L, 8);
    if (lua_rawgetptagged(L, LUA_REGISTRYINDEX, instance, 0) != LUA_TNIL)
        return;
    lua_pop(L, 1);
    *static_cast<Instance**>(lua_newuserdatatagged(L, sizeof(Instance*), instanceTag)) = instance;
    pushInstanceMetatable(L, loader);
    lua_setmetatable(L, -2);
    lua_pushvalue(L, -1);
    lua_rawsetptagged(L, LUA_REGISTRYINDEX, instance, 0);
}

Instance* instanceAt(lua_State* L, int index)
{
    void* memory = lua_touserdatatagged(L, index, instanceTag);
    return memory ? *static_cast<Instance**>(memory) : nullptr;
}

void pushStandIn(lua_State* L, ModuleLoader& loader, const std::string& path)
{
    lua_rawcheckstack(L, 8);
    const std::string kept = cutText(path, longestPath);
    void* memory = lua_newuserdatatagged(L, sizeof(StandIn) + kept.size(), standInTag);
    auto* made = ::new (memory) StandIn{&loader, kept.size()};
    std::ranges::copy(kept, made->letters());
    pushStandInMetatable(L);
    lua_setmetatable(L, -2);
}

std::optional<std::string> standInAt(lua_State* L, int index)
{
    StandIn* found = standIn(L, index);
    return found ? std::optional(found->path()) : std::nullopt;
}

} // namespace plectrum::luau
