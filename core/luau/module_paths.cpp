// SPDX-License-Identifier: MIT
#include "luau/module_paths.h"

#include "json/parser.h"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <iterator>
#include <optional>

namespace plectrum::luau {

namespace {

namespace fs = std::filesystem;

bool isInit(const fs::path& script)
{
    return script.filename().string().starts_with("init.");
}

std::string lowered(std::string_view text)
{
    std::string result(text);
    std::ranges::transform(result, result.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return result;
}

/// The folder or file that the nearest .luaurc above gives an alias (without regard to case).
std::optional<fs::path> aliasAbove(const fs::path& script, std::string_view alias)
{
    for (fs::path folder = script.parent_path();; folder = folder.parent_path()) {
        std::ifstream stream(folder / ".luaurc", std::ios::binary);
        if (stream) {
            const auto settings =
                json::parse(std::string(std::istreambuf_iterator<char>(stream), {}));
            std::optional<fs::path> found;
            if (settings) {
                (*settings)["aliases"].forEachMember(
                    [&](std::string_view name, const json::Value& path) {
                        if (lowered(name) == lowered(alias) && path.isString()) {
                            found = folder / std::string(path.toString());
                        }
                    });
            }
            if (found) {
                return found;
            }
        }
        if (!folder.has_relative_path()) {
            return std::nullopt;
        }
    }
}

std::optional<fs::path> fileFor(const fs::path& path)
{
    std::error_code error;
    if (fs::is_regular_file(path, error)) {
        return path;
    }
    for (const char* ending : {".luau", ".lua", ".json"}) {
        fs::path candidate = path;
        candidate += ending;
        if (fs::is_regular_file(candidate, error)) {
            return candidate;
        }
    }
    for (const char* name : {"init.luau", "init.lua"}) {
        if (fs::is_regular_file(path / name, error)) {
            return path / name;
        }
    }
    return std::nullopt;
}

} // namespace

std::expected<fs::path, std::string> resolveRequire(const fs::path& script, std::string_view text)
{
    fs::path target;
    if (text.starts_with('@')) {
        const std::size_t slash = text.find('/');
        const std::string_view alias = text.substr(1, slash == text.npos ? text.npos : slash - 1);
        const fs::path rest(slash == text.npos ? std::string()
                                               : std::string(text.substr(slash + 1)));
        if (alias == "self") {
            target = script.parent_path() / rest;
        } else if (const auto base = aliasAbove(script, alias)) {
            target = rest.empty() ? *base : *base / rest;
        } else {
            return std::unexpected("no .luaurc names the alias @" + std::string(alias));
        }
    } else {
        const fs::path folder =
            isInit(script) ? script.parent_path().parent_path() : script.parent_path();
        target = folder / std::string(text);
    }
    if (const auto file = fileFor(target.lexically_normal())) {
        return fs::weakly_canonical(*file);
    }
    return std::unexpected("there is no module " + std::string(text));
}

} // namespace plectrum::luau
