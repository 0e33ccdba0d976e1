// SPDX-License-Identifier: MIT
// Cuts a listing into pages: how many items a call gets, and the token for the next ones.
#pragma once

#include "emulator/page_token.h"
#include "emulator/route.h"

#include <functional>
#include <string>
#include <vector>

namespace plectrum::emulator {

/// How a service calls the parameters of its listings, and how large its pages are.
struct PageShape
{
    std::string sizeName;
    std::string tokenName;
    std::size_t usual;
    std::size_t most;
};

struct NamePage
{
    std::vector<std::string> names;
    std::string nextToken; ///< empty on the last page
};

class Pages
{
public:
    /// With `isUneven` some pages are short or empty and have a next one all the same.
    Pages(std::string secret, bool isUneven);

    /// Gives at most `limit` names behind `after` in the order of the listing.
    using Fetch =
        std::function<std::vector<std::string>(const std::string& after, std::size_t limit)>;
    /// Throws ApiError for a bad page size and for a token of another query.
    NamePage cut(const RequestContext& call, const PageShape& shape, const Fetch& fetch) const;

private:
    PageTokens m_tokens;
    bool m_isUneven;
};

/// The names behind `after` in a list, in its order.
std::vector<std::string> namesBehind(const std::vector<std::string>& names,
                                     const std::string& after, std::size_t limit);

} // namespace plectrum::emulator
