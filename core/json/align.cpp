// SPDX-License-Identifier: MIT
// Eugene W. Myers, "An O(ND) Difference Algorithm and Its Variations", 1986. On diagonal k = x - y
// lie the ways that used k more of the old list than of the new; reach[k] is the furthest x on it
// after d steps. Each step's reaches are kept, to walk back along the shortest way.
#include "json/align.h"

#include <algorithm>

namespace plectrum::json {

namespace {

using Index = std::ptrdiff_t;

class Aligner
{
public:
    Aligner(std::span<const std::uint64_t> before, std::span<const std::uint64_t> after)
        : m_before(before)
        , m_after(after)
    {
    }

    std::optional<std::vector<Match>> run(Index limit);

private:
    Index oldSize() const { return std::ssize(m_before); }
    Index newSize() const { return std::ssize(m_after); }
    /// Whether the best way to diagonal k in d > 0 steps ends with an insertion, not a removal.
    bool isInsertion(Index d, Index k) const;
    /// The furthest x on diagonal k after d steps, before any match is followed.
    Index entry(Index d, Index k) const;
    Index reach(Index d, Index k) const
    {
        return m_reaches[static_cast<std::size_t>(d)][static_cast<std::size_t>(k + d)];
    }
    Index slide(Index x, Index k) const;
    std::vector<Match> walkBack(Index d) const;

    std::span<const std::uint64_t> m_before;
    std::span<const std::uint64_t> m_after;
    std::vector<std::vector<Index>> m_reaches;
};

bool Aligner::isInsertion(Index d, Index k) const
{
    return k == -d || (k != d && reach(d - 1, k - 1) < reach(d - 1, k + 1));
}

Index Aligner::entry(Index d, Index k) const
{
    if (d == 0)
        return 0;
    return isInsertion(d, k) ? reach(d - 1, k + 1) : reach(d - 1, k - 1) + 1;
}

Index Aligner::slide(Index x, Index k) const
{
    Index y = x - k;
    while (x < oldSize() && y < newSize()
           && m_before[static_cast<std::size_t>(x)] == m_after[static_cast<std::size_t>(y)]) {
        ++x;
        ++y;
    }
    return x;
}

std::optional<std::vector<Match>> Aligner::run(Index limit)
{
    // A diagonal outside of the rectangle yields reaches outside of it too; slide() stops there,
    // and entry() never chooses them over one inside on the way to the far corner.
    const Index goal = oldSize() - newSize();
    for (Index d = 0; d <= limit; ++d) {
        m_reaches.emplace_back(static_cast<std::size_t>(2 * d + 1), -1);
        for (Index k = -d; k <= d; k += 2) {
            const Index x = entry(d, k);
            const bool outside = x > oldSize() || x - k > newSize() || x - k < 0;
            m_reaches.back()[static_cast<std::size_t>(k + d)] = outside ? x : slide(x, k);
            if (k == goal && !outside && reach(d, k) == oldSize())
                return walkBack(d);
        }
    }
    return std::nullopt;
}

std::vector<Match> Aligner::walkBack(Index d) const
{
    std::vector<Match> matches;
    Index k = oldSize() - newSize();
    for (; d >= 0; --d) {
        const Index start = entry(d, k);
        const Index end = reach(d, k);
        if (end > start) {
            matches.push_back({static_cast<std::size_t>(start), static_cast<std::size_t>(start - k),
                               static_cast<std::size_t>(end - start)});
        }
        if (d > 0)
            k += isInsertion(d, k) ? 1 : -1;
    }
    std::ranges::reverse(matches);
    return matches;
}

} // namespace

std::optional<std::vector<Match>> align(std::span<const std::uint64_t> before,
                                        std::span<const std::uint64_t> after, std::size_t limit)
{
    return Aligner(before, after).run(static_cast<Index>(limit));
}

} // namespace plectrum::json
