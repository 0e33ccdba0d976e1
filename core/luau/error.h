// SPDX-License-Identifier: MIT
// How a script fails: what kind, where in which script, and the text as Luau or the bridge gave it.
#pragma once

#include <exception>
#include <string>

namespace plectrum::luau {

enum class ErrorKind
{
    Syntax, ///< does not compile
    Runtime, ///< an error of the script's own, or of a function that it called
    Memory, ///< more than Limits::memory
    Time, ///< ran longer than Limits::time
    Steps, ///< took more than Limits::steps
    Yield, ///< waits where it must not, or for something that never comes
    Value ///< a value that cannot cross between Luau and JSON
};

struct Failure
{
    ErrorKind kind = ErrorKind::Runtime;
    std::string script{}; ///< name of the script; empty when no line of a script is to blame
    int line = 0; ///< from 1; 0 when unknown
    std::string text{}; ///< without script and line
    std::string traceback{}; ///< "script:line function NAME" per line, innermost first
    std::string pointer{}; ///< JSON Pointer of the value, for kind Value

    friend bool operator==(const Failure&, const Failure&) = default;
};

class Error : public std::exception
{
public:
    explicit Error(Failure failure);
    const Failure& failure() const noexcept { return m_failure; }
    /// "script:line: text", as Luau writes it.
    const char* what() const noexcept override { return m_what.c_str(); }

private:
    Failure m_failure;
    std::string m_what;
};

} // namespace plectrum::luau
