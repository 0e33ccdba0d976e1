// SPDX-License-Identifier: MIT
// Which data stores for locks there are, as it was found a short while ago: so that not every save
// lists them, which takes requests of a small budget.
#pragma once

#include "async/clock.h"

#include <chrono>
#include <map>
#include <optional>
#include <string>

namespace plectrum::store {

class LockStores
{
public:
    /// How long an answer holds; a game that begins to use such locks is noticed after that.
    static constexpr std::chrono::minutes lifetime{5};

    /// `now` is Clock::elapsed(). nullopt: not known, or older than that.
    std::optional<bool> find(const std::string& name, async::Duration now,
                             async::Duration maxAge = lifetime) const;
    void note(const std::string& name, bool isThere, async::Duration now);

private:
    struct Finding
    {
        bool isThere = false;
        async::Duration asked{};
    };
    std::map<std::string, Finding> m_findings;
};

} // namespace plectrum::store
