// SPDX-License-Identifier: MIT
#include "demo/demo_game.h"

#include "demo/demo_people.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace plectrum::app {

using json::Value;

namespace {

constexpr std::array<std::string_view, 18> itemKinds{
    "sword_iron",   "sword_gold",  "bow_yew",       "staff_oak",    "shield_round", "helm_horned",
    "cloak_wolf",   "boots_swift", "ring_moon",     "potion_heal",  "potion_speed", "map_island",
    "lantern_blue", "fishing_rod", "pickaxe_steel", "amulet_amber", "scroll_fire",  "key_crypt"};
constexpr std::array<std::string_view, 5> rarities{"common", "uncommon", "rare", "epic",
                                                   "legendary"};
constexpr std::array<std::string_view, 7> questNames{"first_steps",     "lost_lantern", "wolf_pack",
                                                     "bridge_of_glass", "old_king",     "deep_mine",
                                                     "starfall"};
constexpr std::array<std::string_view, 6> petKinds{"fox",    "owl",  "drake",
                                                   "turtle", "lynx", "axolotl"};

constexpr std::size_t bagSize = 40;

std::int64_t unixSeconds(async::Time time)
{
    return std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
}

Value plus(const Value& object, std::string_view name, std::int64_t amount)
{
    return object.withMember(name, object[name].toInteger() + amount);
}

std::string_view pickRarity(async::Random& random)
{
    const std::int64_t roll = random.integer(0, 99);
    const std::size_t index = roll < 60 ? 0 : roll < 82 ? 1 : roll < 93 ? 2 : roll < 99 ? 3 : 4;
    return rarities[index];
}

Value makeItem(async::Time time, async::Random& random)
{
    return Value::object({{"kind", pick(itemKinds, random)},
                          {"rarity", pickRarity(random)},
                          {"level", random.integer(1, 60)},
                          {"obtained", unixSeconds(time)}});
}

Value withNewItems(const Value& inventory, async::Time time, async::Random& random)
{
    Value bag = inventory;
    for (std::int64_t count = random.integer(0, 3); count > 0; --count)
        bag = bag.withInserted(bag.size(), makeItem(time, random));
    while (bag.size() > bagSize)
        bag = bag.withoutElement(0);
    return bag;
}

Value withProgress(const Value& quests, async::Random& random)
{
    const std::string_view name = pick(questNames, random);
    const Value& before = quests[name];
    // Before the release that brought progress, a quest was only done or not.
    if (before.isBool())
        return quests.withMember(name, true);
    const std::int64_t progress =
        std::min<std::int64_t>(100, before["progress"].toInteger() + random.integer(10, 60));
    return quests.withMember(name,
                             Value::object({{"progress", progress}, {"done", progress == 100}}));
}

Value withPlayTime(const Value& stats, std::int64_t minutes, async::Random& random)
{
    Value after = plus(plus(stats, "minutesPlayed", minutes), "sessions", 1);
    after = plus(after, "monstersBeaten", random.integer(0, minutes * 2));
    if (random.chance(0.2))
        after = plus(after, "deaths", random.integer(1, 5));
    // Tenths of a metre are exact enough for a double to print the same everywhere.
    const std::int64_t tenths = std::int64_t(stats["metresWalked"].toDouble() * 10 + 0.5);
    return after.withMember("metresWalked", double(tenths + random.integer(100, 40'000)) / 10);
}

Value addGems(const Value& data)
{
    return data.find("gems") ? data : data.withMember("gems", 0);
}

Value splitSettings(const Value& data)
{
    const Value& settings = data["settings"];
    const std::int64_t volume = std::int64_t(settings["volume"].toDouble() * 100 + 0.5);
    return data.withMember("settings",
                           settings.withoutMember("volume")
                               .withMember("musicVolume", volume)
                               .withMember("effectsVolume", volume));
}

Value giveQuestsProgress(const Value& data)
{
    Value quests = Value::object();
    data["quests"].forEachMember([&quests](std::string_view name, const Value& quest) {
        const bool isDone = quest.isBool() ? quest.toBool() : quest["done"].toBool();
        const std::int64_t progress =
            quest.isBool() ? (isDone ? 100 : 0) : quest["progress"].toInteger();
        quests = quests.withMember(name, Value::object({{"progress", progress}, {"done", isDone}}));
    });
    return data.withMember("quests", quests);
}

Value renameCash(const Value& data)
{
    const Value* cash = data.find("cash");
    return cash ? data.withoutMember("cash").withMember("coins", *cash) : data;
}

Value firstTemplate()
{
    const Value stats = Value::object({{"minutesPlayed", 0},
                                       {"sessions", 0},
                                       {"monstersBeaten", 0},
                                       {"deaths", 0},
                                       {"metresWalked", 0.0}});
    return Value::object(
        {{"coins", 100},
         {"level", 1},
         {"experience", 0},
         {"displayName", ""},
         {"language", "en"},
         {"inventory", Value::array()},
         {"equipped", Value::object({{"hand", nullptr}, {"head", nullptr}, {"back", nullptr}})},
         {"quests", Value::object({{"first_steps", false}})},
         {"settings", Value::object({{"volume", 0.8}, {"invertCamera", false}, {"chat", true}})},
         {"stats", stats},
         {"lastSeen", 0}});
}

std::string genome(async::Random& random)
{
    constexpr std::string_view letters =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    std::string text;
    for (int word = 0; word < 9; ++word) {
        std::uint64_t bits = random.bits();
        for (int letter = 0; letter < 10; ++letter, bits >>= 6)
            text += letters[bits & 63];
    }
    return text;
}

} // namespace

std::vector<Release> releases()
{
    const Value first = firstTemplate();
    const Value second = addGems(first);
    const Value third = giveQuestsProgress(splitSettings(second));
    const GameStep cash{"rename-cash-to-coins", renameCash};
    const GameStep gems{"add-gems", addGems};
    const GameStep settings{"split-volume", splitSettings};
    const GameStep quests{"quests-with-progress", giveQuestsProgress};
    return {
        {.day = 0, .steps = {cash}, .playerTemplate = first},
        {.day = 9, .steps = {cash, gems}, .playerTemplate = second},
        {.day = 26, .steps = {cash, gems, settings, quests}, .playerTemplate = third},
    };
}

Value guildTemplate()
{
    return Value::object({{"name", ""},
                          {"motto", ""},
                          {"bank", 0},
                          {"members", Value::array()},
                          {"log", Value::array()}});
}

std::optional<std::string> playerProblem(const Value& data)
{
    if (!data["coins"].isNumber() || data["coins"].toDouble() < 0)
        return "coins must be a number that is not negative";
    if (!data["inventory"].isArray())
        return "inventory must be an array";
    return std::nullopt;
}

std::optional<std::string> guildProblem(const Value& data)
{
    if (!data["bank"].isNumber())
        return "bank must be a number";
    return std::nullopt;
}

Value legacyProfile(async::Random& random)
{
    return Value::object({{"Cash", random.integer(0, 5000)},
                          {"Level", random.integer(1, 30)},
                          {"Items", "sword_iron,potion_heal"}});
}

Value fromLegacy(const Value& profile)
{
    return firstTemplate()
        .withoutMember("coins")
        .withMember("cash", profile["Cash"].toInteger())
        .withMember("level", profile["Level"].toInteger());
}

Value afterPlaying(const Value& data, const Person& person, async::Time time, async::Random& random)
{
    const std::int64_t minutes = random.integer(4, 150);
    const std::int64_t experience = data["experience"].toInteger() + minutes * random.integer(3, 9);
    Value after = data.withMember("displayName", person.displayName)
                      .withMember("language", person.language)
                      .withMember("experience", experience)
                      .withMember("level", 1 + experience / 900)
                      .withMember("lastSeen", unixSeconds(time));
    after = plus(after, "coins", random.integer(-60, minutes * 4));
    if (after["coins"].toInteger() < 0)
        after = after.withMember("coins", 0);
    if (after.find("gems") && random.chance(0.25))
        after = plus(after, "gems", random.integer(1, 25));
    after = after.withMember("inventory", withNewItems(data["inventory"], time, random))
                .withMember("quests", withProgress(data["quests"], random))
                .withMember("stats", withPlayTime(data["stats"], minutes, random));
    const Value& bag = after["inventory"];
    if (bag.size() > 0 && random.chance(0.5)) {
        const auto chosen = std::size_t(random.integer(0, std::int64_t(bag.size()) - 1));
        const Value kind = bag.at(chosen)["kind"];
        after = after.withMember("equipped", after["equipped"].withMember("hand", kind));
    }
    return after;
}

bool isUsualPlayer(const Value& data)
{
    return data["coins"].isNumber() && data["inventory"].isArray() && data["equipped"].isObject()
        && data["quests"].isObject() && data["stats"].isObject();
}

std::optional<Trade> afterTrade(const Value& seller, const Value& buyer, async::Random& random)
{
    const Value& goods = seller["inventory"];
    const Value& bag = buyer["inventory"];
    const std::int64_t purse = buyer["coins"].toInteger();
    if (goods.size() == 0 || bag.size() >= bagSize || purse < 1)
        return std::nullopt;
    const auto chosen = std::size_t(random.integer(0, std::int64_t(goods.size()) - 1));
    const std::int64_t price = random.integer(1, std::min<std::int64_t>(purse, 250));
    return Trade{
        .seller =
            plus(seller, "coins", price).withMember("inventory", goods.withoutElement(chosen)),
        .buyer = plus(buyer, "coins", -price)
                     .withMember("inventory", bag.withInserted(bag.size(), goods.at(chosen)))};
}

Value withManyPets(const Value& data, int count, async::Random& random)
{
    std::vector<Value> pets;
    for (int index = 0; index < count; ++index) {
        pets.push_back(Value::object({{"kind", pick(petKinds, random)},
                                      {"level", random.integer(1, 100)},
                                      {"happy", random.chance(0.7)},
                                      {"genome", genome(random)}}));
    }
    return data.withMember("pets", Value::array(std::move(pets)));
}

Value afterDonation(const Value& guild, const Person& member, async::Time time,
                    async::Random& random)
{
    constexpr std::size_t logLength = 20;
    const std::int64_t amount = random.integer(1, 40) * 25;
    Value log = guild["log"].withInserted(
        0,
        Value::object({{"who", member.displayName}, {"gave", amount}, {"at", unixSeconds(time)}}));
    while (log.size() > logLength)
        log = log.withoutElement(log.size() - 1);
    bool isMember = false;
    guild["members"].forEachElement(
        [&](const Value& id) { isMember = isMember || id.toInteger() == member.userId; });
    const Value& members = guild["members"];
    return plus(guild, "bank", amount)
        .withMember("log", log)
        .withMember("members",
                    isMember ? members : members.withInserted(members.size(), member.userId));
}

} // namespace plectrum::app
