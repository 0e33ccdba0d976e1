// SPDX-License-Identifier: MIT
// Files that are modules of data, as Rojo makes them of JSON, TOML, YAML and text. Internal to
// core/luau.
#pragma once

#include "json/value.h"

#include <cstddef>
#include <expected>
#include <filesystem>
#include <string>
#include <string_view>

namespace plectrum::luau {

/// Of the text of such a file.
inline constexpr std::size_t longestData = std::size_t{4} << 20;

struct DataError
{
    int line = 0; ///< from 1; 0 when there is none
    std::string text{};
};

/// By its ending: .json, .jsonc, .toml, .yaml, .yml.
bool isData(const std::filesystem::path& file);
/// What such a file's text means.
std::expected<json::Value, DataError> parseData(const std::filesystem::path& file,
                                                std::string_view text);
/// Bytes that the parsed value may need.
std::size_t memoryOfData(std::string_view text);

/// TOML 1.0; dates and times become texts. Depth at most 100.
std::expected<json::Value, DataError> parseToml(std::string_view text);
/// YAML 1.2 with keys that are scalars; one document. Depth at most 100.
std::expected<json::Value, DataError> parseYaml(std::string_view text);

} // namespace plectrum::luau
