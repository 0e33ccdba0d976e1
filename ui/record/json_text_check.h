// SPDX-License-Identifier: MIT
// Checks what is typed into an editor of JSON text: short texts with each key, long ones by the
// executor once the typing pauses (to get such a text out of the editor takes some turns of the
// event loop). An answer that comes after more was typed is dropped.
#pragma once

#include "async/executor.h"
#include "async/task_owner.h"
#include "json/parser.h"
#include "json/value.h"

#include <QObject>
#include <QString>

#include <expected>
#include <optional>
#include <string>

class QPlainTextEdit;
class QTimer;

namespace plectrum::ui {

class JsonTextCheck final : public QObject
{
    Q_OBJECT

public:
    /// Editor and executor must outlive the check.
    JsonTextCheck(QPlainTextEdit* editor, async::Executor& executor, QObject* parent);

    /// Containers that may be nested in the text.
    void setDeepest(int deepest) { m_deepest = deepest; }
    /// What stands in the editor now was put there, not typed.
    void noteShown();
    /// Nothing typed counts any more.
    void accept() { m_mayDiffer = false; }
    /// It counts again: it could not be taken over.
    void unsettle() { m_mayDiffer = true; }
    void clear();
    /// The editor's text has changed, or only its looks, which it tells alike.
    void noteEdited();
    /// Checks at once, however long the text is.
    void checkNow();

    bool mayDiffer() const { return m_mayDiffer; } ///< something may have been typed
    const std::optional<json::Value>& value() const { return m_value; } ///< of valid text
    const std::optional<json::ParseError>& error() const { return m_error; }

signals:
    void edited(); ///< a long text was, and is not checked yet
    void checked(); ///< value() or error() tells

private:
    using Checked = std::expected<json::Value, json::ParseError>;

    bool isOtherText();
    void check();
    void apply(const Checked& checked);
    void gather();
    async::Task<void> checkElsewhere(std::string text, std::stop_token stop);

    QPlainTextEdit* m_editor;
    async::Executor& m_executor;
    QTimer* m_soon;
    QTimer* m_gathering;
    std::string m_gathered; ///< of a long text
    int m_nextLine = 0; ///< that is not in it
    std::optional<json::Value> m_value;
    std::optional<json::ParseError> m_error;
    QString m_text; ///< what the editor held when it was last looked at; empty when long
    int m_count = 0; ///< of its characters then
    bool m_mayDiffer = false;
    int m_deepest = json::maximumDepth;
    std::size_t m_question = 0; ///< rises with each edit
    async::TaskOwner m_tasks;
};

} // namespace plectrum::ui
