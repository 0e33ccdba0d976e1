// SPDX-License-Identifier: MIT
// Reads either form of an archive into plain lists, checked, without touching a universe.
#pragma once

#include "datastore/error.h"
#include "json/value.h"
#include "mock/storage.h"

#include <optional>
#include <string>
#include <vector>

namespace plectrum::mock {

struct ArchivedEntry
{
    std::string pointer; ///< JSON Pointer, for errors
    std::string key;
    std::vector<Version> versions; ///< oldest first; one without a time: write it now
    bool isCurrentOnly = false; ///< of the short form
};

struct ArchivedStore
{
    std::string name;
    std::string scope;
    std::optional<Time> created;
    std::vector<ArchivedEntry> entries;
};

struct ArchivedItem
{
    std::string map;
    std::string key;
    HashItem item;
};

struct Archive
{
    std::vector<ArchivedStore> stores;
    std::vector<ArchivedItem> items;
};

/// "PLACE: WHAT", with "/" shown for the root.
datastore::Error archiveError(datastore::ErrorKind kind, const std::string& pointer,
                              const std::string& what);

/// Throws datastore::Error as importUniverse() does.
Archive readArchive(const json::Value& root);

} // namespace plectrum::mock
