// SPDX-License-Identifier: MIT
// A Luau buffer <-> its JSON, as Roblox writes it:
//   {"m":null,"t":"buffer","zbase64":"BASE64 OF A ZSTD FRAME"}, or with "base64" of the plain bytes
// when compression does not pay. What a frame says of its size is never trusted.
#pragma once

#include "json/value.h"
#include "store/record/damage.h"

#include <cstddef>
#include <expected>
#include <string>
#include <string_view>

namespace plectrum::store {

/// Decompressing stops with damage at this many bytes.
inline constexpr std::size_t maximumBufferSize = 256'000'000;

/// The JSON text, with whichever of the two forms is the shorter.
std::string encodeBuffer(std::string_view bytes);
/// The bytes of a decoded JSON text of that form; also of a Value that the parser made a buffer of.
std::expected<std::string, Damage> decodeBuffer(const json::Value& value,
                                                std::size_t maximumSize = maximumBufferSize);

/// One frame.
std::string compress(std::string_view bytes);
/// One or more whole frames.
std::expected<std::string, Damage> decompress(std::string_view frames,
                                              std::size_t maximumSize = maximumBufferSize);

} // namespace plectrum::store
