// SPDX-License-Identifier: MIT
#include "documents/keys/key_arena.h"

#include <limits>
#include <stdexcept>

namespace plectrum::documents {

void KeyArena::append(std::string_view key)
{
    if (m_text.size() + key.size() > std::numeric_limits<std::uint32_t>::max())
        throw std::length_error("too many keys");
    m_text.insert(m_text.end(), key.begin(), key.end());
    m_starts.push_back(static_cast<std::uint32_t>(m_text.size()));
    for (const char byte : key)
        ++m_occurrences[static_cast<unsigned char>(byte)];
}

void KeyArena::clear()
{
    *this = KeyArena();
}

std::string_view KeyArena::at(std::size_t index) const
{
    return text().substr(m_starts[index], m_starts[index + 1] - m_starts[index]);
}

std::size_t KeyArena::memory() const
{
    return m_text.capacity() + m_starts.capacity() * sizeof(std::uint32_t);
}

} // namespace plectrum::documents
