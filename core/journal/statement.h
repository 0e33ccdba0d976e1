// SPDX-License-Identifier: MIT
// One run of a prepared statement: bind all values in order, then run() or next(). Made by
// Database::statement(); runs of one text must not overlap. Failures throw journal::Error.
#pragma once

#include "async/clock.h"
#include "json/value.h"

#include <cstdint>
#include <string>
#include <string_view>

class QSqlQuery;

namespace plectrum::journal {

class Database;

class Statement
{
public:
    Statement(const Database& database, QSqlQuery& query);
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;
    ~Statement();

    Statement& bind(std::int64_t number);
    Statement& bind(async::Time time);
    Statement& bind(const std::string& text); ///< must be UTF-8
    Statement& bindBytes(std::string_view bytes); ///< must stay until the statement has run
    Statement& bindNull();

    void run();
    bool next(); ///< runs it at first, then goes from row to row; false behind the last
    std::int64_t lastInsertId() const;
    std::int64_t changedRows() const;

    std::int64_t integer(int column) const;
    async::Time time(int column) const;
    std::string text(int column) const;
    json::Value json(int column) const; ///< throws Error (Damaged) for what is no JSON text
    bool isNull(int column) const;

private:
    const Database& m_database;
    QSqlQuery& m_query;
    int m_bound = 0;
    bool m_hasRun = false;
};

} // namespace plectrum::journal
