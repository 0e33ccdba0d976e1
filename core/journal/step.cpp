// SPDX-License-Identifier: MIT
// [["-", place], ["+", place, value], ["=", place, value], ...] with JSON Pointers, in the order of
// json::diff: removals are made from the last to the first, then the others from first to last.
#include "journal/step.h"

#include "json/diff.h"
#include "json/printer.h"

#include <ranges>

namespace plectrum::journal {

using json::ChangeKind;
using json::Pointer;
using json::Value;

namespace {

const char* signOf(ChangeKind kind)
{
    switch (kind) {
    case ChangeKind::Removed:
        return "-";
    case ChangeKind::Added:
        return "+";
    case ChangeKind::Replaced:
        break;
    }
    return "=";
}

json::Edited applyChange(const Value& value, const Value& change, bool isRemovals)
{
    const auto pointer = Pointer::parse(change.at(1).toString());
    const std::string_view sign = change.at(0).toString();
    if (!pointer || (sign != "-" && change.size() != 3))
        return std::unexpected(json::EditError::NotFound);
    if ((sign == "-") != isRemovals)
        return value;
    if (sign == "-")
        return json::removeAt(value, *pointer);
    if (sign == "+")
        return json::insertAt(value, *pointer, change.at(2));
    return json::replaceAt(value, *pointer, change.at(2));
}

} // namespace

std::string stepText(const Value& before, const Value& after)
{
    std::vector<Value> step;
    for (const json::Change& change : json::diff(before, after)) {
        std::vector<Value> words{signOf(change.kind), change.pointer.toString()};
        if (change.kind != ChangeKind::Removed)
            words.push_back(change.after);
        step.push_back(Value::array(std::move(words)));
    }
    return json::print(Value::array(std::move(step)));
}

std::optional<Value> applyStep(const Value& before, const Value& step)
{
    if (!step.isArray())
        return std::nullopt;
    json::Edited value = before;
    for (std::size_t i = step.size(); value && i > 0; --i)
        value = applyChange(*value, step.at(i - 1), true);
    for (std::size_t i = 0; value && i < step.size(); ++i)
        value = applyChange(*value, step.at(i), false);
    return value ? std::optional(*std::move(value)) : std::nullopt;
}

} // namespace plectrum::journal
