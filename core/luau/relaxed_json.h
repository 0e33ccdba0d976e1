// SPDX-License-Identifier: MIT
// JSON as people write configurations: with comments and commas at the end, as .luaurc, Rojo's
// projects and .jsonc files have them. Internal to core/luau.
#pragma once

#include "json/parser.h"

#include <string>
#include <string_view>

namespace plectrum::luau {

/// The text with blanks in place of comments ("//" to the end of the line, "/*" to "*/") and of
/// commas before a closing bracket; lines and columns stay.
std::string strictJson(std::string_view relaxed);

/// json::parse of that text.
inline auto parseRelaxed(std::string_view text)
{
    return json::parse(strictJson(text));
}

} // namespace plectrum::luau
