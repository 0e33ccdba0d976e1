// SPDX-License-Identifier: MIT
// An immutable, reference-counted JSON tree. Copying is one pointer; an edit gives a new value that
// shares all but the nodes on its path. Safe to read and to copy from several threads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace plectrum::json {

struct Node;
struct SequenceNode;
struct TextNode;

enum class Type : std::uint8_t
{
    Null,
    Bool,
    Integer,
    Double,
    String,
    Array,
    Object,
    Buffer
};

class alignas(8) Value
{
public:
    using Members = std::vector<std::pair<std::string, Value>>;

    Value() noexcept = default; ///< null
    Value(std::nullptr_t) noexcept { }
    Value(bool value) noexcept
        : m_type(Type::Bool)
    {
        store(value);
    }
    Value(int value) noexcept
        : Value(std::int64_t{value})
    {
    }
    Value(std::int64_t value) noexcept
        : m_type(Type::Integer)
    {
        store(value);
    }
    Value(double value) noexcept ///< must be finite; NaN and infinity have no JSON text
        : m_type(Type::Double)
    {
        store(value);
    }
    template <typename Pointer>
        requires std::is_pointer_v<Pointer>
    Value(Pointer) = delete; ///< else any pointer would become a bool
    Value(std::string_view
              utf8); ///< must be valid UTF-8 (the parser guarantees it for what it reads)
    Value(const std::string& utf8);
    Value(const char* utf8);
    Value(const Value& other) noexcept;
    Value(Value&& other) noexcept;
    Value& operator=(const Value& other) noexcept;
    Value& operator=(Value&& other) noexcept;
    ~Value();

    /// An array of these elements, in order.
    static Value array(std::vector<Value> elements = {});
    /// An object of these members, given in any order, held in byte order of their names.
    /// Of members with one name the last stays.
    static Value object(Members members = {});
    /// A whole number beyond int64, kept to the digit. The text must be a JSON number without point
    /// or exponent that a double comes near to. Its type is Double.
    static Value integerOfDigits(std::string_view digits);
    /// Bytes, as a Luau buffer holds them.
    static Value buffer(std::string bytes);

    Type type() const noexcept { return m_type; }
    /// The digits of a whole number beyond int64, else empty. Valid as toString() is.
    std::string_view digits() const noexcept;
    bool isNull() const noexcept { return m_type == Type::Null; }
    bool isBool() const noexcept { return m_type == Type::Bool; }
    bool isInteger() const noexcept { return m_type == Type::Integer; }
    /// Integer or Double
    bool isNumber() const noexcept { return m_type == Type::Integer || m_type == Type::Double; }
    bool isString() const noexcept { return m_type == Type::String; }
    bool isArray() const noexcept { return m_type == Type::Array; }
    bool isObject() const noexcept { return m_type == Type::Object; }
    bool isBuffer() const noexcept { return m_type == Type::Buffer; }
    /// array or object
    bool isContainer() const noexcept { return m_type == Type::Array || m_type == Type::Object; }

    bool toBool(bool otherwise = false) const noexcept;
    /// The integer, or a double that is a whole number within int64; otherwise `otherwise`.
    std::int64_t toInteger(std::int64_t otherwise = 0) const noexcept;
    /// The number as double (a whole number beyond 2^53 is rounded); otherwise `otherwise`.
    double toDouble(double otherwise = 0) const noexcept;
    /// Text of a string, bytes of a buffer, else empty. Valid while this Value object lives and is
    /// not assigned to (short strings stand inside the Value itself).
    std::string_view toString() const noexcept;

    /// Elements of an array, members of an object, bytes of a string or buffer, else 0.
    std::size_t size() const noexcept;

    /// The element at an index of an array or, in name order, the member value at an index of an
    /// object. Null when there is none. The reference is valid while this value lives.
    const Value& at(std::size_t index) const noexcept;
    /// The name of the member at an index of an object, in name order; empty when there is none.
    std::string_view nameAt(std::size_t index) const noexcept;
    /// The member of that name, or nullptr (also when this is no object).
    const Value* find(std::string_view name) const noexcept;
    /// The member of that name, or null.
    const Value& operator[](std::string_view name) const noexcept;
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

    /// Both are the same node in memory (or equal scalars), so they are equal without looking
    /// further.
    bool isSameNode(const Value& other) const noexcept;
    /// Deep equality. Numbers compare by value (1 == 1.0, 0 == -0.0, whole numbers exactly); an
    /// empty array and an empty object are different. Stops at shared nodes.
    friend bool operator==(const Value& left, const Value& right) noexcept;

private:
    // The 16 bytes: type, length of an inline text (or onHeap, or neither), and 14 bytes that are
    // an inline text, or whose last eight are the number, the bool or the node. Unused bytes are 0,
    // so that two values of one type without a node are equal when their bytes are.
    static constexpr std::uint8_t onHeap = 0xff;
    static constexpr std::size_t inlineCapacity = 14;
    static constexpr std::size_t payloadAt = 6;

    friend struct NodeAccess;

    template <typename T>
    T load() const noexcept
    {
        T value;
        std::memcpy(&value, m_bytes + payloadAt, sizeof(T));
        return value;
    }
    template <typename T>
    void store(T value) noexcept
    {
        std::memcpy(m_bytes + payloadAt, &value, sizeof(T));
    }
    bool sameBytes(const Value& other) const noexcept
    {
        return std::memcmp(this, &other, sizeof(Value)) == 0;
    }
    Node* heapNode() const noexcept { return m_inline == onHeap ? load<Node*>() : nullptr; }
    const SequenceNode* sequence() const noexcept; ///< of a container that is not empty, else null
    std::span<const Value> elementRun(std::size_t index) const noexcept;
    std::span<const Value> nameRun(std::size_t index) const noexcept;
    static bool sameDouble(const Value& left, const Value& right) noexcept;
    void setText(Type type, std::string_view bytes);
    void retain() const noexcept;
    void release() noexcept;

    Type m_type = Type::Null;
    std::uint8_t m_inline = 0;
    char m_bytes[inlineCapacity] = {};
    static_assert(payloadAt + 2 + sizeof(void*) <= 16);
};

inline Value::Value(const Value& other) noexcept
{
    std::memcpy(static_cast<void*>(this), &other, sizeof(Value));
    if (m_inline == onHeap)
        retain();
}

inline Value::Value(Value&& other) noexcept
{
    std::memcpy(static_cast<void*>(this), &other, sizeof(Value));
    other.m_type = Type::Null;
    other.m_inline = 0;
    std::memset(other.m_bytes, 0, sizeof other.m_bytes);
}

inline Value& Value::operator=(const Value& other) noexcept
{
    Value copy(other);
    return *this = std::move(copy);
}

inline Value& Value::operator=(Value&& other) noexcept
{
    if (this != &other) {
        Value old(std::move(*this));
        std::memcpy(static_cast<void*>(this), &other, sizeof(Value));
        other.m_type = Type::Null;
        other.m_inline = 0;
        std::memset(other.m_bytes, 0, sizeof other.m_bytes);
    }
    return *this;
}

inline Value::~Value()
{
    if (m_inline == onHeap)
        release();
}

template <typename Visit>
void Value::forEachMember(Visit visit) const
{
    if (!isObject())
        return;
    const std::size_t count = size();
    for (std::size_t index = 0; index < count;) {
        const std::span<const Value> names = nameRun(index);
        const std::span<const Value> values = elementRun(index);
        const std::size_t run = names.size() < values.size() ? names.size() : values.size();
        for (std::size_t i = 0; i < run; ++i)
            visit(names[i].toString(), values[i]);
        index += run;
    }
}

template <typename Visit>
void Value::forEachElement(Visit visit) const
{
    if (!isArray())
        return;
    const std::size_t count = size();
    for (std::size_t index = 0; index < count;) {
        const std::span<const Value> run = elementRun(index);
        for (const Value& element : run)
            visit(element);
        index += run.size();
    }
}

} // namespace plectrum::json
