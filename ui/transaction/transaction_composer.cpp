// SPDX-License-Identifier: MIT
// Longer than most: the one place where the parts of the page meet.
#include "ui/transaction/transaction_composer.h"

#include "documents/basics/drag_data.h"
#include "documents/basics/visible_name.h"
#include "documents/locks/keep_trying.h"
#include "documents/transaction/lane_model.h"
#include "documents/transaction/outcome_text.h"
#include "documents/transaction/reader_model.h"
#include "documents/workspace.h"
#include "ui/locks/lockless_dialog.h"
#include "ui/record/json_tree_view.h"
#include "ui/transaction/commit_question.h"
#include "ui/transaction/transaction_column.h"
#include "ui/transaction/transaction_lanes.h"
#include "ui/widgets/action_table.h"
#include "ui/widgets/edit_host.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/tone_label.h"

#include <QAction>
#include <QCheckBox>
#include <QDropEvent>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace plectrum::ui {

using namespace Qt::StringLiterals;
using Phase = documents::TransactionDocument::Phase;

TransactionComposer::TransactionComposer(documents::Workspace& workspace, QWidget* parent)
    : QWidget(parent)
    , m_document(workspace)
    , m_isPlayground(workspace.isPlayground())
    , m_laneModel(new documents::LaneModel(this))
    , m_readerModel(new documents::ReaderModel(this))
    , m_message(new MessageBar(this))
    , m_pages(new QStackedWidget(this))
    , m_columns(new QSplitter(Qt::Horizontal, this))
{
    setObjectName(u"transactionComposer"_s);
    setAcceptDrops(true);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_columns->setChildrenCollapsible(false);
    auto* scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(m_columns);
    m_pages->addWidget(makeEmptyPage());
    m_pages->addWidget(scroll);
    auto* floors = new QSplitter(Qt::Vertical, this);
    floors->setChildrenCollapsible(false);
    floors->addWidget(m_pages);
    floors->addWidget(makeSteps());
    floors->setStretchFactor(0, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeBar());
    column->addWidget(m_message);
    column->addWidget(floors, 1);
    m_message->hide();
    m_stepPart->hide();
    setFocusProxy(m_key);
    connectParts();
    showState();
}

QAction* TransactionComposer::addStackAction(QLatin1StringView id,
                                             void (documents::TransactionDocument::*does)())
{
    QAction* action = makeAction(id, this);
    connect(action, &QAction::triggered, this, [this, does] { replay(does); });
    return action;
}

QWidget* TransactionComposer::makeBar()
{
    auto* bar = new QWidget(this);
    m_key = new QLineEdit(bar);
    m_key->setObjectName(u"transaction.key"_s);
    m_key->setPlaceholderText(tr("Add a key"));
    m_key->setAccessibleName(tr("Key to add"));
    m_key->addAction(icon(u"key"_s), QLineEdit::LeadingPosition);
    m_key->setMaximumWidth(240);
    m_undo = addStackAction("transaction.undo"_L1, &documents::TransactionDocument::undo);
    m_redo = addStackAction("transaction.redo"_L1, &documents::TransactionDocument::redo);
    m_stepwise = new QCheckBox(tr("Step through"), bar);
    m_stepwise->setObjectName(u"transaction.stepwise"_s);
    m_stepwise->setToolTip(tr("Stops after each step; there you may play a crash"));
    m_stepwise->setVisible(m_isPlayground);
    m_commit = new QPushButton(bar);
    m_commit->setObjectName(u"transaction.commit"_s);
    m_commit->setAutoDefault(false);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(documents::spacing::medium, documents::spacing::small,
                            documents::spacing::medium, documents::spacing::small);
    row->setSpacing(documents::spacing::small);
    row->addWidget(m_key, 1);
    for (QAction* action : {m_undo, m_redo}) {
        auto* button = new QToolButton(bar);
        button->setDefaultAction(action);
        button->setAutoRaise(true);
        row->addWidget(button);
    }
    row->addStretch(1);
    row->addWidget(m_stepwise);
    row->addWidget(m_commit);
    return bar;
}

QWidget* TransactionComposer::makeEmptyPage()
{
    auto* page = new QWidget(this);
    auto* title = new QLabel(tr("Change several keys together, or none of them"), page);
    QFont strong = title->font();
    strong.setPointSizeF(strong.pointSizeF() * 1.25);
    strong.setWeight(QFont::DemiBold);
    title->setFont(strong);
    title->setAlignment(Qt::AlignCenter);
    auto* hint = new ToneLabel(documents::Tone::Muted, page);
    hint->setText(tr("Drag keys of one Lyra store here from the browser, or type one above.\n"
                     "Then edit them side by side, and drag values from one to another."));
    hint->setAlignment(Qt::AlignCenter);
    hint->setWordWrap(true);
    auto* column = new QVBoxLayout(page);
    column->setSpacing(documents::spacing::small);
    column->addStretch(2);
    column->addWidget(title);
    column->addWidget(hint);
    column->addStretch(3);
    return page;
}

QWidget* TransactionComposer::makeSteps()
{
    m_stepPart = new QWidget(this);
    m_lanes = new TransactionLanes(m_laneModel, m_stepPart);
    m_stepText = new ToneLabel(documents::Tone::Muted, m_stepPart);
    m_stepText->setObjectName(u"transaction.stepText"_s);
    m_continue = new QPushButton(tr("Continue"), m_stepPart);
    m_continue->setObjectName(u"transaction.continue"_s);
    m_crash = new QPushButton(tr("Crash here"), m_stepPart);
    m_crash->setObjectName(u"transaction.crash"_s);
    m_crash->setToolTip(tr("Stops as a server that dies at this moment: its locks stay"));
    connect(m_continue, &QPushButton::clicked, &m_document, &documents::TransactionDocument::goOn);
    connect(m_crash, &QPushButton::clicked, &m_document, &documents::TransactionDocument::crash);
    m_readers = new QTreeView(m_stepPart);
    m_readers->setObjectName(u"transaction.readers"_s);
    m_readers->setAccessibleName(tr("What a reader gets now"));
    m_readers->setModel(m_readerModel);
    m_readers->setRootIsDecorated(false);
    m_readers->setFrameShape(QFrame::NoFrame);
    m_readers->header()->setSectionResizeMode(QHeaderView::Stretch);
    m_readers->setMinimumHeight(90);
    m_readers->hide();
    auto* row = new QHBoxLayout;
    row->setContentsMargins(documents::spacing::medium, documents::spacing::small,
                            documents::spacing::medium, documents::spacing::small);
    row->setSpacing(documents::spacing::small);
    row->addWidget(m_stepText, 1);
    row->addWidget(m_crash);
    row->addWidget(m_continue);
    auto* column = new QVBoxLayout(m_stepPart);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(row);
    column->addWidget(m_lanes, 1);
    column->addWidget(m_readers, 1);
    return m_stepPart;
}

void TransactionComposer::connectParts()
{
    connect(m_key, &QLineEdit::returnPressed, this, &TransactionComposer::addTypedKey);
    connect(m_commit, &QPushButton::clicked, this, &TransactionComposer::askToCommit);
    const auto follow = [this](auto signal, auto slot) {
        connect(&m_document, signal, this, slot);
    };
    follow(&documents::TransactionDocument::partAdded, &TransactionComposer::addColumn);
    follow(&documents::TransactionDocument::partAboutToBeRemoved,
           &TransactionComposer::removeColumn);
    follow(&documents::TransactionDocument::changed, &TransactionComposer::showState);
    follow(&documents::TransactionDocument::stepped, &TransactionComposer::noteStep);
    follow(&documents::TransactionDocument::ended, &TransactionComposer::showEnd);
    follow(&documents::TransactionDocument::readersChanged, &TransactionComposer::showReaders);
    follow(&documents::TransactionDocument::failed, &TransactionComposer::showFailure);
}

documents::TransactionDocument& TransactionComposer::document()
{
    return m_document;
}

void TransactionComposer::setStore(const std::string& store)
{
    m_store = store;
}

QString TransactionComposer::message() const
{
    return m_message->isHidden() ? QString() : m_message->text();
}

void TransactionComposer::addKey(const store::KeyAddress& address)
{
    const auto added = m_document.add(address);
    if (added != documents::TransactionDocument::Added::Yes)
        m_message->showMessage(documents::Tone::Warning,
                               documents::addedText(added, m_document.storeName()));
    else
        m_store = address.store;
}

void TransactionComposer::addTypedKey()
{
    const std::string key = m_key->text().toStdString();
    if (key.empty())
        return;
    if (m_store.empty()) {
        m_message->showMessage(documents::Tone::Warning,
                               tr("Choose a Lyra store in the browser first."));
        return;
    }
    const std::string scope =
        m_document.parts().empty() ? "global" : m_document.parts().front()->address().scope;
    addKey({store::KeyAddress::Kind::Lyra, m_store, key, scope});
    m_key->clear();
}

std::vector<TransactionColumn*> TransactionComposer::columns() const
{
    std::vector<TransactionColumn*> columns;
    for (int i = 0; i < m_columns->count(); ++i)
        columns.push_back(qobject_cast<TransactionColumn*>(m_columns->widget(i)));
    return columns;
}

TransactionColumn* TransactionComposer::columnOf(const documents::RecordDocument* part) const
{
    for (TransactionColumn* column : columns())
        if (column && column->part() == part)
            return column;
    return nullptr;
}

void TransactionComposer::addColumn(documents::RecordDocument* part)
{
    auto* column = new TransactionColumn(m_document, part, m_columns);
    m_columns->addWidget(column);
    m_columns->setSizes(QList<int>(m_columns->count(), 400));
    connect(column, &TransactionColumn::reported, m_message, [this](const QString& text) {
        m_message->showMessage(documents::Tone::Warning, text);
    });
    connect(column->tree(), &JsonTreeView::editsChanged, this, &TransactionComposer::showState);
    connect(column, &TransactionColumn::menuWanted, this, [this, column](const QPoint& at) {
        QMenu* menu = makeRowMenu(column);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->popup(at);
    });
    connect(makeAction("transaction.moveTo"_L1, column->tree()), &QAction::triggered, column,
            [this, column] {
                const QRect row = column->tree()->visualRect(column->tree()->currentIndex());
                emit column->menuWanted(column->tree()->viewport()->mapToGlobal(row.bottomLeft()));
            });
    emit titleChanged();
}

void TransactionComposer::removeColumn(documents::RecordDocument* part)
{
    delete columnOf(part);
    emit titleChanged();
}

QMenu* TransactionComposer::makeRowMenu(TransactionColumn* from)
{
    auto* menu = new QMenu(this);
    using enum documents::TransferKind;
    const auto addKind = [&](documents::TransferKind kind, const QString& name,
                             const QString& text) {
        QMenu* targets = menu->addMenu(text);
        targets->setObjectName(name);
        for (TransactionColumn* to : columns()) {
            if (to == from)
                continue;
            const QString pointer = documents::visibleName(to->current().pointer.toString());
            QAction* action = targets->addAction(QString(to->part()->title() % u"  "_s % pointer));
            connect(action, &QAction::triggered, this,
                    [this, kind, from, to] { runTransfer(kind, from, to); });
        }
        targets->setEnabled(!targets->isEmpty());
    };
    addKind(Move, u"move"_s, tr("&Move to…"));
    addKind(Copy, u"copy"_s, tr("&Copy to…"));
    addKind(Swap, u"swap"_s, tr("&Swap with…"));
    menu->addSeparator();
    for (QAction* action : from->tree()->actions())
        menu->addAction(action);
    return menu;
}

void TransactionComposer::runTransfer(documents::TransferKind kind, TransactionColumn* from,
                                      TransactionColumn* to)
{
    if (!commitEdits(this))
        return;
    const QString refusal = m_document.transfer(kind, from->current(), to->current());
    if (!refusal.isEmpty())
        m_message->showMessage(documents::Tone::Warning, refusal);
}

void TransactionComposer::showState()
{
    const Phase phase = m_document.phase();
    m_pages->setCurrentIndex(m_document.parts().empty() ? 0 : 1);
    m_commit->setText(phase == Phase::Editing
                          ? CommitQuestion::commitText(m_document.changedCount())
                          : tr("Committing…"));
    // What is typed in a cell is taken over by the question.
    m_commit->setShortcut(QKeySequence::Save); // setText() takes it away
    m_commit->setEnabled(m_document.canCommit() || (phase == Phase::Editing && hasEdits(this)));
    m_commit->setToolTip(m_document.isIncomplete()
                             ? tr("A recovered key cannot be edited now: nothing can be committed "
                                  "without it. Wait, or remove the key.")
                             : QString());
    m_key->setEnabled(phase == Phase::Editing);
    m_stepwise->setEnabled(phase == Phase::Editing);
    m_undo->setEnabled(m_document.canUndo());
    m_redo->setEnabled(m_document.canRedo());
    m_continue->setVisible(phase == Phase::Paused);
    m_crash->setVisible(phase == Phase::Paused && m_isPlayground);
}

void TransactionComposer::replay(void (documents::TransactionDocument::*does)())
{
    if (commitEdits(this))
        (m_document.*does)();
}

void TransactionComposer::askToCommit()
{
    if (!commitEdits(this) || !m_document.canCommit())
        return;
    const bool isStepwise = m_isPlayground && m_stepwise->isChecked();
    const documents::TransactionDrafts drafts = m_document.drafts();
    auto* question = new CommitQuestion(drafts, isStepwise, this);
    connect(question, &CommitQuestion::confirmed, this,
            [this, drafts, isStepwise] { begin(drafts, isStepwise); });
    question->open();
}

void TransactionComposer::showFailure(const QString& why, bool isOfLock)
{
    m_isTrying = false;
    QList<MessageBar::Choice> choices;
    if (isOfLock) {
        choices.append(
            {documents::keepTryingText(), [this] { begin(m_agreed, m_agreedStepwise, true); }});
        choices += locklessChoices(m_document.lockConsent(), this,
                                   [this] { begin(m_agreed, m_agreedStepwise); });
    }
    m_message->showMessage(documents::Tone::Danger, tr("Nothing was written. %1").arg(why),
                           choices);
}

void TransactionComposer::begin(const documents::TransactionDrafts& agreed, bool isStepwise,
                                bool keepsTrying)
{
    if (!m_document.isDrafts(agreed)) {
        m_message->showMessage(documents::Tone::Accent,
                               tr("The drafts were changed since they were shown, so nothing was "
                                  "written."));
        return askToCommit();
    }
    std::vector<std::string> keys;
    for (const documents::PartDraft& one : agreed)
        keys.push_back(one.part->address().key);
    m_agreed = documents::TransactionDrafts(agreed);
    m_agreedStepwise = isStepwise;
    m_isTrying = keepsTrying;
    if (keepsTrying)
        m_message->showMessage(documents::Tone::Accent, documents::tryingText(tr("each key")),
                               {{documents::stopTryingText(), [this] { m_document.stopTrying(); }}},
                               false);
    else
        m_message->dismiss();
    m_laneModel->begin(keys);
    m_stepText->setText(tr("Taking the locks…"));
    m_stepPart->show();
    m_document.commit(m_agreed, isStepwise, keepsTrying);
}

void TransactionComposer::noteStep(const store::TransactionStep& step)
{
    m_laneModel->add(step);
    m_stepText->setText(m_laneModel->lastSentence());
}

void TransactionComposer::showEnd()
{
    const editing::CommitResult& result = *m_document.result();
    m_laneModel->end(result.outcome);
    if (m_laneModel->columnCount() > 0)
        m_stepText->setText(m_laneModel->lastSentence());
    const bool isInVain = std::exchange(m_isTrying, false)
        && std::ranges::contains(result.keys, editing::KeyState::Locked,
                                 &editing::KeyResult::state);
    m_message->showMessage(documents::outcomeTone(result.outcome),
                           isInVain ? documents::triedInVainText()
                                    : documents::outcomeText(result));
}

void TransactionComposer::showReaders()
{
    m_readerModel->setReaders(m_document.readers());
    m_readers->setVisible(!m_document.readers().empty());
}

void TransactionComposer::dragEnterEvent(QDragEnterEvent* event)
{
    if (documents::draggedKey(event->mimeData()))
        event->acceptProposedAction();
}

void TransactionComposer::dropEvent(QDropEvent* event)
{
    if (const auto key = documents::draggedKey(event->mimeData())) {
        addKey(*key);
        event->acceptProposedAction();
    }
}

} // namespace plectrum::ui

#include "moc_transaction_composer.cpp"
