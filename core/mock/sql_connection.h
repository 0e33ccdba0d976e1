// SPDX-License-Identifier: MIT
// One SQLite file, held for ourselves alone, and its prepared statements. Failures throw
// datastore::Error of kind Storage with the file's path and the reason; error.code() is one of
// LOCKED, FULL, READONLY, DAMAGED, IO. One thread; needs a QCoreApplication.
#pragma once

#include "datastore/error.h"
#include "json/value.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

class QSqlError;
class QSqlQuery;

namespace plectrum::mock {

/// An error of kind Storage: "PATH: REASON".
datastore::Error storageError(const std::string& path, const char* code, const std::string& reason);

class SqlConnection;

/// One run of a prepared statement: bind all values in order, then run() or next().
class Statement
{
public:
    Statement(const SqlConnection& connection, QSqlQuery& query);
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;
    ~Statement();

    Statement& bind(std::int64_t number);
    Statement& bind(const std::string& text); ///< must be UTF-8
    Statement& bindBytes(std::string_view bytes); ///< must stay until the statement has run
    Statement& bindNull();

    void run();
    bool next(); ///< runs it at first, then goes from row to row; false behind the last
    std::int64_t lastInsertId() const;

    std::int64_t integer(int column) const;
    std::string text(int column) const;
    std::string bytes(int column) const;
    /// JSON text; throws DAMAGED when it is none.
    json::Value json(int column) const;
    /// As json(), to be done later and in any thread; needs neither the statement nor the file.
    std::function<json::Value()> jsonReader(int column) const;
    bool isNull(int column) const;

private:
    const SqlConnection& m_connection;
    QSqlQuery& m_query;
    int m_bound = 0;
    bool m_hasRun = false;
};

class SqlConnection
{
public:
    /// Opens the file, or makes it when it is not there.
    explicit SqlConnection(const std::string& path);
    SqlConnection(const SqlConnection&) = delete;
    SqlConnection& operator=(const SqlConnection&) = delete;
    ~SqlConnection();

    /// The statement is prepared once for each text; `sql` must be a literal. Runs of one text must
    /// not overlap.
    Statement statement(const char* sql);
    void run(const char* sql); ///< once, without values
    const std::string& path() const { return m_path; }
    [[noreturn]] void fail(const QSqlError& error) const;

private:
    struct Private;
    std::string m_path;
    std::unique_ptr<Private> m_private;
};

} // namespace plectrum::mock
