// SPDX-License-Identifier: MIT
// The sources of the libraries that scripts are provided with (resources/luau). Internal to
// core/luau.
#pragma once

#include <string_view>

namespace plectrum::luau::resource_texts {

extern const std::string_view t;
extern const std::string_view lyra;

} // namespace plectrum::luau::resource_texts
