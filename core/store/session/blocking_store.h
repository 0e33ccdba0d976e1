// SPDX-License-Identifier: MIT
// The store for programs that wait: each call comes back when it is done. Under the library's names
// of its yielding forms; results and errors are those of Store.
#pragma once

#include "async/driver.h"
#include "store/session/store.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace plectrum::store {

class BlockingStore
{
public:
    /// Both must outlive it. The driver must drive the clock that the store was made with.
    BlockingStore(Store& store, async::Driver& driver);

    void loadAsync(std::string key, std::vector<std::int64_t> userIds = {});
    void unloadAsync(std::string key);
    json::Value getAsync(std::string key);
    bool updateAsync(std::string key, MutableTransform transform);
    bool updateImmutableAsync(std::string key, ImmutableTransform transform);
    bool txAsync(std::vector<std::string> keys, MutableTxTransform transform);
    bool txImmutableAsync(std::vector<std::string> keys, ImmutableTxTransform transform);
    void saveAsync(std::string key);
    void closeAsync();
    std::optional<json::Value> peekAsync(std::string key);
    bool probeLockActiveAsync(std::string key);
    datastore::Page<datastore::VersionInfo> listVersionsAsync(datastore::ListVersionsQuery query);
    VersionData readVersionAsync(std::string key, std::string version);

private:
    Store& m_store;
    async::Driver& m_driver;
};

} // namespace plectrum::store
