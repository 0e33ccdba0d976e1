// SPDX-License-Identifier: MIT
// The keys of a universe file and their versions: the SQL of the tables entry and version. Stores
// are named by their row in data_store, 0 being none. Its writes need a transaction around them.
#pragma once

#include "mock/storage.h"
#include "sql/connection.h"

#include <cstddef>

namespace plectrum::mock {

class VersionTable
{
public:
    explicit VersionTable(sql::Connection& file);

    std::optional<Version> newest(std::int64_t store, const std::string& key, bool withValue);
    std::optional<FoundVersion> findNewest(std::int64_t store, const std::string& key);
    std::optional<FoundVersion> find(std::int64_t store, const std::string& key,
                                     const std::string& id);
    std::vector<Version> versions(std::int64_t store, const std::string& key, bool withValues);
    std::vector<std::string> keys(std::int64_t store, const std::string& prefix,
                                  const std::string& after, bool withRemoved, std::size_t limit);
    void write(std::int64_t store, const std::string& key, const HistoryChange& change);
    void putHistory(std::int64_t store, const std::string& key,
                    const std::vector<Version>& versions);

private:
    std::int64_t entryRow(std::int64_t store, const std::string& key); ///< 0 when not there
    std::int64_t makeEntry(std::int64_t store, const std::string& key, bool isLive);
    std::int64_t lastSeq(std::int64_t entry);
    void setLive(std::int64_t entry, bool isLive);
    void supersede(std::int64_t entry, std::int64_t seq, const HistoryChange& change);
    void insertVersion(std::int64_t entry, std::int64_t seq, const Version& version);
    static Version readVersion(const sql::Statement& row); ///< without its value
    static FoundVersion readWithValue(const sql::Statement& row);

    sql::Connection& m_file;
};

} // namespace plectrum::mock
