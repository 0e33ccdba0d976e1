// SPDX-License-Identifier: MIT
#include "emulator/route.h"

#include <algorithm>
#include <charconv>
#include <format>
#include <ranges>

namespace plectrum::emulator {

namespace {

/// A last segment and the verb behind its last ":", as in "entries:read". What follows "@latest" is
/// a time and no verb.
struct Segment
{
    std::string_view name;
    std::string_view verb;
};

Segment segmentOf(std::string_view text)
{
    const auto colon = text.rfind(':');
    if (colon == std::string_view::npos || text.contains("@latest:"))
        return {text, {}};
    return {text.substr(0, colon), text.substr(colon + 1)};
}

std::vector<std::string_view> splitPath(std::string_view path)
{
    std::vector<std::string_view> parts;
    for (const auto part : path | std::views::split('/'))
        parts.emplace_back(part.begin(), part.end());
    return parts;
}

bool matchPart(std::string_view pattern, std::string_view text,
               std::map<std::string, std::string>& parts)
{
    if (!pattern.starts_with('{'))
        return pattern == text;
    auto decoded = percentDecoded(text);
    if (!decoded || decoded->empty())
        return false;
    parts.emplace(pattern.substr(1, pattern.size() - 2), std::move(*decoded));
    return true;
}

[[noreturn]] void refuseParameter(const std::string& name)
{
    throw ApiError(Code::InvalidArgument, std::format("The parameter {} is not valid.", name))
        .ofParameter(name);
}

} // namespace

bool RequestContext::flag(const std::string& name) const
{
    const auto text = parameter(name);
    if (!text || isSameWord(*text, "false")) // Python writes False
        return false;
    if (!isSameWord(*text, "true"))
        refuseParameter(name);
    return true;
}

std::optional<std::int64_t> RequestContext::number(const std::string& name) const
{
    const auto text = parameter(name);
    if (!text)
        return std::nullopt;
    std::int64_t number = 0;
    const char* const last = text->data() + text->size();
    const auto [end, error] = std::from_chars(text->data(), last, number);
    if (error != std::errc() || end != last)
        refuseParameter(name);
    return number;
}

std::size_t RequestContext::pageSize(const std::string& name, std::size_t usual,
                                     std::size_t most) const
{
    const auto size = number(name).value_or(0);
    if (size < 0 || (version == ApiVersion::V1 && size == 0 && parameter(name)))
        refuseParameter(name);
    return size == 0 ? usual : std::min(std::size_t(size), most);
}

std::string RequestContext::identity(const std::string& token) const
{
    std::string text = request->path;
    for (const auto& [name, value] : query.all())
        if (name != token)
            text += std::format("\n{}={}", name, value);
    return text;
}

void RequestContext::requireScope(std::string_view scope) const
{
    if (!key.hasScope(scope))
        throw ApiError(Code::PermissionDenied,
                       std::format("The API key lacks the scope {}.", scope), "InsufficientScope");
}

ApiVersion apiVersionOf(std::string_view path)
{
    if (path.starts_with("/cloud/v2/"))
        return ApiVersion::V2;
    return path.starts_with("/datastores/v1/") ? ApiVersion::V1 : ApiVersion::Gateway;
}

std::optional<std::map<std::string, std::string>> matchPath(std::string_view pattern,
                                                            std::string_view path)
{
    const auto wanted = splitPath(pattern);
    const auto given = splitPath(path);
    if (wanted.size() != given.size())
        return std::nullopt;
    std::map<std::string, std::string> parts;
    for (std::size_t i = 0; i + 1 < wanted.size(); ++i)
        if (!matchPart(wanted[i], given[i], parts))
            return std::nullopt;
    const Segment lastWanted = segmentOf(wanted.back());
    const Segment lastGiven = segmentOf(given.back());
    if (lastWanted.verb != lastGiven.verb || !matchPart(lastWanted.name, lastGiven.name, parts))
        return std::nullopt;
    return parts;
}

} // namespace plectrum::emulator
