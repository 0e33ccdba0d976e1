// SPDX-License-Identifier: MIT
#include "json/shapes.h"

#include "json/sequence.h"

#include <algorithm>
#include <functional>

namespace plectrum::json {

namespace {

constexpr std::size_t maximumShapes = 1024;
constexpr std::size_t longName = 15; // shorter names stand inside the Value

std::size_t hashOf(std::span<const std::string_view> names)
{
    std::size_t hash = names.size();
    for (const std::string_view name : names) {
        hash = hash * 31 + std::hash<std::string_view>()(name);
    }
    return hash;
}

} // namespace

Shape::~Shape()
{
    sequence::release(names);
}

Shape* ShapeTable::find(std::span<const std::string_view> written)
{
    const std::size_t hash = hashOf(written);
    const auto [first, last] = m_shapes.equal_range(hash);
    for (auto it = first; it != last; ++it) {
        if (std::ranges::equal(it->second->written, written)) {
            return it->second.get();
        }
    }
    return m_shapes.size() < maximumShapes ? add(hash, written) : nullptr;
}

Shape* ShapeTable::add(std::size_t hash, std::span<const std::string_view> written)
{
    std::vector<std::size_t> order(written.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        order[i] = i;
    }
    std::ranges::sort(order, {}, [written](std::size_t i) { return written[i]; });
    const auto same = [written](std::size_t a, std::size_t b) { return written[a] == written[b]; };
    if (std::ranges::adjacent_find(order, same) != order.end()) {
        return nullptr;
    }
    auto shape = std::make_unique<Shape>();
    shape->written.assign(written.begin(), written.end());
    shape->place.resize(order.size());
    shape->guesses.resize(order.size());
    shape->names = sequence::makeLeaf(order.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        shape->place[order[i]] = static_cast<std::uint8_t>(i);
        shape->names->values()[i] = name(written[order[i]]);
    }
    return m_shapes.emplace(hash, std::move(shape))->second.get();
}

Value ShapeTable::name(std::string_view text)
{
    if (text.size() < longName) {
        return text;
    }
    const auto [it, isNew] = m_longNames.try_emplace(text);
    if (isNew) {
        it->second = Value(text);
    }
    return it->second;
}

} // namespace plectrum::json
