// SPDX-License-Identifier: MIT
// Why the journal file cannot be used. The program goes on without it and says so.
#pragma once

#include <exception>
#include <string>

namespace plectrum::journal {

enum class Problem
{
    Damaged,
    Foreign, ///< another program's file
    Newer, ///< written by a newer Plectrum
    ReadOnly,
    InUse, ///< another process holds it for longer than a moment
    Full, ///< the disk
    Unreadable, ///< any other failure to read or write
};

class Error : public std::exception
{
public:
    Error(Problem problem, std::string path, std::string detail);

    Problem problem() const noexcept { return m_problem; }
    const std::string& path() const noexcept { return m_path; }
    const std::string& detail() const noexcept { return m_detail; } ///< of SQLite; may be empty
    /// "PATH: is damaged (DETAIL)", for logs and command lines.
    const char* what() const noexcept override { return m_text.c_str(); }

private:
    Problem m_problem;
    std::string m_path;
    std::string m_detail;
    std::string m_text;
};

} // namespace plectrum::journal
