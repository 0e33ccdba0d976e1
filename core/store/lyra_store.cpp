// SPDX-License-Identifier: MIT
#include "store/lyra_store.h"

#include "store/names.h"

namespace plectrum::store {

LyraStore openLyraStore(datastore::DataStoreService& service, async::Clock& clock,
                        async::Random& random, const std::string& name, const std::string& scope,
                        std::size_t maximumChunk, async::Executor* executor)
{
    const auto open = [&](const std::string& dataStore) {
        return RetryingDataStore(service.dataStore(dataStore, scope), clock);
    };
    return {open(names::records(name)), open(names::transactions(name)),
            Files(open(names::shards(name)), random, maximumChunk, executor), executor};
}

} // namespace plectrum::store
