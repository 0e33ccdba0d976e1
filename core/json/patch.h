// SPDX-License-Identifier: MIT
// JSON Patch in Lyra's dialect: `add`, `remove`, `replace` only, with the strictness and the
// oddities of the library (tests/interop/data/golden/17-json-patch.json; docs/differences.md).
#pragma once

#include "json/value.h"

#include <expected>
#include <optional>
#include <string>

namespace plectrum::json {

/// The array of operations that Lyra's own code applies to `before` with the result `after`.
/// Arrays are compared position by position. No change: an empty array.
Value createPatch(const Value& before, const Value& after);

struct PatchError
{
    std::size_t operation = 0; ///< index in the patch
    std::string text; ///< the library's text, word for word

    friend bool operator==(const PatchError&, const PatchError&) = default;
};

/// Applies exactly as Lyra does. The inner nullopt is Luau's nil: `remove` of the root.
std::expected<std::optional<Value>, PatchError> applyPatch(const Value& document,
                                                           const Value& patch);

} // namespace plectrum::json
