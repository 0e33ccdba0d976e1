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

Error notSent()
{
    return Error(ErrorKind::Denied,
                 "It was not sent: the time in which it may be done, as that of a lock, was over.")
        .withCode(notSentCode);
}

} // namespace plectrum::datastore
