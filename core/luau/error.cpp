// SPDX-License-Identifier: MIT
#include "luau/error.h"

#include <utility>

namespace plectrum::luau {

Error::Error(Failure failure)
    : m_failure(std::move(failure))
{
    if (!m_failure.script.empty())
        m_what = m_failure.script + ":" + std::to_string(m_failure.line) + ": ";
    m_what += m_failure.text;
    if (!m_failure.pointer.empty())
        m_what += " (at " + m_failure.pointer + ")";
}

} // namespace plectrum::luau
