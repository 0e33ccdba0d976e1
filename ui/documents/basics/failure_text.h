// SPDX-License-Identifier: MIT
// The sentences of this part of the screen for what can go wrong: facts of core in, a translated
// sentence out.
#pragma once

#include "json/parser.h"
#include "store/record/inspection.h"

#include <QString>

#include <exception>

namespace plectrum::journal {
class Error;
}

namespace plectrum::documents {

/// What a failed call means to the user.
QString failureText(const std::exception_ptr& error);
/// Why text is not JSON, without its place.
QString parseErrorText(const json::ParseError& error);
/// As above, with line and column.
QString parseErrorTextWithPosition(const json::ParseError& error);
/// Why there is no journal and edits are not kept.
QString journalErrorText(const journal::Error& error);
/// Why the data of a record cannot be had.
QString damageText(const store::Damage& damage);

} // namespace plectrum::documents
