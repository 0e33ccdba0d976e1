// SPDX-License-Identifier: MIT
// What a new record of a store begins as: the template of the store's configuration where one is
// bound to it, else an empty object.
#pragma once

#include "editing/record_access.h"
#include "json/value.h"

#include <QString>

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace plectrum::documents {

struct RecordTemplate
{
    json::Value data = json::Value::object();
    /// The migrations that such data has behind it, as a game notes them in a record that it makes
    /// from the template; nullopt: none are known.
    std::optional<std::vector<std::string>> appliedMigrations{};
    QString source{}; ///< whose template it is, for the question; empty: of no configuration
};

/// Asked each time that a new record is wanted.
using RecordTemplates = std::function<RecordTemplate(const editing::StoreListing& store)>;

} // namespace plectrum::documents
