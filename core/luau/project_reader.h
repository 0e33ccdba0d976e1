// SPDX-License-Identifier: MIT
// Files and *.project.json to instances, as Rojo 7 documents it: "$path" (a text, or {"optional":
// text}), "$className", "$attributes", "globIgnorePaths", nested projects, init files, meta and
// model files; all else of a node are its children. And sourcemap.json, as Rojo writes it. Reads
// only what its FileAccess admits, no folder within itself, and ends with a problem when there is
// more than a game has.
#pragma once

#include "json/value.h"
#include "luau/file_access.h"
#include "luau/instance.h"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace plectrum::luau {

class ProjectReader
{
public:
    /// `keep` is told of the bytes that each instance needs, and may throw. All must outlive it.
    ProjectReader(const FileAccess& access, std::vector<ProjectProblem>& problems,
                  std::function<void(std::size_t)> keep, std::stop_token stop);

    /// A file or a folder by Rojo's rules (init.luau, .server, .client, JSON modules, nested
    /// projects); null when it is none of what scripts can see. Throws Cancelled.
    std::unique_ptr<Instance> readInstance(const std::filesystem::path& path);
    /// A folder without the project in it, which is known to leave out what is asked for.
    std::unique_ptr<Instance> readWithoutProject(const std::filesystem::path& folder);
    /// The tree of a *.project.json. Never null; what cannot be read is empty and a problem.
    std::unique_ptr<Instance> readProject(const std::filesystem::path& file);

    /// The tree of a sourcemap.json; null when it cannot be read, which is a problem.
    std::unique_ptr<Instance> readSourcemap(const std::filesystem::path& file);

    static constexpr std::size_t maxInstances = 50000;
    static constexpr std::size_t largestProject = std::size_t{1} << 20;
    static constexpr std::size_t largestText = std::size_t{1} << 20;
    static constexpr std::size_t largestSourcemap = std::size_t{4} << 20;

private:
    std::unique_ptr<Instance> readFile(const std::filesystem::path& path,
                                       const std::string& fileName);
    void addModel(const json::Value& model, Instance& instance);
    void readModel(const std::filesystem::path& path, Instance& instance);
    void readMeta(const std::filesystem::path& path, Instance& instance);
    json::Value readJson(const std::filesystem::path& path, std::size_t most);
    std::unique_ptr<Instance> readMapped(const json::Value& node,
                                         const std::filesystem::path& folder);
    bool isIgnored(const std::filesystem::path& path) const;
    std::unique_ptr<Instance> readInit(const std::filesystem::path& folder);
    std::unique_ptr<Instance> readFolder(const std::filesystem::path& folder);
    std::unique_ptr<Instance> readContent(const std::filesystem::path& folder);
    std::unique_ptr<Instance> readNode(const json::Value& node, const std::string& name,
                                       const std::filesystem::path& folder, bool ofDataModel);
    std::unique_ptr<Instance> make(std::string name);
    std::vector<std::filesystem::path> entriesOf(const std::filesystem::path& folder);
    bool mayGoOn(const std::filesystem::path& path);

    const FileAccess& m_access;
    std::vector<ProjectProblem>& m_problems;
    std::function<void(std::size_t)> m_keep;
    std::stop_token m_stop;
    std::vector<std::filesystem::path> m_open; ///< the folders and projects that are being read
    std::vector<std::string> m_ignored; ///< patterns of the projects, as whole paths
    std::size_t m_seen = 0; ///< instances and entries of folders
    bool m_isFull = false;
};

/// The project whose folder is nearest above a file: default.project.json before others; empty when
/// there is none. Not from folders that everybody can write to, as that for temporary files.
std::filesystem::path projectAbove(const std::filesystem::path& file);
/// The sourcemap.json whose folder is nearest above a file, as projectAbove.
std::filesystem::path sourcemapAbove(const std::filesystem::path& file);
/// The nearest folder above a file that has a .luaurc; empty when there is none. Neither from
/// folders that everybody can write to nor from the user's home.
std::filesystem::path settingsAbove(const std::filesystem::path& file);

} // namespace plectrum::luau
