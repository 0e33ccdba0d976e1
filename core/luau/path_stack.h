// SPDX-License-Identifier: MIT
// The way from the root to where the bridge stands: cheap to keep, made into text only for an
// error. Names must stay where they are while they are on it. Internal to core/luau.
#pragma once

#include "json/pointer.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace plectrum::luau::bridge {

class PathStack
{
public:
    void enter(std::string_view name) { m_steps.push_back({name, 0, true}); }
    void enter(std::size_t index) { m_steps.push_back({{}, index, false}); }
    /// In the place of the last.
    void change(std::string_view name) { m_steps.back() = {name, 0, true}; }
    void leave() { m_steps.pop_back(); }
    std::size_t depth() const { return m_steps.size(); }

    std::string toPointer() const
    {
        json::Pointer pointer;
        for (const Step& step : m_steps)
            pointer = step.isName ? pointer / step.name : pointer / step.index;
        return pointer.toString();
    }

private:
    struct Step
    {
        std::string_view name;
        std::size_t index;
        bool isName;
    };
    std::vector<Step> m_steps;
};

} // namespace plectrum::luau::bridge
