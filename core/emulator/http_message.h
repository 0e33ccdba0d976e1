// SPDX-License-Identifier: MIT
// One HTTP request and one answer as plain values, with the path and query as they came over the
// wire: only so can "%2F" be told from "/".
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace plectrum::emulator {

using Headers = std::vector<std::pair<std::string, std::string>>;

struct Request
{
    std::string method; ///< in capitals
    std::string path; ///< still percent-encoded
    std::string query; ///< behind the "?", still percent-encoded
    Headers headers; ///< names in lower case
    std::string body;

    /// nullptr when there is none.
    const std::string* header(std::string_view name) const;
};

struct Response
{
    int status = 200;
    std::string contentType = "application/json";
    Headers headers{};
    std::string body{};
};

/// nullopt for a "%" that no two hex digits follow, and for what is not UTF-8.
std::optional<std::string> percentDecoded(std::string_view text, bool plusIsSpace = false);
/// All but letters, digits, "-._~" and what stands in `keep`.
std::string percentEncoded(std::string_view text, std::string_view keep = {});

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

/// Whether a content type is application/json, whatever its case and parameters.
bool isJson(std::string_view contentType);
/// The same letters of ASCII, in whatever case.
bool isSameWord(std::string_view left, std::string_view right);
/// JSON text with every character beyond ASCII as \uXXXX, fit for a header.
std::string asciiJson(std::string_view json);

} // namespace plectrum::emulator
