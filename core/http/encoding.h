// SPDX-License-Identifier: MIT
// How names and values get into URLs and headers and out of them again, so that nothing in them is
// taken for anything else: "/", "%", "@", ":", quotes, spaces, letters beyond ASCII.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plectrum::http {

/// Each byte but letters, digits, "-._~" and what stands in `keep` as %XX (RFC 3986); for one
/// segment of a path and for names and values of a query.
std::string percentEncoded(std::string_view utf8, std::string_view keep = {});
/// nullopt for a "%" that no two hex digits follow, and for what is not UTF-8.
std::optional<std::string> percentDecoded(std::string_view text, bool plusIsSpace = false);
/// A segment of a path that URLs read as something else however it is encoded: "." or "..".
bool isDotSegment(std::string_view name);
/// JSON text with every character beyond ASCII as \uXXXX, fit for a header.
std::string asciiJson(std::string_view json);

/// "name=value&name=value", encoded, as it grows.
class QueryText
{
public:
    QueryText& add(std::string_view name, std::string_view value);
    /// As add(), but nothing for an empty value.
    QueryText& addUnlessEmpty(std::string_view name, std::string_view value);
    const std::string& text() const { return m_text; }

private:
    std::string m_text;
};

/// The parameters of a query.
class Query
{
public:
    /// nullopt when it cannot be decoded or a name stands in it twice.
    static std::optional<Query> parse(std::string_view raw);
    std::optional<std::string> value(const std::string& name) const;
    /// The same with the names as `known` spells them: the service reads them in any case. nullopt
    /// when one of them stands there twice then.
    std::optional<Query> spelled(const std::vector<std::string>& known) const;
    const std::map<std::string, std::string>& all() const { return m_values; }

private:
    std::map<std::string, std::string> m_values;
};

} // namespace plectrum::http
