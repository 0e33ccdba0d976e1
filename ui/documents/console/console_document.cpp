// SPDX-License-Identifier: MIT
#include "documents/console/console_document.h"

#include "documents/basics/failure_text.h"
#include "documents/record/json_display.h"

#include <chrono>
#include <utility>

namespace plectrum::documents {

using namespace Qt::StringLiterals;

namespace {

/// As it stands in the list: a text without quotes, a container by what it holds.
QString consoleLineOf(const json::Value& value)
{
    return value.isString() ? QString::fromStdString(std::string(value.toString()))
                            : displayText(value);
}

ConsoleLine::Kind consoleKindOf(console::Line::Kind kind)
{
    switch (kind) {
    case console::Line::Kind::Print:
        return ConsoleLine::Kind::Print;
    case console::Line::Kind::Warning:
        return ConsoleLine::Kind::Warning;
    case console::Line::Kind::Error:
        return ConsoleLine::Kind::Error;
    case console::Line::Kind::Log:
        break;
    }
    return ConsoleLine::Kind::Log;
}

QString consoleTextOf(const console::Line& line)
{
    QString text = QString::fromStdString(line.text);
    if (line.kind != console::Line::Kind::Log)
        return text;
    for (const char* name : {"store", "key", "error"})
        if (const auto* value = line.context.find(name))
            text += u" · "_s + consoleLineOf(*value);
    return text;
}

} // namespace

ConsoleDocument::ConsoleDocument(Workspace& workspace, QObject* parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_lines(new ConsoleModel(this))
    , m_tasks([&workspace](const std::exception_ptr& error) {
        emit workspace.failed(failureText(error));
    })
{
    if (Production* production = workspace.production())
        connect(production, &Production::changed, this, &ConsoleDocument::writableChanged);
}

ConsoleDocument::~ConsoleDocument()
{
    m_stop.request_stop();
}

bool ConsoleDocument::isAvailable()
{
    return console::isAvailable();
}

bool ConsoleDocument::isWritable() const
{
    return !m_workspace.production() || m_workspace.production()->isWritable();
}

void ConsoleDocument::open()
{
    console::Host host{.services = m_workspace.records().services()};
    if (Production* production = m_workspace.production())
        host.guard = &production->guard();
    host.journal = m_workspace.journal();
    host.drafts = m_workspace.drafts();
    host.universe = m_workspace.universeId();
    host.actor = "console";
    host.onJournalError = [this](const journal::Error& error) {
        emit m_workspace.journalFailed(QString::fromStdString(error.what()));
    };
    host.store = m_store;
    host.configOf = [this](const std::string& name) {
        return m_configOf ? m_configOf(name) : std::nullopt;
    };
    host.confirm = [this](std::string store, std::vector<store::SessionWrite> writes,
                          std::stop_token stop) {
        return ask(std::move(store), std::move(writes), std::move(stop));
    };
    host.output = [this](const console::Line& line) { say(line); };
    host.pause = [clock = &m_workspace.clock()](std::stop_token stop) {
        return clock->sleep(std::chrono::milliseconds(1), std::move(stop));
    };
    m_session = std::make_unique<console::Session>(std::move(host));
}

void ConsoleDocument::say(const console::Line& line)
{
    m_lines->append(
        {.kind = consoleKindOf(line.kind), .text = consoleTextOf(line), .level = line.level});
}

void ConsoleDocument::note(ConsoleLine::Kind kind, const QString& text)
{
    m_lines->append({.kind = kind, .text = text});
}

// Inputs ---------------------------------------------------------------------------------------

void ConsoleDocument::run(const QString& input)
{
    if (m_isRunning || input.trimmed().isEmpty() || !isAvailable())
        return;
    if (!m_session)
        open();
    remember(input);
    note(ConsoleLine::Kind::Input, input.trimmed());
    m_isRunning = true;
    m_isAllowed = false;
    m_stop = std::stop_source();
    emit runningChanged(true);
    const std::string name = "input-" + std::to_string(++m_inputs);
    m_tasks.start(runInput(input.toStdString(), name));
}

async::Task<void> ConsoleDocument::runInput(std::string source, std::string name)
{
    const auto result =
        co_await m_session->run(std::move(source), std::move(name), m_stop.get_token());
    m_isRunning = false;
    show(result);
    emit runningChanged(false);
    emit keysChanged();
    emit inputEnded(!result.problem && !result.isStopped);
}

void ConsoleDocument::show(const console::Result& result)
{
    for (const console::Shown& each : result.values)
        m_lines->append({.kind = ConsoleLine::Kind::Result,
                         .text = each.isData ? displayText(each.value) : consoleLineOf(each.value),
                         .value = each.value});
    if (result.problem)
        note(ConsoleLine::Kind::Error, QString::fromStdString(result.problem->message()));
    if (result.isStopped)
        note(ConsoleLine::Kind::Note, tr("Stopped"));
}

void ConsoleDocument::stop()
{
    m_stop.request_stop();
}

void ConsoleDocument::remember(const QString& input)
{
    const QString text = input.trimmed();
    if (!m_history.isEmpty() && m_history.back() == text)
        return;
    m_history.append(text);
    emit historyChanged();
}

void ConsoleDocument::setStore(const std::string& name)
{
    m_store = name;
    if (m_session)
        m_session->setStore(name);
    emit keysChanged();
}

std::vector<console::LoadedKey> ConsoleDocument::loadedKeys() const
{
    return m_session ? m_session->loadedKeys() : std::vector<console::LoadedKey>();
}

console::Completion ConsoleDocument::complete(const QString& text, qsizetype cursor) const
{
    console::KnownNames known;
    for (const editing::StoreListing& each : m_workspace.stores())
        if (each.kind == store::KeyAddress::Kind::Lyra)
            known.stores.push_back(each.name);
    known.boundStore = m_store;
    if (m_keySource)
        known.keys = m_keySource();
    for (const console::LoadedKey& each : loadedKeys())
        known.keys[each.store].push_back(each.key);
    if (m_session && !m_isRunning)
        known.globals = m_session->globals();
    const std::string before = text.first(cursor).toStdString();
    auto completion = console::complete(before, before.size(), known);
    // In characters of the text, as the cursor is.
    completion.begin =
        std::size_t(QString::fromStdString(before.substr(0, completion.begin)).size());
    return completion;
}

// The question ---------------------------------------------------------------------------------

async::Task<bool> ConsoleDocument::ask(std::string store, std::vector<store::SessionWrite> writes,
                                       std::stop_token stop)
{
    if (m_isAllowed && m_isRunning)
        co_return true;
    const auto question = std::make_shared<ConsoleQuestion>();
    question->store = std::move(store);
    question->writes = std::move(writes);
    m_questions.push_back(question);
    if (m_questions.size() == 1)
        emit questionChanged();
    bool isWithdrawn = false;
    try {
        co_await question->answered.wait(stop);
    } catch (const async::Cancelled&) {
        isWithdrawn = true;
    }
    const bool wasFirst = m_questions.front() == question;
    std::erase(m_questions, question);
    if (wasFirst)
        emit questionChanged();
    co_return !isWithdrawn && question->isConfirmed;
}

std::shared_ptr<const ConsoleQuestion> ConsoleDocument::question() const
{
    return m_questions.empty() ? nullptr : m_questions.front();
}

void ConsoleDocument::answer(bool isConfirmed, bool isForAll)
{
    if (m_questions.empty())
        return;
    m_isAllowed = m_isAllowed || (isConfirmed && isForAll);
    const auto question = m_questions.front();
    question->isConfirmed = isConfirmed;
    question->answered.open();
}

async::Task<void> ConsoleDocument::shutDown()
{
    m_stop.request_stop();
    co_await m_tasks.finished();
    if (m_session)
        co_await m_session->close(console::Ending::Discard);
    m_session.reset();
}

} // namespace plectrum::documents

#include "moc_console_document.cpp"
