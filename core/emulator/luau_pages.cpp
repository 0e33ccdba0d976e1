// SPDX-License-Identifier: MIT
#include "emulator/luau_pages.h"

#include "json/printer.h"

#include <format>
#include <memory>
#include <stdexcept>

namespace plectrum::emulator {

using async::Task;
using json::Value;
using luau::Any;
using luau::AsyncNative;
using luau::Native;
using luau::Values;

namespace {

struct Pages
{
    luau::Vm* vm = nullptr;
    FetchLuauPage fetch;
    LuauPage page;
};

[[noreturn]] void refuse(std::size_t index, const char* what)
{
    throw std::invalid_argument(std::format("Argument {} {}", index + 1, what));
}

Task<Values> advance(std::shared_ptr<Pages> pages, Values arguments, std::stop_token stop)
{
    if (pages->page.nextCursor.empty())
        throw std::runtime_error("No pages to advance to");
    pages->page = co_await pages->fetch(pages->page.nextCursor, stop);
    if (!arguments.empty() && pages->vm->isTable(arguments[0].reference()))
        pages->vm->setField(arguments[0].reference(), "IsFinished",
                            Value(pages->page.nextCursor.empty()));
    co_return Values{};
}

} // namespace

Task<Values> makeLuauPages(luau::Vm* vm, FetchLuauPage fetch, std::stop_token stop)
{
    const auto pages = std::make_shared<Pages>(Pages{vm, std::move(fetch), {}});
    pages->page = co_await pages->fetch({}, stop);
    const luau::Reference table = vm->makeTable();
    vm->setField(table, "GetCurrentPage",
                 vm->makeFunction({.name = "GetCurrentPage",
                                   .body = Native([pages](Values) {
                                       return Values{Value::array(pages->page.items)};
                                   }),
                                   .rawTables = true}));
    vm->setField(
        table, "AdvanceToNextPageAsync",
        vm->makeFunction({.name = "AdvanceToNextPageAsync",
                          .body = AsyncNative([pages](Values arguments, std::stop_token stopped) {
                              return advance(pages, std::move(arguments), std::move(stopped));
                          }),
                          .rawTables = true}));
    vm->setField(table, "IsFinished", Value(pages->page.nextCursor.empty()));
    co_return Values{table};
}

void LuauNames::add(luau::Vm& vm, const std::string& name)
{
    constexpr std::size_t longest = 256; // the services' own limits are lower
    constexpr std::size_t bytesOfEach = 1024;
    if (name.size() > longest)
        throw std::invalid_argument("The name is too long.");
    if (m_names.contains(name))
        return;
    vm.keep(bytesOfEach);
    m_names.insert(name);
}

const Value& dataAt(const Values& arguments, std::size_t index)
{
    static const Value none;
    return index < arguments.size() && arguments[index].isData() ? arguments[index].data() : none;
}

std::string textAt(const Values& arguments, std::size_t index)
{
    const Value& value = dataAt(arguments, index);
    if (value.isNull())
        refuse(index, "missing or nil");
    if (value.isNumber())
        return json::print(value);
    if (!value.isString())
        refuse(index, "must be a string");
    return std::string(value.toString());
}

double numberAt(const Values& arguments, std::size_t index)
{
    const Value& value = dataAt(arguments, index);
    if (value.isNull())
        refuse(index, "missing or nil");
    if (!value.isNumber())
        refuse(index, "must be a number");
    return value.toDouble();
}

const luau::Reference& functionAt(const luau::Vm& vm, const Values& arguments, std::size_t index)
{
    if (index >= arguments.size() || arguments[index].isData()
        || !vm.isFunction(arguments[index].reference()))
        refuse(index, "must be a function");
    return arguments[index].reference();
}

} // namespace plectrum::emulator
