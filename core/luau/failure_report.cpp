// SPDX-License-Identifier: MIT
#include "luau/failure_report.h"

#include "luau/stand_in.h"
#include "luau/state.h"

#include <lua.h>
#include <lualib.h>

#include <algorithm>
#include <charconv>
#include <string_view>
#include <system_error>
#include <utility>

namespace plectrum::luau {

namespace {

constexpr int longestTraceback = 40;
constexpr std::size_t longestMessage = 8192;

struct SourceLine
{
    std::string script;
    int line = 0;
};

/// The innermost line of a script of the game's, and all lines as text.
std::pair<SourceLine, std::string> walk(lua_State* thread)
{
    const auto& libraries = stateOf(thread).libraries;
    SourceLine line;
    std::string text;
    lua_Debug frame;
    int written = 0;
    for (int level = 0; lua_getinfo(thread, level, "sln", &frame); ++level) {
        if (frame.currentline <= 0)
            continue;
        if (line.line == 0 || libraries.contains(line.script))
            line = {frame.short_src, frame.currentline};
        if (++written > longestTraceback)
            return {line, text + "...\n"};
        text += std::string(frame.short_src) + ":" + std::to_string(frame.currentline);
        text += frame.name ? std::string(" function ") + frame.name + "\n" : "\n";
    }
    return {line, text};
}

std::string messageOf(lua_State* thread)
{
    if (lua_gettop(thread) == 0)
        return "an error without a text";
    switch (lua_type(thread, -1)) {
    case LUA_TSTRING:
    case LUA_TNUMBER: {
        // A copy, as a number would become a text in its place.
        std::size_t size = 0;
        const char* text = lua_tolstring(thread, -1, &size);
        return {text, std::min(size, longestMessage + 1)};
    }
    case LUA_TNIL:
        return "nil";
    case LUA_TBOOLEAN:
        return lua_toboolean(thread, -1) ? "true" : "false";
    default:
        return std::string("a ") + luaL_typename(thread, -1) + " was raised as an error";
    }
}

} // namespace

Failure splitMessage(const State& state, std::string message, ErrorKind kind)
{
    Failure failure{.kind = kind};
    message = cutText(withoutMarks(std::move(message)), longestMessage);
    // A script's own text may begin like a place, so only places that there are count.
    for (const auto& [script, lines] : state.scripts) {
        if (!message.starts_with(script + ":"))
            continue;
        int line = 0;
        const char* begin = message.data() + script.size() + 1;
        const char* end = message.data() + message.size();
        const auto read = std::from_chars(begin, end, line);
        const std::string_view rest(read.ptr, static_cast<std::size_t>(end - read.ptr));
        if (read.ec == std::errc() && rest.starts_with(": ") && line > 0 && line <= lines) {
            failure.script = script;
            failure.line = line;
            failure.text = rest.substr(2);
            return failure;
        }
    }
    failure.text = std::move(message);
    return failure;
}

Failure placedIn(State& state, const Reference& function, Failure failure)
{
    lua_Debug frame;
    if (!failure.script.empty() || function.state() != &state)
        return failure;
    const StackGuard guard(state.main);
    lua_getref(state.main, function.number());
    if (lua_getinfo(state.main, -1, "s", &frame)) {
        failure.script = frame.short_src;
        failure.line = std::max(frame.linedefined, 1);
    }
    return failure;
}

std::string cutText(std::string text, std::size_t most)
{
    if (text.size() <= most)
        return text;
    while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xc0U) == 0x80U)
        --most;
    text.resize(most);
    return text + "\u2026";
}

Failure failureHere(lua_State* thread, ErrorKind kind, std::string text)
{
    auto [line, traceback] = walk(thread);
    return {.kind = kind,
            .script = std::move(line.script),
            .line = line.line,
            .text = std::move(text),
            .traceback = std::move(traceback),
            .pointer = {}};
}

Failure failureOutside(lua_State* thread, const std::string& script)
{
    Failure failure;
    lua_Debug frame;
    for (int level = 0; failure.line == 0 && lua_getinfo(thread, level, "sl", &frame); ++level) {
        if (frame.currentline > 0 && script != frame.short_src) {
            failure.script = frame.short_src;
            failure.line = frame.currentline;
        }
    }
    return failure;
}

Failure failureOf(lua_State* thread, int status)
{
    State& state = stateOf(thread);
    if (state.stopped)
        return *state.stopped;
    if (status == LUA_YIELD || status == LUA_BREAK)
        return failureHere(thread, ErrorKind::Yield, "attempt to yield");
    if (status == LUA_ERRMEM) {
        return failureHere(thread, ErrorKind::Memory,
                           "more than " + std::to_string(state.options.limits.memory >> 20)
                               + " MB of memory are needed");
    }
    Failure failure = splitMessage(state, messageOf(thread), ErrorKind::Runtime);
    auto [line, traceback] = walk(thread);
    failure.traceback = std::move(traceback);
    if (failure.script.empty() || state.libraries.contains(failure.script)) {
        failure.script = std::move(line.script);
        failure.line = line.line;
    }
    return failure;
}

} // namespace plectrum::luau
