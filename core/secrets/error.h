// SPDX-License-Identifier: MIT
// Why the keychain of the system did not do what was asked. No text of it holds a secret.
#pragma once

#include <exception>
#include <string>
#include <string_view>

namespace plectrum::secrets {

enum class Problem
{
    NoKeychain, ///< none answers on this system: keys can be held for this session only
    NotReady, ///< it has just been started and has not opened what it keeps; soon it will have
    Refused, ///< the user or the system did not allow it, or the keychain stayed locked
    Failed, ///< anything else; `detail` says more
};

/// NotReady or Failed, by the system's own text, when its kind says no more than that it failed.
Problem problemNamed(std::string_view detail);

class Error : public std::exception
{
public:
    Error(Problem problem, std::string detail);

    Problem problem() const noexcept { return m_problem; }
    const std::string& detail() const noexcept { return m_detail; } ///< of the system; may be empty
    const char* what() const noexcept override { return m_text.c_str(); }

private:
    Problem m_problem;
    std::string m_detail;
    std::string m_text;
};

} // namespace plectrum::secrets
