// SPDX-License-Identifier: MIT
// Very many keys in little memory: one contiguous text, and where each key starts. Keys are only
// added. A key is at most some dozen bytes, all together at most 4 GB.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace plectrum::documents {

class KeyArena
{
public:
    void append(std::string_view key);
    void clear();

    std::size_t size() const { return m_starts.size() - 1; }
    /// Valid until the next append.
    std::string_view at(std::size_t index) const;
    /// All keys, one after the other without anything between.
    std::string_view text() const { return {m_text.data(), m_text.size()}; }
    /// Where a key starts in text(); of size(), where the text ends.
    std::size_t start(std::size_t index) const { return m_starts[index]; }
    /// How often a byte occurs in text().
    std::size_t occurrences(unsigned char byte) const { return m_occurrences[byte]; }
    /// Bytes held, with what is reserved.
    std::size_t memory() const;

private:
    std::vector<char> m_text;
    std::vector<std::uint32_t> m_starts{0};
    std::array<std::size_t, 256> m_occurrences{};
};

} // namespace plectrum::documents
