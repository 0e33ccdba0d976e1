// SPDX-License-Identifier: MIT
// A command of plectrumctl as data: its name, what it takes, and the coroutine that does it.
#pragma once

#include "async/clock.h"
#include "async/task.h"
#include "datastore/universe.h"
#include "editing/record_access.h"
#include "plectrumctl/arguments.h"
#include "plectrumctl/exit_code.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace plectrum::mock {
class Universe;
} // namespace plectrum::mock

namespace plectrum::ctl {

using async::Task;

class CommandJournal;

/// What a command works with. Everything outlives the command.
struct Context
{
    const Arguments* arguments = nullptr;
    datastore::Universe* universe = nullptr;
    mock::Universe* mock = nullptr; ///< what is behind it, when it is a mock universe
    editing::RecordAccess* access = nullptr; ///< of commands that write: its writes are entered
    async::Clock* clock = nullptr; ///< of the universe
    async::Random* random = nullptr;
    CommandJournal* commandJournal = nullptr; ///< of commands that write or look into the journal
};

struct Command
{
    std::string_view name; ///< one word or two
    std::vector<std::string_view> operands = {}; ///< in capitals, all of them needed
    std::vector<std::string_view> furtherOperands = {}; ///< that may be left out
    std::string_view summary; ///< one line, begins with a verb
    std::vector<Option> options = {}; ///< beside those that all commands have
    bool makesUniverse = false; ///< a universe file that is not there is made
    bool needsUniverse = true; ///< false: it may be named, but is not opened
    bool isJournalled = false; ///< it writes, or looks into the journal
    /// Not to be cancelled: the shell's way to end a command is to end the process, which the
    /// storage is made for. Throws Failure or datastore::Error.
    Task<ExitCode> (*run)(Context context) = nullptr;
};

/// All commands in the order of the help.
std::span<const Command> commands();
/// The options that every command has.
std::span<const Option> commonOptions();
/// The command that `words` begin with, or nullptr.
const Command* findCommand(std::span<const std::string> words);

std::string helpText(); ///< of plectrumctl as a whole
std::string helpText(const Command& command);

// The coroutines of the table.
Task<ExitCode> listStores(Context context);
Task<ExitCode> listKeys(Context context);
Task<ExitCode> peek(Context context);
Task<ExitCode> rawGet(Context context);
Task<ExitCode> listVersions(Context context);
Task<ExitCode> readVersion(Context context);
Task<ExitCode> restore(Context context);
Task<ExitCode> update(Context context);
Task<ExitCode> lockState(Context context);
Task<ExitCode> loadTest(Context context);
Task<ExitCode> serve(Context context);
Task<ExitCode> config(Context context);
Task<ExitCode> migrate(Context context);
Task<ExitCode> tx(Context context);
Task<ExitCode> transactions(Context context);
Task<ExitCode> showJournal(Context context);
Task<ExitCode> undo(Context context);
Task<ExitCode> importFile(Context context);
Task<ExitCode> exportAll(Context context);

} // namespace plectrum::ctl
