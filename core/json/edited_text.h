// SPDX-License-Identifier: MIT
// What the editing of a JSON text changes in the value that it was printed from: only the parts
// whose own text is another one are read from the text. The others stay the values that they were,
// with what a text may not tell (1.0 printed as 1, a buffer, the nodes that others know).
#pragma once

#include "json/value.h"

#include <string_view>

namespace plectrum::json {

/// A value and a text of it, which is valid JSON.
struct ValueText
{
    Value value;
    std::string_view text;
};

/// The value of `after`, with all parts of `before` whose text was not edited. Members belong
/// together by their name, or with another name by the same text; elements by the shortest edit
/// script of their texts.
Value applyEdited(const ValueText& before, const ValueText& after);

} // namespace plectrum::json
