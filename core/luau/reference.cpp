// SPDX-License-Identifier: MIT
#include "luau/reference.h"

#include "luau/state.h"

#include <lua.h>

namespace plectrum::luau {

struct Reference::Held
{
    std::weak_ptr<State> state;
    int number;

    Held(const std::shared_ptr<State>& owner, int held)
        : state(owner)
        , number(held)
    {
    }
    Held(const Held&) = delete;
    Held& operator=(const Held&) = delete;
    ~Held()
    {
        if (const std::shared_ptr<State> alive = state.lock())
            lua_unref(alive->main, number);
    }
};

Reference::Reference(const std::shared_ptr<State>& state, int number)
    : m_held(std::make_shared<Held>(state, number))
{
}

bool Reference::isEmpty() const
{
    return !m_held || m_held->state.expired();
}

int Reference::number() const
{
    return m_held ? m_held->number : 0;
}

State* Reference::state() const
{
    return m_held ? m_held->state.lock().get() : nullptr;
}

const json::Value& Any::data() const
{
    static const json::Value null;
    const auto* data = std::get_if<json::Value>(&m_content);
    return data ? *data : null;
}

const Reference& Any::reference() const
{
    static const Reference none;
    const auto* reference = std::get_if<Reference>(&m_content);
    return reference ? *reference : none;
}

} // namespace plectrum::luau
