// SPDX-License-Identifier: MIT
// A record as it would stand at another key: its data, and what is kept around it (applied
// migrations, other members, user ids, attributes), for data and migrations belong together, and
// the user ids say whose data it is. Written by RecordAccess::saveDraftAround.
#pragma once

#include "json/value.h"
#include "store/record/inspection.h"
#include "store/record/record_metadata.h"

#include <optional>

namespace plectrum::editing {

struct KeyCopy
{
    std::optional<json::Value> base; ///< what stands at the other key; nullopt: nothing
    json::Value draft;
    store::MetadataChange around;
};

/// nullopt when `source` holds no data that could be copied.
std::optional<KeyCopy> copyOf(const store::Inspection& source, const store::Inspection& target);

} // namespace plectrum::editing
