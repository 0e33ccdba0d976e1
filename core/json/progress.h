// SPDX-License-Identifier: MIT
// Counts steps of a reader and asks the caller's progress handler now and then.
#pragma once

#include "json/parser.h"

#include <cstdint>

namespace plectrum::json {

class Progress
{
public:
    /// Null: it always goes on. The handler must outlive this.
    explicit Progress(const ProgressHandler* handler)
        : m_handler(handler)
    {
    }

    /// False from the moment on that the handler has told to end.
    bool goesOn() { return ++m_steps % stepsBetween != 0 || !m_handler || ask(); }

private:
    static constexpr std::uint32_t stepsBetween = 4096;

    bool ask()
    {
        m_goesOn = m_goesOn && (*m_handler)();
        m_steps -= m_goesOn ? 0 : 1; // so that the next step asks again
        return m_goesOn;
    }

    const ProgressHandler* m_handler;
    std::uint32_t m_steps = 0;
    bool m_goesOn = true;
};

} // namespace plectrum::json
