// SPDX-License-Identifier: MIT
#include "ui/console/console_panel.h"

#include "documents/basics/tone.h"
#include "documents/basics/visible_name.h"
#include "documents/record/json_tree_model.h"
#include "ui/console/console_delegate.h"
#include "ui/console/console_input.h"
#include "ui/console/write_question.h"
#include "ui/record/json_value_delegate.h"
#include "ui/widgets/action_table.h"
#include "ui/widgets/empty_note.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/panel_action.h"
#include "ui/widgets/tone_label.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHeaderView>
#include <QListView>
#include <QScrollBar>
#include <QSplitter>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace plectrum::ui {

using namespace Qt::StringLiterals;
using documents::ConsoleLine;

ConsolePanel::ConsolePanel(documents::ConsoleDocument& document, QWidget* parent)
    : QWidget(parent)
    , m_document(document)
{
    setObjectName(u"consolePanel"_s);
    if (documents::ConsoleDocument::isAvailable()) {
        build();
        connectAll();
        showRunning();
        showState();
        showWritable();
        return;
    }
    auto* note = new EmptyState(this);
    note->say(tr("No scripts here"),
              tr("This program was built without Luau, so that it cannot run scripts."));
    (new QVBoxLayout(this))->addWidget(note);
}

void ConsolePanel::build()
{
    m_run = makeAction("console.run"_L1, this);
    m_stop = makeAction("console.stop"_L1, this);
    m_clear = makeAction("console.clear"_L1, this);
    m_message = new MessageBar(this);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeTop());
    column->addWidget(m_message);
    column->addWidget(makeMiddle(), 1);
    auto* line = new QFrame(this);
    line->setFrameStyle(QFrame::HLine | QFrame::Plain);
    line->setForegroundRole(QPalette::Mid);
    column->addWidget(line);
    column->addWidget(makeBottom());
    setFocusProxy(m_input);
}

QWidget* ConsolePanel::makeTop()
{
    using enum store::LogLevel;
    auto* top = new QWidget(this);
    m_state = new ToneLabel(documents::Tone::Muted, top);
    m_state->setObjectName(u"console.state"_s);
    m_level = new QComboBox(top);
    m_level->setObjectName(u"console.level"_s);
    m_level->setAccessibleName(tr("What the engine says"));
    m_level->addItem(tr("Engine: errors"), int(Error));
    m_level->addItem(tr("Engine: warnings"), int(Warn));
    m_level->addItem(tr("Engine: info"), int(Info));
    m_level->addItem(tr("Engine: debug"), int(Debug));
    m_level->setCurrentIndex(1);
    auto* row = new QHBoxLayout(top);
    row->setContentsMargins(documents::spacing::small, documents::spacing::tiny,
                            documents::spacing::small, documents::spacing::tiny);
    row->setSpacing(documents::spacing::tiny);
    row->addWidget(m_state, 1);
    row->addWidget(m_level);
    row->addWidget(makePanelButton(m_clear, top, false));
    return top;
}

QWidget* ConsolePanel::makeMiddle()
{
    auto* parts = new QSplitter(Qt::Horizontal, this);
    parts->setObjectName(u"consoleParts"_s);
    parts->setChildrenCollapsible(false);
    m_view = new QListView(parts);
    m_view->setObjectName(u"console.lines"_s);
    m_view->setAccessibleName(tr("What was said"));
    m_view->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_view->setModel(m_document.lines());
    m_view->setItemDelegate(new ConsoleDelegate(m_view));
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setResizeMode(QListView::Adjust);
    m_view->setFrameShape(QFrame::NoFrame);
    m_copy = makeAction("console.copy"_L1, m_view);
    m_view->addAction(m_clear);
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_result = new documents::JsonTreeModel(this);
    m_result->setRootName(tr("result"));
    m_tree = new QTreeView(parts);
    m_tree->setObjectName(u"console.tree"_s);
    m_tree->setAccessibleName(tr("The chosen result"));
    m_tree->setModel(m_result);
    m_tree->setItemDelegate(new JsonValueDelegate(m_tree));
    m_tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_tree->setUniformRowHeights(true);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->setSectionResizeMode(documents::JsonTreeModel::ValueColumn,
                                           QHeaderView::Stretch);
    m_tree->hide();
    parts->setStretchFactor(0, 3);
    parts->setStretchFactor(1, 2);
    return parts;
}

QWidget* ConsolePanel::makeBottom()
{
    auto* bottom = new QFrame(this);
    bottom->setObjectName(u"consoleInputBar"_s);
    bottom->setAutoFillBackground(true);
    bottom->setBackgroundRole(QPalette::Base);
    m_input = new ConsoleInput(m_document, bottom);
    auto* row = new QHBoxLayout(bottom);
    row->setContentsMargins(documents::spacing::small, documents::spacing::tiny,
                            documents::spacing::small, documents::spacing::tiny);
    row->setSpacing(documents::spacing::small);
    row->addWidget(m_input, 1);
    row->addWidget(makePanelButton(m_run, bottom), 0, Qt::AlignBottom);
    row->addWidget(makePanelButton(m_stop, bottom), 0, Qt::AlignBottom);
    return bottom;
}

void ConsolePanel::connectAll()
{
    using documents::ConsoleDocument;
    connect(m_run, &QAction::triggered, m_input, &ConsoleInput::runAll);
    connect(m_stop, &QAction::triggered, &m_document, &ConsoleDocument::stop);
    connect(m_clear, &QAction::triggered, m_document.lines(), &documents::ConsoleModel::clear);
    connect(m_copy, &QAction::triggered, this, &ConsolePanel::copyLines);
    connect(m_level, &QComboBox::currentIndexChanged, this, [this] {
        m_document.lines()->setLevel(store::LogLevel(m_level->currentData().toInt()));
    });
    connect(&m_document, &ConsoleDocument::runningChanged, this, &ConsolePanel::showRunning);
    connect(&m_document, &ConsoleDocument::inputEnded, this, &ConsolePanel::chooseResult);
    connect(&m_document, &ConsoleDocument::keysChanged, this, &ConsolePanel::showState);
    connect(&m_document, &ConsoleDocument::writableChanged, this, &ConsolePanel::showWritable);
    connect(&m_document, &ConsoleDocument::questionChanged, this, &ConsolePanel::showQuestion);
    connect(m_document.lines(), &QAbstractItemModel::rowsInserted, this, &ConsolePanel::follow,
            Qt::QueuedConnection);
    connect(m_document.lines(), &QAbstractItemModel::modelReset, this, &ConsolePanel::showResult);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &ConsolePanel::showResult);
}

void ConsolePanel::focusInput()
{
    if (m_input)
        m_input->setFocus();
    else
        setFocus();
}

void ConsolePanel::showRunning()
{
    m_run->setEnabled(!m_document.isRunning());
    m_stop->setEnabled(m_document.isRunning());
    showState();
}

void ConsolePanel::showState()
{
    const auto keys = m_document.loadedKeys();
    QStringList parts;
    if (m_document.isRunning())
        parts.append(tr("Running"));
    if (!m_document.store().empty())
        parts.append(tr("store is %1").arg(documents::visibleName(m_document.store())));
    if (keys.size() == 1)
        parts.append(tr("%1 is loaded and locked").arg(documents::visibleName(keys[0].key)));
    else if (!keys.empty())
        parts.append(tr("%1 keys are loaded and locked").arg(keys.size()));
    m_state->setText(parts.isEmpty() ? tr("The stores of the universe are in stores")
                                     : parts.join(u" · "_s));
}

void ConsolePanel::showWritable()
{
    if (m_document.isWritable()) {
        m_message->dismiss();
        return;
    }
    m_message->showMessage(documents::Tone::Warning,
                           tr("This universe is read-only: what would write is refused."),
                           {{tr("Unlock for Writing…"), [this] { emit unlockWanted(); }}}, false);
}

void ConsolePanel::showQuestion()
{
    const auto question = m_document.question();
    if (m_question && question.get() == &m_question->question())
        return;
    if (m_question) { // it is withdrawn
        m_question->disconnect(this);
        m_question->close();
    }
    if (!question)
        return;
    m_question = new WriteQuestion(question, this);
    connect(m_question, &WriteQuestion::answered, &m_document, &documents::ConsoleDocument::answer);
    m_question->open();
}

void ConsolePanel::follow()
{
    m_view->scrollToBottom();
}

/// The last container that the input gave.
void ConsolePanel::chooseResult()
{
    const documents::ConsoleModel* lines = m_document.lines();
    for (int row = lines->rowCount() - 1; row >= 0; --row) {
        const ConsoleLine& line = lines->line(row);
        if (line.kind == ConsoleLine::Kind::Input)
            return;
        if (line.kind == ConsoleLine::Kind::Result && line.value.isContainer()) {
            m_view->setCurrentIndex(lines->index(row));
            return;
        }
    }
}

void ConsolePanel::showResult()
{
    const QModelIndex index = m_view->currentIndex();
    const bool isResult =
        index.isValid() && m_document.lines()->line(index.row()).kind == ConsoleLine::Kind::Result;
    if (isResult) {
        m_result->reset(m_document.lines()->line(index.row()).value);
        m_tree->expand(m_result->index(0, 0));
        m_tree->resizeColumnToContents(documents::JsonTreeModel::NameColumn);
    }
    m_tree->setVisible(isResult);
}

void ConsolePanel::copyLines() const
{
    QModelIndexList chosen = m_view->selectionModel()->selectedIndexes();
    std::ranges::sort(chosen);
    QStringList texts;
    for (const QModelIndex& index : std::as_const(chosen))
        texts.append(index.data().toString());
    if (!texts.isEmpty())
        QGuiApplication::clipboard()->setText(texts.join(u'\n'));
}

} // namespace plectrum::ui

#include "moc_console_panel.cpp"
