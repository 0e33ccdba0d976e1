// SPDX-License-Identifier: MIT
// One HTTP request and one response as plain values, as client and emulator have them.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace plectrum::http {

/// Names in lower case.
using Headers = std::vector<std::pair<std::string, std::string>>;

struct Request
{
    std::string method; ///< in capitals
    /// As it goes over the wire, percent-encoded: only so can "%2F" be told from "/".
    std::string path;
    std::string query; ///< behind the "?", percent-encoded
    Headers headers;
    std::string body;

    /// nullptr when there is none.
    const std::string* header(std::string_view name) const;
};

struct Response
{
    int status = 200;
    Headers headers{};
    std::string body{};

    /// Empty when there is none.
    std::string header(std::string_view name) const;
};

/// Whether a content type is application/json, whatever its case and parameters.
bool isJson(std::string_view contentType);
/// The same letters of ASCII, in whatever case.
bool isSameWord(std::string_view left, std::string_view right);

} // namespace plectrum::http
