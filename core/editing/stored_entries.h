// SPDX-License-Identifier: MIT
// All entries that one key is made of, as they are stored: for an export.
#pragma once

#include "async/task.h"
#include "datastore/entry.h"
#include "editing/access_services.h"
#include "store/key_address.h"

#include <stop_token>
#include <vector>

namespace plectrum::editing {

using async::Task;

/// As RecordAccess::storedEntries.
Task<std::vector<datastore::StoredEntry>> storedEntries(AccessServices services,
                                                        store::KeyAddress address,
                                                        std::stop_token stop);

} // namespace plectrum::editing
