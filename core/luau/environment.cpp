// SPDX-License-Identifier: MIT
#include "luau/environment.h"

#include "luau/bridge.h"
#include "luau/native.h"
#include "luau/resource_texts.h"
#include "luau/state.h"

#include <lua.h>
#include <lualib.h>

#include <exception>
#include <stdexcept>

namespace plectrum::luau {

namespace {

/// Those that datatypes.luau gives, which is run when the first of them is asked for.
constexpr const char* typeNames[] = {"Vector2",
                                     "Vector3",
                                     "Vector2int16",
                                     "Vector3int16",
                                     "CFrame",
                                     "Color3",
                                     "BrickColor",
                                     "TweenInfo",
                                     "Font",
                                     "UDim",
                                     "UDim2",
                                     "Rect",
                                     "Region3",
                                     "Ray",
                                     "NumberRange",
                                     "NumberSequence",
                                     "NumberSequenceKeypoint",
                                     "ColorSequence",
                                     "ColorSequenceKeypoint",
                                     "PhysicalProperties",
                                     "PathWaypoint",
                                     "DateTime",
                                     "Random",
                                     "RaycastParams",
                                     "OverlapParams"};

/// (metatable, whether it is that of all vectors)
int newObject(lua_State* L)
{
    luaL_checktype(L, 1, LUA_TTABLE);
    const bool ofVectors = lua_toboolean(L, 2) != 0;
    if (ofVectors)
        lua_pushvector(L, 0, 0, 0);
    else
        lua_newuserdata(L, 0);
    lua_pushvalue(L, 1);
    lua_setmetatable(L, -2);
    return ofVectors ? 0 : 1;
}

/// Does what may run out of memory where Luau catches it, and throws it as Error.
template <typename Work>
void guarded(State& state, Work work)
{
    lua_State* const L = state.main;
    const StackGuard guard(L);
    const auto call = [](lua_State* inside) {
        (*static_cast<Work*>(lua_touserdata(inside, 1)))(inside);
        return 0;
    };
    if (lua_cpcall(L, call, &work) != LUA_OK) {
        const char* text = lua_tostring(L, -1);
        throw Error({.kind = ErrorKind::Memory, .text = text ? text : "not enough memory"});
    }
}

/// Upvalues: the chunk that gives the types, its arguments. Sets all of them as globals and gives
/// the one that was asked for.
int loadTypes(lua_State* L)
{
    // 1: the table of globals, 2: the name
    lua_pushvalue(L, lua_upvalueindex(1));
    for (int i = 2; i <= 4; ++i)
        lua_pushvalue(L, lua_upvalueindex(i));
    if (!lua_toboolean(L, lua_upvalueindex(5)))
        return 0;
    bool isKnown = false;
    const char* const name = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : "";
    for (const char* one : typeNames)
        isKnown = isKnown || std::string_view(one) == name;
    if (!isKnown)
        return 0;
    lua_pushboolean(L, 0);
    lua_replace(L, lua_upvalueindex(5));
    lua_call(L, 3, 1);
    lua_setreadonly(L, lua_upvalueindex(6), 0);
    for (const char* one : typeNames) {
        lua_rawgetfield(L, -1, one);
        lua_rawsetfield(L, lua_upvalueindex(6), one);
    }
    lua_setreadonly(L, lua_upvalueindex(6), 1);
    lua_rawgetfield(L, -1, name);
    return 1;
}

} // namespace

Environment::Environment(Vm& vm, Instance& root, Host host)
    : m_vm(vm)
    , m_host(std::move(host))
{
    State& state = *m_vm.state();
    guarded(state, [&](lua_State* L) {
        lua_pushcfunction(L, newObject, "newObject");
        m_newObject = makeReference(L, -1);
    });
    for (const char* library : {"Enum", "DataTypes", "DataModel", "require"})
        state.libraries.insert(library);
    const auto run = [&](std::string_view source, const char* name, const Values& arguments) {
        Values all{m_newObject};
        all.insert(all.end(), arguments.begin(), arguments.end());
        return m_vm.call(m_vm.compileLibrary(source, name), all, {.rawTables = true}).at(0);
    };
    const Any enums =
        run(resource_texts::enums, "Enum", {json::Value(std::string(resource_texts::enum_items))});
    m_vm.setGlobal("Enum", enums);
    m_dataModel = run(resource_texts::datamodel, "DataModel", {hostTable(root)}).reference();
    for (const char* name : {"game", "workspace", "Instance"})
        m_vm.setGlobal(name, m_vm.field(m_dataModel, name));
    m_vm.setGlobal("Game", m_vm.field(m_dataModel, "game"));
    m_vm.setGlobal("Workspace", m_vm.field(m_dataModel, "workspace"));
    m_idOf = m_vm.field(m_dataModel, "idOf").reference();
    m_objectAt = m_vm.field(m_dataModel, "objectAt").reference();
    m_add = m_vm.field(m_dataModel, "add").reference();
    openTypes();
}

Environment::~Environment() = default;

/// The library is long, and most configurations need nothing of it.
void Environment::openTypes()
{
    const Reference chunk = m_vm.compileLibrary(resource_texts::datatypes, "DataTypes");
    guarded(*m_vm.state(), [&](lua_State* L) {
        lua_setreadonly(L, LUA_GLOBALSINDEX, 0);
        lua_pushvalue(L, LUA_GLOBALSINDEX);
        lua_createtable(L, 0, 1);
        pushAny(L, chunk);
        pushAny(L, m_newObject);
        lua_getglobal(L, "Enum");
        lua_pushlstring(L, resource_texts::brick_colors.data(),
                        resource_texts::brick_colors.size());
        lua_pushboolean(L, 1);
        lua_pushvalue(L, LUA_GLOBALSINDEX);
        lua_pushcclosure(L, loadTypes, "__index", 6);
        lua_rawsetfield(L, -2, "__index");
        lua_setreadonly(L, -1, 1);
        lua_setmetatable(L, -2);
        lua_pop(L, 1);
        lua_setreadonly(L, LUA_GLOBALSINDEX, 1);
        lua_setsafeenv(L, LUA_GLOBALSINDEX, 1);
    });
}

void Environment::pushTree(lua_State* L, Instance* instance)
{
    m_instances.push_back(instance);
    m_numbers[instance] = m_instances.size();
    luaL_checkstack(L, 6, "the project is nested too deeply");
    lua_createtable(L, 0, 4);
    lua_pushlstring(L, instance->name.data(), instance->name.size());
    lua_rawsetfield(L, -2, "name");
    lua_pushlstring(L, instance->className.data(), instance->className.size());
    lua_rawsetfield(L, -2, "class");
    lua_pushnumber(L, double(m_instances.size()));
    lua_rawsetfield(L, -2, "id");
    if (instance->className == "StringValue") {
        lua_pushlstring(L, instance->text.data(), instance->text.size());
        lua_rawsetfield(L, -2, "value");
    }
    if (instance->attributes.size() > 0) {
        bridge::push(L, instance->attributes);
        lua_rawsetfield(L, -2, "attributes");
    }
    lua_createtable(L, int(instance->children.size()), 0);
    int index = 0;
    for (const auto& child : instance->children) {
        pushTree(L, child.get());
        lua_rawseti(L, -2, ++index);
    }
    lua_rawsetfield(L, -2, "children");
}

Any Environment::treeOf(Instance* instance)
{
    Any tree;
    guarded(*m_vm.state(), [&](lua_State* L) {
        pushTree(L, instance);
        tree = makeReference(L, -1);
    });
    return tree;
}

Reference Environment::hostTable(Instance& root)
{
    const Reference host = m_vm.makeTable();
    m_vm.setField(host, "tree", treeOf(&root));
    const Reference services = m_vm.makeTable();
    for (const auto& [name, service] : m_host.services)
        m_vm.setField(services, name, service);
    m_vm.setField(host, "services", services);
    m_vm.setField(host, "isStudio", json::Value(m_host.settings.isStudio));
    const auto ofText = [&](const char* name, std::function<Values(const std::string&)> body) {
        m_vm.setField(host, name,
                      m_vm.makeFunction({name, Native([body = std::move(body)](Values arguments) {
                                             return body(
                                                 std::string(arguments.at(0).data().toString()));
                                         })}));
    };
    ofText("standIn", [this](const std::string& path) { return Values{m_host.standIn(path)}; });
    ofText("note", [this](const std::string& text) {
        m_host.note(text);
        return Values{};
    });
    ofText("absent", [this](const std::string& path) {
        m_host.absent(path);
        return Values{};
    });
    ofText("failed", [this](const std::string& text) {
        m_host.failed(text);
        return Values{};
    });
    ofText("id", [this](const std::string& name) {
        if (const auto id = m_host.settings.ids.find(name); id != m_host.settings.ids.end())
            return Values{id->second};
        throw std::runtime_error("game." + name + " is asked for, and nothing says what it is");
    });
    return host;
}

Any Environment::objectOf(const Instance* instance) const
{
    return m_vm.call(m_objectAt, {json::Value(std::int64_t(numberOf(instance)))}).at(0);
}

Instance* Environment::instanceOf(const Any& value) const
{
    if (value.isData())
        return nullptr;
    const Values id = m_vm.call(m_idOf, {value}, {.rawTables = true});
    const std::int64_t number = id.empty() ? 0 : id[0].data().toInteger();
    return number > 0 ? at(std::size_t(number)) : nullptr;
}

void Environment::add(Instance* instance)
{
    m_vm.call(m_add, {treeOf(instance)}, {.rawTables = true});
}

} // namespace plectrum::luau
