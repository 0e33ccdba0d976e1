// SPDX-License-Identifier: MIT
// Which keys contain a text, found by one scan over their bytes. Letters of ASCII match in either
// case; all other characters match as the bytes they are.
#pragma once

#include "documents/keys/key_arena.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace plectrum::documents {

class KeyFilter
{
public:
    KeyFilter() = default;
    /// `text` is UTF-8. An empty one lets every key through.
    explicit KeyFilter(std::string_view text);

    bool isEmpty() const { return m_needle.empty(); }
    bool matches(std::string_view key) const;
    /// Appends the index of each key from `first` on that matches, in order.
    void select(const KeyArena& keys, std::size_t first, std::vector<std::uint32_t>& into) const;

private:
    bool isAt(std::string_view text, std::size_t position) const;
    std::size_t rarestByte(const KeyArena& keys) const;

    std::string m_needle; ///< ASCII letters in lower case
};

} // namespace plectrum::documents
