// SPDX-License-Identifier: MIT
#include "gamecode/transforms.h"

#include <optional>
#include <utility>

namespace plectrum::gamecode {

namespace {

/// What a transform returned; a text, which the store refuses, for what is no data.
json::Value answerOf(const luau::Values& results)
{
    if (results.empty())
        return {};
    return results[0].isData() ? results[0].data() : json::Value("a value that is no data");
}

/// Calls with a table that the function may change; gives the answer, and the table's data when the
/// answer is true.
std::pair<json::Value, json::Value> callInPlace(luau::Vm& vm, const luau::Reference& function,
                                                const json::Value& data)
{
    const bool inTable = data.isContainer();
    const luau::Reference table = inTable ? vm.makeTable(data) : luau::Reference();
    const luau::Any argument = inTable ? luau::Any(table) : luau::Any(data);
    const json::Value answer = answerOf(vm.call(function, {argument}, {.rawTables = true}));
    const bool keep = answer.isBool() && answer.toBool();
    return {answer, keep && inTable ? vm.toData(table) : data};
}

json::Value toObject(const store::TxData& data)
{
    json::Value::Members members;
    for (const auto& [key, value] : data)
        members.emplace_back(key, value);
    return json::Value::object(std::move(members));
}

std::optional<luau::Reference> functionOf(luau::Vm& vm, const std::string& source,
                                          const std::string& script)
{
    const luau::Values results = vm.call(vm.compile(source, script), {}, {.rawTables = true});
    if (results.empty() || results[0].isData() || !vm.isFunction(results[0].reference()))
        return std::nullopt;
    return results[0].reference();
}

} // namespace

TransformFunction::TransformFunction(std::shared_ptr<luau::Vm> vm, luau::Reference function)
    : m_vm(std::move(vm))
    , m_function(std::move(function))
{
}

TransformFunction TransformFunction::compile(std::shared_ptr<luau::Vm> vm, std::string_view source,
                                             const std::string& script)
{
    const std::string text(source);
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    const bool isFunction = begin != text.npos && text.compare(begin, 8, "function") == 0
        && begin + 8 < text.size() && (text[begin + 8] == '(' || text[begin + 8] == ' ');
    if (isFunction) {
        if (const auto function = functionOf(*vm, "return " + text, script))
            return {vm, *function};
    }
    // On one line with the text, so that lines in errors are those of the text.
    const auto body = functionOf(*vm, "return function(data) " + text + "\nend", script);
    return {vm, body.value_or(luau::Reference())};
}

store::MutableTransform TransformFunction::mutableTransform() const
{
    return [vm = m_vm, function = m_function](json::Value& data) {
        auto [answer, changed] = callInPlace(*vm, function, data);
        data = std::move(changed);
        return answer;
    };
}

store::ImmutableTransform TransformFunction::immutableTransform() const
{
    return [vm = m_vm, function = m_function](const json::Value& data) {
        return answerOf(vm->call(function, {data}, {.frozen = true}));
    };
}

store::MutableTxTransform TransformFunction::mutableTxTransform() const
{
    return [vm = m_vm, function = m_function](store::TxData& data) {
        auto [answer, changed] = callInPlace(*vm, function, toObject(data));
        data.clear();
        changed.forEachMember(
            [&data](std::string_view key, const json::Value& value) { data.emplace(key, value); });
        return answer;
    };
}

store::ImmutableTxTransform TransformFunction::immutableTxTransform() const
{
    return [vm = m_vm, function = m_function](const store::TxData& data) {
        return answerOf(vm->call(function, {toObject(data)}, {.frozen = true}));
    };
}

} // namespace plectrum::gamecode
