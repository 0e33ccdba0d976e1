// SPDX-License-Identifier: MIT
// An immutable, reference-counted JSON tree. Copying is one pointer; an edit gives a new value that
// shares all but the nodes on its path. Safe to read and to copy from several threads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace plectrum::json {

enum class Type : std::uint8_t { Null, Bool, Integer, Double, String, Array, Object, Buffer };

class Value
{
public:
    using Members = std::vector<std::pair<std::string, Value>>;

    Value() noexcept; ///< null
    Value(std::nullptr_t) noexcept;
    Value(bool value) noexcept;
    Value(int value) noexcept;
    Value(std::int64_t value) noexcept;
    Value(double value) noexcept; ///< must be finite; NaN and infinity have no JSON text
    Value(std::string_view utf8); ///< must be valid UTF-8 (the parser guarantees it for what it reads)
    Value(const std::string &utf8);
    Value(const char *utf8);
    /// An array of these elements, in order.
    static Value array(std::vector<Value> elements = {});
    /// An object of these members, given in any order, held in byte order of their names.
    /// Of members with one name the last stays.
    static Value object(Members members = {});
    /// Bytes, as a Luau buffer holds them.
    static Value buffer(std::string bytes);

    Type type() const noexcept;
    bool isNull() const noexcept;
    bool isBool() const noexcept;
    bool isInteger() const noexcept;
    bool isNumber() const noexcept; ///< Integer or Double
    bool isString() const noexcept;
    bool isArray() const noexcept;
    bool isObject() const noexcept;
    bool isBuffer() const noexcept;
    bool isContainer() const noexcept; ///< array or object

    bool toBool(bool otherwise = false) const noexcept;
    /// The integer, or a double that is a whole number within int64; otherwise `otherwise`.
    std::int64_t toInteger(std::int64_t otherwise = 0) const noexcept;
    /// The number as double (an integer beyond 2^53 is rounded); otherwise `otherwise`.
    double toDouble(double otherwise = 0) const noexcept;
    /// Text of a string, bytes of a buffer, else empty. Valid while this Value object lives and is
    /// not assigned to (short strings stand inside the Value itself).
    std::string_view toString() const noexcept;

    /// Elements of an array, members of an object, bytes of a string or buffer, else 0.
    std::size_t size() const noexcept;

    /// The element at an index of an array or, in name order, the member value at an index of an
    /// object. Null when there is none. The reference is valid while this value lives.
    const Value &at(std::size_t index) const noexcept;
    /// The name of the member at an index of an object, in name order; empty when there is none.
    std::string_view nameAt(std::size_t index) const noexcept;
    /// The member of that name, or nullptr (also when this is no object).
    const Value *find(std::string_view name) const noexcept;
    /// The member of that name, or null.
    const Value &operator[](std::string_view name) const noexcept;
    /// Where a member of that name stands in name order, or size() when there is none.
    std::size_t indexOf(std::string_view name) const noexcept;

    /// Calls visit(std::string_view name, const Value &) for each member in name order.
    template <typename Visit>
    void forEachMember(Visit visit) const;
    /// Calls visit(const Value &) for each element in order.
    template <typename Visit>
    void forEachElement(Visit visit) const;

    // Edits. Each gives a new value; the costs are those of the path, not of the whole.
    // They must be asked of a value of the right type and an index within bounds.
    Value withMember(std::string_view name, Value value) const; ///< added or replaced
    Value withoutMember(std::string_view name) const; ///< unchanged when there is none
    Value withElement(std::size_t index, Value value) const; ///< replaced; index < size()
    Value withInserted(std::size_t index, Value value) const; ///< index <= size()
    Value withoutElement(std::size_t index) const; ///< index < size()

    /// Both are the same node in memory (or equal scalars), so they are equal without looking further.
    bool isSameNode(const Value &other) const noexcept;
    /// Deep equality. Numbers compare by value (1 == 1.0, 0 == -0.0, int64 exactly); an empty array
    /// and an empty object are different. Stops at shared nodes.
    friend bool operator==(const Value &left, const Value &right) noexcept;
};

} // namespace plectrum::json
