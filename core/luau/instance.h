// SPDX-License-Identifier: MIT
// The instances that a Rojo project, a folder or a file stands for: names, classes and where the
// source of each script is. Read from disk once; scripts see it as `game` and `script`.
#pragma once

#include "json/value.h"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace plectrum::luau {

struct Instance
{
    std::string name{};
    std::string className = "Folder";
    std::filesystem::path file{}; ///< of a script, or of data that is a module; else empty
    std::string text{}; ///< the Value of a StringValue
    json::Value attributes = json::Value::object(); ///< texts, numbers and truths by name
    Instance* parent = nullptr;
    std::vector<std::unique_ptr<Instance>> children{};

    bool isModule() const { return className == "ModuleScript"; }
    Instance* add(std::unique_ptr<Instance> child);
    /// The first child of that name, or null.
    Instance* child(std::string_view childName) const;
    /// "ReplicatedStorage.Shared.Module", without the root.
    std::string fullName() const;
    /// This or the instance below it whose source is that file, or null.
    Instance* find(const std::filesystem::path& source);
};

/// What could not be understood, for people: a path and why.
struct ProjectProblem
{
    std::filesystem::path path;
    std::string text;
    int line = 0; ///< from 1; 0: of no line
    int column = 0;

    friend bool operator==(const ProjectProblem&, const ProjectProblem&) = default;
};

} // namespace plectrum::luau
