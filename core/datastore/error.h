// SPDX-License-Identifier: MIT
// The one error of the datastore boundary: what failed, whether it may be tried again, and whether
// it may have been done all the same.
#pragma once

#include <exception>
#include <string>

namespace plectrum::datastore {

enum class ErrorKind
{
    Throttled, ///< a budget or rate limit
    NotFound, ///< the data store or version is not there (a missing key is no error)
    Conflict, ///< the entry is not what the write expected
    TooLarge, ///< value, attributes or a name beyond its limit
    InvalidArgument, ///< anything else wrong with the call
    Denied, ///< no right to do it, or a universe opened read-only
    Unreachable, ///< no answer, or the service is out of order
    Malformed, ///< an answer that cannot be understood
    Storage, ///< the file of a mock universe: disk full, read-only, damaged
};

class Error : public std::exception
{
public:
    /// `text` is the server's own text, as "CODE: TEXT" where Roblox has a number.
    Error(ErrorKind kind, std::string text);

    ErrorKind kind() const noexcept { return m_kind; }
    const std::string& text() const noexcept { return m_text; }
    const char* what() const noexcept override { return m_text.c_str(); }

    /// May go away by itself: throttled, unreachable.
    bool isRetryable() const noexcept { return m_isRetryable; }
    /// A write that failed and may have been done all the same: read back before deciding.
    bool isOutcomeUnknown() const noexcept { return m_isOutcomeUnknown; }
    /// The server's own code: "105", "RESOURCE_EXHAUSTED"; may be empty.
    const std::string& code() const noexcept { return m_code; }

    Error&& withRetryable(bool retryable) &&;
    Error&& withUnknownOutcome() &&;
    Error&& withCode(std::string code) &&;

private:
    ErrorKind m_kind;
    std::string m_text;
    std::string m_code;
    bool m_isRetryable;
    bool m_isOutcomeUnknown = false;
};

/// The code() of what was not sent because its time was over: surely not done.
inline constexpr const char* notSentCode = "NOT_SENT";
/// The code() of a conditional removal where the service has none: surely not done.
inline constexpr const char* noConditionalRemovalCode = "NO_CONDITIONAL_REMOVAL";

Error notSent();

} // namespace plectrum::datastore
