// SPDX-License-Identifier: MIT
// What plectrumctl says of one key and of one write.
#pragma once

#include "editing/record_access.h"
#include "plectrumctl/arguments.h"
#include "plectrumctl/exit_code.h"
#include "store/record/inspection.h"

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace plectrum::ctl {

/// The store that the arguments mean: operand 0, plain with --raw or --scope.
editing::StoreListing storeOf(const Arguments& arguments);
/// The key that the arguments mean: operands 0 and 1.
store::KeyAddress addressOf(const Arguments& arguments);
/// The same for a write; throws Failure (Usage) where requireWritable() does.
store::KeyAddress writableAddressOf(const Arguments& arguments);
/// The parts of a Lyra store are written in Lyra's format and under its lock, never past it.
void requireWritable(const store::KeyAddress& address);
/// How long to wait for a lock (--lock-wait).
std::chrono::seconds lockWait(const Arguments& arguments);
/// The same with --keep-trying.
store::LockPatience lockPatience(const Arguments& arguments);
/// "committed", "pending", ...; empty for none.
std::string_view wordOf(store::TransactionState state);
/// By what that was decided: "marker", "next-version", ...; empty where nothing tells, or nothing
/// is to be told.
std::string_view wordOf(store::TransactionEvidence evidence);
/// "PlayerData/player_1"
std::string nameOf(const store::KeyAddress& address);

/// What is wrong, and where when that is known.
std::string reasonOf(const store::Damage& damage);
/// Each on a line of its own, indented.
std::string conflictsOf(const std::vector<json::Conflict>& conflicts);
/// Throws Failure (Damaged) for what cannot be shown as data.
void requireData(const store::Inspection& inspection, const store::KeyAddress& address);
/// The data, with --json alone, else below what is kept around it; NotFound, with `null`, when
/// there is none.
ExitCode showData(const store::Inspection& inspection, const store::KeyAddress& address,
                  const Arguments& arguments);
/// Throws Failure for all but Saved and Unchanged.
void throwUnlessDone(const editing::SaveResult& result, const store::KeyAddress& address);
/// What a write did; throws Failure for all but Saved and Unchanged.
ExitCode showSaved(const editing::SaveResult& result, const store::KeyAddress& address,
                   const Arguments& arguments);

} // namespace plectrum::ctl
