// SPDX-License-Identifier: MIT
// Files and *.project.json to instances, as Rojo 7 documents it: "$path" (a text, or {"optional":
// text}), "$className", nested projects, init files; all else of a node are its children.
#include "json/parser.h"
#include "luau/instance.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <optional>
#include <utility>

namespace plectrum::luau {

namespace {

namespace fs = std::filesystem;

constexpr int deepest = 64; // links may lead in circles

std::optional<std::string> textOf(const fs::path& path)
{
    std::ifstream stream(path, std::ios::binary);
    if (!stream) {
        return std::nullopt;
    }
    return std::string(std::istreambuf_iterator<char>(stream), {});
}

struct Ending
{
    std::string_view ending;
    const char* className; ///< null: nothing that scripts see
};

/// Longer endings before those that they end with.
constexpr std::array<Ending, 13> endings{{{".server.luau", "Script"},
                                          {".server.lua", "Script"},
                                          {".client.luau", "LocalScript"},
                                          {".client.lua", "LocalScript"},
                                          {".luau", "ModuleScript"},
                                          {".lua", "ModuleScript"},
                                          {".meta.json", nullptr},
                                          {".model.json", "Folder"},
                                          {".json", "ModuleScript"},
                                          {".txt", "StringValue"},
                                          {".rbxm", "Folder"},
                                          {".rbxmx", "Folder"},
                                          {".csv", "LocalizationTable"}}};

std::unique_ptr<Instance> readFile(const fs::path& path)
{
    const std::string fileName = path.filename().string();
    for (const Ending& ending : endings) {
        if (!fileName.ends_with(ending.ending)) {
            continue;
        }
        if (!ending.className) {
            return nullptr;
        }
        auto instance = std::make_unique<Instance>();
        instance->name = fileName.substr(0, fileName.size() - ending.ending.size());
        instance->className = ending.className;
        const std::string_view kind = ending.className;
        if (kind.ends_with("Script")) {
            instance->file = path;
        }
        return instance;
    }
    return nullptr;
}

/// The script that a folder with an init file is.
std::unique_ptr<Instance> readInit(const fs::path& folder)
{
    for (const char* name : {"init.luau", "init.lua", "init.server.luau", "init.server.lua",
                             "init.client.luau", "init.client.lua"}) {
        std::error_code error;
        if (fs::is_regular_file(folder / name, error)) {
            auto instance = readFile(folder / name);
            instance->name = folder.filename().string();
            return instance;
        }
    }
    return nullptr;
}

std::unique_ptr<Instance> readFolder(const fs::path& folder, std::vector<ProjectProblem>& problems,
                                     int depth)
{
    std::error_code error;
    if (fs::is_regular_file(folder / "default.project.json", error)) {
        return readProject(folder / "default.project.json", problems, depth + 1);
    }
    auto instance = readInit(folder);
    if (!instance) {
        instance = std::make_unique<Instance>();
        instance->name = folder.filename().string();
    }
    std::vector<fs::path> entries;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
        entries.push_back(entry.path());
    }
    std::ranges::sort(entries);
    for (const fs::path& entry : entries) {
        const std::string name = entry.filename().string();
        if (name.starts_with("init.") || name.starts_with(".")) {
            continue;
        }
        if (auto child = readInstance(entry, problems, depth + 1)) {
            instance->add(std::move(child));
        }
    }
    return instance;
}

fs::path pathOfNode(const json::Value& node, bool& optional)
{
    const json::Value& path = node["$path"];
    optional = path.isObject();
    const json::Value& text = optional ? path["optional"] : path;
    return text.isString() ? fs::path(std::string(text.toString())) : fs::path();
}

std::unique_ptr<Instance> readNode(const json::Value& node, const std::string& name,
                                   const fs::path& folder, bool ofDataModel,
                                   std::vector<ProjectProblem>& problems, int depth)
{
    std::unique_ptr<Instance> instance;
    bool optional = false;
    const fs::path path = pathOfNode(node, optional);
    if (!path.empty()) {
        instance = readInstance(fs::weakly_canonical(folder / path), problems, depth + 1);
        if (!instance && !optional) {
            problems.push_back({folder / path, "does not exist"});
        }
    }
    if (!instance) {
        instance = std::make_unique<Instance>();
    }
    instance->name = name;
    if (node["$className"].isString()) {
        instance->className = node["$className"].toString();
    } else if (ofDataModel && instance->className == "Folder") {
        instance->className = name; // services are named by their class
    }
    const bool isDataModel = instance->className == "DataModel";
    node.forEachMember([&](std::string_view member, const json::Value& child) {
        if (!member.starts_with('$') && child.isObject()) {
            instance->add(
                readNode(child, std::string(member), folder, isDataModel, problems, depth));
        }
    });
    return instance;
}

} // namespace

std::unique_ptr<Instance> readInstance(const fs::path& path, std::vector<ProjectProblem>& problems,
                                       int depth)
{
    if (depth > deepest) {
        problems.push_back({path, "is nested too deeply"});
        return nullptr;
    }
    std::error_code error;
    if (fs::is_directory(path, error)) {
        return readFolder(path, problems, depth);
    }
    if (!fs::is_regular_file(path, error)) {
        return nullptr;
    }
    if (path.string().ends_with(".project.json")) {
        return readProject(path, problems, depth + 1);
    }
    return readFile(path);
}

std::unique_ptr<Instance> readProject(const fs::path& file, std::vector<ProjectProblem>& problems,
                                      int depth)
{
    auto empty = std::make_unique<Instance>();
    empty->name = file.parent_path().filename().string();
    const auto text = textOf(file);
    if (!text || depth > deepest) {
        problems.push_back({file, text ? "is nested too deeply" : "cannot be read"});
        return empty;
    }
    const auto project = json::parse(*text);
    if (!project || !(*project)["tree"].isObject()) {
        problems.push_back({file, project ? "has no tree" : "is no JSON"});
        return empty;
    }
    const json::Value& name = (*project)["name"];
    return readNode((*project)["tree"],
                    name.isString() ? std::string(name.toString()) : empty->name,
                    file.parent_path(), false, problems, depth);
}

fs::path projectAbove(const fs::path& file)
{
    for (fs::path folder = file.parent_path();; folder = folder.parent_path()) {
        std::error_code error;
        if (fs::is_regular_file(folder / "default.project.json", error)) {
            return folder / "default.project.json";
        }
        std::vector<fs::path> others;
        for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
            if (entry.path().string().ends_with(".project.json")) {
                others.push_back(entry.path());
            }
        }
        if (!others.empty()) {
            return *std::ranges::min_element(others);
        }
        if (!folder.has_relative_path()) {
            return {};
        }
    }
}

} // namespace plectrum::luau
