// SPDX-License-Identifier: MIT
// The console's own libraries in Luau (resources/luau). Internal to core/console.
#pragma once

#include <string_view>

namespace plectrum::console::resource_texts {

extern const std::string_view promise;
extern const std::string_view console;

} // namespace plectrum::console::resource_texts
