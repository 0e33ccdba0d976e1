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
    case Problem::NotReady:
        return "the keychain is not ready yet, try again in a moment";
    case Problem::Refused:
        return "the keychain did not allow it";
    case Problem::Failed:
        break;
    }
    return "the keychain failed";
}

} // namespace

Problem problemNamed(std::string_view detail)
{
    // A Secret Service is on the bus a moment before its collections are; their path stands in the
    // text that comes then, in whatever language.
    return detail.contains("/org/freedesktop/secrets/") ? Problem::NotReady : Problem::Failed;
}

Error::Error(Problem problem, std::string detail)
    : m_problem(problem)
    , m_detail(std::move(detail))
    , m_text(std::string(textOf(problem)) + (m_detail.empty() ? "" : " (" + m_detail + ")"))
{
}

} // namespace plectrum::secrets
