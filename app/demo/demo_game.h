// SPDX-License-Identifier: MIT
// The game of the demo universe: what its records hold, how they change when somebody plays, and
// which migrations came with which release. Pure functions of data, time and chance.
#pragma once

#include "async/clock.h"
#include "async/random.h"
#include "json/value.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace plectrum::app {

struct Person;

/// A migration step of the game: a new name on `apply`'s result, on a copy of the data.
struct GameStep
{
    std::string name;
    json::Value (*apply)(const json::Value& data);
};

/// A release of the game: from its day on servers know these steps and this template.
struct Release
{
    int day = 0;
    std::vector<GameStep> steps;
    json::Value playerTemplate;
};

/// In order of time; the first is of day 0.
std::vector<Release> releases();
json::Value guildTemplate();
/// The schemas: why data does not pass, or nullopt.
std::optional<std::string> playerProblem(const json::Value& data);
std::optional<std::string> guildProblem(const json::Value& data);

/// What the legacy data store held before the game came to Lyra, and what is made of it.
json::Value legacyProfile(async::Random& random);
json::Value fromLegacy(const json::Value& profile);

/// The data after somebody has played for a while.
json::Value afterPlaying(const json::Value& data, const Person& person, async::Time time,
                         async::Random& random);
/// Whether the data has the shape that the functions below and above need; whoever looks at the
/// demo may have made it anything.
bool isUsualPlayer(const json::Value& data);
/// What the two have after one sold the other something: both of them are isUsualPlayer(). nullopt
/// when they do not come to terms. No coin and no item is made or lost.
struct Trade
{
    json::Value seller;
    json::Value buyer;
};
std::optional<Trade> afterTrade(const json::Value& seller, const json::Value& buyer,
                                async::Random& random);
/// Ten thousands of pets, whose genomes do not compress: a record of several shards.
json::Value withManyPets(const json::Value& data, int count, async::Random& random);
/// A guild after a member gave something.
json::Value afterDonation(const json::Value& guild, const Person& member, async::Time time,
                          async::Random& random);

} // namespace plectrum::app
