// SPDX-License-Identifier: MIT
// A `Pages` object of the engine for scripts: GetCurrentPage, AdvanceToNextPageAsync, IsFinished.
#pragma once

#include "async/task.h"
#include "json/value.h"
#include "luau/vm.h"

#include <functional>
#include <set>
#include <stop_token>
#include <string>

namespace plectrum::emulator {

struct LuauPage
{
    std::vector<json::Value> items{};
    std::string nextCursor{}; ///< empty on the last page
};
using FetchLuauPage =
    std::function<async::Task<LuauPage>(std::string cursor, std::stop_token stop)>;

/// Fetches the first page. The machine must outlive what it gives.
async::Task<luau::Values> makeLuauPages(luau::Vm* vm, FetchLuauPage fetch, std::stop_token stop);

/// The names of what a script has opened: the universe keeps each, so it counts as memory of the
/// script. Throws luau::Error when that is too much, std::invalid_argument for names too long.
class LuauNames
{
public:
    void add(luau::Vm& vm, const std::string& name);

private:
    std::set<std::string> m_names;
};

/// Arguments as the engine's methods take them; throw std::invalid_argument with its texts.
const json::Value& dataAt(const luau::Values& arguments, std::size_t index); ///< null: not given
std::string textAt(const luau::Values& arguments, std::size_t index);
double numberAt(const luau::Values& arguments, std::size_t index);
const luau::Reference& functionAt(const luau::Vm& vm, const luau::Values& arguments,
                                  std::size_t index);

} // namespace plectrum::emulator
