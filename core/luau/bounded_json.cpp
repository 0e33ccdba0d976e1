// SPDX-License-Identifier: MIT
#include "luau/bounded_json.h"

#include <algorithm>

namespace plectrum::luau {

std::size_t memoryOfJson(std::string_view text)
{
    constexpr std::size_t perValue = 48; // a node with its counts, or its place in its container
    const auto values = std::ranges::count_if(
        text, [](char letter) { return letter == ',' || letter == '[' || letter == '{'; });
    return text.size() + perValue * static_cast<std::size_t>(values);
}

} // namespace plectrum::luau
