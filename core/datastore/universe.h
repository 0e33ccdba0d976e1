// SPDX-License-Identifier: MIT
// One experience's services behind interfaces, and the plain description of which one is meant.
#pragma once

#include "async/task.h"
#include "datastore/cloud_spec.h"
#include "datastore/data_store.h"
#include "datastore/entry.h"
#include "datastore/hash_map.h"

#include <cstdint>
#include <stop_token>
#include <string>

namespace plectrum::datastore {

class DataStoreService
{
public:
    virtual ~DataStoreService() = default;
    /// The data store of that name and scope; made by its first write. Lives as long as the
    /// service. Throws Error (InvalidArgument, TooLarge) for a name or scope that the service
    /// refuses.
    virtual DataStore& dataStore(const std::string& name, const std::string& scope = "global") = 0;
    /// The same for what is done while a lock is held: nothing else goes before it.
    virtual DataStoreService& underLock() { return *this; }
    /// In byte order of names.
    virtual Task<Page<DataStoreInfo>> listDataStores(ListDataStoresQuery query,
                                                     std::stop_token stop = {}) = 0;
};

class MemoryStoreService
{
public:
    virtual ~MemoryStoreService() = default;
    /// Lives as long as the service.
    virtual HashMap& hashMap(const std::string& name) = 0;
};

class Universe
{
public:
    virtual ~Universe() = default;
    /// For title bars and lists: a file's name, a universe's title.
    virtual std::string title() const = 0;
    virtual DataStoreService& dataStores() = 0;
    virtual MemoryStoreService& memoryStores() = 0;
};

/// Which universe to open: data only; app/backends turns it into a Universe.
struct UniverseSpec
{
    enum class Kind
    {
        Memory, ///< an empty mock universe that is gone at the end
        Demo, ///< the demo universe in its file, made when absent
        File, ///< a mock universe in the file `path`
        OpenCloud, ///< a real one, as `cloud` says
    };
    Kind kind = Kind::Demo;
    std::string path{}; ///< of the file; for Demo empty means the usual place
    CloudSpec cloud{}; ///< of OpenCloud

    friend bool operator==(const UniverseSpec&, const UniverseSpec&) = default;
};

} // namespace plectrum::datastore
