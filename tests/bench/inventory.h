// SPDX-License-Identifier: MIT
// The record on which core/json is measured, the same on every machine.
#pragma once

#include <format>
#include <random>
#include <string>

namespace bench {

inline constexpr int items = 20000;

/// An inventory of 20,000 items of ten members, about 4 MB; `changed` of them have another count.
inline std::string inventory(int changed = 0)
{
    std::mt19937 random(1);
    std::string text =
        R"({"appliedMigrations":["v1","v2"],"file":{"data":{"committedData":{"coins":)"
        R"(91500,"inventory":[)";
    const int every = changed > 0 ? items / changed : items + 1;
    for (int i = 0; i < items; ++i) {
        const auto number = [&random](unsigned limit) {
            return static_cast<unsigned>(random() % limit);
        };
        const unsigned count = number(99);
        text += std::format(
            R"({}{{"id":"{:08x}-{:04x}-4{:03x}-a{:03x}-{:012x}","item":"{}_{}","count":{},"level":{},)"
            R"("damage":{:.3f},"durability":{},"equipped":{},"obtained":{},"from":"{}","tint":"#{:06x}"}})",
            i > 0 ? "," : "", number(0xffffffff), number(0xffff), number(0xfff), number(0xfff),
            random(), "crystal_longsword", number(40), i % every == every - 1 ? 1000000 : count,
            number(60), number(100000) / 997.0, number(1000), number(2) == 0,
            1700000000000 + number(99999999), number(3) == 0 ? "trade" : "daily_reward_chest",
            number(0xffffff));
    }
    return text + "]}},\"orphanedFiles\":[]}}";
}

} // namespace bench
