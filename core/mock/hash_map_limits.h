// SPDX-License-Identifier: MIT
// What the memory store's hash maps refuse: each check throws datastore::Error with the service's
// text.
#pragma once

#include "json/value.h"

#include <chrono>
#include <string_view>

namespace plectrum::mock {

void checkHashMapKey(std::string_view key);
void checkHashMapValue(const json::Value& value);
void checkHashMapLifetime(std::chrono::seconds ttl);

} // namespace plectrum::mock
