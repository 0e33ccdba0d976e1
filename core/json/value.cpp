// SPDX-License-Identifier: MIT
#include "json/value.h"

#include "json/sequence.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <memory>
#include <new>
#include <stdexcept>

namespace plectrum::json {

namespace {

const Value nullValue;

/// Exactly, without rounding the integer.
bool sameNumber(std::int64_t integer, double number) noexcept
{
    constexpr double limit = 9223372036854775808.0; // 2^63
    return number >= -limit && number < limit && std::trunc(number) == number
        && static_cast<std::int64_t>(number) == integer;
}

double nearestDouble(std::string_view digits) noexcept
{
    double number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
}

/// Whether the digits are all of a whole double, which may have up to 309.
bool isExactly(double number, std::string_view digits) noexcept
{
    std::array<char, 320> all{};
    const auto end =
        std::to_chars(all.data(), all.data() + all.size(), number, std::chars_format::fixed, 0).ptr;
    return std::string_view(all.data(), end) == digits;
}

bool sameNames(const SequenceNode& left, const SequenceNode& right) noexcept
{
    return left.names == right.names || sequence::equal(*left.names, *right.names);
}

} // namespace

static_assert(sizeof(Value) == 16);

TextNode* TextNode::make(std::string_view bytes, NodeBlocks* blocks)
{
    if (bytes.size() > UINT32_MAX)
        throw std::length_error("a string of 4 GiB or more");
    auto* node = Node::make<TextNode>(bytes.size(), blocks);
    node->size = static_cast<std::uint32_t>(bytes.size());
    std::memcpy(node->bytes(), bytes.data(), bytes.size());
    return node;
}

Value::Value(std::string_view utf8)
{
    setText(Type::String, utf8);
}
Value::Value(const std::string& utf8)
{
    setText(Type::String, utf8);
}
Value::Value(const char* utf8)
{
    setText(Type::String, utf8);
}

void Value::setText(Type type, std::string_view bytes)
{
    m_type = type;
    if (bytes.size() <= inlineCapacity) {
        std::memcpy(m_bytes, bytes.data(), bytes.size());
        m_inline = static_cast<std::uint8_t>(bytes.size());
        return;
    }
    store<Node*>(TextNode::make(bytes));
    m_inline = onHeap;
}

Value Value::integerOfDigits(std::string_view digits)
{
    Value value(0.0);
    value.store<Node*>(TextNode::make(digits));
    value.m_inline = onHeap;
    return value;
}

Value Value::buffer(std::string bytes)
{
    Value value;
    value.setText(Type::Buffer, bytes);
    return value;
}

Value Value::array(std::vector<Value> elements)
{
    return NodeAccess::container(Type::Array, sequence::build(elements));
}

Value Value::object(Members members)
{
    std::ranges::stable_sort(members, {}, &Members::value_type::first);
    std::vector<Value> names;
    std::vector<Value> values;
    names.reserve(members.size());
    values.reserve(members.size());
    for (std::size_t i = 0; i < members.size(); ++i) {
        if (i + 1 < members.size() && members[i].first == members[i + 1].first)
            continue;
        names.emplace_back(members[i].first);
        values.push_back(std::move(members[i].second));
    }
    SequenceNode* root = sequence::build(values);
    if (root)
        root->names = sequence::build(names);
    return NodeAccess::container(Type::Object, root);
}

void Value::retain() const noexcept
{
    load<Node*>()->retain();
}

void Value::release() noexcept
{
    if (isContainer())
        sequence::release(static_cast<SequenceNode*>(load<Node*>()));
    else if (auto* text = static_cast<TextNode*>(load<Node*>()); text->drop())
        Node::destroy(text, text->size);
}

const SequenceNode* Value::sequence() const noexcept
{
    return isContainer() ? static_cast<const SequenceNode*>(heapNode()) : nullptr;
}

std::span<const Value> Value::elementRun(std::size_t index) const noexcept
{
    return sequence::runFrom(*sequence(), index);
}

std::span<const Value> Value::nameRun(std::size_t index) const noexcept
{
    return sequence::runFrom(*sequence()->names, index);
}

bool Value::toBool(bool otherwise) const noexcept
{
    return isBool() ? load<bool>() : otherwise;
}

std::int64_t Value::toInteger(std::int64_t otherwise) const noexcept
{
    if (isInteger())
        return load<std::int64_t>();
    if (m_type == Type::Double && m_inline != onHeap) { // else it is beyond int64
        const auto number = load<double>();
        if (number >= -0x1p63 && number < 0x1p63 && std::trunc(number) == number)
            return static_cast<std::int64_t>(number);
    }
    return otherwise;
}

double Value::toDouble(double otherwise) const noexcept
{
    if (isInteger())
        return static_cast<double>(load<std::int64_t>());
    if (m_type != Type::Double)
        return otherwise;
    return m_inline == onHeap ? nearestDouble(digits()) : load<double>();
}

std::string_view Value::digits() const noexcept
{
    return m_type == Type::Double && m_inline == onHeap
        ? static_cast<const TextNode*>(load<Node*>())->view()
        : std::string_view();
}

std::string_view Value::toString() const noexcept
{
    if (m_type != Type::String && m_type != Type::Buffer)
        return {};
    if (m_inline == onHeap)
        return static_cast<const TextNode*>(load<Node*>())->view();
    return {m_bytes, m_inline};
}

std::size_t Value::size() const noexcept
{
    if (const SequenceNode* root = sequence())
        return root->size();
    return toString().size();
}

const Value& Value::at(std::size_t index) const noexcept
{
    const SequenceNode* root = sequence();
    return root && index < root->size() ? sequence::at(*root, index) : nullValue;
}

std::string_view Value::nameAt(std::size_t index) const noexcept
{
    const SequenceNode* root = isObject() ? sequence() : nullptr;
    return root && index < root->size() ? sequence::at(*root->names, index).toString()
                                        : std::string_view();
}

const Value* Value::find(std::string_view name) const noexcept
{
    const SequenceNode* root = isObject() ? sequence() : nullptr;
    if (!root)
        return nullptr;
    const auto [index, found] = sequence::findName(*root->names, name);
    return found ? &sequence::at(*root, index) : nullptr;
}

const Value& Value::operator[](std::string_view name) const noexcept
{
    const Value* found = find(name);
    return found ? *found : nullValue;
}

std::size_t Value::indexOf(std::string_view name) const noexcept
{
    const SequenceNode* root = isObject() ? sequence() : nullptr;
    if (!root)
        return size();
    const auto [index, found] = sequence::findName(*root->names, name);
    return found ? index : root->size();
}

Value Value::withMember(std::string_view name, Value value) const
{
    const SequenceNode* root = sequence();
    if (!root) {
        Members members;
        members.emplace_back(name, std::move(value));
        return object(std::move(members));
    }
    const auto [index, found] = sequence::findName(*root->names, name);
    SequenceNode* edited = found ? sequence::replaced(*root, index, std::move(value))
                                 : sequence::inserted(*root, index, std::move(value));
    if (found) {
        edited->names = root->names;
        edited->names->retain();
    } else {
        edited->names = sequence::inserted(*root->names, index, Value(name));
    }
    return NodeAccess::container(Type::Object, edited);
}

Value Value::withoutMember(std::string_view name) const
{
    const SequenceNode* root = isObject() ? sequence() : nullptr;
    if (!root)
        return *this;
    const auto [index, found] = sequence::findName(*root->names, name);
    if (!found)
        return *this;
    SequenceNode* edited = sequence::erased(*root, index);
    if (edited)
        edited->names = sequence::erased(*root->names, index);
    return NodeAccess::container(Type::Object, edited);
}

Value Value::withElement(std::size_t index, Value value) const
{
    const SequenceNode* root = sequence();
    if (isObject())
        return withMember(nameAt(index), std::move(value));
    return NodeAccess::container(Type::Array, sequence::replaced(*root, index, std::move(value)));
}

Value Value::withInserted(std::size_t index, Value value) const
{
    const SequenceNode* root = sequence();
    if (!root)
        return NodeAccess::container(Type::Array, sequence::build({&value, 1}));
    return NodeAccess::container(Type::Array, sequence::inserted(*root, index, std::move(value)));
}

Value Value::withoutElement(std::size_t index) const
{
    return NodeAccess::container(Type::Array, sequence::erased(*sequence(), index));
}

bool Value::isSameNode(const Value& other) const noexcept
{
    return sameBytes(other) || (isNumber() && other.isNumber() && *this == other);
}

bool Value::sameDouble(const Value& left, const Value& right) noexcept
{
    if (left.digits().empty() && right.digits().empty())
        return left.load<double>() == right.load<double>();
    if (left.digits().empty() || right.digits().empty()) {
        const Value& digits = left.digits().empty() ? right : left;
        const Value& number = left.digits().empty() ? left : right;
        return digits.toDouble() == number.load<double>()
            && isExactly(number.load<double>(), digits.digits());
    }
    return left.digits() == right.digits();
}

bool operator==(const Value& left, const Value& right) noexcept
{
    if (left.m_type != right.m_type) {
        if (left.m_type == Type::Integer && right.m_type == Type::Double)
            return sameNumber(left.load<std::int64_t>(), right.toDouble());
        if (left.m_type == Type::Double && right.m_type == Type::Integer)
            return sameNumber(right.load<std::int64_t>(), left.toDouble());
        return false;
    }
    if (left.m_type == Type::Double)
        return Value::sameDouble(left, right);
    if (left.sameBytes(right))
        return true;
    if (left.m_inline != Value::onHeap || right.m_inline != Value::onHeap)
        return false;
    if (!left.isContainer())
        return left.toString() == right.toString();
    const SequenceNode& a = *left.sequence();
    const SequenceNode& b = *right.sequence();
    return a.size() == b.size() && (!left.isObject() || sameNames(a, b)) && sequence::equal(a, b);
}

} // namespace plectrum::json
