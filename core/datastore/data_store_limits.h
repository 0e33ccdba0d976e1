// SPDX-License-Identifier: MIT
// The checks that the service makes before it stores: names, keys, values, users, attributes. They
// throw datastore::Error (InvalidArgument, TooLarge) with the service's own numbers and texts.
#pragma once

#include "datastore/entry.h"
#include "json/value.h"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace plectrum::datastore {

void checkDataStoreName(std::string_view name);
void checkScope(std::string_view scope);
void checkKey(std::string_view key);
void checkUserIds(const std::vector<std::int64_t>& userIds);
void checkAttributes(const json::Value& attributes);
/// Gives the bytes of the value's JSON text.
std::size_t checkValue(const json::Value& value);
/// Throws notSent() when no time is left for a request.
void checkTimeLeft(const TimeLeft& timeLeft);
/// Gives the page size to use: pages have a largest size.
std::size_t checkPageSize(int pageSize);

} // namespace plectrum::datastore
