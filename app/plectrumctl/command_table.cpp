// SPDX-License-Identifier: MIT
// The one table of commands, and the help that is made from it.
#include "plectrumctl/command.h"
#include "plectrumctl/output.h"

#ifdef PLECTRUM_HAS_LUAU
#include "plectrumctl/game_options.h"
#endif

#include <algorithm>
#include <format>

namespace plectrum::ctl {

namespace {

constexpr Option rawOption{
    .name = "--raw", .value = {}, .help = "STORE is a plain data store, not a Lyra store"};
constexpr Option scopeOption{
    .name = "--scope", .value = "SCOPE", .help = "scope of a plain data store (default: global)"};
constexpr Option lockWait{.name = "--lock-wait",
                          .value = "SECONDS",
                          .help = "how long to wait for a key that is locked (default: 10)"};

constexpr Option keepTrying{.name = "--keep-trying",
                            .value = {},
                            .help = "wait, too, while the locks themselves answer with errors"};

#ifdef PLECTRUM_HAS_LUAU
std::vector<Option> withGameOptions(std::vector<Option> options)
{
    options.insert(options.end(), gameOptions().begin(), gameOptions().end());
    return options;
}
#endif

std::vector<Command> makeTable()
{
    return {
        {.name = "stores", .summary = "List the stores of the universe.", .run = listStores},
        {.name = "keys",
         .operands = {"STORE"},
         .summary = "List the keys of a store.",
         .options = {{.name = "--prefix",
                      .value = "PREFIX",
                      .help = "only keys that begin with it"},
                     {.name = "--limit", .value = "COUNT", .help = "at most so many keys"},
                     rawOption,
                     scopeOption},
         .run = listKeys},
        {.name = "peek",
         .operands = {"STORE", "KEY"},
         .summary = "Show the data of a key, without taking its lock.",
         .run = peek},
        {.name = "raw get",
         .operands = {"DATASTORE", "KEY"},
         .summary = "Show an entry as the data store holds it.",
         .options = {scopeOption},
         .run = rawGet},
        {.name = "versions",
         .operands = {"STORE", "KEY"},
         .summary = "List the versions of a key, newest first.",
         .options = {{.name = "--limit", .value = "COUNT", .help = "at most so many versions"},
                     {.name = "--transactions",
                      .value = {},
                      .help = "tell also of each version whether the transaction that it was "
                              "written in counts, and what decides that; reads them all"},
                     rawOption,
                     scopeOption},
         .run = listVersions},
        {.name = "read-version",
         .operands = {"STORE", "KEY", "VERSION"},
         .summary = "Show the data of an old version.",
         .options = {rawOption, scopeOption},
         .run = readVersion},
        {.name = "restore",
         .operands = {"STORE", "KEY", "VERSION"},
         .summary = "Write the data of an old version back, with its own applied migrations.",
         .options = {{.name = "--expect",
                      .value = "VERSION",
                      .help = "only while this is still the newest version"},
                     {.name = "--over-damage",
                      .value = {},
                      .help = "also when that newest version is damaged or not Lyra's"},
                     lockWait,
                     keepTrying,
                     rawOption,
                     scopeOption},
         .isJournalled = true,
         .run = restore},
        {.name = "update",
         .operands = {"STORE", "KEY"},
         .summary = "Change the data of a key.",
         .options = {{.name = "--patch",
                      .value = "FILE",
                      .help = "a JSON Patch of add, remove and replace; - is the standard input"},
                     {.name = "--luau",
                      .value = "FILE",
                      .help = "a Luau function(data) that changes it and gives true, or false"},
                     {.name = "--as-no-data",
                      .value = "VERSION",
                      .help =
                          "take this odd entry for no data, as games do; the patch starts at {}"},
                     lockWait,
                     keepTrying,
                     rawOption,
                     scopeOption},
         .isJournalled = true,
         .run = update},
        {.name = "lock",
         .operands = {"STORE", "KEY"},
         .summary = "Tell whether a key is locked, wait for it, or break its lock.",
         .options = {{.name = "--wait", .value = "SECONDS", .help = "until it is free"},
                     {.name = "--break", .value = {}, .help = "remove the lock of another"},
                     {.name = "--expect",
                      .value = "HOLDER",
                      .help = "break only while this one holds it"},
                     {.name = "--yes-items-may-be-duplicated",
                      .value = {},
                      .help = "what --break may do, and is not done without"}},
         .isJournalled = true,
         .run = lockState},
        {.name = "tx",
         .operands = {"STORE"},
         .summary = "Change several keys of a store together or not at all.",
         .options = {{.name = "--patch",
                      .value = "KEY=FILE",
                      .help = "a JSON Patch for that key; once for each key",
                      .isRepeatable = true},
                     {.name = "--luau",
                      .value = "FILE",
                      .help = "a Luau function of the data of all keys by their names"},
                     {.name = "--key",
                      .value = "KEY",
                      .help = "for --luau; once for each key",
                      .isRepeatable = true},
                     {.name = "--dry-run",
                      .value = {},
                      .help = "show what would change, and write nothing"},
                     lockWait,
                     keepTrying},
         .isJournalled = true,
         .run = tx},
        {.name = "transactions",
         .operands = {"STORE", "list|finish|roll-back"},
         .furtherOperands = {"TXID"},
         .summary = "List the transactions that servers left unfinished, or end one.",
         .options = {{.name = "--with-committed",
                      .value = {},
                      .help = "list also those that are committed and still stand in records"},
                     lockWait,
                     keepTrying},
         .isJournalled = true,
         .run = transactions},
        {.name = "journal",
         .summary = "List what Plectrum has written, newest first.",
         .options = {{.name = "--store", .value = "STORE", .help = "only of this store"},
                     {.name = "--key", .value = "KEY", .help = "only of this key"},
                     {.name = "--group", .value = "GROUP", .help = "only of this group"},
                     {.name = "--text",
                      .value = "TEXT",
                      .help = "only with this text in the key, the changes, ..."},
                     {.name = "--limit",
                      .value = "COUNT",
                      .help = "at most so many entries (default: 50)"}},
         .needsUniverse = false,
         .isJournalled = true,
         .run = showJournal},
        {.name = "undo",
         .operands = {"ENTRY|GROUP"},
         .summary = "Take a write of the journal back, or all of a group.",
         .options = {lockWait, keepTrying},
         .isJournalled = true,
         .run = undo},
        {.name = "load-test",
         .operands = {"STORE"},
         .summary = "Let simulated game servers work, and tell how fast they were.",
         .options = {{.name = "--servers", .value = "COUNT", .help = "servers (default: 4)"},
                     {.name = "--keys", .value = "COUNT", .help = "keys of theirs (default: 50)"},
                     {.name = "--seconds", .value = "COUNT", .help = "how long (default: 5)"},
                     {.name = "--seed", .value = "NUMBER", .help = "of chance (default: 1)"},
                     {.name = "--latency",
                      .value = "MILLISECONDS",
                      .help = "that each call of a service takes at most (default: 0)"},
                     {.name = "--in-place",
                      .value = {},
                      .help = "in the universe itself, not on a copy in memory"}},
         .run = loadTest},
#ifdef PLECTRUM_HAS_LUAU
        {.name = "config",
         .operands = {"FILE"},
         .summary = "Tell what a game's configuration means: its stores, steps, what is missing.",
         .options = withGameOptions({}),
         .needsUniverse = false,
         .run = config},
        {.name = "migrate",
         .operands = {"STORE"},
         .summary = "Try a game's migration steps on the records of a store, or apply them.",
         .options = withGameOptions(
             {{.name = "--config",
               .value = "FILE",
               .help = "the game's configuration: what creates the store (with --demo: that of its "
                       "game, when none is given)"},
              {.name = "--config-store",
               .value = "NAME",
               .help = "the store's name in the code (default: STORE, else the only one)"},
              {.name = "--preview",
               .value = {},
               .help = "tell how many records have which steps pending, and run nothing"},
              {.name = "--dry-run",
               .value = {},
               .help = "run every pending step on copies, and write nothing"},
              {.name = "--apply",
               .value = {},
               .help = "the same, and then write what the steps made; undo takes all back"},
              {.name = "--load",
               .value = "KEY",
               .help = "load this key on a copy as a game server would, and show the log of it"},
              {.name = "--sample", .value = "COUNT", .help = "only so many records, by chance"},
              {.name = "--seed", .value = "NUMBER", .help = "of that chance (default: 1)"},
              {.name = "--key",
               .value = "KEY",
               .help = "only this key (repeatable)",
               .isRepeatable = true},
              {.name = "--prefix", .value = "PREFIX", .help = "only keys that begin with it"},
              {.name = "--pending-only",
               .value = {},
               .help = "pass over records without a pending step; else the schema sees them, too"},
              {.name = "--show",
               .value = "KEY",
               .help = "show this record step by step (repeatable)",
               .isRepeatable = true},
              {.name = "--slow",
               .value = "MILLISECONDS",
               .help = "from when on a step is slow (default: 10)"},
              {.name = "--junit", .value = "FILE", .help = "write JUnit XML for CI to this file"},
              {.name = "--html", .value = "FILE", .help = "write a report for people to this file"},
              {.name = "--skip-failing",
               .value = {},
               .help = "apply although records fail; those stay as they are"},
              {.name = "--lock-wait",
               .value = "SECONDS",
               .help = "how long keys with a lock are tried again at the end (default: 120)"},
              {.name = "--group",
               .value = "GROUP",
               .help = "go on with an apply that was ended: its writes are undone with these"}}),
         .isJournalled = true,
         .run = migrate},
#endif
        {.name = "serve",
         .furtherOperands = {"FILE"},
         .summary = "Serve a universe on this machine as Roblox Open Cloud would, until stopped.",
         .options =
             {{.name = "--port",
               .value = "NUMBER",
               .help = "on this port of 127.0.0.1 (default: 0, any that is free)"},
              {.name = "--api-key",
               .value = "KEY",
               .help = "a key that may do all; without any, one is made and shown once"},
              {.name = "--key-file",
               .value = "KEYS",
               .help = "a JSON file of keys with their scopes"},
              {.name = "--universe-id",
               .value = "ID",
               .help = "the id that it is served under (default: 1)"},
              {.name = "--place-id", .value = "ID", .help = "the id of its place (default: 1)"},
              {.name = "--players",
               .value = "COUNT",
               .help = "players whose servers add to the budgets (default: 0)"},
              {.name = "--no-limits", .value = {}, .help = "do not enforce budgets and throughput"},
              {.name = "--even-pages",
               .value = {},
               .help = "never give a short or empty page that has a next one"},
              {.name = "--queued-tasks",
               .value = {},
               .help = "let a Luau task be QUEUED before it is PROCESSING"},
              {.name = "--fault",
               .value = "FAULT",
               .help = "let calls go wrong, as \"latency=200\" or \"status=503\""},
              {.name = "--fault-rate",
               .value = "PERCENT",
               .help = "of so many calls (default: 100)"},
              {.name = "--log", .value = {}, .help = "a line on stderr for each request"}},
         .needsUniverse = false,
         .run = serve},
        {.name = "import",
         .operands = {"FILE"},
         .summary = "Put a JSON file, or - for the standard input, into the universe.",
         .makesUniverse = true,
         .isJournalled = true,
         .run = importFile},
        {.name = "export",
         .summary = "Write all that the universe holds, or chosen keys, as JSON.",
         .options = {{.name = "--store", .value = "STORE", .help = "the store of the chosen keys"},
                     {.name = "--key",
                      .value = "KEY",
                      .help = "only this key, with its newest version (repeatable)",
                      .isRepeatable = true},
                     rawOption,
                     scopeOption,
                     {.name = "--output",
                      .value = "FILE",
                      .help = "to this file instead of the standard output",
                      .letter = "-o"}},
         .run = exportAll},
    };
}

std::string usageOf(const Command& command)
{
    std::string text(command.name);
    for (const std::string_view operand : command.operands)
        text += std::format(" {}", operand);
    for (const std::string_view operand : command.furtherOperands)
        text += std::format(" [{}]", operand);
    return text;
}

std::string listOptions(std::span<const Option> options)
{
    Table table;
    for (const Option& option : options) {
        std::string name = option.letter.empty() ? "    " : std::format("{}, ", option.letter);
        name += option.name;
        if (!option.value.empty())
            name += std::format(" {}", option.value);
        table.addAsIs({"", name, std::string(option.help)});
    }
    return table.text();
}

constexpr std::string_view exitCodes = R"(
Exit codes:
  0  done
  1  failed
  2  wrong usage
  3  no such store, key or version, or it holds nothing
  4  conflict: changed by somebody else meanwhile; nothing was written
  5  locked by a game server, or its transaction may still run; nothing was written
  6  the entry is damaged or not Lyra's; nothing was written
  7  bad input: not JSON, not an import file, or a patch that does not apply
  8  the universe cannot be opened
  9  a write that cannot be undone, or is already; nothing was written
  10 refused by the service, or the universe is read-only
  11 over the budget of requests
  12 a record fails a migration step, or the schema rejects it
)";

} // namespace

std::span<const Command> commands()
{
    static const std::vector<Command> table = makeTable();
    return table;
}

std::span<const Option> commonOptions()
{
    static constexpr Option options[] = {
        {.name = "--universe",
         .value = "FILE",
         .help = "the universe file to work on (FILE.plectrum), or opencloud:ID for a real one"},
        {.name = "--journal",
         .value = "FILE",
         .help = "the journal (default: that of Plectrum, or PLECTRUM_JOURNAL)"},
        {.name = "--write-production",
         .value = "ID",
         .help = "let this command write that production universe, which is read-only else"},
        {.name = "--without-lock",
         .value = {},
         .help = "write records although their locks cannot be reached, as without a place id: the "
                 "next save of a live server may overwrite what is written"},
        {.name = "--element-id",
         .value = "MEMBER",
         .help = "elements of arrays can be told apart by this member, too (repeatable)",
         .isRepeatable = true},
        {.name = "--demo", .value = {}, .help = "work on the demo universe, made when absent"},
        {.name = "--json",
         .value = {},
         .help = "write exactly one JSON document to the standard output"},
        {.name = "--help", .value = {}, .help = "show this help", .letter = "-h"},
        {.name = "--version", .value = {}, .help = "show the version of plectrumctl"},
    };
    return options;
}

const Command* findCommand(std::span<const std::string> words)
{
    for (const Command& command : commands()) {
        const auto space = command.name.find(' ');
        const bool isTwo = space != std::string_view::npos;
        if (words.size() < (isTwo ? 2U : 1U) || words[0] != command.name.substr(0, space))
            continue;
        if (!isTwo || words[1] == command.name.substr(space + 1))
            return &command;
    }
    return nullptr;
}

std::string helpText()
{
    std::string text =
        "Usage: plectrumctl [OPTION...] COMMAND [OPERAND...]\n\n"
        "Inspects and edits the stores of the Lyra player-data library.\n\nCommands:\n";
    Table table;
    for (const Command& command : commands())
        table.addAsIs({"", usageOf(command), std::string(command.summary)});
    text += table.text() + "\nOptions of every command:\n" + listOptions(commonOptions());
    text += "\nplectrumctl COMMAND --help tells the options of a command.\n";
    return text + std::string(exitCodes);
}

std::string helpText(const Command& command)
{
    std::string text = std::format("Usage: plectrumctl {}{}\n\n{}\n", usageOf(command),
                                   command.options.empty() ? "" : " [OPTION...]", command.summary);
    if (!command.options.empty())
        text += "\nOptions:\n" + listOptions(command.options);
    text += "\nOptions of every command:\n" + listOptions(commonOptions());
    return text + std::string(exitCodes);
}

} // namespace plectrum::ctl
