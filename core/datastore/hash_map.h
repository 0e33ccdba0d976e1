// SPDX-License-Identifier: MIT
// A MemoryStore hash map: values that expire. Calls throw datastore::Error.
#pragma once

#include "async/task.h"
#include "json/value.h"

#include <chrono>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>

namespace plectrum::datastore {

using async::Task;

/// The code() of the Error (Denied) of a universe whose hash maps cannot be reached because it is
/// not known in which place to run.
inline constexpr const char* noPlaceIdCode = "NO_PLACE_ID";

class HashMap
{
public:
    /// Gets the unexpired value or nullopt; gives the new one, or nullopt to leave all as it is.
    using Transform = std::function<std::optional<json::Value>(const std::optional<json::Value>&)>;

    virtual ~HashMap() = default;
    virtual const std::string& name() const = 0;
    virtual Task<std::optional<json::Value>> get(std::string key, std::stop_token stop = {}) = 0;
    virtual Task<void> set(std::string key, json::Value value, std::chrono::seconds ttl,
                           std::stop_token stop = {}) = 0;
    /// Atomic. A ttl of 0 makes the value expire at once. Gives the new value, or nullopt when the
    /// transform declined.
    virtual Task<std::optional<json::Value>> update(std::string key, Transform transform,
                                                    std::chrono::seconds ttl,
                                                    std::stop_token stop = {}) = 0;
    virtual Task<void> remove(std::string key, std::stop_token stop = {}) = 0;
};

} // namespace plectrum::datastore
