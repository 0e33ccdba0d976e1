// SPDX-License-Identifier: MIT
#include "documents/keys/key_filter.h"

#include <algorithm>

namespace plectrum::documents {

namespace {

char lower(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte - 'A' + 'a') : byte;
}

char upper(char byte)
{
    return byte >= 'a' && byte <= 'z' ? static_cast<char>(byte - 'a' + 'A') : byte;
}

/// The next place of a letter in either case, from two searches that each go on only when passed.
class LetterSearch
{
public:
    LetterSearch(std::string_view text, char letter, std::size_t from)
        : m_text(text)
        , m_lower(lower(letter))
        , m_upper(upper(letter))
        , m_nextLower(find(m_lower, from))
        , m_nextUpper(m_lower == m_upper ? text.size() : find(m_upper, from))
    {
    }

    /// At or after `from`, which never goes back; the text's size when there is none.
    std::size_t next(std::size_t from)
    {
        if (m_nextLower < from)
            m_nextLower = find(m_lower, from);
        if (m_nextUpper < from)
            m_nextUpper = find(m_upper, from);
        return std::min(m_nextLower, m_nextUpper);
    }

private:
    std::size_t find(char byte, std::size_t from) const
    {
        return std::min(m_text.find(byte, from), m_text.size());
    }

    std::string_view m_text;
    char m_lower;
    char m_upper;
    std::size_t m_nextLower;
    std::size_t m_nextUpper;
};

} // namespace

KeyFilter::KeyFilter(std::string_view text)
    : m_needle(text)
{
    std::ranges::transform(m_needle, m_needle.begin(), lower);
}

bool KeyFilter::isAt(std::string_view text, std::size_t position) const
{
    for (std::size_t i = 0; i < m_needle.size(); ++i)
        if (lower(text[position + i]) != m_needle[i])
            return false;
    return true;
}

bool KeyFilter::matches(std::string_view key) const
{
    for (std::size_t at = 0; at + m_needle.size() <= key.size(); ++at)
        if (isAt(key, at))
            return true;
    return false;
}

/// Where in the needle the byte stands that the keys hold least often: the scan stops least often.
std::size_t KeyFilter::rarestByte(const KeyArena& keys) const
{
    const auto count = [&keys](char byte) {
        const char capital = upper(byte);
        const auto plain = keys.occurrences(static_cast<unsigned char>(byte));
        return capital == byte ? plain
                               : plain + keys.occurrences(static_cast<unsigned char>(capital));
    };
    const auto rarest = std::ranges::min_element(m_needle, {}, count);
    return static_cast<std::size_t>(rarest - m_needle.begin());
}

void KeyFilter::select(const KeyArena& keys, std::size_t first,
                       std::vector<std::uint32_t>& into) const
{
    const std::size_t size = keys.size();
    if (isEmpty()) {
        for (std::size_t index = first; index < size; ++index)
            into.push_back(static_cast<std::uint32_t>(index));
        return;
    }
    const std::string_view text = keys.text();
    const std::size_t anchor = rarestByte(keys);
    const std::size_t tail = m_needle.size() - anchor;
    std::size_t index = first;
    std::size_t from = keys.start(first);
    LetterSearch search(text, m_needle[anchor], from);
    while (index < size) {
        const std::size_t hit = search.next(from);
        if (hit >= text.size())
            return;
        while (keys.start(index + 1) <= hit)
            ++index;
        const bool fits = hit >= keys.start(index) + anchor && hit + tail <= keys.start(index + 1);
        from = hit + 1;
        if (fits && isAt(text, hit - anchor)) {
            into.push_back(static_cast<std::uint32_t>(index));
            from = keys.start(++index);
        }
    }
}

} // namespace plectrum::documents
