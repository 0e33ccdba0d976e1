// SPDX-License-Identifier: MIT
// The Luau console: what was said, the chosen result as a tree, the input, Run and Stop.
#pragma once

#include "documents/console/console_document.h"

#include <QPointer>
#include <QWidget>

class QAction;
class QComboBox;
class QListView;
class QTreeView;

namespace plectrum::documents {
class JsonTreeModel;
} // namespace plectrum::documents

namespace plectrum::ui {

class ConsoleInput;
class MessageBar;
class ToneLabel;
class WriteQuestion;

class ConsolePanel final : public QWidget
{
    Q_OBJECT

public:
    /// The document must outlive the panel.
    explicit ConsolePanel(documents::ConsoleDocument& document, QWidget* parent = nullptr);

    ConsoleInput* input() const { return m_input; } ///< null without Luau
    QListView* lines() const { return m_view; }
    QTreeView* tree() const { return m_tree; }
    void focusInput();

signals:
    void unlockWanted(); ///< of a production universe

private:
    void build();
    QWidget* makeTop();
    QWidget* makeMiddle();
    QWidget* makeBottom();
    void connectAll();
    void showRunning();
    void showState();
    void showWritable();
    void showQuestion();
    void showResult();
    void chooseResult();
    void follow();
    void copyLines() const;

    documents::ConsoleDocument& m_document;
    ConsoleInput* m_input = nullptr;
    QListView* m_view = nullptr;
    QTreeView* m_tree = nullptr;
    documents::JsonTreeModel* m_result = nullptr;
    QComboBox* m_level = nullptr;
    ToneLabel* m_state = nullptr;
    MessageBar* m_message = nullptr;
    QAction* m_run = nullptr;
    QAction* m_stop = nullptr;
    QAction* m_clear = nullptr;
    QAction* m_copy = nullptr;
    QPointer<WriteQuestion> m_question;
};

} // namespace plectrum::ui
