// SPDX-License-Identifier: MIT
// The request budgets of a universe and its keys, counted in windows of one minute that begin with
// their first request, as the headers x-ratelimit-* tell them.
#pragma once

#include "async/clock.h"
#include "emulator/response.h"

#include <cstdint>
#include <map>
#include <string>

namespace plectrum::emulator {

/// What a call is counted as.
enum class Cost
{
    None,
    Read,
    Write,
    List,
    Remove,
    V1Read,
    V1Write,
    V1ReadBytes,
    V1WrittenBytes,
    TaskCreate,
    TaskGet,
};

/// Requests (or bytes) a minute; the documented ones for a universe without players.
struct Quotas
{
    bool isEnforced = true;
    std::int64_t read = 300;
    std::int64_t write = 300;
    std::int64_t list = 300;
    std::int64_t remove = 300;
    std::int64_t v1Read = 300;
    std::int64_t v1Write = 300;
    std::int64_t v1ReadBytes = 20'000'000;
    std::int64_t v1WrittenBytes = 10'000'000;
    std::int64_t taskCreate = 5; ///< per owner of a key
    std::int64_t taskGet = 45; ///< per owner of a key
    bool sendsRetryAfter = true; ///< a 429 carries retry-after

    /// As the game's own servers would have them too, with so many players.
    static Quotas forPlayers(int players);
    std::int64_t perMinute(Cost cost) const;
};

class QuotaCounter
{
public:
    explicit QuotaCounter(Quotas quotas);

    /// Counts `amount` for `who` (the universe, an owner). Throws ApiError (ResourceExhausted), and
    /// counts nothing, when the window has not that much left. `now` is the elapsed time of a
    /// clock.
    void spend(Cost cost, const std::string& who, std::int64_t amount, async::Duration now);
    /// x-ratelimit-limit, -remaining, -reset (whole seconds); none when nothing is counted.
    Headers headers(Cost cost, const std::string& who, async::Duration now) const;

private:
    struct Window
    {
        async::Duration begin{};
        std::int64_t spent = 0;
    };
    /// The window that is open now, or an empty one that begins now.
    Window windowOf(Cost cost, const std::string& who, async::Duration now) const;

    Quotas m_quotas;
    std::map<std::pair<Cost, std::string>, Window> m_windows;
};

} // namespace plectrum::emulator
