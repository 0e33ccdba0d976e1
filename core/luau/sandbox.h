// SPDX-License-Identifier: MIT
// Opens the libraries that scripts may use and closes all ways out. Internal to core/luau.
#pragma once

namespace plectrum::luau {

struct State;

/// For a new machine; afterwards the libraries cannot be changed. Throws Error of kind Memory when
/// the ceiling is too low for them.
void openSandbox(State& state);

} // namespace plectrum::luau
