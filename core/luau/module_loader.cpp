// SPDX-License-Identifier: MIT
#include "luau/module_loader.h"

#include "luau/bounded_json.h"
#include "luau/failure_report.h"
#include "luau/instance_objects.h"
#include "luau/module_paths.h"
#include "luau/project_reader.h"
#include "luau/relaxed_json.h"
#include "luau/safepoint.h"
#include "luau/services.h"
#include "luau/state.h"

#include <lua.h>
#include <lualib.h>

#include <algorithm>
#include <cctype>
#include <stdexcept>
#include <string_view>

namespace plectrum::luau {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t longestName = 1024; ///< of what is required or missing
constexpr std::size_t maxMissing = 1000;
constexpr std::size_t nodeBytes = 64; ///< of a set, beside its content

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

ModuleLoader::ModuleLoader(Vm& vm, fs::path entry, fs::path project, LoadOptions options)
    : m_vm(vm)
    , m_entry(canonicalPath(entry))
    , m_stop(std::move(options.stop))
    , m_access({})
{
    project = project.empty() ? projectAbove(m_entry) : canonicalPath(project);
    m_root = std::make_unique<Instance>();
    m_root->name = "game";
    m_root->className = "DataModel";
    std::vector<fs::path> folders = options.allowedFolders;
    if (!project.empty()) {
        folders.push_back(project.parent_path());
        m_access = FileAccess(folders);
        readTree(project);
    }
    if (!m_entryInstance) {
        // No project knows it: the folder of its settings is the tree, or that which it stands in.
        m_problems.clear();
        m_folder = settingsAbove(m_entry);
        m_folder = m_folder.empty() ? m_entry.parent_path() : m_folder;
        folders = std::move(options.allowedFolders);
        folders.push_back(m_folder);
        m_access = FileAccess(folders);
        if (auto folder = read(m_folder))
            m_entryInstance = m_root->add(std::move(folder))->find(m_entry);
    }
    enter(m_root.get());
    openGlobals();
}

void ModuleLoader::readTree(const fs::path& project)
{
    auto tree = reader().readProject(project);
    m_entryInstance = tree ? tree->find(m_entry) : nullptr;
    if (!m_entryInstance)
        return;
    m_folder = project.parent_path();
    m_files.push_back(project);
    if (tree->className == "DataModel") {
        tree->name = "game";
        m_root = std::move(tree);
    } else {
        m_root->add(std::move(tree));
    }
}

std::unique_ptr<Instance> ModuleLoader::read(const fs::path& path)
{
    return reader().readInstance(path);
}

ProjectReader ModuleLoader::reader()
{
    State& state = *m_vm.state();
    return {m_access, m_problems, [&state](std::size_t bytes) { keepOrThrow(state, bytes); },
            m_stop};
}

void ModuleLoader::enter(Instance* instance)
{
    if (!instance->file.empty())
        m_byFile.emplace(instance->file.native(), instance);
    for (const auto& child : instance->children)
        enter(child.get());
}

Instance* ModuleLoader::instanceOf(const fs::path& file) const
{
    const auto found = m_byFile.find(file.native());
    return found == m_byFile.end() ? nullptr : found->second;
}

ModuleLoader::~ModuleLoader() = default;

void ModuleLoader::openGlobals()
{
    m_vm.setGlobal("game", referenceTo(m_vm, *this, m_root.get()));
    for (const char* name : engineGlobals) {
        if (m_vm.state()->scheduler && isScheduling(name))
            continue;
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
    if (found != m_services.end())
        return found->second;
    for (const auto& child : m_root->children)
        if (child->className == name)
            return referenceTo(m_vm, *this, child.get());
    if (Instance* child = m_root->child(name))
        return referenceTo(m_vm, *this, child);
    return standIn(name);
}

Any ModuleLoader::load()
{
    if (!m_entryInstance) {
        throw Error({.kind = ErrorKind::Syntax,
                     .script = m_entry.filename().string().substr(0, longestName),
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
    if (found == m_provided.end() || (onlyAlways && !found->second.second))
        return std::nullopt;
    return found->second.first;
}

bool ModuleLoader::addMissing(lua_State* L, const std::string& what)
{
    Failure here = failureHere(L, ErrorKind::Runtime, {});
    Missing missing{
        .what = cutText(what, longestName), .script = std::move(here.script), .line = here.line};
    if (m_knownMissing.contains(missing))
        return true;
    const std::size_t bytes =
        2 * (sizeof(Missing) + missing.what.size() + missing.script.size()) + nodeBytes;
    if (m_missing.size() >= maxMissing || !m_vm.state()->budget.keep(bytes))
        return false;
    m_missing.push_back(missing);
    m_knownMissing.insert(std::move(missing));
    return true;
}

Values ModuleLoader::require(const Instance* from, const Any& what)
{
    if (what.isData()) {
        if (!what.data().isString())
            throw std::runtime_error("Attempted to call require with invalid argument(s).");
        return {requireText(from, std::string(what.data().toString().substr(0, longestName)))};
    }
    lua_State* L = m_vm.state()->main;
    const StackGuard guard(L);
    pushAny(L, what);
    if (Instance* instance = instanceAt(L, -1))
        return {requireInstance(instance)};
    const auto path = standInAt(L, -1);
    if (!path)
        throw std::runtime_error("Attempted to call require with invalid argument(s).");
    if (const auto module = provided(*path, false))
        return {*module};
    return {missingModule(*path)};
}

Any ModuleLoader::requireText(const Instance* from, const std::string& text)
{
    if (const auto module = provided(text, true))
        return *module;
    if (const auto file = resolveRequire(m_access, from->file, text))
        return requireFile(*file, text);
    if (const auto module = provided(text, false))
        return *module;
    return missingModule(text);
}

Any ModuleLoader::missingModule(const std::string& path)
{
    if (!addMissing(caller(m_vm), path))
        throw std::runtime_error("too much is missing");
    return standIn(path);
}

Any ModuleLoader::requireInstance(Instance* instance)
{
    if (const auto module = provided(instance->name, true))
        return *module;
    if (!instance->isModule())
        throw std::runtime_error("Attempted to call require with invalid argument(s).");
    const auto found = m_modules.find(instance);
    if (found == m_modules.end())
        return run(instance, false);
    if (found->second.progress == Progress::Loading) {
        throw std::runtime_error("Requested module was required recursively: "
                                 + displayName(instance->file));
    }
    return found->second.value;
}

Any ModuleLoader::requireFile(const fs::path& file, const std::string& name)
{
    if (Instance* instance = instanceOf(file))
        return requireInstance(instance);
    // Not of the tree, but of the project's folder, as tools that resolve strings allow.
    auto instance = read(file);
    if (!instance)
        throw std::runtime_error("there is no module " + name);
    Instance* added = m_root->add(std::move(instance));
    enter(added);
    return requireInstance(added);
}

std::string ModuleLoader::sourceOf(const Instance* instance, std::size_t most) const
{
    auto text = m_access.read(instance->file, most);
    if (!text) {
        throw Error({.kind = ErrorKind::Syntax,
                     .script = displayName(instance->file),
                     .line = 1,
                     .text = "the file cannot be read, or is larger than "
                         + std::to_string(most >> 20) + " MB"});
    }
    return *std::move(text);
}

Any ModuleLoader::loadJson(Instance* instance, const std::string& name)
{
    const std::string text = sourceOf(instance, longestJson);
    keepOrThrow(*m_vm.state(), memoryOfJson(text));
    auto value = instance->file.extension() == ".jsonc" ? parseRelaxed(text) : json::parse(text);
    if (!value) {
        throw Error({.kind = ErrorKind::Syntax,
                     .script = name,
                     .line = static_cast<int>(value.error().line),
                     .text = "this is no JSON"});
    }
    m_modules[instance] = {Progress::Loaded, *value};
    return *value;
}

Any ModuleLoader::run(Instance* instance, bool mayReturnNothing)
{
    async::throwIfStopped(m_stop);
    m_files.push_back(instance->file);
    const std::string name = displayName(instance->file);
    if (instance->file.extension() == ".json" || instance->file.extension() == ".jsonc")
        return loadJson(instance, name);
    const std::string source = sourceOf(instance, longestSource);
    m_modules[instance] = {};
    Function require{"require", Native([this, instance](Values arguments) {
                         return this->require(instance, arguments.empty() ? Any() : arguments[0]);
                     })};
    const Reference code = m_vm.compile(source, name,
                                        {{"script", referenceTo(m_vm, *this, instance)},
                                         {"require", m_vm.makeFunction(std::move(require))}});
    Values results;
    try {
        results = m_vm.call(code, {}, {.rawTables = true, .stop = m_stop});
    } catch (...) {
        m_modules.erase(instance);
        throw;
    }
    if (results.size() != 1 && !(mayReturnNothing && results.empty())) {
        m_modules.erase(instance);
        throw Error({.kind = ErrorKind::Runtime,
                     .script = name,
                     .line = 1,
                     .text = "Module code did not return exactly one value"});
    }
    m_modules[instance] = {Progress::Loaded, results.empty() ? Any() : results[0]};
    return m_modules[instance].value;
}

} // namespace plectrum::luau
