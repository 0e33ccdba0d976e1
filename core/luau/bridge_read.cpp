// SPDX-License-Identifier: MIT
#include "json/utf8.h"
#include "luau/bridge.h"
#include "luau/error.h"
#include "luau/path_stack.h"
#include "luau/safepoint.h"
#include "luau/state.h"

#include <lua.h>
#include <lualib.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

namespace plectrum::luau::bridge {

namespace {

/// Bytes between two looks at the budget: some hundred values, or a text that is checked at once.
constexpr std::size_t countedAtOnce = 8192;

/// As Luau's tostring writes it, but never in a short form that loses digits.
std::string keyText(double number)
{
    char text[32];
    const bool whole = std::trunc(number) == number && std::fabs(number) < 1e15;
    const auto end = whole ? std::to_chars(text, text + sizeof text, static_cast<long long>(number))
                           : std::to_chars(text, text + sizeof text, number);
    return {text, end.ptr};
}

class Reader
{
public:
    Reader(lua_State* L, const ReadOptions& options)
        : m_lua(L)
        , m_options(options)
        , m_own(stateOf(L), 0)
        , m_kept(options.kept ? *options.kept : m_own)
        , m_shapes(stateOf(L).shapes)
    {
        m_shapes.begin();
    }

    json::Value read(int index)
    {
        spend(sizeof(json::Value));
        switch (lua_type(m_lua, index)) {
        case LUA_TNIL:
        case LUA_TNONE:
            return {};
        case LUA_TBOOLEAN:
            return lua_toboolean(m_lua, index) != 0;
        case LUA_TNUMBER:
            return readNumber(lua_tonumber(m_lua, index));
        case LUA_TSTRING:
            return readText(index);
        case LUA_TBUFFER:
            return readBuffer(index);
        case LUA_TTABLE:
            return readTable(index);
        default:
            refuse(std::string("a ") + luaL_typename(m_lua, index) + " cannot be stored");
        }
    }

    std::size_t bytes() const { return m_bytes; }
    bool isChanged() const { return m_isChanged; }

private:
    /// A table whose keys are not simply 1 to n in this order.
    struct Entries
    {
        std::vector<std::pair<double, json::Value>> numbered;
        json::Value::Members named;
    };

    [[noreturn]] void refuse(std::string text) const
    {
        throw Error(
            {.kind = ErrorKind::Value, .text = std::move(text), .pointer = m_path.toPointer()});
    }

    void spend(std::size_t bytes)
    {
        m_bytes += bytes;
        if (m_bytes >= m_countAt)
            count();
    }

    void count()
    {
        if (m_bytes > m_options.maxBytes)
            refuse("the value is larger than " + std::to_string(m_options.maxBytes) + " bytes");
        m_kept.add(m_bytes - std::exchange(m_counted, m_bytes));
        m_countAt = std::min(m_bytes + countedAtOnce, m_options.maxBytes + 1);
        hostSafepoint(m_lua, Budget::clockEach);
    }

    json::Value readNumber(double number) const
    {
        constexpr double limit = 9223372036854775808.0; // 2^63
        constexpr double small = 1e15;
        if (number > -small && number < small && number != 0) {
            const auto integer = static_cast<std::int64_t>(number);
            return static_cast<double>(integer) == number ? json::Value(integer)
                                                          : json::Value(number);
        }
        if (std::isnan(number))
            refuse("NaN cannot be stored");
        if (std::isinf(number))
            refuse("an infinite number cannot be stored");
        const bool whole = std::trunc(number) == number && number >= -limit && number < limit;
        if (whole && !(number == 0 && std::signbit(number)))
            return static_cast<std::int64_t>(number);
        return number;
    }

    /// Of a text, not checked.
    std::string_view lettersAt(int index)
    {
        std::size_t size = 0;
        const char* text = lua_tolstring(m_lua, index, &size);
        spend(size);
        return {text, size};
    }

    std::string_view checked(std::string_view text) const
    {
        if (!json::utf8::isValid(text))
            refuse("a text that is no UTF-8 cannot be stored");
        return text;
    }

    /// Luau keeps each text once, so a text that comes again is known by its place.
    json::Value readText(int index)
    {
        constexpr std::size_t alwaysInline = 14;
        const std::string_view text = lettersAt(index);
        if (text.size() <= alwaysInline)
            return checked(text);
        auto& [place, value] =
            m_texts[(reinterpret_cast<std::uintptr_t>(text.data()) >> 4) % m_texts.size()];
        if (place != text.data()) {
            value = checked(text);
            place = text.data();
        }
        return value;
    }

    json::Value readBuffer(int index)
    {
        std::size_t size = 0;
        const auto* bytes = static_cast<const char*>(lua_tobuffer(m_lua, index, &size));
        spend(size);
        return json::Value::buffer(std::string(bytes, size));
    }

    json::Value readTable(int index)
    {
        const void* table = lua_topointer(m_lua, index);
        if (m_options.originals) {
            const auto found = m_options.originals->find(table);
            if (found != m_options.originals->end())
                return found->second;
        }
        if (std::ranges::find(m_open, table) != m_open.end())
            refuse("a table that contains itself cannot be stored");
        if (m_open.size() >= deepest)
            refuse("the value is nested too deeply");
        lua_rawcheckstack(m_lua, 6);
        m_open.push_back(table);
        if (lua_getmetatable(m_lua, index)) {
            lua_pop(m_lua, 1);
            m_isChanged = true;
        }
        json::Value result = readEntries(lua_absindex(m_lua, index));
        m_open.pop_back();
        return result;
    }

    json::Value readEntries(int table)
    {
        std::vector<json::Value> elements;
        const auto length = static_cast<std::size_t>(lua_objlen(m_lua, table));
        spend(length * sizeof(json::Value));
        elements.reserve(length);
        int iterator = lua_rawiter(m_lua, table, 0);
        for (; iterator >= 0; iterator = lua_rawiter(m_lua, table, iterator)) {
            const bool next = lua_type(m_lua, -2) == LUA_TNUMBER
                && lua_tonumber(m_lua, -2) == static_cast<double>(elements.size() + 1);
            if (!next)
                break;
            m_path.enter(elements.size());
            elements.push_back(read(-1));
            m_path.leave();
            lua_pop(m_lua, 2);
        }
        if (iterator >= 0 && elements.empty())
            return readNamed(table, iterator);
        if (iterator >= 0)
            return readMixed(table, iterator, Entries(), std::move(elements));
        if (elements.empty() && isEmptyObject(m_lua, table))
            return json::Value::object();
        return json::Value::array(std::move(elements));
    }

    /// Large data gets its memory in blocks.
    const json::ObjectMemory* memory()
    {
        constexpr int many = 1024;
        if (++m_objects == many)
            m_memory.emplace();
        return m_memory ? &*m_memory : nullptr;
    }

    /// All keys are texts, mostly, and the same as in the table before.
    json::Value readNamed(int table, int iterator)
    {
        const std::size_t first = m_names.size();
        m_path.enter(std::string_view());
        for (; iterator >= 0 && lua_type(m_lua, -2) == LUA_TSTRING;
             iterator = lua_rawiter(m_lua, table, iterator)) {
            std::size_t size = 0;
            const char* const letters = lua_tolstring(m_lua, -2, &size);
            spend(sizeof(json::Value::Members::value_type) + size);
            m_path.change({letters, size});
            json::Value value = read(-1);
            m_names.emplace_back(letters, size);
            m_values.push_back(std::move(value));
            lua_pop(m_lua, 2);
        }
        m_path.leave();
        const auto names = std::span(m_names).subspan(first);
        const auto values = std::span(m_values).subspan(first);
        std::optional<json::Value> object;
        if (iterator < 0)
            object = m_shapes.object(names, values, memory());
        Entries entries;
        for (std::size_t i = 0; !object && i < names.size(); ++i)
            entries.named.emplace_back(std::string(checked(names[i])), std::move(values[i]));
        m_names.resize(first);
        m_values.resize(first);
        return object ? *std::move(object) : readMixed(table, iterator, std::move(entries), {});
    }

    json::Value readMixed(int table, int iterator, Entries entries,
                          std::vector<json::Value> elements)
    {
        for (std::size_t i = 0; i < elements.size(); ++i)
            entries.numbered.emplace_back(static_cast<double>(i + 1), std::move(elements[i]));
        for (; iterator >= 0; iterator = lua_rawiter(m_lua, table, iterator)) {
            readEntry(entries);
            lua_pop(m_lua, 2);
        }
        return finish(std::move(entries));
    }

    void readEntry(Entries& entries)
    {
        spend(sizeof(json::Value::Members::value_type));
        switch (lua_type(m_lua, -2)) {
        case LUA_TSTRING: {
            const std::string_view name = checked(lettersAt(-2));
            m_path.enter(name);
            entries.named.emplace_back(std::string(name), read(-1));
            m_path.leave();
            return;
        }
        case LUA_TNUMBER: {
            const double key = lua_tonumber(m_lua, -2);
            const std::string name = keyText(key);
            m_path.enter(name);
            entries.numbered.emplace_back(key, read(-1));
            m_path.leave();
            return;
        }
        default:
            refuse(std::string("a table with a ") + luaL_typename(m_lua, -2)
                   + " as a key cannot be stored");
        }
    }

    json::Value finish(Entries entries)
    {
        auto& [numbered, named] = entries;
        std::ranges::sort(numbered, {}, &std::pair<double, json::Value>::first);
        const bool isArray = named.empty() && !numbered.empty() && numbered.front().first == 1
            && numbered.back().first == static_cast<double>(numbered.size())
            && std::ranges::all_of(numbered, [](const auto& entry) {
                                 return std::trunc(entry.first) == entry.first;
                             });
        if (isArray) {
            std::vector<json::Value> elements;
            elements.reserve(numbered.size());
            for (auto& entry : numbered)
                elements.push_back(std::move(entry.second));
            return json::Value::array(std::move(elements));
        }
        if (numbered.empty())
            return json::Value::object(std::move(named));
        m_isChanged = true;
        std::unordered_set<std::string> taken;
        for (const auto& member : named)
            taken.insert(member.first);
        for (auto& [key, value] : numbered) {
            std::string name = keyText(key);
            if (taken.contains(name)) {
                refuse("a table with both the number and the text " + name
                       + " as keys cannot be stored");
            }
            named.emplace_back(std::move(name), std::move(value));
        }
        return json::Value::object(std::move(named));
    }

    lua_State* m_lua;
    const ReadOptions& m_options;
    KeptBytes m_own;
    KeptBytes& m_kept;
    ShapeCache& m_shapes;
    int m_objects = 0;
    std::optional<json::ObjectMemory> m_memory;
    std::vector<std::string_view> m_names; ///< of the tables that are open, one behind the other
    std::vector<json::Value> m_values;
    std::array<std::pair<const char*, json::Value>, 32> m_texts{}; ///< the last, by their places
    std::size_t m_bytes = 0;
    std::size_t m_counted = 0; ///< of them, at the last look at the budget
    std::size_t m_countAt = std::min(countedAtOnce, m_options.maxBytes + 1);
    bool m_isChanged = false;
    std::vector<const void*> m_open;
    PathStack m_path;
};

} // namespace

json::Value read(lua_State* L, int index, const ReadOptions& options)
{
    const int top = lua_gettop(L);
    try {
        Reader reader(L, options);
        json::Value value = reader.read(index);
        if (options.bytes)
            *options.bytes = reader.bytes();
        if (options.isChanged)
            *options.isChanged = reader.isChanged();
        return value;
    } catch (...) {
        lua_settop(L, top);
        throw;
    }
}

} // namespace plectrum::luau::bridge
