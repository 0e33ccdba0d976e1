// SPDX-License-Identifier: MIT
#include "secrets/error.h"

#include <utility>

namespace plectrum::secrets {

namespace {

const char* textOf(Problem problem)
{
    switch (problem) {
    case Problem::NoKeychain:
        return "no keychain answers on this system";
    case Problem::Refused:
        return "the keychain did not allow it";
    case Problem::Failed:
        break;
    }
    return "the keychain failed";
}

} // namespace

Error::Error(Problem problem, std::string detail)
    : m_problem(problem)
    , m_detail(std::move(detail))
    , m_text(std::string(textOf(problem)) + (m_detail.empty() ? "" : " (" + m_detail + ")"))
{
}

} // namespace plectrum::secrets
