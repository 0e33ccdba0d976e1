// SPDX-License-Identifier: MIT
#include "luau/project_reader.h"

#include "async/task.h"
#include "luau/instance.h"
#include "luau/relaxed_json.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

namespace plectrum::luau {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t deepest = 64;
constexpr std::size_t maxEntries = 200000; // files of other kinds beside those that scripts see
constexpr std::size_t maxProblems = 1000;
constexpr std::size_t instanceBytes = 256; // beside name and path

struct Ending
{
    std::string_view ending;
    const char* className; ///< null: nothing that scripts see
};

/// Longer endings before those that they end with.
constexpr std::array<Ending, 19> endings{{{".server.luau", "Script"},
                                          {".server.lua", "Script"},
                                          {".client.luau", "LocalScript"},
                                          {".client.lua", "LocalScript"},
                                          {".luau", "ModuleScript"},
                                          {".lua", "ModuleScript"},
                                          {".meta.json", nullptr},
                                          {".model.json", "Folder"},
                                          {".json", "ModuleScript"},
                                          {".meta.jsonc", nullptr},
                                          {".model.jsonc", "Folder"},
                                          {".jsonc", "ModuleScript"},
                                          {".toml", "ModuleScript"},
                                          {".yaml", "ModuleScript"},
                                          {".yml", "ModuleScript"},
                                          {".txt", "StringValue"},
                                          {".rbxm", "Folder"},
                                          {".rbxmx", "Folder"},
                                          {".csv", "LocalizationTable"}}};

fs::path pathOfNode(const json::Value& node, bool& optional)
{
    const json::Value& path = node["$path"];
    optional = path.isObject();
    const json::Value& text = optional ? path["optional"] : path;
    return text.isString() ? fs::path(std::string(text.toString())) : fs::path();
}

bool isWritableByAll(const fs::path& folder)
{
    std::error_code error;
    const fs::perms rights = fs::status(folder, error).permissions();
    return !error && (rights & fs::perms::others_write) != fs::perms::none;
}

constexpr std::array projectEndings{std::string_view(".project.json"),
                                    std::string_view(".project.jsonc")};
constexpr std::array defaultProjects{"default.project.json", "default.project.jsonc"};

bool isProject(std::string_view fileName)
{
    return std::ranges::any_of(projectEndings,
                               [&](auto ending) { return fileName.ends_with(ending); });
}

/// Of a project without a name: that of its file, or of its folder where the file has the usual
/// one.
std::string nameOfProject(const fs::path& file)
{
    const std::string name = file.filename().string();
    for (const std::string_view ending : projectEndings) {
        if (name.ends_with(ending) && name.size() > ending.size()
            && !std::ranges::contains(defaultProjects, name)) {
            return name.substr(0, name.size() - ending.size());
        }
    }
    return file.parent_path().filename().string();
}

/// "**" is any number of folders, "*" anything within a name, "?" one letter.
bool matchesGlob(std::string_view pattern, std::string_view text)
{
    while (!pattern.empty()) {
        if (pattern.starts_with("**/")) {
            for (std::size_t at = 0; at != text.npos; at = text.find('/', at)) {
                at += at > 0 || text.starts_with('/') ? 1 : 0;
                if (matchesGlob(pattern.substr(3), text.substr(at)))
                    return true;
            }
            return false;
        }
        if (pattern == "**")
            return true;
        if (pattern.front() == '*') {
            for (std::size_t at = 0; at <= text.size(); ++at) {
                if (matchesGlob(pattern.substr(1), text.substr(at)))
                    return true;
                if (at < text.size() && text[at] == '/')
                    return false;
            }
            return false;
        }
        if (text.empty() || (pattern.front() != text.front() && pattern.front() != '?'))
            return false;
        pattern.remove_prefix(1);
        text.remove_prefix(1);
    }
    return text.empty();
}

/// Rojo writes an attribute as its value, or as {"TYPE": value}.
void addAttributes(const json::Value& attributes, Instance& instance)
{
    attributes.forEachMember([&instance](std::string_view name, const json::Value& given) {
        json::Value value = given;
        if (given.isObject() && given.size() == 1)
            given.forEachMember([&value](std::string_view, const json::Value& of) { value = of; });
        if (value.isString() || value.isNumber() || value.isBool())
            instance.attributes = instance.attributes.withMember(name, std::move(value));
    });
}

fs::path projectIn(const fs::path& folder)
{
    constexpr int maxLookedAt = 10000;
    std::error_code error;
    for (const char* name : defaultProjects)
        if (fs::is_regular_file(folder / name, error))
            return folder / name;
    fs::path first;
    int seen = 0;
    for (fs::directory_iterator entry(folder, error); !error && entry != fs::directory_iterator();
         entry.increment(error)) {
        if (++seen > maxLookedAt)
            break;
        const fs::path& path = entry->path();
        if (isProject(path.filename().string()) && (first.empty() || path < first)
            && fs::is_regular_file(path, error)) {
            first = path;
        }
    }
    return first;
}

} // namespace

ProjectReader::ProjectReader(const FileAccess& access, std::vector<ProjectProblem>& problems,
                             std::function<void(std::size_t)> keep, std::stop_token stop)
    : m_access(access)
    , m_problems(problems)
    , m_keep(std::move(keep))
    , m_stop(std::move(stop))
{
}

bool ProjectReader::mayGoOn(const fs::path& path)
{
    async::throwIfStopped(m_stop);
    if (m_isFull)
        return false;
    m_isFull = ++m_seen > maxEntries || m_problems.size() > maxProblems;
    if (m_isFull) {
        m_problems.push_back({path, "the project has too many files"});
    } else if (m_open.size() > deepest) {
        m_problems.push_back({path, "is nested too deeply"});
        return false;
    }
    return !m_isFull;
}

std::unique_ptr<Instance> ProjectReader::make(std::string name)
{
    m_seen += maxEntries / maxInstances;
    auto instance = std::make_unique<Instance>();
    instance->name = std::move(name);
    m_keep(instanceBytes + instance->name.size());
    return instance;
}

std::unique_ptr<Instance> ProjectReader::readFile(const fs::path& path, const std::string& fileName)
{
    for (const Ending& ending : endings) {
        if (!fileName.ends_with(ending.ending))
            continue;
        if (!ending.className)
            return nullptr;
        auto instance = make(fileName.substr(0, fileName.size() - ending.ending.size()));
        instance->className = ending.className;
        const std::string_view kind = ending.className;
        if (kind.ends_with("Script")) {
            instance->file = path;
            m_keep(path.native().size());
        } else if (kind == "StringValue") {
            instance->text = m_access.read(path, largestText).value_or(std::string());
            m_keep(instance->text.size());
        } else if (ending.ending.starts_with(".model.json")) {
            readModel(path, *instance);
        }
        readMeta(path.parent_path() / instance->name, *instance);
        return instance;
    }
    return nullptr;
}

/// {"Name": ..., "ClassName": ..., "Children": [...]}, with what Rojo spells in small letters, too.
void ProjectReader::addModel(const json::Value& model, Instance& instance)
{
    const auto member = [&model](const char* large, const char* small) -> const json::Value& {
        const json::Value& found = model[large];
        return found.isNull() ? model[small] : found;
    };
    const json::Value& className = member("ClassName", "className");
    if (className.isString())
        instance.className = className.toString();
    const json::Value& value = member("Properties", "properties")["Value"];
    if (value.isString())
        instance.text = value.toString();
    addAttributes(member("Attributes", "attributes"), instance);
    const json::Value& children = member("Children", "children");
    for (std::size_t i = 0; children.isArray() && i < children.size(); ++i) {
        const json::Value& child = children.at(i);
        if (!mayGoOn({}))
            return;
        const json::Value& name = child["Name"].isNull() ? child["name"] : child["Name"];
        auto made = make(std::string(name.isString() ? name.toString() : "Instance"));
        m_open.emplace_back();
        addModel(child, *made);
        m_open.pop_back();
        instance.add(std::move(made));
    }
}

/// Null, which is a problem, when it cannot be read.
json::Value ProjectReader::readJson(const fs::path& path, std::size_t most)
{
    const auto text = m_access.read(path, most);
    auto value = text ? parseRelaxed(*text) : parseRelaxed("");
    if (value)
        return *std::move(value);
    m_problems.push_back(
        {path,
         text ? "is no JSON"
              : "cannot be read, or is larger than " + std::to_string(most >> 20) + " MB",
         text ? int(value.error().line) : 0, text ? int(value.error().column) : 0});
    return {};
}

void ProjectReader::readModel(const fs::path& path, Instance& instance)
{
    addModel(readJson(path, largestProject), instance);
}

/// {"className": ..., "attributes": {...}} beside a file, or in a folder.
void ProjectReader::readMeta(const fs::path& path, Instance& instance)
{
    for (const char* ending : {".meta.json", ".meta.jsonc"}) {
        fs::path file = path;
        file += ending;
        if (const auto there = m_access.file(file)) {
            const json::Value meta = readJson(*there, largestProject);
            if (meta["className"].isString() && instance.className == "Folder")
                instance.className = meta["className"].toString();
            addAttributes(meta["attributes"], instance);
        }
    }
}

/// The script that a folder with an init file is.
std::unique_ptr<Instance> ProjectReader::readInit(const fs::path& folder)
{
    for (const char* name : {"init.luau", "init.lua", "init.server.luau", "init.server.lua",
                             "init.client.luau", "init.client.lua"}) {
        if (const auto file = m_access.file(folder / name)) {
            auto instance = readFile(*file, name);
            instance->name = folder.filename().string();
            return instance;
        }
    }
    return nullptr;
}

bool ProjectReader::isIgnored(const fs::path& path) const
{
    return std::ranges::any_of(m_ignored, [&path](const std::string& pattern) {
        return matchesGlob(pattern, path.string());
    });
}

std::vector<fs::path> ProjectReader::entriesOf(const fs::path& folder)
{
    std::vector<fs::path> entries;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error); !error && entry != fs::directory_iterator();
         entry.increment(error)) {
        if (!mayGoOn(folder))
            break;
        entries.push_back(entry->path());
    }
    std::ranges::sort(entries);
    return entries;
}

std::unique_ptr<Instance> ProjectReader::readFolder(const fs::path& folder)
{
    if (std::ranges::contains(m_open, folder)) {
        m_problems.push_back({folder, "is within itself"});
        return nullptr;
    }
    m_open.push_back(folder);
    std::optional<fs::path> project;
    for (const char* name : defaultProjects)
        project = project ? project : m_access.file(folder / name);
    auto instance = project ? readProject(*project) : readContent(folder);
    m_open.pop_back();
    return instance;
}

std::unique_ptr<Instance> ProjectReader::readWithoutProject(const fs::path& folder)
{
    const auto admitted = m_access.folder(folder);
    if (!admitted)
        return nullptr;
    m_open.push_back(*admitted);
    auto instance = readContent(*admitted);
    m_open.pop_back();
    return instance;
}

std::unique_ptr<Instance> ProjectReader::readContent(const fs::path& folder)
{
    auto instance = readInit(folder);
    if (!instance)
        instance = make(folder.filename().string());
    readMeta(folder / "init", *instance);
    for (const fs::path& entry : entriesOf(folder)) {
        const std::string name = entry.filename().string();
        const bool isOwn = name.starts_with("init.") || name.starts_with(".")
            || std::ranges::contains(defaultProjects, name);
        if (isOwn || isIgnored(entry))
            continue;
        if (auto child = readInstance(entry))
            instance->add(std::move(child));
    }
    return instance;
}

std::unique_ptr<Instance> ProjectReader::readNode(const json::Value& node, const std::string& name,
                                                  const fs::path& folder, bool ofDataModel)
{
    if (!mayGoOn(folder))
        return nullptr;
    std::unique_ptr<Instance> instance;
    bool optional = false;
    const fs::path path = pathOfNode(node, optional);
    if (!path.empty()) {
        instance = readInstance(folder / path);
        if (!instance && !optional)
            m_problems.push_back({folder / path, "is not there, or outside of the project"});
    }
    if (!instance && optional && !node["$className"].isString())
        return nullptr;
    if (!instance)
        instance = make({});
    instance->name = name;
    addAttributes(node["$attributes"], *instance);
    if (node["$className"].isString())
        instance->className = node["$className"].toString();
    else if (ofDataModel && instance->className == "Folder")
        instance->className = name; // services are named by their class
    const bool isDataModel = instance->className == "DataModel";
    node.forEachMember([&](std::string_view member, const json::Value& child) {
        if (!member.starts_with('$') && child.isObject()) {
            if (auto made = readNode(child, std::string(member), folder, isDataModel))
                instance->add(std::move(made));
        }
    });
    return instance;
}

std::unique_ptr<Instance> ProjectReader::readInstance(const fs::path& path)
{
    if (!mayGoOn(path))
        return nullptr;
    const std::string name = path.filename().string();
    if (const auto folder = m_access.folder(path)) {
        auto instance = readFolder(*folder);
        if (instance && instance->name == folder->filename() && !name.empty() && name != "."
            && name != "..") {
            instance->name = name; // of the link
        }
        return instance;
    }
    const auto file = m_access.file(path);
    if (!file)
        return nullptr;
    return isProject(name) ? readProject(*file) : readFile(*file, name);
}

std::unique_ptr<Instance> ProjectReader::readProject(const fs::path& file)
{
    auto empty = make(nameOfProject(file));
    if (std::ranges::contains(m_open, file)) {
        m_problems.push_back({file, "is within itself"});
        return empty;
    }
    const json::Value project = readJson(file, largestProject);
    if (project.isNull())
        return empty;
    if (!project["tree"].isObject()) {
        m_problems.push_back({file, "has no tree"});
        return empty;
    }
    const json::Value& ignored = project["globIgnorePaths"];
    for (std::size_t i = 0; ignored.isArray() && i < ignored.size(); ++i)
        if (ignored.at(i).isString())
            m_ignored.push_back(
                (file.parent_path() / std::string(ignored.at(i).toString())).string());
    const json::Value& name = project["name"];
    m_open.push_back(file);
    auto tree =
        readNode(project["tree"], name.isString() ? std::string(name.toString()) : empty->name,
                 file.parent_path(), false);
    m_open.pop_back();
    return tree ? std::move(tree) : std::move(empty);
}

/// {"name": ..., "className": ..., "filePaths": [...], "children": [...]}
std::unique_ptr<Instance> ProjectReader::readMapped(const json::Value& node, const fs::path& folder)
{
    if (!node["name"].isString() || !mayGoOn(folder))
        return nullptr;
    auto instance = make(std::string(node["name"].toString()));
    if (node["className"].isString())
        instance->className = node["className"].toString();
    const json::Value& paths = node["filePaths"];
    for (std::size_t i = 0; paths.isArray() && i < paths.size(); ++i) {
        const fs::path path(std::string(paths.at(i).toString()));
        const auto file = m_access.file(folder / path);
        auto read = file && !isProject(path.filename().string())
            ? readFile(*file, path.filename().string())
            : nullptr;
        if (read && read->className == instance->className) {
            instance->file = std::move(read->file);
            instance->text = std::move(read->text);
            instance->attributes = std::move(read->attributes);
        }
    }
    const json::Value& children = node["children"];
    m_open.emplace_back();
    for (std::size_t i = 0; children.isArray() && i < children.size(); ++i)
        if (auto child = readMapped(children.at(i), folder))
            instance->add(std::move(child));
    m_open.pop_back();
    return instance;
}

std::unique_ptr<Instance> ProjectReader::readSourcemap(const fs::path& file)
{
    return readMapped(readJson(file, largestSourcemap), file.parent_path());
}

fs::path sourcemapAbove(const fs::path& file)
{
    std::error_code error;
    for (fs::path folder = file.parent_path(); folder.has_relative_path();
         folder = folder.parent_path()) {
        if (!isWritableByAll(folder) && fs::is_regular_file(folder / "sourcemap.json", error))
            return folder / "sourcemap.json";
    }
    return {};
}

fs::path settingsAbove(const fs::path& file)
{
    std::error_code error;
    const char* home = std::getenv("HOME");
    for (fs::path folder = file.parent_path(); folder.has_relative_path();
         folder = folder.parent_path()) {
        if (!isWritableByAll(folder) && (!home || folder != fs::path(home))
            && fs::is_regular_file(folder / ".luaurc", error)) {
            return folder;
        }
    }
    return {};
}

fs::path projectAbove(const fs::path& file)
{
    for (fs::path folder = file.parent_path(); folder.has_relative_path();
         folder = folder.parent_path()) {
        if (isWritableByAll(folder))
            continue;
        if (fs::path project = projectIn(folder); !project.empty())
            return project;
    }
    return {};
}

} // namespace plectrum::luau
