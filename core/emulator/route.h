// SPDX-License-Identifier: MIT
// The endpoints as one table: method, path with its parts, what a key must be allowed, what a call
// costs. Paths are matched while still encoded, so a part may hold any character.
#pragma once

#include "async/task.h"
#include "emulator/api_key.h"
#include "emulator/quota.h"
#include "emulator/refusal.h"
#include "emulator/response.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace plectrum::emulator {

/// A request that has found its route.
struct RequestContext
{
    std::shared_ptr<const Request> request;
    std::map<std::string, std::string> parts; ///< of the path, decoded
    Query query;
    ApiKey key;
    ApiVersion version = ApiVersion::V2;
    std::stop_token stop;

    const std::string& part(const std::string& name) const { return parts.at(name); }
    std::optional<std::string> parameter(const std::string& name) const
    {
        return query.value(name);
    }
    /// True or false; throws ApiError for any other text.
    bool flag(const std::string& name) const;
    /// A whole number; throws ApiError for any other text.
    std::optional<std::int64_t> number(const std::string& name) const;
    /// The page size to use: throws ApiError for a negative one.
    std::size_t pageSize(const std::string& name, std::size_t usual, std::size_t most) const;
    /// Path and parameters but `token`: what a page token is bound to.
    std::string identity(const std::string& token) const;
    /// Throws ApiError (PermissionDenied) when the key lacks it.
    void requireScope(std::string_view scope) const;
};

struct Route
{
    std::string method;
    /// As "/cloud/v2/universes/{universe}/data-stores/{store}:undelete".
    std::string pattern;
    std::vector<std::string> parameters{}; ///< of the query; others are refused
    std::vector<std::string> scopes{}; ///< one of them is needed; empty: the handler decides
    Cost cost = Cost::None;
    std::function<async::Task<Response>(RequestContext)> handler;
};

/// Which service a path belongs to.
ApiVersion apiVersionOf(std::string_view path);

/// The decoded parts when the encoded path fits the pattern.
std::optional<std::map<std::string, std::string>> matchPath(std::string_view pattern,
                                                            std::string_view path);

} // namespace plectrum::emulator
