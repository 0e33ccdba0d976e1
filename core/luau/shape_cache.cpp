// SPDX-License-Identifier: MIT
#include "luau/shape_cache.h"

#include "json/utf8.h"

#include <algorithm>

namespace plectrum::luau::bridge {

Shape::Shape(std::span<const std::string_view> given)
    : written(given.begin(), given.end())
    , names(given)
{
}

bool Shape::has(std::span<const std::string_view> given) const
{
    return std::ranges::equal(written, given);
}

void ShapeCache::begin()
{
    ++m_round;
    m_replaced.clear();
    m_before.fill(nullptr);
}

Shape* ShapeCache::find(std::span<const std::string_view> names)
{
    if (names.empty() || names.size() > mostNames)
        return nullptr;
    std::uint64_t hash = names.size();
    for (const std::string_view name : names)
        hash = (hash ^ reinterpret_cast<std::uintptr_t>(name.data())) * 0x9e37'79b9'7f4a'7c15U;
    std::unique_ptr<Shape>& shape = m_shapes[hash >> 58];
    if (shape && shape->round == m_round
        && std::ranges::equal(shape->places, names, {}, {}, &std::string_view::data)) {
        return shape.get();
    }
    if (!shape || !shape->has(names)) {
        const bool isKept = std::ranges::all_of(names, [](std::string_view name) {
            return name.size() <= longestName && json::utf8::isValid(name);
        });
        if (!isKept)
            return nullptr;
        if (shape)
            m_replaced.push_back(std::move(shape));
        shape = std::make_unique<Shape>(names);
    }
    shape->round = m_round;
    shape->places.clear();
    for (const std::string_view name : names)
        shape->places.push_back(name.data());
    return shape.get();
}

} // namespace plectrum::luau::bridge
