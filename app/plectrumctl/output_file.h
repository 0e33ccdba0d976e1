// SPDX-License-Identifier: MIT
// Files that a command writes.
#pragma once

#include <string>

namespace plectrum::ctl {

/// A file is replaced when all is written; a device or a FIFO is written into and stays one. Throws
/// Failure.
void writeFile(const std::string& path, const std::string& text);

} // namespace plectrum::ctl
