// SPDX-License-Identifier: MIT
// JSON that a command is given as a file, or "-" for the standard input.
#pragma once

#include "json/value.h"

#include <string>

namespace plectrum::ctl {

/// Throws Failure: BadInput, as "FILE:LINE:COLUMN: what is wrong", for text that is not JSON;
/// Failed for a file that cannot be read.
json::Value readJson(const std::string& file);

/// The text of a file. Throws Failure (Failed) when it cannot be read.
std::string readText(const std::string& file);

/// What a file is called in messages.
std::string inputName(const std::string& file);

} // namespace plectrum::ctl
