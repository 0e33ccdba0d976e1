// SPDX-License-Identifier: MIT
#include "json/pointer.h"
#include "json/utf8.h"
#include "luau/bridge.h"
#include "luau/engine_tables.h"
#include "luau/error.h"
#include "luau/safepoint.h"
#include "luau/state.h"

#include <lua.h>
#include <lualib.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <optional>
#include <ranges>
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

    // A look at the budget may collect garbage, which takes what stands in weak tables alone. So
    // an entry is not touched any more after spend(), but what was put on the stack stays.

    json::Value read(const TValue* value)
    {
        switch (ttype(value)) {
        case LUA_TNIL:
            return scalar({});
        case LUA_TBOOLEAN:
            return scalar(bvalue(value) != 0);
        case LUA_TNUMBER:
            return scalar(readNumber(nvalue(value)));
        case LUA_TSTRING:
            return readText(engine::textOf(tsvalue(value)));
        case LUA_TBUFFER:
            return readBuffer(bufvalue(value));
        case LUA_TTABLE:
            return readTable(hvalue(value));
        default:
            refuse("a " + typeName(*value) + " cannot be stored");
        }
    }

    std::size_t bytes() const { return m_bytes; }
    bool isChanged() const { return m_isChanged; }

private:
    /// A table whose keys are not simply 1 to n in this order.
    struct Mixed
    {
        std::vector<std::pair<double, json::Value>> numbered;
        json::Value::Members named;
    };

    /// A table that is read, within another, and where in it the reader stands.
    struct Place
    {
        const Place* outer;
        const void* table;
        std::string_view name{};
        std::size_t index = 0;
        enum
        {
            AtTable,
            AtName,
            AtIndex
        } at = AtTable;

        void enter(std::string_view given)
        {
            name = given;
            at = AtName;
        }
        void enter(std::size_t given)
        {
            index = given;
            at = AtIndex;
        }
        void leave() { at = AtTable; }
    };
    /// Puts the table on the stack, where no collection takes it, and makes it the innermost.
    class Opened
    {
    public:
        Opened(Reader& reader, LuaTable* table)
            : m_reader(reader)
            , m_place{.outer = reader.m_place, .table = table}
        {
            lua_rawcheckstack(reader.m_lua, 4);
            engine::pushTable(reader.m_lua, table);
            reader.m_place = &m_place;
            ++reader.m_depth;
        }
        Opened(const Opened&) = delete;
        Opened& operator=(const Opened&) = delete;
        ~Opened()
        {
            lua_pop(m_reader.m_lua, 1);
            m_reader.m_place = m_place.outer;
            --m_reader.m_depth;
        }
        Place& place() { return m_place; }

    private:
        Reader& m_reader;
        Place m_place;
    };

    std::string pointer() const
    {
        std::vector<const Place*> places;
        for (const Place* place = m_place; place; place = place->outer)
            places.push_back(place);
        json::Pointer pointer;
        for (const Place* place : std::views::reverse(places))
            if (place->at == Place::AtName)
                pointer = pointer / place->name;
            else if (place->at == Place::AtIndex)
                pointer = pointer / place->index;
        return pointer.toString();
    }

    [[noreturn]] void refuse(std::string text) const
    {
        throw Error({.kind = ErrorKind::Value, .text = std::move(text), .pointer = pointer()});
    }

    /// As the environment names it.
    std::string typeName(const TValue& value)
    {
        lua_rawcheckstack(m_lua, 1);
        luaC_threadbarrier(m_lua);
        setobj2s(m_lua, m_lua->top, &value);
        ++m_lua->top;
        std::string name = luaL_typename(m_lua, -1);
        lua_pop(m_lua, 1);
        return name;
    }

    json::Value scalar(json::Value value)
    {
        spend(sizeof(json::Value));
        return value;
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

    std::string_view checked(std::string_view text) const
    {
        if (!json::utf8::isValid(text))
            refuse("a text that is no UTF-8 cannot be stored");
        return text;
    }

    /// Luau keeps each text once, so a text that comes again is known by its place.
    json::Value readText(std::string_view text)
    {
        constexpr std::size_t alwaysInline = 14;
        spend(sizeof(json::Value) + text.size()); // texts stay, also those in weak tables
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

    json::Value readBuffer(const Buffer* buffer)
    {
        json::Value value = json::Value::buffer(std::string(buffer->data, buffer->len));
        spend(sizeof(json::Value) + value.size());
        return value;
    }

    json::Value readTable(LuaTable* table)
    {
        if (m_options.originals) {
            const auto found = m_options.originals->find(table);
            if (found != m_options.originals->end())
                return found->second;
        }
        for (const Place* place = m_place; place; place = place->outer)
            if (place->table == table)
                refuse("a table that contains itself cannot be stored");
        if (m_depth >= deepest)
            refuse("the value is nested too deeply");
        m_isChanged = m_isChanged || table->metatable;
        Opened opened(*this, table);
        spend(sizeof(json::Value));
        return readEntries(table, opened.place());
    }

    json::Value readEntries(LuaTable* table, Place& place)
    {
        engine::Entries entries(table);
        if (!entries.next())
            return isEmptyObject(m_lua, -1) ? json::Value::object() : json::Value::array();
        if (table->metatable) // it may be weak
            return readMixed(entries, place, {}, {});
        if (entries.hasTextKey())
            return readNamed(entries, place);
        const std::size_t first = m_values.size();
        bool more = true;
        for (std::size_t index = 0; more && entries.hasNumberKey()
             && entries.numberKey() == static_cast<double>(index + 1);
             ++index) {
            place.enter(index);
            json::Value value = read(entries.value());
            m_values.push_back(std::move(value));
            spend(sizeof(json::Value));
            more = entries.next();
        }
        place.leave();
        std::vector<json::Value> elements(
            std::move_iterator(m_values.begin() + std::ptrdiff_t(first)),
            std::move_iterator(m_values.end()));
        m_values.resize(first);
        if (more)
            return readMixed(entries, place, Mixed(), std::move(elements));
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
    json::Value readNamed(engine::Entries& entries, Place& place)
    {
        const std::size_t first = m_names.size();
        const std::size_t firstValue = m_values.size();
        bool more = true;
        Shape* const before = m_shapes.before(std::size_t(m_depth));
        if (before && before->places.front() == entries.textKey().data()) {
            if (std::optional<json::Value> object = readAlike(*before, entries, place, more))
                return *std::move(object);
        }
        while (more && entries.hasTextKey())
            more = readMember(entries, place);
        place.leave();
        const auto names = std::span(m_names).subspan(first);
        const auto values = std::span(m_values).subspan(firstValue);
        json::Value object;
        Mixed mixed;
        Shape* const shape = more ? nullptr : m_shapes.find(names);
        if (shape)
            object = shape->names.object(values, memory());
        for (std::size_t i = 0; !shape && i < names.size(); ++i)
            mixed.named.emplace_back(std::string(checked(names[i])), std::move(values[i]));
        m_names.resize(first);
        m_values.resize(firstValue);
        if (shape) {
            m_shapes.setBefore(std::size_t(m_depth), shape);
            return object;
        }
        return more ? readMixed(entries, place, std::move(mixed), {}) : finish(std::move(mixed));
    }

    /// Onto m_names and m_values; false: that was the last.
    bool readMember(engine::Entries& entries, Place& place)
    {
        const std::string_view name = entries.textKey();
        place.enter(name);
        json::Value value = read(entries.value());
        m_names.push_back(name);
        m_values.push_back(std::move(value));
        spend(sizeof(json::Value::Members::value_type) + name.size());
        return entries.next();
    }

    /// A table with the names of the one before, which go straight to their places. When it turns
    /// out to have others, what was read is put onto m_names and m_values.
    std::optional<json::Value> readAlike(Shape& shape, engine::Entries& entries, Place& place,
                                         bool& more)
    {
        const std::vector<const char*>& places = shape.places;
        json::ObjectNames::Filling filling(shape.names, memory());
        std::size_t i = 0;
        for (; more && i < places.size() && entries.hasTextKey(); ++i) {
            const std::string_view name = entries.textKey();
            if (name.data() != places[i])
                break;
            place.enter(name);
            filling.add(read(entries.value()));
            spend(sizeof(json::Value::Members::value_type) + name.size());
            more = entries.next();
        }
        if (!more && i == places.size()) {
            place.leave();
            return filling.finish();
        }
        for (std::size_t k = 0; k < i; ++k)
            m_names.emplace_back(places[k], shape.written[k].size());
        filling.giveBack(m_values);
        return std::nullopt;
    }

    /// From the entry on where `entries` stand.
    json::Value readMixed(engine::Entries& entries, Place& place, Mixed mixed,
                          std::vector<json::Value> elements)
    {
        for (std::size_t i = 0; i < elements.size(); ++i)
            mixed.numbered.emplace_back(static_cast<double>(i + 1), std::move(elements[i]));
        do
            readEntry(entries, place, mixed);
        while (entries.next());
        return finish(std::move(mixed));
    }

    void readEntry(const engine::Entries& entries, Place& place, Mixed& mixed)
    {
        place.leave();
        if (entries.hasTextKey()) {
            const std::string name(checked(entries.textKey()));
            place.enter(std::string_view(name));
            mixed.named.emplace_back(name, read(entries.value()));
            spend(name.size());
        } else if (entries.hasNumberKey()) {
            const double key = entries.numberKey();
            const std::string name = keyText(key);
            place.enter(std::string_view(name));
            mixed.numbered.emplace_back(key, read(entries.value()));
        } else {
            refuse("a table with a " + typeName(entries.key()) + " as a key cannot be stored");
        }
        place.leave();
        spend(sizeof(json::Value::Members::value_type));
    }

    json::Value finish(Mixed mixed)
    {
        auto& [numbered, named] = mixed;
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
    const Place* m_place = nullptr; ///< of the innermost table
    int m_depth = 0;
};

} // namespace

json::Value read(lua_State* L, int index, const ReadOptions& options)
{
    const int top = lua_gettop(L);
    try {
        Reader reader(L, options);
        json::Value value = reader.read(engine::valueAt(L, index));
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
