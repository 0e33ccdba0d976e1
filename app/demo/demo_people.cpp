// SPDX-License-Identifier: MIT
#include "demo/demo_people.h"

#include <algorithm>
#include <array>
#include <set>
#include <span>
#include <string_view>

namespace plectrum::app {

namespace {

struct Names
{
    std::string_view language;
    int weight; ///< of a hundred people
    std::span<const std::string_view> first;
    std::span<const std::string_view> second;
};

using Words = std::string_view;
constexpr std::array<Words, 16> englishFirst{
    "Shadow", "Pixel", "Turbo",  "Cosmic", "Lucky", "Frosty", "Silent", "Golden",
    "Crazy",  "Ninja", "Velvet", "Iron",   "Sunny", "Rusty",  "Mellow", "Electric"};
constexpr std::array<Words, 16> englishSecond{
    "Fox",   "Panda",  "Wizard",  "Comet",  "Pancake", "Tiger",  "Robot",  "Otter",
    "Raven", "Rocket", "Builder", "Knight", "Noodle",  "Dragon", "Pirate", "Badger"};
constexpr std::array<Words, 8> germanFirst{"Müder",   "Grüner",  "Süßer", "Kühner",
                                           "Schöner", "Flinker", "Alter", "Großer"};
constexpr std::array<Words, 8> germanSecond{"Löwe",  "Bär",   "Fuchs",  "Käfer",
                                            "Dachs", "Zwölf", "Kürbis", "Igel"};
constexpr std::array<Words, 8> polishFirst{"Żółty",  "Cichy", "Wesoły", "Dziki",
                                           "Śpiący", "Mały",  "Szybki", "Złoty"};
constexpr std::array<Words, 6> polishSecond{"Żubr", "Ryś", "Łoś", "Wąż", "Jeż", "Gołąb"};
constexpr std::array<Words, 8> spanishFirst{"Niño",   "Señor", "Pequeño", "Gran",
                                            "Rápido", "León",  "Mágico",  "Año"};
constexpr std::array<Words, 6> spanishSecond{"Águila", "Piña", "Ratón", "Cóndor", "Búho", "Ñandú"};
constexpr std::array<Words, 8> russianFirst{"Зимний",   "Быстрый", "Тихий",   "Рыжий",
                                            "Северный", "Лунный",  "Храбрый", "Весёлый"};
constexpr std::array<Words, 8> russianSecond{"Волк",  "Ёжик",    "Медведь", "Кот",
                                             "Сокол", "Пингвин", "Дракон",  "Лис"};
constexpr std::array<Words, 8> chineseFirst{"小", "大", "风", "月", "星", "雪", "火", "夜"};
constexpr std::array<Words, 8> chineseSecond{"熊猫", "老虎", "骑士", "龙",
                                             "狐狸", "猫",   "剑客", "鲸鱼"};
constexpr std::array<Words, 6> japaneseFirst{"さくら", "ひかり", "ゆき", "あおい", "くろ", "そら"};
constexpr std::array<Words, 6> japaneseSecond{"ねこ",     "きつね", "パンダ",
                                              "ドラゴン", "うさぎ", "剣士"};
constexpr std::array<Words, 6> koreanFirst{"푸른", "하얀", "작은", "빠른", "조용한", "별빛"};
constexpr std::array<Words, 6> koreanSecond{"호랑이", "토끼", "기사", "고양이", "여우", "용"};
constexpr std::array<Words, 5> arabicFirst{"نجم", "قمر", "صقر", "نمر", "بحر"};
constexpr std::array<Words, 5> arabicSecond{" الليل", " الشمال", " الصحراء", " الفجر", " المدينة"};
constexpr std::array<Words, 5> hindiFirst{"तेज़", "नीला", "छोटा", "बहादुर", "शांत"};
constexpr std::array<Words, 5> hindiSecond{" शेर", " मोर", " हाथी", " बाघ", " तारा"};
constexpr std::array<Words, 6> emojiFirst{"🦊", "✨", "🔥", "👑", "🐉", "🌙"};
constexpr std::array<Words, 6> emojiSecond{"Luna", "Max", "Kai", "Zoë", "Noah🎮", "Mia👩‍🚀"};

constexpr std::array<Names, 11> languages{{
    {"en", 52, englishFirst, englishSecond},
    {"de", 7, germanFirst, germanSecond},
    {"es", 9, spanishFirst, spanishSecond},
    {"pl", 5, polishFirst, polishSecond},
    {"ru", 7, russianFirst, russianSecond},
    {"zh", 5, chineseFirst, chineseSecond},
    {"ja", 4, japaneseFirst, japaneseSecond},
    {"ko", 4, koreanFirst, koreanSecond},
    {"ar", 2, arabicFirst, arabicSecond},
    {"hi", 2, hindiFirst, hindiSecond},
    {"en", 3, emojiFirst, emojiSecond},
}};

const Names& pickLanguage(async::Random& random)
{
    std::int64_t left = random.integer(0, 99);
    for (const Names& names : languages) {
        left -= names.weight;
        if (left < 0)
            return names;
    }
    return languages.front();
}

int pickSessions(async::Random& random)
{
    const std::int64_t kind = random.integer(0, 999);
    if (kind < 560)
        return 1;
    if (kind < 900)
        return int(random.integer(2, 4));
    if (kind < 990)
        return int(random.integer(5, 9));
    return int(random.integer(12, 30));
}

Person makePerson(int days, async::Random& random)
{
    Person person;
    const Names& names = pickLanguage(random);
    person.language = names.language;
    person.displayName = pick(names.first, random);
    person.displayName += pick(names.second, random);
    if (random.chance(0.4))
        person.displayName += std::to_string(random.integer(1, 999));
    person.sessions = pickSessions(random);
    // Who plays often has been there from the start.
    person.firstDay =
        person.sessions > 10 ? int(random.integer(0, 2)) : int(random.integer(0, days - 1));
    return person;
}

} // namespace

std::string_view pick(std::span<const std::string_view> words, async::Random& random)
{
    return words[std::size_t(random.integer(0, std::int64_t(words.size()) - 1))];
}

std::vector<Person> makePeople(std::size_t count, int days, async::Random& random)
{
    std::vector<Person> people;
    std::set<std::int64_t> taken;
    while (people.size() < count) {
        const std::int64_t userId = random.integer(12'000'000, 4'900'000'000);
        if (!taken.insert(userId).second)
            continue;
        people.push_back(makePerson(days, random));
        people.back().userId = userId;
    }
    return people;
}

std::vector<Visit> makeVisits(const std::vector<Person>& people, async::Time start, int days,
                              async::Random& random)
{
    constexpr std::int64_t dayLength = 24 * 60 * 60 * 1000;
    std::vector<Visit> visits;
    for (std::size_t index = 0; index < people.size(); ++index) {
        const Person& person = people[index];
        const std::int64_t first = person.firstDay * dayLength;
        for (int session = 0; session < person.sessions; ++session) {
            const async::Duration offset(random.integer(first, days * dayLength - 1));
            visits.push_back({.time = start + offset, .person = index});
        }
    }
    std::ranges::sort(visits, {},
                      [](const Visit& visit) { return std::pair(visit.time, visit.person); });
    return visits;
}

} // namespace plectrum::app
