// SPDX-License-Identifier: MIT
// The two ways in which Open Cloud is asked about data stores, v2 and v1, behind one interface:
// plain values in, a request out; an answer in, plain values out. Nothing is sent here.
#pragma once

#include "datastore/data_store.h"
#include "opencloud/transport.h"

#include <cstdint>
#include <optional>
#include <string>

namespace plectrum::opencloud {

/// Where an entry stands, or a data store when the key is empty.
struct EntryAddress
{
    std::int64_t universe = 0;
    std::string store{};
    std::string scope{"global"};
    std::string key{};
};

/// What was known of an entry when a write was decided. v2 compares the etag, v1 the version.
struct Revision
{
    std::string version{};
    std::string etag{}; ///< empty when v1 told of the entry

    friend bool operator==(const Revision&, const Revision&) = default;
};

/// An entry with what a conditional write of it needs.
struct SeenEntry
{
    datastore::Entry entry;
    std::string etag{};
    bool isRemoved = false; ///< the service keeps it for a while, but it is no entry any more

    Revision revision() const { return {entry.info.version, etag}; }
};

/// When a write is done: one of both is given.
struct Condition
{
    std::optional<Revision> ifRevision{};
    bool onlyIfAbsent = false;
    /// For onlyIfAbsent: of the removed entry that still takes the key; else empty.
    std::string removedEtag{};
    bool isByV1 = false; ///< whatever wire else works
};

class Protocol
{
public:
    virtual ~Protocol() = default;
    virtual bool isV1() const = 0;
    /// "v2" or "v1".
    const char* name() const { return isV1() ? "v1" : "v2"; }

    virtual Request readEntry(const EntryAddress& address) const = 0;
    virtual Request readVersion(const EntryAddress& address, const std::string& version) const = 0;
    /// `value` is the JSON text. Throws datastore::Error for a condition that the wire cannot put.
    virtual Request writeEntry(const EntryAddress& address, const std::string& value,
                               const datastore::Written& written,
                               const Condition& condition) const = 0;
    /// v1 cannot remove on a condition. Throws datastore::Error as writeEntry().
    virtual Request removeEntry(const EntryAddress& address, const Revision& revision) const = 0;
    virtual Request listKeys(const EntryAddress& address,
                             const datastore::ListKeysQuery& query) const = 0;
    /// v2 lists the newest first only, whatever the query says.
    virtual Request listVersions(const EntryAddress& address,
                                 const datastore::ListVersionsQuery& query) const = 0;
    virtual Request listDataStores(std::int64_t universe,
                                   const datastore::ListDataStoresQuery& query) const = 0;

    // What answers with status 2xx hold. All throw datastore::Error (Malformed).
    /// `version` is the one that was asked for, empty for the newest.
    virtual SeenEntry entryIn(const Response& answer, const EntryAddress& address,
                              const std::string& version = {}) const = 0;
    /// The entry that a write left, where `written` is what was sent.
    virtual SeenEntry writtenIn(const Response& answer, const EntryAddress& address,
                                const datastore::Written& written) const = 0;
    virtual datastore::Page<datastore::KeyInfo> keysIn(const Response& answer) const = 0;
    virtual datastore::Page<datastore::VersionInfo> versionsIn(
        const Response& answer, const EntryAddress& address) const = 0;
    virtual datastore::Page<datastore::DataStoreInfo> dataStoresIn(
        const Response& answer) const = 0;
};

const Protocol& protocolV2();
const Protocol& protocolV1();

/// What the budget per key is counted by.
std::string throughputKeyOf(const EntryAddress& address);

} // namespace plectrum::opencloud
