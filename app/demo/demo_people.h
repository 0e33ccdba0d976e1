// SPDX-License-Identifier: MIT
// The players of the demo universe: who they are and when they play. The same random source gives
// the same people on every machine.
#pragma once

#include "async/clock.h"
#include "async/random.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace plectrum::app {

struct Person
{
    std::int64_t userId = 0;
    std::string displayName;
    std::string language; ///< "en", "ru", ...
    int sessions = 0; ///< how often this person plays
    int firstDay = 0; ///< from 0, of the calendar

    std::string key() const { return "player_" + std::to_string(userId); }
};

/// One time that somebody played.
struct Visit
{
    async::Time time{};
    std::size_t person = 0; ///< index into the people
};

/// One of the words.
std::string_view pick(std::span<const std::string_view> words, async::Random& random);
/// Most play once or twice, some every day. User ids are all different.
std::vector<Person> makePeople(std::size_t count, int days, async::Random& random);
/// All visits of all people in order of time, between `start` and `days` later.
std::vector<Visit> makeVisits(const std::vector<Person>& people, async::Time start, int days,
                              async::Random& random);

} // namespace plectrum::app
