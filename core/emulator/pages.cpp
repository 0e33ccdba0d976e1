// SPDX-License-Identifier: MIT
#include "emulator/pages.h"

#include <algorithm>

namespace plectrum::emulator {

Pages::Pages(std::string secret, bool isUneven)
    : m_tokens(std::move(secret))
    , m_isUneven(isUneven)
{
}

NamePage Pages::cut(const RequestContext& call, const PageShape& shape, const Fetch& fetch) const
{
    const std::size_t size = call.pageSize(shape.sizeName, shape.usual, shape.most);
    const std::string identity = call.identity(shape.tokenName);
    PageCursor cursor;
    if (const auto token = call.parameter(shape.tokenName); token && !token->empty()) {
        const auto read = m_tokens.read(*token, identity);
        if (!read)
            throw ApiError(Code::InvalidArgument,
                           "The page token is not one of this query: all other parameters must be "
                           "the same.",
                           "InvalidCursor");
        cursor = *read;
    }
    const std::size_t count = m_isUneven ? unevenPage(cursor.index, size) : size;
    NamePage page{fetch(cursor.after, count + 1), {}};
    if (page.names.size() > count) {
        page.names.pop_back();
        const std::string& after = page.names.empty() ? cursor.after : page.names.back();
        page.nextToken = m_tokens.make({cursor.index + 1, after}, identity);
    }
    return page;
}

std::vector<std::string> namesBehind(const std::vector<std::string>& names,
                                     const std::string& after, std::size_t limit)
{
    auto at = names.begin();
    if (!after.empty()) {
        at = std::ranges::find(names, after);
        if (at == names.end())
            return {};
        ++at;
    }
    const auto left = std::size_t(names.end() - at);
    return {at, at + std::ptrdiff_t(std::min(limit, left))};
}

} // namespace plectrum::emulator
