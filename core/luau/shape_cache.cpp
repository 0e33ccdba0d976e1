// SPDX-License-Identifier: MIT
#include "luau/shape_cache.h"

#include "json/utf8.h"

#include <algorithm>

namespace plectrum::luau::bridge {

ShapeCache::Shape::Shape(std::span<const std::string_view> given)
    : written(given.begin(), given.end())
    , names(given)
{
}

bool ShapeCache::Shape::has(std::span<const std::string_view> given) const
{
    return std::ranges::equal(written, given);
}

std::optional<json::Value> ShapeCache::object(std::span<const std::string_view> names,
                                              std::span<json::Value> values,
                                              const json::ObjectMemory* memory)
{
    if (names.empty() || names.size() > mostNames)
        return std::nullopt;
    std::uint64_t hash = names.size();
    for (const std::string_view name : names)
        hash = (hash ^ reinterpret_cast<std::uintptr_t>(name.data())) * 0x9e37'79b9'7f4a'7c15U;
    std::unique_ptr<Shape>& shape = m_shapes[hash >> 58];
    if (shape && shape->round == m_round
        && std::ranges::equal(shape->places, names, {}, {}, &std::string_view::data)) {
        return shape->names.object(values, memory);
    }
    if (!shape || !shape->has(names)) {
        const bool isKept = std::ranges::all_of(names, [](std::string_view name) {
            return name.size() <= longestName && json::utf8::isValid(name);
        });
        if (!isKept)
            return std::nullopt;
        shape = std::make_unique<Shape>(names);
    }
    shape->round = m_round;
    shape->places.clear();
    for (const std::string_view name : names)
        shape->places.push_back(name.data());
    return shape->names.object(values, memory);
}

} // namespace plectrum::luau::bridge
