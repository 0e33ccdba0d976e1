// SPDX-License-Identifier: MIT
// How names and values get into URLs, filters and headers so that nothing in them is taken for
// anything else: "/", "%", "@", ":", quotes, spaces, letters beyond ASCII.
#pragma once

#include <string>
#include <string_view>

namespace plectrum::opencloud {

/// Each byte but letters, digits and "-._~" as %XX (RFC 3986); for one segment of a path and for
/// names and values of a query.
std::string percentEncoded(std::string_view utf8);
/// A segment of a path that URLs read as something else however it is encoded: "." or "..".
bool isDotSegment(std::string_view name);
/// A string of v2's filter language, quotes included.
std::string filterString(std::string_view utf8);
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

} // namespace plectrum::opencloud
