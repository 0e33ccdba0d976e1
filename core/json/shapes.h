// SPDX-License-Identifier: MIT
// The lists of member names met while one document is read, each kept once. Objects of one shape
// share its names, and the shape met last at a place is what is guessed for the next object there.
// Internal to core/json.
#pragma once

#include "json/node.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace plectrum::json {

/// Names in the order in which the text has them.
struct Shape
{
    std::vector<std::string_view> written; ///< each with 8 bytes behind it that can be read
    std::vector<std::uint8_t> place; ///< of each written name, in sorted order
    SequenceNode* names = nullptr; ///< sorted; the shape holds one reference
    std::vector<Shape*> guesses; ///< for each written name: the shape met last below it

    Shape() = default;
    ~Shape();
    Shape(const Shape&) = delete;
    Shape& operator=(const Shape&) = delete;
};

class ShapeTable
{
public:
    /// The shape of these names (1 to SequenceNode::capacity), or null when a name stands twice, or
    /// when the document has so many shapes that keeping them does not pay.
    Shape* find(std::span<const std::string_view> written);
    /// The name as a value; equal long names share their text.
    Value name(std::string_view text);

private:
    Shape* add(std::size_t hash, std::span<const std::string_view> written);

    std::unordered_multimap<std::size_t, std::unique_ptr<Shape>> m_shapes;
    std::unordered_map<std::string_view, Value> m_longNames;
};

} // namespace plectrum::json
