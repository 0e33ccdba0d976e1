// SPDX-License-Identifier: MIT
#include "store/error.h"

#include <utility>

namespace plectrum::store {

Error::Error(ErrorKind kind, std::string text)
    : m_kind(kind)
    , m_text(std::move(text))
{
}

Error::Error(Damage damage)
    : m_kind(ErrorKind::Damaged)
    , m_text(damage.text)
    , m_damage(std::move(damage))
{
}

Error&& Error::withUnknownOutcome(bool isUnknown) &&
{
    m_isOutcomeUnknown = isUnknown;
    return std::move(*this);
}

Error&& Error::withCause(std::optional<datastore::ErrorKind> cause) &&
{
    m_cause = cause;
    return std::move(*this);
}

std::string textOf(const std::exception_ptr& error)
{
    try {
        std::rethrow_exception(error);
    } catch (const std::exception& exception) {
        return exception.what();
    } catch (...) {
        return "unknown error";
    }
}

} // namespace plectrum::store
