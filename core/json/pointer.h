// SPDX-License-Identifier: MIT
// JSON Pointer (RFC 6901): a place in a value, and the edits at a place that copy only its path.
#pragma once

#include "json/value.h"

#include <compare>
#include <cstddef>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plectrum::json {

/// A list of unescaped tokens; empty is the root.
class Pointer
{
public:
    Pointer() = default;
    explicit Pointer(std::vector<std::string> tokens);
    /// "" or "/a/b~1c/0"; nullopt when it does not begin with "/" or has a bad "~" escape.
    static std::optional<Pointer> parse(std::string_view text);

    std::string toString() const;
    const std::vector<std::string>& tokens() const { return m_tokens; }
    bool isRoot() const { return m_tokens.empty(); }
    Pointer parent() const; ///< of the root: the root
    const std::string& last() const; ///< must not be the root
    Pointer operator/(std::string_view token) const;
    Pointer operator/(std::size_t index) const;
    bool startsWith(const Pointer& prefix) const;

    friend auto operator<=>(const Pointer&, const Pointer&) = default;

private:
    std::vector<std::string> m_tokens;
};

/// "0", "17" but not "01", "-", "+1" or beyond size_t.
std::optional<std::size_t> arrayIndex(std::string_view token);

/// The value at a place, or nullptr. Valid while `root` lives.
const Value* resolve(const Value& root, const Pointer& pointer);

enum class EditError
{
    NotFound, ///< nothing stands there
    NotAContainer, ///< a step of the path leads into a scalar
    BadIndex, ///< no index, or beyond the end
    NameTaken, ///< an object has that member already
    RootNotRemovable,
};

using Edited = std::expected<Value, EditError>;

/// Puts a value where one stands (the root too).
Edited replaceAt(const Value& root, const Pointer& pointer, Value value);
/// Adds a member (NameTaken when there is one), or inserts before an array index ("-" or size: at
/// the end).
Edited insertAt(const Value& root, const Pointer& pointer, Value value);
Edited removeAt(const Value& root, const Pointer& pointer);
/// Gives the member at `pointer` another name.
Edited renameAt(const Value& root, const Pointer& pointer, std::string_view newName);
/// Moves an array element to another index of the same array.
Edited moveAt(const Value& root, const Pointer& pointer, std::size_t newIndex);

} // namespace plectrum::json
