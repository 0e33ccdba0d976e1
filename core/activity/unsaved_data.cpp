// SPDX-License-Identifier: MIT
#include "activity/unsaved_data.h"

#include "activity/record_address.h"

#include <utility>

namespace plectrum::activity {

std::function<void(const std::string& key, const json::Value& data)> keepUnsavedData(
    journal::Drafts* drafts, std::string universe, std::string store, ErrorHandler onError)
{
    return [drafts, universe = std::move(universe), store = std::move(store),
            onError = std::move(onError)](const std::string& key, const json::Value& data) {
        if (!drafts)
            return;
        try {
            drafts->keep(recordAddressOf(universe, {.store = store, .key = key}), {}, data);
        } catch (const journal::Error& error) {
            if (onError)
                onError(error);
        }
    };
}

} // namespace plectrum::activity
