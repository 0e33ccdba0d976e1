// SPDX-License-Identifier: MIT
// One SQLite file and its prepared statements, for those that keep something in such a file (a
// universe, the journal). Each owner throws its own errors. One thread; needs a QCoreApplication.
#pragma once

#include "sql/statement.h"

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

class QSqlError;

namespace plectrum::sql {

enum class Problem
{
    Damaged, ///< also: a table that must be there is not
    InUse, ///< another process holds the file
    ReadOnly, ///< the file or its folder
    Full, ///< the disk
    Unopenable,
    Other,
};

/// Throws the owner's error; `detail` is SQLite's own text. May be called in any thread.
using Thrower = std::function<void(Problem problem, const std::string& detail)>;

enum class Access
{
    ReadWrite,
    /// For a file that nobody can write: no lock is taken, nothing is made beside it. A write-ahead
    /// log beside it is not read.
    Immutable,
};

class Connection
{
public:
    /// Opens the file, or makes it when it is not there. `busyTime`: how long a call waits for
    /// another process.
    Connection(std::string path, std::chrono::milliseconds busyTime, Thrower thrower,
               Access access = Access::ReadWrite);
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection();

    /// The statement is prepared once for each text, so there must be few of them. Runs of one
    /// text must not overlap.
    Statement statement(std::string_view sql);
    void run(const std::string& sql); ///< once, without values
    const std::string& path() const { return m_path; }
    const Thrower& thrower() const { return m_thrower; }
    [[noreturn]] void fail(const QSqlError& error) const;

private:
    struct State;
    std::string m_path;
    Thrower m_thrower;
    std::unique_ptr<State> m_state;
};

} // namespace plectrum::sql
