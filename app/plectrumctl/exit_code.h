// SPDX-License-Identifier: MIT
// What plectrumctl tells the shell, and the error that ends a command with such a code
// (docs/plectrumctl.md).
#pragma once

#include <exception>
#include <string>
#include <utility>

namespace plectrum::ctl {

enum class ExitCode
{
    Ok = 0,
    Failed = 1, ///< anything that has no code of its own
    Usage = 2, ///< the command line is wrong
    NotFound = 3, ///< no such store, key or version, or it holds nothing
    Conflict = 4, ///< changed by somebody else meanwhile; nothing was written
    Locked = 5, ///< a game server holds the key; nothing was written
    Damaged = 6, ///< the entry is damaged or not Lyra's; nothing was written
    BadInput = 7, ///< a file that was given is not JSON, or not what it should be
    NoUniverse = 8, ///< the universe cannot be opened
    NotUndoable = 9, ///< a write that cannot be undone, or is already; nothing was written
    Refused = 10, ///< by the service, which gives the key no right to it, or by the read-only guard
    OverBudget = 11, ///< of the service's requests; the message tells when to try again
    MigrationFailed = 12, ///< a record fails a migration step, or the schema rejects it
};

/// Ends the command; the text goes to stderr.
class Failure : public std::exception
{
public:
    Failure(ExitCode code, std::string text)
        : m_code(code)
        , m_text(std::move(text))
    {
    }
    ExitCode code() const noexcept { return m_code; }
    const char* what() const noexcept override { return m_text.c_str(); }

private:
    ExitCode m_code;
    std::string m_text;
};

} // namespace plectrum::ctl
