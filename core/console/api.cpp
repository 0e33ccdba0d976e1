// SPDX-License-Identifier: MIT
#include "console/api.h"

#include <array>

namespace plectrum::console {

namespace {

constexpr ApiEntry storeEntries[] = {
    {"loadAsync", "(key, userIds?)", "takes the lock, reads the key, migrates it", true},
    {"unloadAsync", "(key)", "saves what changed and lets go of the lock", true},
    {"getAsync", "(key)", "the data of a loaded key", true},
    {"updateAsync", "(key, function(data) ... return true end)", "changes a copy of the data",
     true},
    {"updateImmutableAsync", "(key, function(data) return newData end)",
     "puts new data in the place of the old", true},
    {"txAsync", "(keys, function(state) ... return true end)",
     "changes several loaded keys together or not at all", true},
    {"txImmutableAsync", "(keys, function(state) return newState end)",
     "the same with new data in the place of the old", true},
    {"saveAsync", "(key)", "writes what changed", true},
    {"closeAsync", "()", "unloads all keys and ends the store"},
    {"peekAsync", "(key)", "the stored data, without a lock", true},
    {"probeLockActiveAsync", "(key)", "whether any server holds the key", true},
    {"listVersionsAsync", "({ key = ..., sortDirection = ... })", "pages of the key's versions"},
    {"readVersionAsync", "(key, version)", "the data of an old version and its key info", true},
    {"load", "(key, userIds?)", "the same as a promise", true},
    {"unload", "(key)", "the same as a promise", true},
    {"get", "(key)", "the same as a promise", true},
    {"update", "(key, function(data) ... return true end)", "the same as a promise", true},
    {"updateImmutable", "(key, function(data) return newData end)", "the same as a promise", true},
    {"tx", "(keys, function(state) ... return true end)", "the same as a promise", true},
    {"txImmutable", "(keys, function(state) return newState end)", "the same as a promise", true},
    {"save", "(key)", "the same as a promise", true},
    {"close", "()", "the same as a promise"},
    {"peek", "(key)", "the same as a promise", true},
    {"probeLockActive", "(key)", "the same as a promise", true},
    {"listVersions", "({ key = ..., sortDirection = ... })", "the same as a promise"},
    {"readVersion", "(key, version)", "the same as a promise", true},
};

constexpr ApiEntry promiseEntries[] = {
    {"andThen", "(onResolved, onRejected?)", "goes on with what it gives"},
    {"andThenCall", "(callback, ...)", "calls, whatever it gives"},
    {"andThenReturn", "(...)", "gives these values instead"},
    {"catch", "(onRejected)", "goes on after an error"},
    {"finally", "(callback)", "at the end, however it ends"},
    {"finallyCall", "(callback, ...)", "calls at the end, however it ends"},
    {"finallyReturn", "(...)", "gives these values in the end"},
    {"tap", "(callback)", "looks at what it gives"},
    {"timeout", "(seconds, rejection?)", "rejects when it takes longer"},
    {"await", "()", "waits: whether it succeeded, and its values or error"},
    {"awaitStatus", "()", "waits: its status, and its values or error"},
    {"expect", "()", "waits and gives its values, or raises its error"},
    {"cancel", "()", "nobody is told of its end"},
    {"getStatus", "()", "Started, Resolved, Rejected or Cancelled"},
};

constexpr ApiEntry lyraEntries[] = {
    {"createStore", "({ name = ..., template = ..., schema = ... })", "makes a store"},
    {"createPlayerStore", "({ name = ..., template = ..., schema = ... })",
     "makes a store whose keys are user ids"},
    {"MigrationStep", "", "addFields and transform, for migrationSteps"},
};

constexpr ApiEntry promiseStatics[] = {
    {"new", "(function(resolve, reject, onCancel) ... end)", "a promise of what this does"},
    {"try", "(callback, ...)", "a promise of what the call gives"},
    {"resolve", "(...)", "one that is resolved"},
    {"reject", "(...)", "one that is rejected"},
    {"all", "(promises)", "the values of all, or the first error"},
    {"allSettled", "(promises)", "the states of all"},
    {"any", "(promises)", "the first value"},
    {"race", "(promises)", "the first end"},
    {"delay", "(seconds)", "one that is resolved after a time"},
    {"promisify", "(callback)", "a function that gives promises"},
    {"is", "(value)", "whether a value is a promise"},
};

constexpr ApiEntry globalEntries[] = {
    {"stores", "", "the stores of the universe, by name"},
    {"store", "", "the store that the console was opened for"},
    {"Lyra", "", "createStore, createPlayerStore, MigrationStep"},
    {"Promise", "", "promises"},
    {"t", "", "the runtime type checker"},
    {"print", "(...)", "shows values"},
    {"warn", "(...)", "shows values as a warning"},
    {"error", "(message, level?)", "raises an error"},
    {"assert", "(value, message?)", "raises an error unless the value is true"},
    {"pcall", "(callback, ...)", "calls and catches errors"},
    {"xpcall", "(callback, handler, ...)", "calls and hands errors over"},
    {"pairs", "(table)", "iterates keys and values"},
    {"ipairs", "(table)", "iterates a list"},
    {"next", "(table, key?)", "the next key and value"},
    {"select", "(index, ...)", "the values from there on"},
    {"tonumber", "(value, base?)", "a value as a number"},
    {"tostring", "(value)", "a value as a text"},
    {"type", "(value)", "the type of a value"},
    {"typeof", "(value)", "the type of a value, with the engine's"},
    {"setmetatable", "(table, metatable)", "gives a table a metatable"},
    {"getmetatable", "(value)", "the metatable of a value"},
    {"rawget", "(table, key)", "a field without metamethods"},
    {"rawset", "(table, key, value)", "sets a field without metamethods"},
    {"rawequal", "(first, second)", "compares without metamethods"},
    {"rawlen", "(value)", "the length without metamethods"},
    {"Enum", "", "the engine's enumerations"},
    {"DateTime", "", "the engine's moments"},
    {"table", "", "the library of tables"},
    {"string", "", "the library of texts"},
    {"math", "", "the library of numbers"},
    {"os", "", "clock, date, time"},
    {"task", "", "wait, spawn, delay, defer, cancel"},
    {"coroutine", "", "the library of coroutines"},
    {"bit32", "", "the library of bits"},
    {"utf8", "", "the library of UTF-8"},
    {"buffer", "", "the library of buffers"},
};

constexpr ApiEntry tableEntries[] = {
    {"clear", "(table)", "removes all"},
    {"clone", "(table)", "a copy of one level"},
    {"concat", "(list, separator?)", "a text of all elements"},
    {"create", "(count, value?)", "a list of that length"},
    {"find", "(list, value)", "the index of a value"},
    {"freeze", "(table)", "forbids changes"},
    {"insert", "(list, position?, value)", "adds an element"},
    {"isfrozen", "(table)", "whether it cannot be changed"},
    {"maxn", "(table)", "the largest number key"},
    {"move", "(from, first, last, to, into?)", "copies elements"},
    {"pack", "(...)", "a list of values and their count"},
    {"remove", "(list, position?)", "takes an element out"},
    {"sort", "(list, compare?)", "sorts"},
    {"unpack", "(list, first?, last?)", "the elements as values"},
};

constexpr ApiEntry stringEntries[] = {
    {"byte", "(text, first?, last?)", "codes of bytes"},
    {"char", "(...)", "a text of codes"},
    {"find", "(text, pattern, from?, isPlain?)", "where a pattern stands"},
    {"format", "(format, ...)", "values in a text"},
    {"gmatch", "(text, pattern)", "iterates matches"},
    {"gsub", "(text, pattern, by)", "replaces matches"},
    {"len", "(text)", "the number of bytes"},
    {"lower", "(text)", "in small letters"},
    {"match", "(text, pattern)", "the first match"},
    {"pack", "(format, ...)", "values as bytes"},
    {"rep", "(text, count)", "the text so many times"},
    {"reverse", "(text)", "backwards"},
    {"split", "(text, separator)", "the parts of a text"},
    {"sub", "(text, first, last?)", "a part"},
    {"unpack", "(format, text)", "values of bytes"},
    {"upper", "(text)", "in capitals"},
};

constexpr ApiEntry mathEntries[] = {
    {"abs", "(x)", "without its sign"},
    {"ceil", "(x)", "rounded up"},
    {"clamp", "(x, least, most)", "within bounds"},
    {"floor", "(x)", "rounded down"},
    {"huge", "", "more than any number"},
    {"log", "(x, base?)", "the logarithm"},
    {"max", "(...)", "the largest"},
    {"min", "(...)", "the smallest"},
    {"pi", "", "3.14159…"},
    {"random", "(first?, last?)", "by chance"},
    {"round", "(x)", "the nearest whole number"},
    {"sign", "(x)", "-1, 0 or 1"},
    {"sqrt", "(x)", "the square root"},
};

constexpr ApiEntry taskEntries[] = {
    {"wait", "(seconds?)", "waits"},
    {"spawn", "(callback, ...)", "begins a coroutine now"},
    {"defer", "(callback, ...)", "begins a coroutine soon"},
    {"delay", "(seconds, callback, ...)", "begins a coroutine later"},
    {"cancel", "(thread)", "ends a coroutine"},
};

constexpr ApiEntry osEntries[] = {
    {"clock", "()", "time for measuring, in seconds"},
    {"date", "(format?, time?)", "a date as a text or table"},
    {"difftime", "(later, earlier)", "the seconds between"},
    {"time", "(date?)", "the time in seconds since 1970"},
};

constexpr std::string_view words[] = {"and",    "break",  "continue", "do",   "else",     "elseif",
                                      "end",    "export", "false",    "for",  "function", "if",
                                      "in",     "local",  "nil",      "not",  "or",       "repeat",
                                      "return", "then",   "true",     "type", "until",    "while"};

} // namespace

std::span<const ApiEntry> storeMethods()
{
    return storeEntries;
}

std::span<const ApiEntry> promiseMethods()
{
    return promiseEntries;
}

std::span<const ApiEntry> lyraMembers()
{
    return lyraEntries;
}

std::span<const ApiEntry> promiseMembers()
{
    return promiseStatics;
}

std::span<const ApiEntry> globalNames()
{
    return globalEntries;
}

std::span<const ApiEntry> libraryMembers(std::string_view library)
{
    static constexpr std::pair<std::string_view, std::span<const ApiEntry>> libraries[] = {
        {"table", tableEntries},    {"string", stringEntries}, {"math", mathEntries},
        {"task", taskEntries},      {"os", osEntries},         {"Lyra", lyraEntries},
        {"Promise", promiseStatics}};
    for (const auto& [name, members] : libraries)
        if (name == library)
            return members;
    return {};
}

std::span<const std::string_view> keywords()
{
    return words;
}

} // namespace plectrum::console
