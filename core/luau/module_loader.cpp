// SPDX-License-Identifier: MIT
#include "luau/module_loader.h"

#include "luau/data_modules.h"
#include "luau/failure_report.h"
#include "luau/module_paths.h"
#include "luau/project_reader.h"
#include "luau/resource_texts.h"
#include "luau/safepoint.h"
#include "luau/stand_in.h"
#include "luau/state.h"

#include <lua.h>
#include <lualib.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <initializer_list>
#include <stdexcept>
#include <string_view>

namespace plectrum::luau {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t longestName = 1024; ///< of what is required or missing
constexpr std::size_t maxMissing = 1000;
constexpr std::size_t nodeBytes = 64; ///< of a set, beside its content

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
    , m_launch(std::move(options.launch))
    , m_standInUsed([this](lua_State* L, const std::string& path) { return addMissing(L, path); })
{
    project = project.empty() ? projectAbove(m_entry) : canonicalPath(project);
    m_root = std::make_unique<Instance>();
    m_root->name = "game";
    m_root->className = "DataModel";
    if (project.empty())
        project = sourcemapAbove(m_entry);
    std::vector<fs::path> folders = options.allowedFolders;
    if (!project.empty()) {
        folders.push_back(project.parent_path());
        m_access = FileAccess(folders);
        readTree(project);
    }
    if (!m_entryInstance) {
        // No project knows it: the folder of its settings is the tree, or that which it stands in.
        std::erase_if(m_problems, [](const ProjectProblem& one) { return one.line == 0; });
        m_folder = settingsAbove(m_entry);
        m_folder = m_folder.empty() ? m_entry.parent_path() : m_folder;
        folders = std::move(options.allowedFolders);
        folders.push_back(m_folder);
        m_access = FileAccess(folders);
        if (auto folder = reader().readWithoutProject(m_folder))
            m_entryInstance = m_root->add(std::move(folder))->find(m_entry);
    }
    addAbsentPackages(*m_root);
    enter(m_root.get());
}

namespace {

constexpr const char* sourcemapName = "sourcemap.json";

/// What only `other` has, by names.
void mergeInto(Instance& tree, Instance& other)
{
    for (auto& child : other.children)
        if (Instance* same = tree.child(child->name))
            mergeInto(*same, *child);
        else
            tree.add(std::move(child));
}

} // namespace

/// Of a project, and what only the sourcemap beside it knows; or of a sourcemap alone.
void ModuleLoader::readTree(const fs::path& project)
{
    const bool isSourcemap = project.filename() == sourcemapName;
    auto tree = isSourcemap ? reader().readSourcemap(project) : reader().readProject(project);
    const auto isItself = [&](const ProjectProblem& one) { return one.path == project; };
    const bool isEmpty = !tree || (tree->children.empty() && tree->file.empty());
    const auto wrong = std::ranges::find_if(m_problems, isItself);
    if (isEmpty && wrong != m_problems.end()) {
        throw Error({.kind = ErrorKind::Syntax,
                     .script = project.filename().string(),
                     .line = wrong->line,
                     .text = wrong->text
                         + (wrong->column > 0 ? " (column " + std::to_string(wrong->column) + ")"
                                              : std::string())});
    }
    const auto sourcemap = m_access.file(project.parent_path() / sourcemapName);
    if (tree && sourcemap && !isSourcemap) {
        m_files.push_back(*sourcemap);
        if (const auto mapped = reader().readSourcemap(*sourcemap))
            mergeInto(*tree, *mapped);
    }
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

/// The libraries of ours in the place of packages that are not on disk: imports of roblox-ts want
/// a ModuleScript there.
void ModuleLoader::addAbsentPackages(Instance& instance)
{
    const auto scripts = [](Instance& parent, std::initializer_list<const char*> names) {
        Instance* at = &parent;
        for (const char* name : names) {
            Instance* child = at->child(name);
            if (!child) {
                auto made = std::make_unique<Instance>();
                made->name = name;
                made->className = "ModuleScript";
                child = at->add(std::move(made));
            }
            at = child;
        }
    };
    for (const auto& child : instance.children)
        addAbsentPackages(*child);
    if (instance.name != "node_modules")
        return;
    scripts(instance, {"@rbxts", "lyra", "src"});
    if (!instance.child("@rbxts")->child("t"))
        scripts(instance, {"@rbxts", "t", "lib", "ts"});
}

ModuleLoader::~ModuleLoader() = default;

/// What is no part of the data model.
void ModuleLoader::openGlobals()
{
    for (const char* name : {"_G", "shared"})
        m_vm.setGlobal(name, m_vm.makeTable());
    const async::Clock* const clock = m_vm.state()->options.clock;
    const auto seconds = [](async::Duration duration) {
        return Values{json::Value(double(duration.count()) / 1000.0)};
    };
    const async::Duration begun = clock ? clock->elapsed() : async::Duration::zero();
    const auto running = Native([clock, seconds, begun](Values) {
        return seconds(clock ? clock->elapsed() - begun : async::Duration::zero());
    });
    for (const char* name : {"time", "elapsedTime", "ElapsedTime"})
        m_vm.setGlobal(name, m_vm.makeFunction({name, running}));
    m_vm.setGlobal(
        "tick", m_vm.makeFunction({"tick", Native([clock, seconds](Values) {
                                       return seconds(
                                           clock ? async::Duration(clock->now().time_since_epoch())
                                                 : async::Duration::zero());
                                   })}));
    for (const char* name :
         {"settings", "UserSettings", "stats", "plugin", "version", "PluginManager"})
        m_vm.setGlobal(name, standIn(name));
    lua_State* L = m_vm.state()->main;
    lua_setreadonly(L, LUA_GLOBALSINDEX, 0);
    openStandInLoops(L);
    lua_setreadonly(L, LUA_GLOBALSINDEX, 1);
    lua_setsafeenv(L, LUA_GLOBALSINDEX, 1);
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
    pushStandIn(L, m_standInUsed, path);
    return makeReference(L, -1);
}

Reference ModuleLoader::absentFunction()
{
    return m_vm.makeFunction({"absent", Native([this](Values arguments) -> Values {
                                  const Any value = arguments.empty() ? Any() : arguments[0];
                                  std::optional<std::string> path;
                                  if (value.isData()) {
                                      path = standInIn(value.data().toString());
                                  } else {
                                      lua_State* L = m_vm.state()->main;
                                      const StackGuard guard(L);
                                      pushAny(L, value);
                                      path = standInAt(L, -1);
                                  }
                                  return path ? Values{json::Value(*path)} : Values{};
                              }),
                              true});
}

Reference ModuleLoader::prepare()
{
    if (!m_entryInstance) {
        throw Error({.kind = ErrorKind::Syntax,
                     .script = m_entry.filename().string().substr(0, longestName),
                     .text = "the file cannot be read"});
    }
    openGlobals();
    m_environment = std::make_unique<Environment>(
        m_vm, *m_root,
        Environment::Host{
            .settings = m_launch,
            .services = m_services,
            .standIn = [this](const std::string& path) { return standIn(path); },
            .note = [this](const std::string& text) { noteMissing(text); },
            .absent =
                [this](const std::string& path) {
                    if (!provided(path, false))
                        noteMissing(path);
                },
            .failed =
                [this](const std::string& text) { m_vm.state()->log(LogLevel::Error, text); }});
    const auto native = [&](const char* name, Native body) {
        return m_vm.makeFunction({name, std::move(body), true});
    };
    m_makeRequire =
        m_vm.call(m_vm.compileLibrary(resource_texts::require, "require"),
                  {native("begin", [this](const Values& arguments) { return begin(arguments); }),
                   native("finish",
                          [this](const Values& arguments) { return Values{finish(arguments)}; }),
                   native("fail",
                          [this](const Values& arguments) {
                              m_modules.erase(m_environment->at(
                                  std::size_t(arguments.at(0).data().toInteger())));
                              return Values{};
                          }),
                   native("placed",
                          [this](const Values& arguments) { return Values{placed(arguments)}; })},
                  {.rawTables = true})
            .at(0)
            .reference();
    // What is wrong with the entry itself is thrown as it is, and not as an error of a script.
    const Values started = start(m_entryInstance);
    const Reference main = m_vm.compile("local finish, state, value, token = ...\n"
                                        "if state == \"loaded\" then return value end\n"
                                        "local results = table.pack(value())\n"
                                        "return finish(token, results.n, results[1])",
                                        "require");
    Values arguments{
        native("finish", [this](const Values& given) { return Values{finish(given)}; })};
    arguments.insert(arguments.end(), started.begin(), started.end());
    return m_vm
        .call(m_vm.compile("local main, finish, state, value, token = ...\n"
                           "return function() return main(finish, state, value, token) end",
                           "require"),
              [&] {
                  Values all{main};
                  all.insert(all.end(), arguments.begin(), arguments.end());
                  return all;
              }(),
              {.rawTables = true})
        .at(0)
        .reference();
}

std::string ModuleLoader::displayName(const fs::path& file) const
{
    const fs::path relative = file.lexically_relative(m_folder);
    return relative.empty() || *relative.begin() == ".." ? file.filename().string()
                                                         : relative.generic_string();
}

/// By the last part of what is required, or of what is in the scope of roblox-ts.
std::optional<Reference> ModuleLoader::provided(const std::string& path, bool onlyAlways) const
{
    constexpr std::string_view scope = "@rbxts";
    auto found = m_provided.find(lastPart(path));
    if (const std::size_t at = path.find(scope); at != path.npos) {
        const std::size_t begin = std::min(at + scope.size() + 1, path.size());
        const std::string name =
            lowered(path.substr(begin, path.find_first_of("./", begin) - begin));
        found = m_provided.find(std::string(scope) + "/" + name);
        if (found == m_provided.end())
            found = m_provided.find(name);
    }
    if (found == m_provided.end() || (onlyAlways && !found->second.second))
        return std::nullopt;
    return found->second.first;
}

namespace {

constexpr std::array packageFolders{std::string_view("@rbxts"), std::string_view("_Index"),
                                    std::string_view("node_modules")};

bool isPackageFolder(const std::string& name)
{
    return std::ranges::contains(packageFolders, name) || lowered(name).ends_with("packages");
}

/// A game may have modules of its own that are called as a library is.
bool isOfPackages(const Instance* instance)
{
    if (instance->child("Store") && instance->child("PlayerStore"))
        return true;
    for (const Instance* at = instance->parent; at; at = at->parent)
        if (isPackageFolder(at->name))
            return true;
    return std::ranges::any_of(instance->file.parent_path(),
                               [](const fs::path& part) { return isPackageFolder(part.string()); });
}

} // namespace

/// What takes the place of a module of the game's.
std::optional<Reference> ModuleLoader::providedFor(const Instance* instance) const
{
    if (!isOfPackages(instance))
        return std::nullopt;
    return provided(instance->fullName(), !instance->file.empty());
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

namespace {

Values loaded(Any value)
{
    return {json::Value("loaded"), std::move(value)};
}

constexpr const char* wrongArgument = "Attempted to call require with invalid argument(s).";

} // namespace

/// (the number of the script, what it requires)
Values ModuleLoader::begin(const Values& arguments)
{
    const Instance* from = m_environment->at(std::size_t(arguments.at(0).data().toInteger()));
    const Any what = arguments.size() > 1 ? arguments[1] : Any();
    if (what.isData()) {
        if (!what.data().isString())
            throw std::runtime_error(wrongArgument);
        const std::string text(what.data().toString().substr(0, longestName));
        if (const auto path = standInIn(text))
            return missingModule(*path);
        return beginText(from, text);
    }
    if (Instance* instance = m_environment->instanceOf(what))
        return beginInstance(instance);
    lua_State* L = m_vm.state()->main;
    const StackGuard guard(L);
    pushAny(L, what);
    const auto path = standInAt(L, -1);
    if (!path)
        throw std::runtime_error(wrongArgument);
    if (const auto module = provided(*path, false))
        return loaded(*module);
    return missingModule(*path);
}

Values ModuleLoader::beginText(const Instance* from, const std::string& text)
{
    constexpr std::string_view game = "@game/";
    if (text.starts_with(game))
        return beginInTree(std::string_view(text).substr(game.size()));
    if (const auto file = resolveRequire(m_access, from->file, text))
        return beginFile(*file, text);
    if (const auto module = provided(text, false))
        return loaded(*module);
    return missingModule(text);
}

/// "ReplicatedStorage/Shared/Module"
Values ModuleLoader::beginInTree(std::string_view path)
{
    Instance* at = m_root.get();
    std::string_view rest = path;
    while (at && !rest.empty()) {
        const std::size_t slash = rest.find('/');
        at = at->child(rest.substr(0, slash));
        rest = slash == rest.npos ? std::string_view() : rest.substr(slash + 1);
    }
    if (at && at != m_root.get())
        return beginInstance(at);
    if (const auto module = provided(std::string(path), false))
        return loaded(*module);
    std::string name(path);
    std::ranges::replace(name, '/', '.');
    return missingModule(name);
}

void ModuleLoader::noteMissing(const std::string& what)
{
    if (!addMissing(caller(m_vm), what))
        throw std::runtime_error("too much is missing");
}

Values ModuleLoader::missingModule(const std::string& path)
{
    noteMissing(path);
    return loaded(standIn(path));
}

Values ModuleLoader::beginInstance(Instance* instance)
{
    if (const auto module = providedFor(instance))
        return loaded(*module);
    if (!instance->isModule() || instance->file.empty())
        throw std::runtime_error(wrongArgument);
    const auto found = m_modules.find(instance);
    if (found == m_modules.end())
        return start(instance);
    if (found->second.progress == Progress::Loading) {
        throw std::runtime_error("Requested module was required recursively: "
                                 + displayName(instance->file));
    }
    return loaded(found->second.value);
}

Values ModuleLoader::beginFile(const fs::path& file, const std::string& name)
{
    if (Instance* instance = instanceOf(file))
        return beginInstance(instance);
    // Not of the tree, but of the project's folder, as tools that resolve strings allow.
    auto instance = read(file);
    if (!instance)
        throw std::runtime_error("there is no module " + name);
    Instance* added = m_root->add(std::move(instance));
    enter(added);
    m_environment->add(added);
    return beginInstance(added);
}

/// (an error) as it is raised: later nobody knows where a text without a place came from.
Any ModuleLoader::placed(const Values& arguments) const
{
    const Any problem = arguments.empty() ? Any() : arguments[0];
    if (!problem.isData() || !problem.data().isString())
        return problem;
    const State& state = *m_vm.state();
    Failure failure =
        splitMessage(state, std::string(problem.data().toString()), ErrorKind::Runtime);
    if (!failure.script.empty() && !state.libraries.contains(failure.script))
        return problem;
    const Failure here = failureHere(caller(m_vm), ErrorKind::Runtime, {});
    if (here.script.empty() || state.libraries.contains(here.script))
        return problem;
    return json::Value(here.script + ":" + std::to_string(here.line) + ": " + failure.text);
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

/// Of a file that is data: JSON, TOML, YAML, text.
Any ModuleLoader::valueOfData(const Instance* instance, const std::string& name)
{
    const std::string text = sourceOf(instance, longestData);
    keepOrThrow(*m_vm.state(), memoryOfData(text));
    const auto value = parseData(instance->file, text);
    if (!value) {
        throw Error({.kind = ErrorKind::Syntax,
                     .script = name,
                     .line = value.error().line,
                     .text = value.error().text});
    }
    return *value;
}

/// "run", the function of the module, its number; of a file that is data "loaded" and the value.
Values ModuleLoader::start(Instance* instance)
{
    async::throwIfStopped(m_stop);
    m_files.push_back(instance->file);
    const std::string name = displayName(instance->file);
    if (isData(instance->file)) {
        const Any value = valueOfData(instance, name);
        m_modules[instance] = {Progress::Loaded, value};
        return loaded(value);
    }
    const std::string source = sourceOf(instance, longestSource);
    keepOrThrow(*m_vm.state(), source.size());
    m_sources.emplace_back(name, source);
    const json::Value number(std::int64_t(m_environment->numberOf(instance)));
    const Any require = m_vm.call(m_makeRequire, {number}, {.rawTables = true}).at(0);
    const Reference code = m_vm.compile(
        source, name, {{"script", m_environment->objectOf(instance)}, {"require", require}});
    m_modules[instance] = {};
    return {json::Value("run"), code, number};
}

/// (the number of the module, how many values it gave, the first of them)
Any ModuleLoader::finish(const Values& arguments)
{
    Instance* instance = m_environment->at(std::size_t(arguments.at(0).data().toInteger()));
    const std::int64_t count = arguments.at(1).data().toInteger();
    const Any value = arguments.size() > 2 ? arguments[2] : Any();
    if (count != 1 && !(instance == m_entryInstance && count == 0)) {
        m_modules.erase(instance);
        throw std::runtime_error(displayName(instance->file)
                                 + ":1: Module code did not return exactly one value");
    }
    m_modules[instance] = {Progress::Loaded, value};
    return value;
}

} // namespace plectrum::luau
