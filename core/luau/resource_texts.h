// SPDX-License-Identifier: MIT
// The sources of the libraries that scripts are provided with (resources/luau). Internal to
// core/luau.
#pragma once

#include <string_view>

namespace plectrum::luau::resource_texts {

extern const std::string_view t;
extern const std::string_view lyra;
extern const std::string_view migrate;
extern const std::string_view require;
extern const std::string_view start;
extern const std::string_view datamodel;
extern const std::string_view datatypes;
extern const std::string_view brick_colors;
extern const std::string_view enums;
extern const std::string_view enum_items;

} // namespace plectrum::luau::resource_texts
