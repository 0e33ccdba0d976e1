// SPDX-License-Identifier: MIT
#include "luau/module_loader.h"

#include "json/parser.h"
#include "luau/failure_report.h"
#include "luau/instance_objects.h"
#include "luau/module_paths.h"
#include "luau/services.h"
#include "luau/state.h"

#include <lua.h>
#include <lualib.h>

#include <algorithm>
#include <cctype>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string_view>

namespace plectrum::luau {

namespace {

namespace fs = std::filesystem;

/// Globals of the engine that a configuration may name but that mean nothing here.
constexpr const char* engineGlobals[] = {
    "workspace",     "Instance",   "Enum",     "Vector3",   "Vector2",     "CFrame",
    "Color3",        "BrickColor", "UDim",     "UDim2",     "NumberRange", "NumberSequence",
    "ColorSequence", "Random",     "DateTime", "TweenInfo", "Ray",         "Region3",
    "Rect",          "shared",     "task",     "wait",      "spawn",       "delay"};

bool isScheduling(std::string_view name)
{
    return name == "task" || name == "wait" || name == "spawn" || name == "delay";
}

std::string lowered(std::string text)
{
    std::ranges::transform(text, text.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

std::string lastPart(const std::string& path)
{
    const std::size_t at = path.find_last_of("./@");
    return lowered(at == std::string::npos ? path : path.substr(at + 1));
}

std::string contentOf(const fs::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    if (!stream) {
        throw std::runtime_error("cannot read " + file.string());
    }
    return {std::istreambuf_iterator<char>(stream), {}};
}

Any referenceTo(Vm& vm, ModuleLoader& loader, Instance* instance)
{
    lua_State* L = vm.state()->main;
    const StackGuard guard(L);
    pushInstance(L, loader, instance);
    return makeReference(L, -1);
}

/// The coroutine that a function of the program was called by.
lua_State* caller(Vm& vm)
{
    const State& state = *vm.state();
    return state.running ? state.running : state.main;
}

} // namespace

ModuleLoader::ModuleLoader(Vm& vm, fs::path entry, fs::path project)
    : m_vm(vm)
    , m_entry(fs::weakly_canonical(entry))
{
    project = project.empty() ? projectAbove(m_entry) : fs::weakly_canonical(project);
    m_root = std::make_unique<Instance>();
    m_root->name = "game";
    m_root->className = "DataModel";
    if (!project.empty()) {
        auto tree = readProject(project, m_problems);
        m_entryInstance = tree->find(m_entry);
        if (m_entryInstance) {
            m_folder = project.parent_path();
            m_files.push_back(project);
            if (tree->className == "DataModel") {
                tree->name = "game";
                m_root = std::move(tree);
            } else {
                m_root->add(std::move(tree));
            }
        }
    }
    if (!m_entryInstance) {
        // No project knows it: the folder that it stands in is the tree.
        m_problems.clear();
        m_folder = m_entry.parent_path();
        if (auto folder = readInstance(m_folder, m_problems)) {
            m_entryInstance = m_root->add(std::move(folder))->find(m_entry);
        }
    }
    openGlobals();
}

ModuleLoader::~ModuleLoader() = default;

void ModuleLoader::openGlobals()
{
    m_vm.setGlobal("game", referenceTo(m_vm, *this, m_root.get()));
    for (const char* name : engineGlobals) {
        if (m_vm.state()->scheduler && isScheduling(name)) {
            continue;
        }
        m_vm.setGlobal(name, standIn(name));
    }
}

void ModuleLoader::provide(const std::string& name, Reference module, bool always)
{
    m_provided[lowered(name)] = {std::move(module), always};
}

void ModuleLoader::provideService(const std::string& name, Reference service)
{
    m_services.emplace_back(name, std::move(service));
}

Any ModuleLoader::standIn(const std::string& path)
{
    lua_State* L = m_vm.state()->main;
    const StackGuard guard(L);
    pushStandIn(L, *this, path);
    return makeReference(L, -1);
}

Any ModuleLoader::service(const std::string& name)
{
    const auto found =
        std::ranges::find(m_services, name, &std::pair<std::string, Reference>::first);
    if (found != m_services.end()) {
        return found->second;
    }
    for (const auto& child : m_root->children) {
        if (child->className == name) {
            return referenceTo(m_vm, *this, child.get());
        }
    }
    if (Instance* child = m_root->child(name)) {
        return referenceTo(m_vm, *this, child);
    }
    return standIn(name);
}

Any ModuleLoader::load()
{
    if (!m_entryInstance) {
        throw Error({.kind = ErrorKind::Syntax,
                     .script = m_entry.filename().string(),
                     .text = "the file cannot be read"});
    }
    return run(m_entryInstance, true);
}

std::string ModuleLoader::displayName(const fs::path& file) const
{
    const fs::path relative = file.lexically_relative(m_folder);
    return relative.empty() || *relative.begin() == ".." ? file.filename().string()
                                                         : relative.generic_string();
}

std::optional<Reference> ModuleLoader::provided(const std::string& path, bool onlyAlways) const
{
    const auto found = m_provided.find(lastPart(path));
    if (found == m_provided.end() || (onlyAlways && !found->second.second)) {
        return std::nullopt;
    }
    return found->second.first;
}

void ModuleLoader::addMissing(lua_State* L, const std::string& what)
{
    const Failure here = failureHere(L, ErrorKind::Runtime, {});
    const Missing missing{.what = what, .script = here.script, .line = here.line};
    if (std::ranges::find(m_missing, missing) == m_missing.end()) {
        m_missing.push_back(missing);
    }
}

Values ModuleLoader::require(const Instance* from, const Any& what)
{
    if (what.isData()) {
        if (!what.data().isString()) {
            throw std::runtime_error("Attempted to call require with invalid argument(s).");
        }
        const std::string text(what.data().toString());
        if (const auto module = provided(text, true)) {
            return {*module};
        }
        const auto file = resolveRequire(from->file, text);
        if (file) {
            return {requireFile(*file, text)};
        }
        if (const auto module = provided(text, false)) {
            return {*module};
        }
        addMissing(caller(m_vm), text);
        return {standIn(text)};
    }
    lua_State* L = m_vm.state()->main;
    const StackGuard guard(L);
    pushAny(L, what);
    if (Instance* instance = instanceAt(L, -1)) {
        return {requireInstance(instance)};
    }
    const std::string* path = standInAt(L, -1);
    if (!path) {
        throw std::runtime_error("Attempted to call require with invalid argument(s).");
    }
    if (const auto module = provided(*path, false)) {
        return {*module};
    }
    addMissing(caller(m_vm), *path);
    return {standIn(*path)};
}

Any ModuleLoader::requireInstance(Instance* instance)
{
    if (const auto module = provided(instance->name, true)) {
        return *module;
    }
    if (!instance->isModule()) {
        throw std::runtime_error("Attempted to call require with invalid argument(s).");
    }
    const auto found = m_modules.find(instance);
    if (found == m_modules.end()) {
        return run(instance, false);
    }
    if (found->second.progress == Progress::Loading) {
        throw std::runtime_error("Requested module was required recursively: "
                                 + displayName(instance->file));
    }
    return found->second.value;
}

Any ModuleLoader::requireFile(const fs::path& file, const std::string& name)
{
    if (Instance* instance = m_root->find(file)) {
        return requireInstance(instance);
    }
    // Outside of the project, as tools that resolve strings allow.
    auto instance = readInstance(file, m_problems);
    if (!instance) {
        throw std::runtime_error("there is no module " + name);
    }
    return requireInstance(m_root->add(std::move(instance)));
}

Any ModuleLoader::run(Instance* instance, bool mayReturnNothing)
{
    m_files.push_back(instance->file);
    const std::string source = contentOf(instance->file);
    const std::string name = displayName(instance->file);
    if (instance->file.extension() == ".json") {
        auto value = json::parse(source);
        if (!value) {
            throw Error({.kind = ErrorKind::Syntax,
                         .script = name,
                         .line = static_cast<int>(value.error().line),
                         .text = "this is no JSON"});
        }
        m_modules[instance] = {Progress::Loaded, *value};
        return *value;
    }
    m_modules[instance] = {};
    Function require{"require", Native([this, instance](Values arguments) {
                         return this->require(instance, arguments.empty() ? Any() : arguments[0]);
                     })};
    const Reference code = m_vm.compile(source, name,
                                        {{"script", referenceTo(m_vm, *this, instance)},
                                         {"require", m_vm.makeFunction(std::move(require))}});
    Values results;
    try {
        results = m_vm.call(code, {}, {.rawTables = true});
    } catch (...) {
        m_modules.erase(instance);
        throw;
    }
    if (results.size() != 1 && !(mayReturnNothing && results.empty())) {
        m_modules.erase(instance);
        throw Error({.kind = ErrorKind::Runtime,
                     .script = name,
                     .text = "Module code did not return exactly one value"});
    }
    m_modules[instance] = {Progress::Loaded, results.empty() ? Any() : results[0]};
    return m_modules[instance].value;
}

} // namespace plectrum::luau
