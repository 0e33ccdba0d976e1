// SPDX-License-Identifier: MIT
#include "datastore/error.h"

#include <utility>

namespace plectrum::datastore {

Error::Error(ErrorKind kind, std::string text)
    : m_kind(kind)
    , m_text(std::move(text))
    , m_isRetryable(kind == ErrorKind::Throttled || kind == ErrorKind::Unreachable)
{
}

Error&& Error::withRetryable(bool retryable) &&
{
    m_isRetryable = retryable;
    return std::move(*this);
}

Error&& Error::withUnknownOutcome() &&
{
    m_isOutcomeUnknown = true;
    return std::move(*this);
}

Error&& Error::withCode(std::string code) &&
{
    m_code = std::move(code);
    return std::move(*this);
}

} // namespace plectrum::datastore
