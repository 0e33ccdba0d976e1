// SPDX-License-Identifier: MIT
#include "ui/transaction/transaction_column.h"

#include "documents/basics/drag_data.h"
#include "documents/basics/failure_text.h"
#include "documents/record/json_tree_model.h"
#include "documents/transaction/outcome_text.h"
#include "ui/record/json_tree_view.h"
#include "ui/save/conflict_view.h"
#include "ui/widgets/action_table.h"
#include "ui/widgets/diff_view.h"
#include "ui/widgets/edit_host.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/tone_label.h"

#include <QAction>
#include <QDropEvent>
#include <QHeaderView>
#include <QLabel>
#include <QSplitter>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

namespace plectrum::ui {

using namespace Qt::StringLiterals;

namespace {

/// Shift swaps, Ctrl copies, else it is a move.
documents::TransferKind kindOf(const QDropEvent& event)
{
    if (event.modifiers().testFlag(Qt::ShiftModifier))
        return documents::TransferKind::Swap;
    return event.modifiers().testFlag(Qt::ControlModifier) ? documents::TransferKind::Copy
                                                           : documents::TransferKind::Move;
}

} // namespace

TransactionColumn::TransactionColumn(documents::TransactionDocument& transaction,
                                     documents::RecordDocument* part, QWidget* parent)
    : QFrame(parent)
    , m_transaction(transaction)
    , m_part(part)
    , m_model(new documents::JsonTreeModel(this))
    , m_tree(new JsonTreeView(part, m_model, this))
    , m_diff(new DiffView(this))
    , m_message(new MessageBar(this))
    , m_conflicts(new ConflictView(this))
{
    setObjectName(u"transaction.column"_s);
    m_model->setDocument(part);
    m_tree->setAccessibleName(tr("Data of %1").arg(part->title()));
    m_tree->header()->hideSection(documents::JsonTreeModel::TypeColumn);
    m_tree->header()->resizeSection(documents::JsonTreeModel::NameColumn, 150);
    m_tree->setDragEnabled(true);
    m_tree->setAcceptDrops(true);
    m_tree->viewport()->setAcceptDrops(true);
    m_tree->viewport()->installEventFilter(this);
    m_diff->setColumnTitles(tr("Before"), tr("After"));
    m_diff->setEqualText(tr("Not changed"), tr("Edit it, or drag something from another key."));
    auto* sides = new QSplitter(Qt::Vertical, this);
    sides->addWidget(m_tree);
    sides->addWidget(m_diff);
    sides->setChildrenCollapsible(false);
    sides->setStretchFactor(0, 3);
    sides->setStretchFactor(1, 2);
    sides->setSizes({300, 170});
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHeader());
    column->addWidget(m_message);
    column->addWidget(m_conflicts);
    column->addWidget(sides, 1);
    setMinimumWidth(260);
    m_message->hide();
    makeActions();
    connect(part, &documents::RecordDocument::phaseChanged, this, &TransactionColumn::showState);
    connect(part, &documents::RecordDocument::loaded, this, &TransactionColumn::showState);
    connect(part, &documents::RecordDocument::valueChanged, this, &TransactionColumn::showState);
    connect(&transaction, &documents::TransactionDocument::phaseChanged, this,
            &TransactionColumn::showState);
    connect(&transaction, &documents::TransactionDocument::ended, this,
            [this] { showResult(m_transaction.resultOf(m_part)); });
    connect(m_tree, &JsonTreeView::message, this, &TransactionColumn::reported);
    connect(m_tree, &QWidget::customContextMenuRequested, this,
            [this](const QPoint& at) { emit menuWanted(m_tree->viewport()->mapToGlobal(at)); });
    connect(m_conflicts, &ConflictView::cancelled, m_conflicts, &QWidget::hide);
    connect(m_conflicts, &ConflictView::resolved, this,
            [this](const json::Value& newest, const json::Value& draft) {
                m_conflicts->hide();
                m_message->dismiss();
                m_part->applyNewest(newest, draft);
            });
    showState();
}

QWidget* TransactionColumn::makeHeader()
{
    auto* bar = new QWidget(this);
    auto* title = new QLabel(m_part->title(), bar);
    QFont strong = title->font();
    strong.setWeight(QFont::DemiBold);
    title->setFont(strong);
    title->setTextFormat(Qt::PlainText);
    title->setToolTip(m_part->title());
    title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_state = new ToneLabel(documents::Tone::Muted, bar);
    auto* close = new QToolButton(bar);
    close->setObjectName(u"transaction.removeKey"_s);
    close->setIcon(icon(u"close"_s));
    close->setAutoRaise(true);
    close->setToolTip(tr("Remove %1 from the transaction").arg(m_part->title()));
    close->setAccessibleName(close->toolTip());
    connect(close, &QToolButton::clicked, this, [this] { m_transaction.remove(m_part); });
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(documents::spacing::medium, documents::spacing::tiny,
                            documents::spacing::tiny, documents::spacing::tiny);
    row->setSpacing(documents::spacing::small);
    row->addWidget(title, 1);
    row->addWidget(m_state);
    row->addWidget(close);
    return bar;
}

void TransactionColumn::makeActions()
{
    const auto add = [this](QLatin1StringView id, auto does) {
        connect(makeAction(id, m_tree), &QAction::triggered, m_tree, [this, does] {
            if (m_tree->commitEdits())
                (m_tree->*does)();
        });
    };
    add("node.rename"_L1, &JsonTreeView::renameCurrent);
    add("node.edit"_L1, &JsonTreeView::editValue);
    add("node.add"_L1, &JsonTreeView::addSibling);
    add("node.addChild"_L1, &JsonTreeView::addChild);
    add("node.duplicate"_L1, &JsonTreeView::duplicateCurrent);
    add("node.remove"_L1, &JsonTreeView::removeCurrent);
}

documents::RecordDocument* TransactionColumn::part() const
{
    return m_part;
}

JsonTreeView* TransactionColumn::tree() const
{
    return m_tree;
}

documents::PartPointer TransactionColumn::current() const
{
    return {m_part, m_tree->currentPointer()};
}

QString TransactionColumn::message() const
{
    return m_message->isHidden() ? QString() : m_message->text();
}

void TransactionColumn::showState()
{
    using Phase = documents::RecordDocument::Phase;
    const bool isQuiet = m_transaction.phase() == documents::TransactionDocument::Phase::Editing;
    m_tree->setEnabled(isQuiet);
    m_state->setText(m_part->phase() == Phase::Loading ? tr("Reading…")
                         : m_part->isModified()        ? tr("changed")
                                                       : QString());
    if (m_part->phase() == Phase::Loading) {
        m_diff->showState(tr("Reading…"), {});
    } else if (m_part->phase() == Phase::Failed) {
        m_diff->showState(tr("It could not be read"), m_part->failure());
    } else if (!m_part->isEditable()) {
        const auto& damage = m_part->inspection().damage;
        m_diff->showState(tr("Cannot take part"),
                          damage ? documents::damageText(*damage)
                                 : tr("There is no record at this key."));
    } else {
        const bool hasBase = m_part->inspection().data.has_value() || !m_part->base().isNull();
        m_diff->compare(hasBase ? std::optional(m_part->base()) : std::nullopt, m_part->value());
    }
}

void TransactionColumn::showResult(const editing::KeyResult* result)
{
    m_conflicts->hide();
    m_message->dismiss();
    if (!result)
        return;
    const QString why = documents::keyStateText(*result);
    const bool isGrave = result->state == editing::KeyState::NotWritable
        || result->state == editing::KeyState::Refused;
    if (!why.isEmpty())
        m_message->showMessage(isGrave ? documents::Tone::Danger : documents::Tone::Warning, why);
    if (result->state == editing::KeyState::Conflicts)
        showConflicts(*result);
}

void TransactionColumn::showConflicts(const editing::KeyResult& result)
{
    editing::SaveResult save;
    save.outcome = editing::SaveOutcome::Conflicts;
    save.written = result.merged;
    save.newest = result.newest.value_or(json::Value());
    save.conflicts = result.conflicts;
    m_conflicts->setResult(save);
    m_conflicts->show();
}

documents::PartPointer TransactionColumn::pointerAt(const QPoint& at) const
{
    const QModelIndex index = m_tree->indexAt(at);
    return {m_part, index.isValid() ? m_model->pointer(index) : json::Pointer()};
}

bool TransactionColumn::handleDrop(QDropEvent* event)
{
    const auto dragged = documents::draggedValue(event->mimeData());
    documents::RecordDocument* source = dragged ? m_transaction.part(dragged->address) : nullptr;
    if (!source)
        return false;
    if (!commitEdits(window(), m_part) || !commitEdits(window(), source))
        return true;
    const QString refusal = m_transaction.transfer(kindOf(*event), {source, dragged->pointer},
                                                   pointerAt(event->position().toPoint()));
    if (!refusal.isEmpty())
        emit reported(refusal);
    // The draft is changed already: the view that it comes from must remove nothing.
    event->setDropAction(Qt::CopyAction);
    event->accept();
    return true;
}

bool TransactionColumn::eventFilter(QObject* object, QEvent* event)
{
    if (event->type() == QEvent::Drop)
        return handleDrop(static_cast<QDropEvent*>(event));
    if (event->type() != QEvent::DragEnter && event->type() != QEvent::DragMove)
        return QFrame::eventFilter(object, event);
    auto* move = static_cast<QDragMoveEvent*>(event);
    if (!documents::draggedValue(move->mimeData()))
        return false;
    const QModelIndex index = m_tree->indexAt(move->position().toPoint());
    m_tree->selectionModel()->select(
        index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    move->acceptProposedAction();
    return true;
}

} // namespace plectrum::ui

#include "moc_transaction_column.cpp"
