// SPDX-License-Identifier: MIT
// What of the disk a game's code reaches: regular files below the project's folder and below the
// folders that the user has allowed by name, wherever paths, links, aliases and "$path" lead.
// What is outside and what is not there give the same answer. All reading is done here.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace plectrum::luau {

class FileAccess
{
public:
    /// Folders that are not there allow nothing.
    explicit FileAccess(const std::vector<std::filesystem::path>& folders);

    /// The canonical path; nullopt for what is not there or not allowed.
    std::optional<std::filesystem::path> admit(const std::filesystem::path& path) const;
    /// As admit(), when it is a regular file, and when it is a folder.
    std::optional<std::filesystem::path> file(const std::filesystem::path& path) const;
    std::optional<std::filesystem::path> folder(const std::filesystem::path& path) const;
    /// The content of a file; nullopt also when it is no regular file or longer than `most`.
    std::optional<std::string> read(const std::filesystem::path& path, std::size_t most) const;

private:
    std::vector<std::filesystem::path> m_folders;
};

/// The canonical path as far as it exists; the path itself when that cannot be told. Never throws.
std::filesystem::path canonicalPath(const std::filesystem::path& path);

} // namespace plectrum::luau
