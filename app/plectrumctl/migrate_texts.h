// SPDX-License-Identifier: MIT
// What migrate says to people.
#pragma once

#include "gamecode/load_trial.h"
#include "gamecode/migration_lab.h"
#include "gamecode/migration_results.h"
#include "gamecode/pending_migrations.h"
#include "json/value.h"

#include <string>

namespace plectrum::ctl {

std::string migrationText(const gamecode::MigrationPreview& preview);
std::string migrationText(const gamecode::LabResults& results);
std::string migrationText(const gamecode::RecordTrial& trial, const gamecode::CodeInfo& code);
std::string migrationText(const gamecode::ApplyResults& results, const std::string& group);
json::Value migrationDocument(const gamecode::ApplyResults& results, const std::string& group);
std::string migrationText(const gamecode::LoadTrial& trial);
json::Value migrationDocument(const gamecode::LoadTrial& trial);

} // namespace plectrum::ctl
