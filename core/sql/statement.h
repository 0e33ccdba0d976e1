// SPDX-License-Identifier: MIT
// One run of a prepared statement: bind all values in order, then run() or next(). Made by
// Connection::statement(); runs of one text must not overlap. Failures throw the owner's error.
#pragma once

#include "async/clock.h"
#include "json/value.h"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

class QSqlQuery;

namespace plectrum::sql {

class Connection;

class Statement
{
public:
    Statement(const Connection& connection, QSqlQuery& query);
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
    std::string bytes(int column) const;
    json::Value json(int column) const; ///< fails (Damaged) for what is no JSON text
    /// As json(), to be done later and in any thread; needs neither the statement nor the file.
    std::function<json::Value()> jsonReader(int column) const;
    bool isNull(int column) const;

private:
    const Connection& m_connection;
    QSqlQuery& m_query;
    int m_bound = 0;
    bool m_hasRun = false;
};

} // namespace plectrum::sql
