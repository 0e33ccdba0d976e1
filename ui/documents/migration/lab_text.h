// SPDX-License-Identifier: MIT
// What the migration lab says of what it found, in words.
#pragma once

#include "documents/game/game_spec.h"
#include "gamecode/configuration.h"
#include "gamecode/migration_lab.h"
#include "gamecode/migration_results.h"
#include "gamecode/pending_migrations.h"

#include <QString>

#include <chrono>
#include <exception>

namespace plectrum::documents {

/// What a binding is loaded from.
gamecode::Configuration configurationOf(const GameSpec& spec);
GameFailure gameFailureOf(const luau::Failure& failure);
/// What an error is: the line of the game's code where it is one of that, else only its text.
GameFailure gameFailureOf(const std::exception_ptr& error);

QString durationText(std::chrono::nanoseconds time);
QString sizeText(std::uint64_t bytes);
QString changeClassText(gamecode::ChangeClass kind);
QString skipReasonText(gamecode::SkipReason reason);
QString warningText(const gamecode::HistoryWarning& warning);
QString traitsText(const gamecode::StepResult& step);
/// "600 records: 420 are up to date, 180 have steps pending."
QString previewText(const gamecode::MigrationPreview& preview);
/// "Running: 1,200 of 6,000 records, 18,500 a second, 3 failed."
QString progressText(const gamecode::LabProgress& progress);
/// What came out, in one or two sentences.
QString resultText(const gamecode::LabResults& results);
QString applyOutcomeText(gamecode::ApplyOutcome outcome);
QString applyProgressText(const gamecode::ApplyProgress& progress);
QString applyResultText(const gamecode::ApplyResults& results);

} // namespace plectrum::documents
