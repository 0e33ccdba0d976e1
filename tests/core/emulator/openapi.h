// SPDX-License-Identifier: MIT
// Checks answers against an OpenAPI file of data/: the small part of its schema language that those
// files use.
#pragma once

#include "json/value.h"

#include <string>
#include <utility>
#include <vector>

namespace plectrum::test {

class OpenApi
{
public:
    /// A file in data/; a file that cannot be read is fatal.
    explicit OpenApi(const std::string& file);

    /// What is wrong with the body of a 200, or nothing. Unknown paths are wrong. Members that the
    /// schema does not name are wrong, too.
    std::string faultsOf(const std::string& method, const std::string& path,
                         const json::Value& body) const;
    /// Method and path pattern of each operation in the file.
    std::vector<std::pair<std::string, std::string>> operations() const;
    /// The members of a schema that are plain values and can be read.
    std::vector<std::string> plainMembersOf(const std::string& schemaName) const;
    /// The schema of components/schemas.
    std::string faultsOf(const std::string& schemaName, const json::Value& value) const;

private:
    const json::Value* operationOf(const std::string& method, const std::string& path) const;
    std::string check(const json::Value& schema, const json::Value& value,
                      const std::string& place) const;
    std::string checkObject(const json::Value& schema, const json::Value& value,
                            const std::string& place) const;

    json::Value m_document;
};

} // namespace plectrum::test
