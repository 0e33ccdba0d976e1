// SPDX-License-Identifier: MIT
// Random values for property tests, the same for a seed on every machine.
#pragma once

#include "json/value.h"

#include <cstdint>
#include <random>
#include <string>
#include <vector>

/// What Luau tables can hold when `luau`: no null, no buffer.
class RandomValue
{
public:
    using Value = plectrum::json::Value;

    explicit RandomValue(std::uint32_t seed, bool luau = false)
        : m_engine(seed)
        , m_luau(luau)
    {
    }

    std::size_t below(std::size_t limit) { return m_engine() % limit; }

    Value value(int depth = 4)
    {
        const std::size_t kind = below(depth > 0 ? 12 : 7);
        switch (kind) {
        case 0:
            return m_luau ? Value(false) : Value();
        case 1:
            return below(2) == 0;
        case 2:
            return static_cast<std::int64_t>(below(20));
        case 3:
            return static_cast<std::int64_t>(m_engine()) << below(32);
        case 4:
            return (static_cast<double>(m_engine()) - 2e9) / static_cast<double>(1 + below(999));
        case 5:
        case 6:
            return text();
        case 7:
        case 8:
        case 9:
            return array(depth, below(6));
        default:
            return object(depth, below(6));
        }
    }

    Value array(int depth, std::size_t count)
    {
        std::vector<Value> elements;
        for (std::size_t i = 0; i < count; ++i)
            elements.push_back(value(depth - 1));
        return Value::array(std::move(elements));
    }

    Value object(int depth, std::size_t count)
    {
        Value::Members members;
        for (std::size_t i = 0; i < count; ++i)
            members.emplace_back(name(), value(depth - 1));
        return Value::object(std::move(members));
    }

    /// The value with a few changes somewhere inside.
    Value edited(const Value& value, int edits = 4)
    {
        Value result = value;
        for (int i = 0; i < edits; ++i)
            result = editedOnce(result);
        return result;
    }

    std::string name()
    {
        static const std::vector<std::string> names{"",
                                                    "-",
                                                    "0",
                                                    "1",
                                                    "a",
                                                    "b",
                                                    "c/d",
                                                    "e~f",
                                                    "~1",
                                                    "name",
                                                    "a rather long name of a member",
                                                    "\xc3\xbc",
                                                    "\xf0\x9f\x98\x80"};
        return names[below(names.size())];
    }

    std::string text()
    {
        static const std::vector<std::string> pieces{
            "a",    "sword", "\"",        "\\",           "\n",
            "\x01", "\x7f",  "\xc3\xbc",  "\xe5\x90\x8d", "\xf0\x9f\x98\x80",
            "/",    " ",     "0123456789"};
        std::string result;
        for (std::size_t i = below(6); i > 0; --i)
            result += pieces[below(pieces.size())];
        return result;
    }

private:
    Value editedOnce(const Value& value)
    {
        if (!value.isContainer() || value.size() == 0 || below(8) == 0)
            return this->value(2);
        const std::size_t index = below(value.size());
        if (value.isObject()) {
            const std::string name(value.nameAt(index));
            switch (below(4)) {
            case 0:
                return value.withoutMember(name);
            case 1:
                return value.withMember(this->name(), this->value(2));
            default:
                return value.withMember(name, editedOnce(value.at(index)));
            }
        }
        switch (below(4)) {
        case 0:
            return value.withoutElement(index);
        case 1:
            return value.withInserted(index, this->value(2));
        default:
            return value.withElement(index, editedOnce(value.at(index)));
        }
    }

    std::mt19937 m_engine;
    bool m_luau;
};
