// SPDX-License-Identifier: MIT
// Which elements of two lists belong together: Myers' greedy algorithm for the shortest edit
// script, with a limit on the script so that the cost stays linear. Internal to core/json.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace plectrum::json {

/// Elements [before, before + count) of the old list match [after, after + count) of the new one.
struct Match
{
    std::size_t before = 0;
    std::size_t after = 0;
    std::size_t count = 0;

    friend bool operator==(const Match&, const Match&) = default;
};

/// The matches in order, or nullopt when more than `limit` insertions and removals would be needed.
std::optional<std::vector<Match>> align(std::span<const std::uint64_t> before,
                                        std::span<const std::uint64_t> after, std::size_t limit);

} // namespace plectrum::json
