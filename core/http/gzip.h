// SPDX-License-Identifier: MIT
// gzip (RFC 1952), by zlib.
#pragma once

#include <string>
#include <string_view>

namespace plectrum::http {

/// Quickly rather than small.
std::string gzip(std::string_view text);

} // namespace plectrum::http
