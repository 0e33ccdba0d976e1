// SPDX-License-Identifier: MIT
#include "ui/record/json_text_check.h"

#include "ui/record/json_value_editors.h"

#include <QElapsedTimer>
#include <QPlainTextEdit>
#include <QTextBlock>
#include <QTimer>

#include <chrono>
#include <utility>

namespace plectrum::ui {

namespace {

constexpr qsizetype quickCheck = 64 * 1024; ///< texts up to here are checked with each key
constexpr std::chrono::milliseconds gatherTime{4}; ///< in one turn of the event loop

} // namespace

JsonTextCheck::JsonTextCheck(QPlainTextEdit* editor, async::Executor& executor, QObject* parent)
    : QObject(parent)
    , m_editor(editor)
    , m_executor(executor)
    , m_soon(new QTimer(this))
    , m_gathering(new QTimer(this))
    , m_tasks([](const std::exception_ptr&) { }) // the parser throws nothing
{
    m_soon->setSingleShot(true);
    m_soon->setInterval(std::chrono::milliseconds(200));
    connect(m_soon, &QTimer::timeout, this, &JsonTextCheck::check);
    connect(m_gathering, &QTimer::timeout, this, &JsonTextCheck::gather);
}

void JsonTextCheck::noteShown()
{
    ++m_question;
    m_gathering->stop();
    m_mayDiffer = false;
    m_count = m_editor->document()->characterCount();
    m_text = m_count <= quickCheck ? exactText(*m_editor) : QString();
}

void JsonTextCheck::clear()
{
    ++m_question;
    m_gathering->stop();
    m_mayDiffer = false;
    m_value.reset();
    m_error.reset();
}

void JsonTextCheck::noteEdited()
{
    const bool isOther = isOtherText();
    const bool isShort = m_count <= quickCheck;
    if (!isOther && isShort)
        return;
    m_mayDiffer = true;
    m_value.reset();
    ++m_question;
    m_gathering->stop();
    if (isShort) {
        check();
        return;
    }
    m_soon->start();
    if (isOther)
        emit edited();
}

/// Highlighting is told as a change as well. In a long text only another length tells for sure;
/// else the check that follows decides.
bool JsonTextCheck::isOtherText()
{
    const int count = m_editor->document()->characterCount();
    if (count > quickCheck) {
        m_text.clear();
        return std::exchange(m_count, count) != count;
    }
    m_count = count;
    const QString text = exactText(*m_editor);
    return std::exchange(m_text, text) != text;
}

void JsonTextCheck::check()
{
    if (m_editor->document()->characterCount() <= quickCheck) {
        apply(json::parse(exactText(*m_editor).toStdString(), m_deepest));
        return;
    }
    m_gathered.clear();
    m_nextLine = 0;
    m_gathering->start(0);
}

void JsonTextCheck::gather()
{
    QElapsedTimer timer;
    timer.start();
    QTextBlock line = m_editor->document()->findBlockByNumber(m_nextLine);
    for (; line.isValid() && timer.durationElapsed() < gatherTime; line = line.next()) {
        m_gathered += line.text().toStdString();
        m_gathered += '\n';
        ++m_nextLine;
    }
    if (!line.isValid()) {
        m_gathering->stop();
        m_tasks.start(checkElsewhere(std::exchange(m_gathered, {}), m_tasks.stopToken()));
    }
}

void JsonTextCheck::checkNow()
{
    ++m_question;
    apply(json::parse(exactText(*m_editor).toStdString(), m_deepest));
}

async::Task<void> JsonTextCheck::checkElsewhere(std::string text, std::stop_token stop)
{
    const std::size_t question = m_question;
    auto checked = co_await m_executor.run(
        [text = std::move(text), deepest = m_deepest] { return json::parse(text, deepest); }, stop);
    if (question == m_question)
        apply(checked);
}

void JsonTextCheck::apply(const Checked& checked)
{
    if (!m_mayDiffer)
        return;
    if (checked) {
        m_value = *checked;
        m_error.reset();
    } else {
        m_value.reset();
        m_error = checked.error();
    }
    emit this->checked();
}

} // namespace plectrum::ui

#include "moc_json_text_check.cpp"
