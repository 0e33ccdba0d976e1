// SPDX-License-Identifier: MIT
// Where a script can be ended: the one place that asks the budget, for whatever step. Internal to
// core/luau.
#pragma once

#include <cstddef>
#include <cstdint>

struct lua_State;

namespace plectrum::luau {

struct State;

/// Called between instructions and within long functions of the library. Collects garbage when that
/// may help, and raises an error when the budget is used up or the stop token stopped. A script may
/// catch the error, but it comes again at the next safepoint. `work` as in Budget::step.
void safepoint(lua_State* L, std::uint32_t work);
/// As safepoint, for functions of the program that work for a script: throws Error of kind Time or
/// Steps, and Cancelled when no script is there to be told.
void hostSafepoint(lua_State* L, std::uint32_t work);
/// Luau's callback for interrupts.
void onInterrupt(lua_State* L, int collecting);
/// Collects garbage piece by piece; ends early when the budget is used up.
void collectGarbage(State& state);

/// Counts what the program keeps for the script from now on; throws Error of kind Memory when that
/// is more than the ceiling.
void keepOrThrow(State& state, std::size_t bytes);

/// Counts bytes while it lives; throws as keepOrThrow.
class KeptBytes
{
public:
    KeptBytes(State& state, std::size_t bytes);
    KeptBytes(const KeptBytes&) = delete;
    KeptBytes& operator=(const KeptBytes&) = delete;
    ~KeptBytes();
    void add(std::size_t bytes);

private:
    State& m_state;
    std::size_t m_bytes = 0;
};

} // namespace plectrum::luau
