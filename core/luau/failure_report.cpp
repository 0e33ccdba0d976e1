// SPDX-License-Identifier: MIT
#include "luau/failure_report.h"

#include "luau/state.h"

#include <lua.h>
#include <lualib.h>

#include <charconv>
#include <utility>

namespace plectrum::luau {

namespace {

constexpr int longestTraceback = 40;

struct Place
{
    std::string script;
    int line = 0;
};

/// The innermost line of a script, and all lines as text.
std::pair<Place, std::string> walk(lua_State* thread)
{
    Place place;
    std::string text;
    lua_Debug frame;
    int written = 0;
    for (int level = 0; lua_getinfo(thread, level, "sln", &frame); ++level) {
        if (frame.currentline <= 0) {
            continue;
        }
        if (place.line == 0) {
            place = {frame.short_src, frame.currentline};
        }
        if (++written > longestTraceback) {
            return {place, text + "...\n"};
        }
        text += std::string(frame.short_src) + ":" + std::to_string(frame.currentline);
        text += frame.name ? std::string(" function ") + frame.name + "\n" : "\n";
    }
    return {place, text};
}

std::string messageOf(lua_State* thread)
{
    if (lua_gettop(thread) == 0) {
        return "an error without a text";
    }
    switch (lua_type(thread, -1)) {
    case LUA_TSTRING:
    case LUA_TNUMBER: {
        // A copy, as a number would become a text in its place.
        std::size_t size = 0;
        const char* text = lua_tolstring(thread, -1, &size);
        return {text, size};
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

Failure splitMessage(std::string message, ErrorKind kind)
{
    Failure failure{.kind = kind};
    for (std::size_t colon = message.find(':'); colon != std::string::npos;
         colon = message.find(':', colon + 1)) {
        const std::size_t next = message.find(": ", colon + 1);
        if (next == std::string::npos) {
            break;
        }
        int line = 0;
        const char* end = message.data() + next;
        const auto read = std::from_chars(message.data() + colon + 1, end, line);
        if (read.ec == std::errc() && read.ptr == end && line > 0) {
            failure.script = message.substr(0, colon);
            failure.line = line;
            failure.text = message.substr(next + 2);
            return failure;
        }
    }
    failure.text = std::move(message);
    return failure;
}

Failure failureHere(lua_State* thread, ErrorKind kind, std::string text)
{
    auto [place, traceback] = walk(thread);
    return {.kind = kind,
            .script = std::move(place.script),
            .line = place.line,
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
    if (state.stopped) {
        return *state.stopped;
    }
    if (status == LUA_YIELD || status == LUA_BREAK) {
        return failureHere(thread, ErrorKind::Yield, "attempt to yield");
    }
    if (status == LUA_ERRMEM) {
        return failureHere(thread, ErrorKind::Memory,
                           "more than " + std::to_string(state.options.limits.memory >> 20)
                               + " MB of memory are needed");
    }
    Failure failure = splitMessage(messageOf(thread), ErrorKind::Runtime);
    auto [place, traceback] = walk(thread);
    failure.traceback = std::move(traceback);
    if (failure.script.empty()) {
        failure.script = std::move(place.script);
        failure.line = place.line;
    }
    return failure;
}

} // namespace plectrum::luau
