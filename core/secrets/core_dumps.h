// SPDX-License-Identifier: MIT
// An image of the program's memory that the system writes when it crashes would hold the keys that
// it knew. PLECTRUM_CORE_DUMPS=1 allows it all the same, for who looks for a crash.
#pragma once

namespace plectrum::secrets {

/// Forbids it from now on, unless the environment allows it. Each Secret does this when it is made.
/// On Windows crash reports are a setting of the system, and nothing is done.
void forbidCoreDumps();

} // namespace plectrum::secrets
