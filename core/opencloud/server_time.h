// SPDX-License-Identifier: MIT
// The service's own time, as its answers tell it in whole seconds. Between answers it goes on with
// Clock::elapsed(); the wall clock of this machine has no part in it.
#pragma once

#include "async/clock.h"

#include <optional>
#include <string>

namespace plectrum::opencloud {

class ServerTime
{
public:
    /// An answer with this `date` came at `end` to a request that went at `begin`, both by
    /// Clock::elapsed(). Anything that is no date is passed over.
    void note(const std::string& date, async::Duration begin, async::Duration end);
    /// What time it is at least; nullopt while none is known.
    std::optional<async::Time> earliest(async::Duration elapsed) const;

private:
    /// The service's time less elapsed() lies between these.
    struct Offset
    {
        async::Time least;
        async::Time most;
    };
    std::optional<Offset> m_offset;
};

/// "Sun, 06 Nov 1994 08:49:37 GMT"; nullopt for anything else.
std::optional<async::Time> httpDateOf(const std::string& text);

} // namespace plectrum::opencloud
