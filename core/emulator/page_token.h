// SPDX-License-Identifier: MIT
// Page tokens: where a listing goes on, bound to the query that gave them, unreadable and not to be
// made up. And how full pages are, since the real service may give short and empty ones.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace plectrum::emulator {

struct PageCursor
{
    std::size_t index = 0; ///< of the page, from 0
    std::string after{}; ///< the last item before it
};

class PageTokens
{
public:
    explicit PageTokens(std::string secret);

    /// `identity` is what the token is bound to.
    std::string make(const PageCursor& cursor, std::string_view identity) const;
    /// nullopt for a token of another query and for what is no token.
    std::optional<PageCursor> read(std::string_view token, std::string_view identity) const;

private:
    std::string seal(std::string_view payload, std::string_view identity) const;
    std::string m_secret;
};

/// How many items the page gets: of four, the second is half full and the fourth empty.
std::size_t unevenPage(std::size_t index, std::size_t pageSize);

} // namespace plectrum::emulator
