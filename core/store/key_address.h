// SPDX-License-Identifier: MIT
// Which key is meant, of a Lyra store or of a plain data store: a plain value.
#pragma once

#include <compare>
#include <string>

namespace plectrum::store {

/// A key of a Lyra store (`store` is its NAME) or of a plain data store (`store` is the data
/// store).
struct KeyAddress
{
    enum class Kind
    {
        Lyra,
        Plain
    };
    Kind kind = Kind::Lyra;
    std::string store;
    std::string key;
    std::string scope = "global";

    friend auto operator<=>(const KeyAddress&, const KeyAddress&) = default;
};

} // namespace plectrum::store
