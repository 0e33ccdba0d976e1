// SPDX-License-Identifier: MIT
// gzip (RFC 1952) of a text, made of what Qt's zlib gives.
#pragma once

#include <string>

namespace plectrum::emulator {

std::string gzip(const std::string& text);

} // namespace plectrum::emulator
