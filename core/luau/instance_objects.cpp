// SPDX-License-Identifier: MIT
#include "luau/instance_objects.h"

#include "luau/native.h"
#include "luau/state.h"

#include <lua.h>
#include <lualib.h>

#include <memory>
#include <new>
#include <string_view>
#include <utility>

namespace plectrum::luau {

namespace {

// Tags of userdata; the functions of the program have none.
constexpr int instanceTag = 1;
constexpr int standInTag = 2;

struct StandIn
{
    ModuleLoader* loader;
    std::string path;
};

ModuleLoader& loaderOf(lua_State* L)
{
    return *static_cast<ModuleLoader*>(lua_tolightuserdata(L, lua_upvalueindex(1)));
}

Instance& self(lua_State* L)
{
    Instance* instance = instanceAt(L, 1);
    if (!instance) {
        raise(L, "Expected ':' not '.' calling member function");
    }
    return *instance;
}

int pushOrNil(lua_State* L, Instance* instance)
{
    if (instance) {
        pushInstance(L, loaderOf(L), instance);
    } else {
        lua_pushnil(L);
    }
    return 1;
}

Instance* findBelow(const Instance& root, std::string_view name)
{
    if (Instance* child = root.child(name)) {
        return child;
    }
    for (const auto& one : root.children) {
        if (Instance* found = findBelow(*one, name)) {
            return found;
        }
    }
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
    const std::string name = luaL_checkstring(L, 2);
    if (Instance* child = instance.child(name)) {
        return pushOrNil(L, child);
    }
    pushStandIn(L, loaderOf(L), instance.fullName() + "." + name);
    return 1;
}

int findFirstAncestor(lua_State* L)
{
    const std::string_view name = luaL_checkstring(L, 2);
    Instance* above = self(L).parent;
    while (above && above->name != name) {
        above = above->parent;
    }
    return pushOrNil(L, above);
}

int findFirstChildOfClass(lua_State* L)
{
    const std::string_view className = luaL_checkstring(L, 2);
    for (const auto& child : self(L).children) {
        if (child->className == className) {
            return pushOrNil(L, child.get());
        }
    }
    return pushOrNil(L, nullptr);
}

void addBelow(lua_State* L, const Instance& instance, bool deep, int& count)
{
    for (const auto& child : instance.children) {
        pushInstance(L, loaderOf(L), child.get());
        lua_rawseti(L, -2, ++count);
        if (deep) {
            addBelow(L, *child, deep, count);
        }
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
    while (above && above != other) {
        above = above->parent;
    }
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
    pushAny(L, loaderOf(L).service(luaL_checkstring(L, 2)));
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
    if (name == "Parent") {
        return pushOrNil(L, instance.parent);
    }
    lua_pushvalue(L, 2);
    if (lua_rawget(L, lua_upvalueindex(2)) != LUA_TNIL) {
        return 1;
    }
    if (Instance* child = instance.child(name)) {
        return pushOrNil(L, child);
    }
    const std::string path = instance.parent ? instance.fullName() + "." : std::string();
    pushStandIn(L, loaderOf(L), path + std::string(name));
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

void add(lua_State* L, const char* name, lua_CFunction function, ModuleLoader* loader = nullptr)
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
        for (const auto& [name, function] : methods) {
            add(L, name, function, &loader);
        }
        lua_pushcclosure(L, indexInstance, "__index", 2);
        lua_setfield(L, -2, "__index");
        add(L, "__newindex", refuseChange);
        add(L, "__tostring", nameOfInstance);
        lockMetatable(L, "Instance");
    });
}

StandIn* standIn(lua_State* L, int index)
{
    return static_cast<StandIn*>(lua_touserdatatagged(L, index, standInTag));
}

StandIn* anyStandIn(lua_State* L)
{
    StandIn* first = standIn(L, 1);
    return first ? first : standIn(L, 2);
}

/// Calls, arithmetic: told, and gives a stand-in for the result.
int useStandIn(lua_State* L)
{
    const StandIn* used = anyStandIn(L);
    used->loader->addMissing(L, used->path);
    pushStandIn(L, *used->loader, used->path);
    return 1;
}

int indexStandIn(lua_State* L)
{
    const StandIn* used = standIn(L, 1);
    const std::string path =
        lua_type(L, 2) == LUA_TSTRING ? used->path + "." + lua_tostring(L, 2) : used->path + "[]";
    pushStandIn(L, *used->loader, path);
    return 1;
}

int changeStandIn(lua_State* L)
{
    const StandIn* used = standIn(L, 1);
    used->loader->addMissing(L, used->path);
    return 0;
}

int compareStandIn(lua_State* L)
{
    const StandIn* used = anyStandIn(L);
    used->loader->addMissing(L, used->path);
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
    const StandIn* used = standIn(L, 1);
    used->loader->addMissing(L, used->path);
    lua_pushcfunction(L, nothing, "next");
    return 1;
}

int nameOfStandIn(lua_State* L)
{
    lua_pushstring(L, standIn(L, 1)->path.c_str());
    return 1;
}

void pushStandInMetatable(lua_State* L)
{
    pushMetatable(L, "plectrum.standIn", [&] {
        add(L, "__index", indexStandIn);
        add(L, "__newindex", changeStandIn);
        for (const char* name : {"__call", "__add", "__sub", "__mul", "__div", "__idiv", "__mod",
                                 "__pow", "__unm", "__concat"}) {
            add(L, name, useStandIn);
        }
        add(L, "__lt", compareStandIn);
        add(L, "__le", compareStandIn);
        add(L, "__iter", iterateStandIn);
        add(L, "__tostring", nameOfStandIn);
        lockMetatable(L, "Missing");
    });
}

void destroyStandIn(lua_State*, void* memory)
{
    std::destroy_at(static_cast<StandIn*>(memory));
}

} // namespace

void pushInstance(lua_State* L, ModuleLoader& loader, Instance* instance)
{
    lua_rawcheckstack(L, 8);
    if (lua_rawgetptagged(L, LUA_REGISTRYINDEX, instance, 0) != LUA_TNIL) {
        return;
    }
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

void pushStandIn(lua_State* L, ModuleLoader& loader, std::string path)
{
    lua_rawcheckstack(L, 8);
    lua_setuserdatadtor(L, standInTag, destroyStandIn);
    void* memory = lua_newuserdatatagged(L, sizeof(StandIn), standInTag);
    ::new (memory) StandIn{&loader, std::move(path)};
    pushStandInMetatable(L);
    lua_setmetatable(L, -2);
}

const std::string* standInAt(lua_State* L, int index)
{
    const StandIn* found = standIn(L, index);
    return found ? &found->path : nullptr;
}

} // namespace plectrum::luau
