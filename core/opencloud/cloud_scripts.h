// SPDX-License-Identifier: MIT
// The scripts of resources/luau that run in a universe.
#pragma once

#include <string_view>

namespace plectrum::opencloud {

extern const std::string_view lockTaskScript;
/// resources/limits/open_cloud.json.
extern const std::string_view requestLimitsText;

} // namespace plectrum::opencloud
