// SPDX-License-Identifier: MIT
// What names may be sent. The documented limits are in characters, those of our own checks in
// bytes: what is short enough in characters is for the service to judge, else names in other
// scripts than Latin that it has taken could not even be read.
#pragma once

#include <string_view>

namespace plectrum::opencloud {

/// Throw datastore::Error.
void checkKey(std::string_view key);
void checkDataStoreName(std::string_view name);
void checkScope(std::string_view scope);

} // namespace plectrum::opencloud
