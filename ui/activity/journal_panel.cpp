// SPDX-License-Identifier: MIT
#include "ui/activity/journal_panel.h"

#include "activity/record_address.h"
#include "documents/activity/journal_model.h"
#include "documents/activity/journal_text.h"
#include "documents/workspace.h"
#include "ui/activity/journal_delegate.h"
#include "ui/activity/journal_filter_bar.h"
#include "ui/widgets/action_table.h"
#include "ui/widgets/diff_view.h"
#include "ui/widgets/empty_note.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/panel_action.h"

#include <QAction>
#include <QEvent>
#include <QHeaderView>
#include <QSplitter>
#include <QStackedLayout>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

namespace plectrum::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int headerHeight = 24;
constexpr int whenWidth = 104;
constexpr int recordWidth = 168;
constexpr int actorWidth = 76;
constexpr int stateWidth = 96;
/// In less room than this what was written, where and when matter more than who wrote it.
constexpr int widthForActor = 720;

} // namespace

JournalPanel::JournalPanel(documents::Workspace& workspace, QWidget* parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_model(
          new documents::JournalModel(*workspace.journal(), workspace.universeId(), m_clock, this))
    , m_filter(new JournalFilterBar(m_clock, this))
    , m_message(new MessageBar(this))
    , m_view(new QTreeView(this))
    , m_diff(new DiffView(this))
    , m_empty(new EmptyState(this))
    , m_pages(new QStackedLayout)
    , m_request(new UndoController(workspace, this))
{
    setObjectName(u"journalPanel"_s);
    makeActions();
    makeView();
    m_pages->addWidget(m_empty);
    m_pages->addWidget(makeBottom());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeTop());
    layout->addWidget(m_message);
    layout->addLayout(m_pages, 1);
    setFocusProxy(m_view);
    connectAll();
    showStores();
    showEmptiness();
    showChosen();
}

void JournalPanel::makeActions()
{
    m_undo = makeAction("journal.undo"_L1, this);
    m_open = makeAction("journal.open"_L1, this);
    m_onlyRecord = makeAction("journal.onlyRecord"_L1, this);
    m_search = makeAction("journal.search"_L1, this);
    m_all = makeAction("journal.all"_L1, this);
    m_view->addActions({m_undo, m_open, m_onlyRecord, m_all});
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
}

void JournalPanel::makeView()
{
    m_view->setObjectName(u"journal.list"_s);
    m_view->setAccessibleName(tr("Journal of writes"));
    m_view->setModel(m_model);
    m_view->setItemDelegate(new JournalDelegate(m_view));
    m_view->setUniformRowHeights(true);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setExpandsOnDoubleClick(false);
    m_view->setAllColumnsShowFocus(true);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setIndentation(documents::spacing::large);
    m_view->installEventFilter(this);
    QHeaderView* header = m_view->header();
    header->setFixedHeight(headerHeight);
    header->setSectionsMovable(false);
    header->setStretchLastSection(false);
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setSectionResizeMode(documents::JournalModel::WriteColumn, QHeaderView::Stretch);
    header->resizeSection(documents::JournalModel::WhenColumn, whenWidth);
    header->resizeSection(documents::JournalModel::RecordColumn, recordWidth);
    header->resizeSection(documents::JournalModel::ActorColumn, actorWidth);
    header->resizeSection(documents::JournalModel::StateColumn, stateWidth);
}

bool JournalPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_view && event->type() == QEvent::Resize)
        m_view->setColumnHidden(documents::JournalModel::ActorColumn,
                                m_view->width() < widthForActor);
    return QWidget::eventFilter(watched, event);
}

QWidget* JournalPanel::makeTop()
{
    auto* top = new QWidget(this);
    auto* row = new QHBoxLayout(top);
    row->setContentsMargins(documents::spacing::small, documents::spacing::tiny,
                            documents::spacing::small, documents::spacing::tiny);
    row->setSpacing(documents::spacing::tiny);
    row->addWidget(m_filter, 1);
    row->addWidget(makePanelButton(m_onlyRecord, top, false));
    row->addWidget(makePanelButton(m_open, top, false));
    row->addWidget(makePanelButton(m_undo, top));
    return top;
}

QSplitter* JournalPanel::makeBottom()
{
    auto* splitter = new QSplitter(this);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_view);
    splitter->addWidget(m_diff);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    m_diff->setColumnTitles(tr("Before"), tr("After"));
    m_diff->setEqualText(tr("Nothing in the data"), tr("What is kept around the data changed."));
    return splitter;
}

void JournalPanel::connectAll()
{
    connect(m_undo, &QAction::triggered, this, &JournalPanel::undoChosen);
    connect(m_open, &QAction::triggered, this, &JournalPanel::openChosen);
    connect(m_onlyRecord, &QAction::triggered, this, &JournalPanel::showOnlyRecord);
    connect(m_search, &QAction::triggered, m_filter, &JournalFilterBar::focusText);
    connect(m_all, &QAction::triggered, m_filter, &JournalFilterBar::clear);
    connect(m_filter, &JournalFilterBar::changed, this, &JournalPanel::applyFilter);
    connect(m_view, &QTreeView::doubleClicked, this, &JournalPanel::openChosen);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &JournalPanel::showChosen);
    connect(m_model, &QAbstractItemModel::modelReset, this, &JournalPanel::showEmptiness);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &JournalPanel::showEmptiness);
    connect(m_model, &QAbstractItemModel::modelReset, this, &JournalPanel::showChosen);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &JournalPanel::showActions);
    connect(m_model, &documents::JournalModel::failed, this,
            [this](const QString& why) { m_message->showMessage(documents::Tone::Danger, why); });
    connect(m_request, &UndoController::reported, this,
            [this](documents::Tone meaning, const QString& what,
                   const QList<MessageBar::Choice>& choices, bool canBeDismissed) {
                m_message->showMessage(meaning, what, choices, canBeDismissed);
            });
    connect(m_request, &UndoController::runningChanged, this, &JournalPanel::showActions);
    connect(&m_workspace, &documents::Workspace::storesChanged, this, &JournalPanel::showStores);
}

void JournalPanel::focusList()
{
    m_view->setFocus(Qt::ShortcutFocusReason);
    if (!m_view->currentIndex().isValid())
        m_view->setCurrentIndex(m_model->index(0, 0));
}

void JournalPanel::applyFilter()
{
    m_model->setFilter(m_filter->filter());
}

void JournalPanel::showStores()
{
    QStringList names;
    for (const auto& store : m_workspace.stores())
        names += QString::fromStdString(store.name);
    m_filter->setStores(names);
}

void JournalPanel::showEmptiness()
{
    m_pages->setCurrentIndex(m_model->rowCount() > 0 ? 1 : 0);
    if (m_model->isFiltered())
        m_empty->say(tr("No write fits the filter"),
                     tr("Ctrl+Backspace shows all writes of this universe."));
    else
        m_empty->say(tr("Nothing was written yet"),
                     tr("Each write of yours to this universe is kept here, with what it changed. "
                        "Change a record and save it; it can be undone from here, also tomorrow."));
}

UndoController::Target JournalPanel::target() const
{
    const QModelIndex chosen = m_view->currentIndex();
    UndoController::Target target;
    if (!chosen.isValid())
        return target;
    target.entries = m_model->groupOf(chosen);
    target.isGroup = target.entries.size() > 1 && !chosen.parent().isValid();
    if (!target.isGroup && target.entries.size() > 1) {
        target.others = target.entries.size() - 1;
        target.entries = m_model->entriesAt(chosen);
    }
    return target;
}

void JournalPanel::showChosen()
{
    const QModelIndex chosen = m_view->currentIndex();
    showActions();
    if (!chosen.isValid())
        return m_diff->showState(tr("No write chosen"),
                                 tr("Choose a write to see what it changed."));
    showDifference(m_model->entriesAt(chosen));
}

void JournalPanel::showDifference(const std::vector<journal::Entry>& entries)
{
    documents::Difference difference;
    for (const auto& entry : entries) {
        documents::Difference own = documents::differenceOf(m_model->changesOf(entry.id));
        if (entries.size() == 1)
            difference = std::move(own);
        else
            documents::addBelow(difference, entry.address.key, std::move(own));
    }
    const auto& newest = entries.front();
    m_diff->setNote(QString::fromStdString(newest.reason));
    m_diff->showDifference(std::move(difference));
}

void JournalPanel::showActions()
{
    const UndoController::Target chosen = target();
    const auto refusal = m_request->refusalOf(chosen);
    m_undo->setEnabled(!chosen.entries.empty() && !refusal && !m_request->isRunning());
    m_undo->setToolTip(refusal && !chosen.entries.empty()
                           ? documents::refusalText(*refusal)
                           : tr("Take the chosen write back (Ctrl+U)"));
    const bool hasKey = !chosen.entries.empty() && !chosen.entries.front().address.key.empty();
    m_open->setEnabled(hasKey);
    m_onlyRecord->setEnabled(hasKey);
}

void JournalPanel::undoChosen()
{
    m_message->dismiss();
    m_request->ask(target());
}

void JournalPanel::openChosen()
{
    const auto entries = m_model->entriesAt(m_view->currentIndex());
    if (!entries.empty() && !entries.front().address.key.empty())
        m_workspace.openRecord(activity::addressOf(entries.front().address));
}

void JournalPanel::showOnlyRecord()
{
    const auto entries = m_model->entriesAt(m_view->currentIndex());
    if (!entries.empty())
        m_filter->choose(QString::fromStdString(entries.front().address.store),
                         QString::fromStdString(entries.front().address.key));
}

} // namespace plectrum::ui

#include "moc_journal_panel.cpp"
