// SPDX-License-Identifier: MIT
// What v1 puts into headers: metadata of entries out, users, attributes and a checksum in.
#pragma once

#include "datastore/data_store.h"
#include "emulator/response.h"
#include "json/value.h"
#include "mock/version_history.h"

#include <string>

namespace plectrum::emulator::v1 {

/// roblox-entry-version, -created-time, -version-created-time, -attributes, -userids, content-md5.
Headers headersOf(const datastore::EntryInfo& info, const std::string& body);
/// Users and attributes that a write sends; throws ApiError for what is none.
datastore::Written tagsOf(const Request& request);
/// The value that a set sends; throws ApiError when it is missing, too big, not JSON, or not what
/// content-md5 says.
json::Value valueOf(const Request& request);
/// As listings and sets tell a version.
json::Value versionOf(const std::string& id, async::Time created, async::Time objectCreated,
                      bool isDeleted, std::size_t size);

} // namespace plectrum::emulator::v1
