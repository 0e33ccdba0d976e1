// SPDX-License-Identifier: MIT
// Texts in the filters of v2's lists.
#pragma once

#include <string>
#include <string_view>

namespace plectrum::opencloud {

/// A string of the filter language, quotes included.
std::string filterString(std::string_view utf8);

} // namespace plectrum::opencloud
