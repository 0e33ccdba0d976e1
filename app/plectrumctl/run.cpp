// SPDX-License-Identifier: MIT
#include "plectrumctl/run.h"

#include "activity/recovery.h"
#include "async/executor.h"
#include "backends/backends.h"
#include "datastore/error.h"
#include "datastore/visible_text.h"
#include "json/utf8.h"
#include "plectrumctl/command.h"
#include "plectrumctl/command_journal.h"
#include "plectrumctl/error_report.h"
#include "plectrumctl/output.h"
#include "plectrumctl/universe_option.h"
#include "program/event_loop_driver.h"
#include "secrets/key_ring.h"

#include <QCoreApplication>
#include <QFile>

#include <cstdio>
#include <format>
#include <functional>
#include <memory>
#include <optional>

namespace plectrum::ctl {

namespace {

std::vector<Option> optionsOf(const Command* command)
{
    const auto common = commonOptions();
    std::vector<Option> options(common.begin(), common.end());
    if (command)
        options.insert(options.end(), command->options.begin(), command->options.end());
    return options;
}

/// The first words that are no options; the command's own options are not known yet, so all are.
const Command* commandIn(std::span<const std::string> words)
{
    std::vector<Option> all = optionsOf(nullptr);
    for (const Command& command : commands()) {
        for (const Option& option : command.options)
            if (std::ranges::find(all, option.name, &Option::name) == all.end())
                all.push_back(option);
    }
    // Whether an option may be repeated is the command's affair, too.
    for (Option& option : all)
        option.isRepeatable = true;
    return findCommand(Arguments::parse(words, all).operands());
}

void checkOperands(const Command& command, const Arguments& arguments)
{
    const auto& given = arguments.operands();
    if (given.size() < command.operands.size()) {
        throw Failure(ExitCode::Usage,
                      std::format("{} needs {}", command.name, command.operands[given.size()]));
    }
    const auto most = command.operands.size() + command.furtherOperands.size();
    if (given.size() > most) {
        throw Failure(ExitCode::Usage,
                      std::format("{} does not take \"{}\"", command.name, given[most]));
    }
    const bool isNamed = arguments.has("--universe") || arguments.has("--demo");
    const bool isNamedTwice = arguments.has("--universe") && arguments.has("--demo");
    if (isNamedTwice || (command.needsUniverse && !isNamed))
        throw Failure(ExitCode::Usage,
                      "say which universe: --universe FILE, --universe opencloud:ID or --demo");
}

class UniverseOfCommand
{
public:
    UniverseOfCommand(const Command& command, const Arguments& arguments);
    /// A file that this command made holds nothing worth keeping when the command failed.
    void discardNewFile();
    datastore::Universe& universe() { return *m_open.universe; }
    mock::Universe* mock() { return m_open.mock; }
    datastore::WriteGuard* guard() { return m_open.guard; }
    async::Clock& machineClock() { return m_clock; }
    async::Clock& clock() { return *m_open.clock; }
    async::Random& random() { return m_random; }
    async::Executor& executor() { return m_executor; }

private:
    async::EventLoopClock m_clock;
    async::Random m_random = async::Random::fromSystem();
    async::InlineExecutor m_executor; // a command waits for nothing else
    QString m_newFile;
    app::OpenUniverse m_open;
};

UniverseOfCommand::UniverseOfCommand(const Command& command, const Arguments& arguments)
{
    const datastore::UniverseSpec spec = universeIn(arguments);
    if (spec.kind == datastore::UniverseSpec::Kind::File) {
        const QString file = QString::fromStdString(spec.path);
        if (!QFile::exists(file)) {
            if (!command.makesUniverse)
                throw Failure(ExitCode::NoUniverse, std::format("there is no file {}", spec.path));
            m_newFile = file;
        }
    }
    const auto apiKey = secrets::keyFromEnvironment(spec.cloud.baseUrl);
    if (spec.kind == datastore::UniverseSpec::Kind::OpenCloud && !apiKey)
        throw Failure(ExitCode::NoUniverse,
                      "the environment variable PLECTRUM_API_KEY must hold an API key, and "
                      "PLECTRUM_API_KEY_BASE the base of a server that is not Roblox's");
    try {
        m_open =
            app::openUniverse(spec, m_clock, async::Random::fromSystem(), m_executor, {}, [apiKey] {
                return std::string(apiKey ? apiKey->reveal() : std::string_view());
            });
    } catch (const datastore::Error& error) {
        throw Failure(ExitCode::NoUniverse, error.text());
    }
    // A command ends by itself long before that.
    if (const auto id = arguments.value("--write-production"); id && m_open.guard) {
        if (*id != std::to_string(spec.cloud.universeId)) {
            throw Failure(ExitCode::Usage,
                          std::format("--write-production names universe {}, not {}", *id,
                                      spec.cloud.universeId));
        }
        m_open.guard->unlockFor(std::chrono::hours(24));
    }
}

void UniverseOfCommand::discardNewFile()
{
    if (m_newFile.isEmpty())
        return;
    m_open = {};
    QFile::remove(m_newFile);
}

ExitCode runWithoutUniverse(const Command& command, const Arguments& arguments)
{
    async::EventLoopClock clock;
    async::Random random = async::Random::fromSystem();
    std::optional<CommandJournal> commandJournal;
    if (command.isJournalled)
        commandJournal.emplace(command.name, arguments, clock, random);
    const ExitCode code = app::EventLoopDriver().blockOn(
        command.run({.arguments = &arguments,
                     .clock = &clock,
                     .random = &random,
                     .commandJournal = commandJournal ? &*commandJournal : nullptr}));
    flush();
    return code;
}

/// Settles first what an earlier run was cut off in, as long as nothing new is written.
Task<ExitCode> runJournalled(const Command* command, Context context)
{
    if (context.commandJournal->journal()) {
        try {
            co_await activity::recoverInterrupted(context.commandJournal->journal(),
                                                  context.commandJournal->universeId(),
                                                  *context.access);
        } catch (const journal::Error& error) {
            context.commandJournal->errorHandler()(error);
        }
    }
    co_return co_await command->run(context);
}

/// Asks the journal, if there is one; commands that only read open it when they need it.
std::function<bool(const std::string&)> rolledBackBy(const Command& command,
                                                     const Arguments& arguments,
                                                     UniverseOfCommand& open)
{
    auto opened = std::make_shared<std::unique_ptr<CommandJournal>>();
    return [opened, &command, &arguments, &open](const std::string& txId) {
        if (!QFile::exists(QString::fromStdString(CommandJournal::pathIn(arguments))))
            return false;
        if (!*opened)
            *opened = std::make_unique<CommandJournal>(command.name, arguments, open.machineClock(),
                                                       open.random());
        return (*opened)->wasRolledBack(txId);
    };
}

ExitCode runJournalled(const Command& command, const Arguments& arguments, UniverseOfCommand& open,
                       const editing::RecordAccess& plain)
{
    CommandJournal commandJournal(command.name, arguments, open.machineClock(), open.random());
    commandJournal.warn();
    auto recorder = commandJournal.recorder();
    editing::RecordAccess access = plain.observedBy(recorder);
    access.setWasRolledBack(
        [&commandJournal](const std::string& txId) { return commandJournal.wasRolledBack(txId); });
    return app::EventLoopDriver().blockOn(runJournalled(&command,
                                                        {.arguments = &arguments,
                                                         .universe = &open.universe(),
                                                         .mock = open.mock(),
                                                         .guard = open.guard(),
                                                         .access = &access,
                                                         .clock = &open.clock(),
                                                         .random = &open.random(),
                                                         .commandJournal = &commandJournal}));
}

ExitCode runIn(const Command& command, const Arguments& arguments)
{
    if (!command.needsUniverse)
        return runWithoutUniverse(command, arguments);
    UniverseOfCommand open(command, arguments);
    editing::RecordAccess access(open.universe(), open.clock(), open.random(), open.executor());
    access.setWasRolledBack(rolledBackBy(command, arguments, open));
    access.identifyElements({}, arguments.values("--element-id"));
    if (arguments.has("--without-lock"))
        access.lockConsent().give();
    try {
        const ExitCode code = command.isJournalled
            ? runJournalled(command, arguments, open, access)
            : app::EventLoopDriver().blockOn(command.run({.arguments = &arguments,
                                                          .universe = &open.universe(),
                                                          .mock = open.mock(),
                                                          .guard = open.guard(),
                                                          .access = &access,
                                                          .clock = &open.clock(),
                                                          .random = &open.random()}));
        flush();
        return code;
    } catch (...) {
        open.discardNewFile();
        throw;
    }
}

ExitCode runWords(std::span<const std::string> words)
{
    const Command* command = commandIn(words);
    Arguments arguments = Arguments::parse(words, optionsOf(command));
    if (arguments.has("--version")) {
        write(
            std::format("plectrumctl {}\n", QCoreApplication::applicationVersion().toStdString()));
        flush();
        return ExitCode::Ok;
    }
    if (arguments.has("--help")) {
        write(command ? helpText(*command) : helpText());
        flush();
        return ExitCode::Ok;
    }
    if (!command) {
        throw Failure(ExitCode::Usage,
                      arguments.operands().empty() ? "say what to do"
                                                   : std::format("there is no command \"{}\"",
                                                                 arguments.operands().front()));
    }
    arguments.dropOperands(command->name.contains(' ') ? 2 : 1);
    checkOperands(*command, arguments);
    return runIn(*command, arguments);
}

/// Another text than was typed would name another key.
void requireUtf8(std::span<const std::string> words)
{
    for (const std::string& word : words)
        if (!json::utf8::isValid(word))
            throw Failure(ExitCode::Usage,
                          std::format("\"{}\" is no UTF-8", datastore::visibleText(word)));
}

void complain(std::string_view text)
{
    const std::string line = std::format("plectrumctl: {}\n", datastore::visibleLines(text));
    std::fwrite(line.data(), 1, line.size(), stderr);
}

} // namespace

ExitCode run(std::span<const std::string> words)
{
    try {
        requireUtf8(words);
        return runWords(words);
    } catch (...) {
        const ErrorReport complaint = errorReportOf(std::current_exception());
        complain(complaint.text);
        if (complaint.code == ExitCode::Usage)
            std::fputs("Try \"plectrumctl --help\".\n", stderr);
        return complaint.code;
    }
}

} // namespace plectrum::ctl
