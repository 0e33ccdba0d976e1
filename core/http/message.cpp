// SPDX-License-Identifier: MIT
#include "http/message.h"

#include <algorithm>

namespace plectrum::http {

namespace {

const std::string* find(const Headers& headers, std::string_view name)
{
    const auto at = std::ranges::find(headers, name, &Headers::value_type::first);
    return at == headers.end() ? nullptr : &at->second;
}

} // namespace

const std::string* Request::header(std::string_view name) const
{
    return find(headers, name);
}

std::string Response::header(std::string_view name) const
{
    const std::string* const value = find(headers, name);
    return value ? *value : std::string();
}

bool isJson(std::string_view contentType)
{
    std::string_view type = contentType.substr(0, contentType.find(';'));
    while (type.ends_with(' ') || type.ends_with('\t'))
        type.remove_suffix(1);
    return isSameWord(type, "application/json");
}

bool isSameWord(std::string_view left, std::string_view right)
{
    const auto lower = [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? char(letter + 32) : letter;
    };
    return std::ranges::equal(left, right, {}, lower, lower);
}

} // namespace plectrum::http
