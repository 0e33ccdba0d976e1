// SPDX-License-Identifier: MIT
// The shapes of v2's resources: data stores and entries as JSON, and the bodies of writes read
// strictly.
#pragma once

#include "datastore/data_store.h"
#include "emulator/entry_access.h"
#include "emulator/response.h"
#include "json/value.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace plectrum::emulator::v2 {

/// Where resources stand: "universes/1/data-stores/S/scopes/C/entries/K", parts encoded.
struct ResourceNames
{
    std::int64_t universe = 1;
    bool hasScope = false; ///< the path names the scope

    std::string store(const std::string& name) const;
    std::string entry(const Address& address, const std::string& revision = {}) const;
};

/// The checksum of a revision: opaque, different for each.
std::string etagOf(const std::string& revision);

/// An entry as GET, POST and PATCH give it. `revision` was asked for by name, or is empty.
json::Value entryOf(const ResourceNames& names, const Address& address,
                    const datastore::Entry& entry, const std::string& revision = {});
/// An entry as listRevisions gives it: without value, users and attributes.
json::Value revisionOf(const ResourceNames& names, const Address& address,
                       const mock::Version& version);

/// The body of a POST or PATCH.
struct EntryInput
{
    datastore::Written written;
    std::optional<std::string> etag;
};
/// Throws ApiError (InvalidArgument) for what is not JSON, lacks a value, or has a member that an
/// entry has not.
EntryInput entryInputOf(const Request& request);

struct IncrementInput
{
    std::int64_t amount = 0;
    datastore::Written tags; ///< without a value
};
IncrementInput incrementInputOf(const Request& request);

/// The etag in the body of a DELETE, which may be empty.
std::optional<std::string> etagIn(const Request& request);

/// The body as a JSON object, `{}` when it is empty and may be. Throws ApiError: InvalidArgument,
/// or UnsupportedMediaType for a body that does not say that it is JSON.
json::Value objectIn(const Request& request, bool mayBeEmpty);

/// The whole number of "users/123"; throws ApiError for anything else.
std::int64_t userIdOf(std::string_view path);

Response answerOf(const json::Value& body);

} // namespace plectrum::emulator::v2
