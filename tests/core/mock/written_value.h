// SPDX-License-Identifier: MIT
// The value that universe_writer writes to a key as number n: some kilobytes that are wrong as soon
// as one byte of them is.
#pragma once

#include "async/random.h"
#include "json/value.h"

#include <functional>
#include <string>

inline plectrum::json::Value writtenValue(const std::string& key, int n)
{
    plectrum::async::Random random(std::uint64_t(n) * 1000 + key.back());
    std::string text(std::size_t(random.integer(1'000, 40'000)), ' ');
    for (auto& letter : text)
        letter = char('a' + random.integer(0, 25));
    return plectrum::json::Value::object({{"n", n}, {"text", text}});
}
