// SPDX-License-Identifier: MIT
#include "opencloud/filter_string.h"

#include <format>

namespace plectrum::opencloud {

std::string filterString(std::string_view utf8)
{
    std::string text = "\"";
    for (const char letter : utf8)
        if (letter == '"' || letter == '\\')
            text += {'\\', letter};
        else if (letter >= 0 && letter < ' ')
            text += std::format("\\u{:04x}", int(letter));
        else
            text += letter;
    return text + '"';
}

} // namespace plectrum::opencloud
