// SPDX-License-Identifier: MIT
// A MemoryStore hash map of a mock universe: values that expire by the universe's clock.
#pragma once

#include "datastore/hash_map.h"
#include "mock/context.h"

namespace plectrum::mock {

class HashMap final : public datastore::HashMap
{
public:
    /// `context` must outlive the map and its tasks.
    HashMap(Context& context, std::string name);

    const std::string& name() const override { return m_name; }
    async::Task<std::optional<json::Value>> get(std::string key,
                                                std::stop_token stop = {}) override;
    async::Task<void> set(std::string key, json::Value value, std::chrono::seconds ttl,
                          std::stop_token stop = {}) override;
    async::Task<std::optional<json::Value>> update(std::string key, Transform transform,
                                                   std::chrono::seconds ttl,
                                                   std::stop_token stop = {}) override;
    async::Task<void> remove(std::string key, std::stop_token stop = {}) override;

private:
    std::optional<json::Value> current(const std::string& key);
    void write(const std::string& key, json::Value value, std::chrono::seconds ttl);
    std::optional<json::Value> updateNow(const std::string& key, const Transform& transform,
                                         std::chrono::seconds ttl);
    void setNow(const std::string& key, json::Value value, std::chrono::seconds ttl);
    void removeNow(const std::string& key);

    Context& m_context;
    std::string m_name;
};

} // namespace plectrum::mock
