// SPDX-License-Identifier: MIT
// Migration steps over data: pure. The steps run in list order when their name is not among those
// applied; new names are appended, names that no longer exist are kept.
#pragma once

#include "json/value.h"
#include "store/session/config.h"

#include <string>
#include <vector>

namespace plectrum::store {

struct Migrated
{
    json::Value data;
    std::vector<std::string> applied;

    friend bool operator==(const Migrated&, const Migrated&) = default;
};

/// Throws Error of kind Migration: `Failed migration step 'NAME': TEXT`.
Migrated migrate(const std::vector<MigrationStep>& steps, json::Value data,
                 std::vector<std::string> applied);
/// The names of all steps, in order.
std::vector<std::string> stepNames(const std::vector<MigrationStep>& steps);

} // namespace plectrum::store
