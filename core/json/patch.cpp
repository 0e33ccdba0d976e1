// SPDX-License-Identifier: MIT
// Applying a patch as the library does. A Luau table is both array and object while it is empty,
// and a null of JSON is nil, that is nothing. For each operation, in order:
//   1. `op` and `path` must be strings; the path is "" or begins with "/" ("~1" is "/", "~0" is
//   "~",
//      any other "~" is itself).
//   2. Every token but the last leads from a table into a table. In an array (an empty table is
//   one)
//      it must be an index that stands in it, written as Luau writes that number.
//   3. At the last token:
//      add      needs a value. Array with elements: "-" appends, an index below the length inserts
//               before it (the length itself is refused), no number is refused. Empty table: "-"
//               appends, anything else becomes a member. Object: the member is set, new or not.
//      remove   array and number: the element, the others close up. Else the member, which must be.
//      replace  needs a value; array and number: the element. Else the member, which must be.
//      anything else is refused, after the path was walked.
// With the path "" add and replace give the value, remove gives nil.
#include "json/patch.h"

#include "json/luau_table.h"

#include <array>
#include <charconv>
#include <cmath>
#include <format>
#include <span>
#include <vector>

namespace plectrum::json {

namespace {

using Tokens = std::span<const std::string>;
using Step = std::expected<Value, std::string>;

std::vector<std::string> tokensOf(std::string_view path)
{
    std::vector<std::string> tokens;
    while (!path.empty()) {
        const std::size_t end = std::min(path.find('/', 1), path.size());
        std::string token(path.substr(1, end - 1));
        for (const auto& [escape, meaning] : {std::pair("~1", "/"), std::pair("~0", "~")})
            for (std::size_t at = 0; (at = token.find(escape, at)) != std::string::npos; ++at)
                token.replace(at, 2, meaning);
        tokens.push_back(std::move(token));
        path.remove_prefix(end);
    }
    return tokens;
}

/// Luau's tonumber(), for what it accepts besides decimal numbers too: spaces around, hexadecimal.
std::optional<double> luauNumber(std::string_view text)
{
    constexpr std::string_view spaces = " \t\n\v\f\r";
    const std::size_t first = text.find_first_not_of(spaces);
    if (first == std::string_view::npos || text.find_first_of("nN") != std::string_view::npos)
        return std::nullopt;
    text = text.substr(first, text.find_last_not_of(spaces) + 1 - first);
    const bool negative = text.front() == '-';
    if (negative || text.front() == '+')
        text.remove_prefix(1);
    const bool hexadecimal = text.starts_with("0x") || text.starts_with("0X");
    text.remove_prefix(hexadecimal ? 2 : 0);
    if (text.empty() || text.front() == '-')
        return std::nullopt;
    double number = 0;
    const char* end = text.data() + text.size();
    const auto result =
        std::from_chars(text.data(), end, number,
                        hexadecimal ? std::chars_format::hex : std::chars_format::general);
    if (result.ptr != end)
        return std::nullopt;
    return negative ? -number : number;
}

/// Whether the token is a whole number as Luau's tostring() writes it.
bool isPlainNumber(std::string_view token)
{
    const std::optional<double> number = luauNumber(token);
    if (!number || std::trunc(*number) != *number || std::abs(*number) >= 0x1p53)
        return false;
    return token == std::to_string(static_cast<std::int64_t>(*number));
}

/// One operation on its way down the document.
class Operation
{
public:
    Operation(std::string_view name, const Value* value)
        : m_name(name)
        , m_value(value)
    {
    }

    Step apply(const Value& target, Tokens tokens) const;

private:
    Step add(const Value& target, const std::string& token) const;
    Step remove(const Value& target, const std::string& token) const;
    Step replace(const Value& target, const std::string& token) const;
    std::expected<std::size_t, std::string> index(const Value& array, std::string_view token) const;
    static const Value* member(const Value& table, std::string_view token);

    std::string_view m_name;
    const Value* m_value;
};

std::expected<std::size_t, std::string> Operation::index(const Value& array,
                                                         std::string_view token) const
{
    const double number = luauNumber(token).value_or(-1);
    if (number < 0 || number >= static_cast<double>(array.size())) {
        return std::unexpected(std::format("Array {} index {} out of bounds for length {}", m_name,
                                           token, array.size()));
    }
    return static_cast<std::size_t>(number);
}

/// The member that is not nil. An array has none by name.
const Value* Operation::member(const Value& table, std::string_view token)
{
    const Value* found = table.find(token);
    return found && !found->isNull() ? found : nullptr;
}

Step Operation::apply(const Value& target, Tokens tokens) const
{
    const std::string& token = tokens.front();
    const std::string_view typeName = target.isNull() ? "nil"
        : target.isBool()                             ? "boolean"
        : target.isNumber()                           ? "number"
        : target.isBuffer()                           ? "buffer"
                                                      : "string";
    if (!isTable(target))
        return std::unexpected(std::format("attempt to index {} with '{}'", typeName, token));
    if (tokens.size() == 1) {
        return m_name == "add"    ? add(target, token)
            : m_name == "remove"  ? remove(target, token)
            : m_name == "replace" ? replace(target, token)
                                  : std::unexpected(std::format("Unrecognized op '{}'", m_name));
    }
    const Value* child = nullptr;
    std::size_t position = 0;
    if (isArrayTable(target)) {
        if (!isPlainNumber(token)) {
            return std::unexpected(
                std::format("Path segment '{}' is not a valid array index", token));
        }
        const auto found = index(target, token);
        if (!found)
            return std::unexpected(found.error());
        position = *found;
        child = &target.at(position);
    } else {
        child = member(target, token);
    }
    if (!child || child->isNull())
        return std::unexpected("add to a non-existent target");
    if (!isTable(*child))
        return std::unexpected("cannot 'add' into non-table parent");
    return apply(*child, tokens.subspan(1)).transform([&](Value edited) {
        return target.isArray() ? target.withElement(position, std::move(edited))
                                : target.withMember(token, std::move(edited));
    });
}

Step Operation::add(const Value& target, const std::string& token) const
{
    if (!m_value)
        return std::unexpected("missing 'value' parameter");
    if (target.size() == 0)
        return token == "-" ? Value::array({*m_value}) : Value::object({{token, *m_value}});
    if (target.isObject())
        return target.withMember(token, *m_value);
    if (token == "-")
        return target.withInserted(target.size(), *m_value);
    if (!luauNumber(token))
        return std::unexpected("Object operation on array target");
    if (!isPlainNumber(token))
        return std::unexpected("add op shouldn't add to array with bad number");
    return index(target, token).transform([&](std::size_t position) {
        return target.withInserted(position, *m_value);
    });
}

Step Operation::remove(const Value& target, const std::string& token) const
{
    if (isArrayTable(target) && luauNumber(token)) {
        if (!isPlainNumber(token))
            return std::unexpected("remove op shouldn't remove from array with bad number");
        return index(target, token).transform([&](std::size_t position) {
            return target.withoutElement(position);
        });
    }
    if (!member(target, token))
        return std::unexpected(std::format("Cannot remove non-existent key '{}'", token));
    return target.withoutMember(token);
}

Step Operation::replace(const Value& target, const std::string& token) const
{
    if (!m_value)
        return std::unexpected("missing 'value' parameter");
    if (isArrayTable(target) && luauNumber(token)) {
        if (!isPlainNumber(token))
            return std::unexpected("replace op shouldn't replace in array with bad number");
        return index(target, token).transform([&](std::size_t position) {
            return target.withElement(position, *m_value);
        });
    }
    if (!member(target, token))
        return std::unexpected(std::format("Cannot replace non-existent path '{}'", token));
    return target.withMember(token, *m_value);
}

using Document = std::optional<Value>;

std::expected<Document, std::string> applyOne(const Document& document, const Value& operation)
{
    const Value& name = operation["op"];
    const Value& path = operation["path"];
    if (!name.isString())
        return std::unexpected("'op' must be a string");
    if (!path.isString())
        return std::unexpected("missing valid 'path' string");
    const std::string_view pathText = path.toString();
    if (!pathText.empty() && pathText.front() != '/')
        return std::unexpected("Invalid JSON pointer (must start with / or be empty)");
    const Value* value = operation.find("value");
    if (value && value->isNull())
        value = nullptr;
    const std::string_view op = name.toString();
    if (!pathText.empty()) {
        return Operation(op, value)
            .apply(document.value_or(Value()), tokensOf(pathText))
            .transform([](Value edited) { return Document(std::move(edited)); });
    }
    if (op == "remove")
        return Document();
    if (op != "add" && op != "replace")
        return std::unexpected(std::format("Unrecognized op '{}'", op));
    if (!value)
        return std::unexpected("missing 'value' parameter");
    return Document(*value);
}

} // namespace

std::expected<std::optional<Value>, PatchError> applyPatch(const Value& document,
                                                           const Value& patch)
{
    Document current = document;
    for (std::size_t i = 0; i < patch.size(); ++i) {
        auto next = applyOne(current, patch.at(i));
        if (!next)
            return std::unexpected(PatchError{i, std::move(next.error())});
        current = std::move(*next);
    }
    return current;
}

} // namespace plectrum::json
