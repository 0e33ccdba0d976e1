// SPDX-License-Identifier: MIT
// Words of the reports, and texts of others made safe for what they stand in.
#pragma once

#include "gamecode/change_class.h"
#include "gamecode/migration_history.h"
#include "gamecode/migration_results.h"
#include "gamecode/migration_run.h"
#include "json/value.h"
#include "luau/error.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace plectrum::gamecode {

/// "mapToList", ... for programs.
std::string_view nameOf(ChangeClass kind);
/// "an empty map turned list", ... for people.
std::string_view sentenceOf(ChangeClass kind);
/// "notLyra", ...
std::string_view nameOf(SkipReason reason);
/// "not in Lyra's format", ...
std::string_view sentenceOf(SkipReason reason);
/// "removed", "newerCode", "reordered", "inserted", "changed".
std::string_view nameOf(HistoryProblem problem);
/// "applied", ...
std::string_view nameOf(StepOutcome outcome);
/// What a warning says, in one sentence.
std::string sentenceOf(const HistoryWarning& warning);
/// "script:line: text (at /pointer)"
std::string sentenceOf(const luau::Failure& failure);
/// "1,234"
std::string grouped(std::uint64_t number);
/// "12.3 ms"
std::string plainTime(std::chrono::nanoseconds time);
/// The first `most`, and how many more there are.
std::string listed(const std::vector<std::string>& keys, std::size_t all, std::size_t most);
/// A text of others as UTF-8, whatever it was.
std::string asUtf8(std::string_view text);
/// For element content and attribute values of XML and HTML; what XML cannot hold becomes visible.
std::string escapedXml(std::string_view text);
/// At most `width` bytes of a value's JSON text.
std::string shortJson(const json::Value& value, std::size_t width);

/// What the library's users must know about the schema.
inline constexpr std::string_view schemaNote = "The library does not check the schema after a "
                                               "load: such a player is let in, and what fails is "
                                               "the first update.";

} // namespace plectrum::gamecode
