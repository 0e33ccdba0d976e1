// SPDX-License-Identifier: MIT
// A whole universe as one JSON value and back: the export format that docs/export-format.md
// describes, and the short form {"data store": {"key": value}}.
#pragma once

#include "json/value.h"
#include "mock/universe.h"

namespace plectrum::mock {

/// The full export format: every data store, key, version, and hash map item that has not expired;
/// without data stores that were deleted.
json::Value exportUniverse(const Universe& universe);
/// The short form: the current values of the data stores, scope "global" only.
json::Value currentContents(const Universe& universe);

/// Takes either form. A key of the short form is written as it would be now; a key of the full
/// format must have no history yet. All or nothing: throws datastore::Error (Malformed, TooLarge,
/// InvalidArgument, Conflict) with the place as JSON Pointer and what is wrong there, or Storage,
/// and then nothing is imported.
void importUniverse(Universe& universe, const json::Value& archive);

} // namespace plectrum::mock
