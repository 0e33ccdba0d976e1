// SPDX-License-Identifier: MIT
// Names and JSON for the eyes of people: what cannot be seen, moves other text about, or looks like
// something else is escaped. For programs (--json, files, copying) names stay as they are.
#pragma once

#include <string>
#include <string_view>

namespace plectrum::datastore {

/// A name (a key, a store, a member, a pointer) as people read it: \u{202e} for control characters,
/// bidirectional controls, line separators, characters without width, spaces other than the plain
/// one, plain spaces at either end, and combining marks where they are not the composed form (so
/// that NFC and NFD twins differ). Two different names give two different texts: a backslash in
/// front of "u{" or of an escape is doubled. Bytes that are no UTF-8 become \x{ff}.
std::string visibleText(std::string_view utf8);

/// A sentence, or several lines, in which such names stand already: only characters that cannot be
/// seen are escaped, line ends are not.
std::string visibleLines(std::string_view utf8);

/// A JSON text (its value stays the same) with such characters inside its strings as \u202e. The
/// ideographic space, which can be seen, stays.
std::string visibleJson(std::string_view json);

} // namespace plectrum::datastore
