// SPDX-License-Identifier: MIT
// JSON values in few words, as a row of a tree shows them.
#pragma once

#include "json/value.h"

#include <QString>

namespace plectrum::documents {

/// One line: the scalar, a string in quotes and cut after some hundred characters, or what a
/// container holds ("{ 10 members }").
QString displayText(const json::Value& value);
/// "object", "number", ...
QString typeText(json::Type type);

} // namespace plectrum::documents
