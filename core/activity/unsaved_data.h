// SPDX-License-Identifier: MIT
// What a store lost together with a lock becomes a draft: StoreConfig::onUnsavedData made of
// Drafts.
#pragma once

#include "activity/write_recorder.h"
#include "journal/drafts.h"
#include "store/session/config.h"

#include <functional>
#include <string>

namespace plectrum::activity {

/// For the config of the store of that NAME. The draft has no base, for another server has the key
/// by now and what it holds is not known: saving it shows both sides. `drafts` must outlive the
/// store; null: nothing is kept.
std::function<void(const std::string& key, const json::Value& data)> keepUnsavedData(
    journal::Drafts* drafts, std::string universe, std::string store, ErrorHandler onError);

} // namespace plectrum::activity
