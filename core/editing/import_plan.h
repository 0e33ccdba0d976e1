// SPDX-License-Identifier: MIT
// What a file's keys would become in a universe, key by key, before anything is written, and the
// writing of one of them: each under its own lock, merged with nothing but what was looked at. The
// file is read as a universe of its own (in memory), so that its records are resolved as any are.
#pragma once

#include "async/task.h"
#include "editing/record_access.h"
#include "store/key_address.h"
#include "store/lock/lock_patience.h"
#include "store/record/damage.h"
#include "store/record/record_metadata.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace plectrum::editing {

enum class ImportEffect
{
    New, ///< nothing stands at the key
    Replaced, ///< other data stands there
    Unchanged, ///< the same stands there
    Refused, ///< `problem` says why: it cannot be read in the file, or not be written here
};

/// One key of the file.
struct ImportItem
{
    store::KeyAddress address;
    ImportEffect effect{};
    std::optional<json::Value> before; ///< what stands there; nullopt: nothing
    json::Value after;
    store::MetadataChange around;
    std::optional<store::Damage> problem; ///< for Refused
    bool isProblemOfFile = false; ///< for Refused: the file's own entry is the one that is damaged
};

/// Looks at all keys of `file` and at what stands at them in `here`. Parts of Lyra stores without
/// their record are passed over. `progress` is called with the number of keys so far.
Task<std::vector<ImportItem>> planImport(RecordAccess file, RecordAccess here,
                                         std::function<void(std::size_t)> progress = {},
                                         std::stop_token stop = {});
/// Writes it as it was planned: Conflicts when something else stands there by now.
Task<SaveResult> importItem(RecordAccess here, ImportItem item, store::LockPatience patience,
                            std::stop_token stop = {});

} // namespace plectrum::editing
