// SPDX-License-Identifier: MIT
#include "luau/module_paths.h"

#include "luau/error.h"
#include "luau/relaxed_json.h"

#include <algorithm>
#include <cctype>
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

constexpr std::size_t largestSettings = std::size_t{1} << 20;

std::optional<fs::path> aliasIn(const json::Value& settings, const fs::path& folder,
                                std::string_view alias)
{
    std::optional<fs::path> found;
    settings["aliases"].forEachMember([&](std::string_view name, const json::Value& path) {
        if (lowered(name) == lowered(alias) && path.isString())
            found = folder / std::string(path.toString());
    });
    return found;
}

/// The folder or file that the nearest .luaurc above gives an alias (without regard to case).
/// Throws Error where one cannot be read.
std::optional<fs::path> aliasAbove(const FileAccess& access, const fs::path& script,
                                   std::string_view alias)
{
    for (fs::path folder = script.parent_path(); access.folder(folder);
         folder = folder.parent_path()) {
        if (const auto text = access.read(folder / ".luaurc", largestSettings)) {
            const auto settings = parseRelaxed(*text);
            if (!settings) {
                throw Error({.kind = ErrorKind::Syntax,
                             .script = ".luaurc",
                             .line = int(settings.error().line),
                             .text = "is no JSON (column " + std::to_string(settings.error().column)
                                 + ")"});
            }
            if (const auto found = aliasIn(*settings, folder, alias))
                return found;
        }
        if (!folder.has_relative_path())
            break;
    }
    return std::nullopt;
}

std::optional<fs::path> fileFor(const FileAccess& access, const fs::path& path)
{
    if (auto file = access.file(path))
        return file;
    for (const char* ending : {".luau", ".lua", ".json", ".jsonc", ".toml", ".yaml", ".yml"}) {
        fs::path candidate = path;
        candidate += ending;
        if (auto file = access.file(candidate))
            return file;
    }
    for (const char* name : {"init.luau", "init.lua"})
        if (auto file = access.file(path / name))
            return file;
    return std::nullopt;
}

} // namespace

std::expected<fs::path, std::string> resolveRequire(const FileAccess& access,
                                                    const fs::path& script, std::string_view text)
{
    fs::path target;
    if (text.starts_with('@')) {
        const std::size_t slash = text.find('/');
        const std::string_view alias = text.substr(1, slash == text.npos ? text.npos : slash - 1);
        const fs::path rest(slash == text.npos ? std::string()
                                               : std::string(text.substr(slash + 1)));
        if (alias == "self")
            target = script.parent_path() / rest;
        else if (const auto base = aliasAbove(access, script, alias))
            target = rest.empty() ? *base : *base / rest;
        else
            return std::unexpected("no .luaurc names the alias @" + std::string(alias));
    } else {
        const fs::path folder =
            isInit(script) ? script.parent_path().parent_path() : script.parent_path();
        target = folder / std::string(text);
    }
    if (auto file = fileFor(access, target.lexically_normal()))
        return *std::move(file);
    return std::unexpected("there is no module " + std::string(text));
}

} // namespace plectrum::luau
