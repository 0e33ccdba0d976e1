// SPDX-License-Identifier: MIT
// Reads entries of the journal from its table.
#pragma once

#include "journal/entry.h"
#include "sql/statement.h"

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace plectrum::journal {

class Database;

class EntryQuery
{
public:
    /// Both must outlive it.
    EntryQuery(Database& database, const Filter& filter);

    std::vector<Entry> page(std::optional<EntryId> before, std::size_t count) const;
    std::size_t count() const;

    static std::vector<Entry> one(Database& database, EntryId id);
    static std::vector<Entry> group(Database& database, const std::string& group);
    static std::vector<Entry> interrupted(Database& database, const std::string& universe);

private:
    std::string conditions(bool hasBefore) const;
    std::vector<std::pair<const std::string*, const char*>> equalities() const;
    void bindConditions(sql::Statement& statement, std::optional<EntryId> before) const;

    Database& m_database;
    const Filter& m_filter;
};

} // namespace plectrum::journal
