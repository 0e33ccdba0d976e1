// SPDX-License-Identifier: MIT
// What crosses between a program and a script: data as json::Value, and all else (functions,
// objects, tables that are to stay what they are) as a Reference that keeps it alive inside its Vm.
#pragma once

#include "json/value.h"

#include <memory>
#include <utility>
#include <variant>
#include <vector>

namespace plectrum::luau {

struct State;

/// Holds something in a Vm; copying shares it. Empty, or outliving its Vm, it holds nothing.
class Reference
{
public:
    Reference() = default;
    /// Internal: takes over a reference number of that machine.
    Reference(const std::shared_ptr<State>& state, int number);

    bool isEmpty() const;
    /// Internal: the number in the machine's registry; 0 when empty.
    int number() const;
    /// Internal: the machine; null when it is gone.
    State* state() const;

private:
    struct Held;
    std::shared_ptr<Held> m_held;
};

/// One argument or result. A json null is Luau's nil.
class Any
{
public:
    Any() = default;
    Any(json::Value data)
        : m_content(std::move(data))
    {
    }
    Any(Reference reference)
        : m_content(std::move(reference))
    {
    }

    bool isData() const { return std::holds_alternative<json::Value>(m_content); }
    /// The data; null for a reference.
    const json::Value& data() const;
    /// The reference; empty for data.
    const Reference& reference() const;

private:
    std::variant<json::Value, Reference> m_content;
};

using Values = std::vector<Any>;

} // namespace plectrum::luau
