// SPDX-License-Identifier: MIT
#include "ui/record/record_panel.h"

#include "documents/basics/failure_text.h"
#include "documents/basics/tone.h"
#include "documents/basics/version_text.h"
#include "documents/history/record_history.h"
#include "documents/record/json_tree_model.h"
#include "ui/history/history_panel.h"
#include "ui/history/version_timeline.h"
#include "ui/locks/lock_actions.h"
#include "ui/locks/lock_indicator.h"
#include "ui/locks/lock_notice.h"
#include "ui/record/game_notice.h"
#include "ui/record/json_text_view.h"
#include "ui/record/json_tree_view.h"
#include "ui/record/record_actions.h"
#include "ui/record/record_facts.h"
#include "ui/record/search_bar.h"
#include "ui/record/text_search_bar.h"
#include "ui/save/conflict_view.h"
#include "ui/save/save_controller.h"
#include "ui/settings/splitter_memory.h"
#include "ui/widgets/edit_host.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/numbered_text_edit.h"

#include <QAction>
#include <QLabel>
#include <QMenu>
#include <QSplitter>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace plectrum::ui {

namespace {

/// So that the window can be made small; what does not fit is scrolled to.
constexpr int smallestPart = 72;
constexpr int stripHeight = 134; ///< of the history until it is made

enum Page
{
    EmptyPage,
    ContentPage
};

/// Why it could not be read again, and how old what is shown is.
QString staleText(const documents::RecordDocument& document)
{
    if (!document.readTime())
        return document.failure();
    return RecordPanel::tr("%1 What is shown was read on %2.")
        .arg(document.failure(),
             documents::momentText(document.readTime()->time_since_epoch().count()));
}

} // namespace

RecordPanel::RecordPanel(documents::RecordDocument* document, QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_model(new documents::JsonTreeModel(this))
    , m_floors(new QSplitter(Qt::Vertical, this))
    , m_pages(new QStackedWidget(m_floors))
    , m_sides(new QSplitter(Qt::Horizontal, m_pages))
    , m_treeSide(new QWidget(m_sides))
    , m_tree(new JsonTreeView(document, m_model, m_treeSide))
    , m_search(new SearchBar(m_tree, m_treeSide))
    , m_actions(new RecordActions(document, m_tree, this))
    , m_textHolder(new QWidget(m_sides))
    , m_historyHolder(new QWidget(m_floors))
    , m_nextPart(new QTimer(this))
    , m_lockActions(new LockActions(document->lock(), this))
    , m_lock(new LockIndicator(document->lock(), m_lockActions->all(), this))
    , m_facts(new RecordFactStrip(document, m_lock, this))
    , m_banner(new MessageBar(this))
    , m_message(new MessageBar(this))
    , m_lockBar(new MessageBar(this))
    , m_gameBar(new MessageBar(this))
    , m_lockNotice(new LockNotice(document->lock(), m_lockBar))
    , m_saving(new SaveController(document, m_actions->find(QStringLiteral("record.save")), this))
{
    build();
    // First the model: what is raw is put into it once it has emptied itself.
    m_model->setDocument(document);
    connectParts();
    if (document->phase() == documents::RecordDocument::Phase::Ready)
        showLoaded();
    showPhase();
    m_nextPart->setInterval(0);
    m_nextPart->start();
}

documents::RecordDocument* RecordPanel::document() const
{
    return m_document;
}

QList<QAction*> RecordPanel::recordActions() const
{
    return m_actions->all() + m_lock->menuActions();
}

JsonTreeView* RecordPanel::tree() const
{
    return m_tree;
}

JsonTextView* RecordPanel::text()
{
    if (!m_text)
        makeText();
    return m_text;
}

HistoryPanel* RecordPanel::history()
{
    if (!m_history)
        makeHistory();
    return m_history;
}

ConflictView* RecordPanel::conflicts()
{
    if (!m_conflicts) {
        m_conflicts = new ConflictView(this);
        m_column->insertWidget(m_column->indexOf(m_floors), m_conflicts, 1);
        m_saving->setConflictView(m_conflicts);
    }
    return m_conflicts;
}

void RecordPanel::hideConflicts()
{
    if (!m_conflicts || m_conflicts->isHidden())
        return;
    const bool hadFocus = m_conflicts->isAncestorOf(window()->focusWidget());
    m_conflicts->hide();
    m_floors->show();
    if (hadFocus)
        focusContent();
}

/// In the place of all else: an edit beside it would be lost with the choice.
void RecordPanel::showConflicts(const editing::SaveResult& result)
{
    conflicts()->setResult(result);
    m_floors->hide();
    conflicts()->show();
    conflicts()->setFocus(Qt::OtherFocusReason);
}

void RecordPanel::makeNextPart()
{
    if (!m_text)
        makeText();
    else if (!m_history)
        makeHistory();
    if (m_text && m_history)
        m_nextPart->stop();
}

void RecordPanel::makeText()
{
    const QAction* isShown = m_actions->find(QStringLiteral("view.text"));
    m_text = new JsonTextView(m_document);
    delete m_sides->replaceWidget(1, m_text); // in whose room it stands, shown or not yet
    m_textHolder = nullptr;
    m_text->setVisible(isShown->isChecked());
    m_sides->setCollapsible(1, false);
    showOtherText();
    connect(m_tree, &JsonTreeView::currentPointerChanged, m_text,
            [this] { m_text->setSelection(m_tree->currentPointer()); });
    if (m_tree->currentIndex().isValid())
        m_text->setSelection(m_tree->currentPointer());
    connect(m_text, &JsonTextView::pendingChanged, this, &RecordPanel::noteEdits);
    connect(m_text, &JsonTextView::refused, this, &RecordPanel::showMessage);
}

void RecordPanel::makeHistory()
{
    m_history = new HistoryPanel(m_document);
    delete m_floors->replaceWidget(1, m_history);
    m_historyHolder = nullptr;
    m_history->show();
    m_floors->setCollapsible(1, false);
    connect(m_history, &HistoryPanel::stripChanged, this, &RecordPanel::giveRoomToHistory);
    connect(m_history->history(), &documents::RecordHistory::versionsChanged, this,
            &RecordPanel::showDamage);
    connect(m_history->history(), &documents::RecordHistory::loadingChanged, this,
            &RecordPanel::showDamage);
    showDamage();
}

/// As much as it was given last.
void RecordPanel::giveRoomToHistory(bool isStrip)
{
    if (isStrip) {
        const int low = m_history->maximumHeight();
        return m_floors->setSizes({m_floors->height() - low, low});
    }
    constexpr int usual = 300;
    const QList<int> kept = SplitterMemory::sizesOf(m_floors);
    const int height = std::min(kept.size() == 2 ? kept[1] : usual, m_floors->height() * 2 / 3);
    m_floors->setSizes({m_floors->height() - height, height});
}

MessageBar* RecordPanel::messageBar() const
{
    return m_message;
}

void RecordPanel::focusContent()
{
    if (m_tree->isVisible())
        m_tree->setFocus(Qt::ShortcutFocusReason);
    else if (m_document->phase() == documents::RecordDocument::Phase::Loading)
        m_focusBefore = window()->focusWidget();
    else
        history()->timeline()->setFocus(Qt::ShortcutFocusReason);
}

void RecordPanel::focusContentIfAsked()
{
    if (m_document->phase() == documents::RecordDocument::Phase::Loading)
        return;
    const QWidget* before = std::exchange(m_focusBefore, nullptr);
    if (before && before == window()->focusWidget() && isVisible())
        focusContent();
}

void RecordPanel::fillTreeSide()
{
    auto* column = new QVBoxLayout(m_treeSide);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_tree, 1);
    column->addWidget(m_search);
}

QWidget* RecordPanel::makeEmptyPage()
{
    m_empty = new QLabel(m_pages);
    m_empty->setObjectName(QStringLiteral("record.empty"));
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setMargin(documents::spacing::huge);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    return m_empty;
}

void RecordPanel::build()
{
    m_banner->setObjectName(QStringLiteral("record.banner"));
    m_lockBar->setObjectName(QStringLiteral("record.lockNotice"));
    m_gameBar->setObjectName(QStringLiteral("record.game"));
    m_floors->setObjectName(QStringLiteral("recordFloors"));
    m_sides->setObjectName(QStringLiteral("recordSides"));
    m_lock->setCaption(tr("Lock"));
    fillTreeSide();
    m_sides->addWidget(m_treeSide);
    m_sides->addWidget(m_textHolder);
    m_sides->setStretchFactor(0, 3);
    m_sides->setStretchFactor(1, 2);
    m_sides->setSizes({600, 400});
    m_sides->setChildrenCollapsible(false);
    m_sides->setHandleWidth(1);
    m_pages->addWidget(makeEmptyPage());
    m_pages->addWidget(m_sides);
    m_floors->addWidget(m_pages);
    m_floors->addWidget(m_historyHolder);
    // The history needs room for its axis and some rows of a difference.
    m_floors->setStretchFactor(0, 3);
    m_floors->setStretchFactor(1, 2);
    m_historyHolder->setFixedHeight(stripHeight);
    m_floors->setSizes({330, stripHeight});
    m_pages->setMinimumHeight(smallestPart);
    m_floors->setChildrenCollapsible(false);
    m_floors->setHandleWidth(1);
    m_column = new QVBoxLayout(this);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    m_column->addWidget(m_facts);
    m_column->addWidget(m_banner);
    m_column->addWidget(m_gameBar);
    m_column->addWidget(m_message);
    m_column->addWidget(m_lockBar);
    m_column->addWidget(m_floors, 1);
    m_actions->find(QStringLiteral("view.text"))->setChecked(true);
    setFocusProxy(m_tree);
}

void RecordPanel::connectParts()
{
    const auto on = [this](const QString& name, auto slot) {
        connect(m_actions->find(name), &QAction::triggered, this, slot);
    };
    on(QStringLiteral("record.reload"), [this] { m_document->reload(); });
    connect(m_actions, &RecordActions::findWanted, this, &RecordPanel::find);
    on(QStringLiteral("text.format"), [this] { text()->format(); });
    on(QStringLiteral("text.fold"), [this] { text()->lines()->foldAtCursor(); });
    on(QStringLiteral("text.unfold"), [this] { text()->lines()->unfoldAtCursor(); });
    on(QStringLiteral("text.unfoldAll"), [this] { text()->lines()->unfoldAll(); });
    connect(m_actions->find(QStringLiteral("view.text")), &QAction::toggled, this,
            &RecordPanel::toggleText);
    connect(m_tree, &JsonTreeView::message, this, &RecordPanel::showMessage);
    connect(m_tree, &JsonTreeView::editsChanged, this, &RecordPanel::noteEdits);
    connect(m_tree, &JsonTreeView::typeMenuWanted, this, &RecordPanel::showTypeMenu);
    connect(m_tree, &QWidget::customContextMenuRequested, this, &RecordPanel::showContextMenu);
    connect(m_nextPart, &QTimer::timeout, this, &RecordPanel::makeNextPart);
    connect(m_document, &documents::RecordDocument::phaseChanged, this, &RecordPanel::showPhase);
    connect(m_document, &documents::RecordDocument::loaded, this, &RecordPanel::showLoaded);
    m_saving->setFeedback(m_message, m_lockNotice);
    connect(m_saving, &SaveController::conflictsMet, this, &RecordPanel::showConflicts);
    connect(m_saving, &SaveController::conflictsOver, this, &RecordPanel::hideConflicts);
    connect(m_saving, &SaveController::conflictsMet, this, [this] { emit conflictsChanged(true); });
    connect(m_saving, &SaveController::conflictsOver, this,
            [this] { emit conflictsChanged(false); });
    m_lock->setActions(m_lockActions->all() + QList{m_saving->whenFreeAction()});
}

void RecordPanel::find(RecordActions::Find what)
{
    const auto in = [what](auto* bar) {
        if (what == RecordActions::Find::Open)
            bar->open();
        else if (what == RecordActions::Find::Next)
            bar->next();
        else
            bar->previous();
    };
    if (m_text && m_text->hasFocusInside())
        in(m_text->search());
    else
        in(m_search);
}

void RecordPanel::toggleText(bool isShown)
{
    if (m_text)
        m_text->setVisible(isShown);
    else
        m_textHolder->setVisible(isShown);
}

bool RecordPanel::hasEdits() const
{
    return m_hasEdits;
}

/// What is typed can be saved before it is part of the draft: saving takes it over.
void RecordPanel::noteEdits()
{
    const bool has = ui::hasEdits(this);
    if (std::exchange(m_hasEdits, has) == has)
        return;
    m_saving->setTypedTextPending(has);
    emit editsChanged(has);
}

void RecordPanel::showMessage(const QString& text)
{
    m_message->showMessage(documents::Tone::Warning, text);
}

void RecordPanel::setUserNames(documents::UserNames* names)
{
    m_facts->setUserNames(names);
}

void RecordPanel::setGames(documents::GameBindings& games)
{
    m_game = new GameNotice(m_document, games, {m_tree, m_facts, m_gameBar}, this);
    connect(m_game, &GameNotice::gameWanted, this, &RecordPanel::gameWanted);
    m_saving->setDraftCheck(m_game->check());
}

void RecordPanel::showPhase()
{
    const bool hasContent = m_model->rowCount() > 0;
    switch (m_document->phase()) {
    case documents::RecordDocument::Phase::Loading:
        m_empty->setText(tr("Loading…"));
        m_banner->dismiss();
        break;
    case documents::RecordDocument::Phase::Failed:
        m_empty->setText(tr("The record could not be read."));
        m_banner->showMessage(documents::Tone::Danger, staleText(*m_document),
                              {{tr("Try again"), [this] { m_document->reload(); }}}, false);
        break;
    default:
        m_empty->setText(
            tr("No entry at this key.\nIf it was removed, its history below may still hold "
               "versions that can be restored."));
    }
    m_pages->setCurrentIndex(hasContent ? ContentPage : EmptyPage);
    focusContentIfAsked();
}

void RecordPanel::showLoaded()
{
    const store::Inspection& inspection = m_document->inspection();
    const bool isRaw = !m_document->hasData() && inspection.entry;
    m_model->setRootName(isRaw ? tr("entry") : tr("data"));
    if (isRaw)
        m_model->reset(inspection.entry->value);
    showOtherText();
    hideConflicts();
    showBanner();
    showPhase();
}

void RecordPanel::showOtherText()
{
    const store::Inspection& inspection = m_document->inspection();
    const bool isRaw = !m_document->hasData() && inspection.entry;
    if (m_text)
        m_text->setOther(isRaw ? std::optional(inspection.entry->value) : std::nullopt);
}

/// Again when the history is known: what is said of it depends on it.
void RecordPanel::showDamage()
{
    const store::RecordState state = m_document->inspection().state;
    if (state == store::RecordState::Damaged || state == store::RecordState::Absent)
        showBanner();
}

/// A key that was removed can be brought back, one that is not there be made.
void RecordPanel::showAbsence()
{
    if (m_document->phase() != documents::RecordDocument::Phase::Ready)
        return;
    QList<MessageBar::Choice> choices{{tr("New Record…"), [this] { emit recordWanted(); }}};
    const bool wasRemoved = m_history && !m_history->history()->versions().empty();
    if (wasRemoved)
        choices.prepend({tr("Undelete…"), [this] { emit undeletionWanted(); }});
    m_banner->showMessage(documents::Tone::Accent,
                          wasRemoved ? tr("This key was removed. Its history still holds what "
                                          "stood there.")
                                     : tr("There is no entry at this key."),
                          choices, false);
}

/// Of a damaged record: whether the history still has something from before.
QString RecordPanel::olderVersionsText() const
{
    const auto& entry = m_document->inspection().entry;
    if (!m_history)
        return {};
    const documents::RecordHistory& history = *m_history->history();
    if (history.isLoading() || !history.failure().isEmpty() || !entry)
        return {};
    const bool hasOlder = std::ranges::any_of(history.versions(), [&entry](const auto& version) {
        return !version.deleted && version.version != entry->info.version;
    });
    return hasOlder ? tr(" Older versions are kept: choose one in the history below to restore it.")
                    : tr(" No older version is kept any more.");
}

/// Games take an odd entry for no data; a person chooses.
QList<MessageBar::Choice> RecordPanel::damageChoices()
{
    if (!m_document->canCountAsNoData())
        return {};
    return {{tr("Treat as no data"), [this] {
                 m_document->countAsNoData();
                 focusContent();
             }}};
}

void RecordPanel::showBanner()
{
    const store::Inspection& inspection = m_document->inspection();
    using enum store::RecordState;
    if (m_document->countsAsNoData()) {
        m_banner->showMessage(
            documents::Tone::Warning,
            tr("The odd entry at this key counts as no data, as games take it: what "
               "stands below is a new record. Saving it replaces that entry as a whole, "
               "and asks before. Reading the record again shows the entry."),
            {}, false);
    } else if (inspection.state == Absent) {
        showAbsence();
    } else if (inspection.state == Damaged) {
        const QString why =
            inspection.damage ? documents::damageText(*inspection.damage) : QString();
        m_banner->showMessage(
            documents::Tone::Danger,
            tr("This record is damaged: %1.\nBelow stands the entry as it is stored, "
               "read-only.%2")
                .arg(why, olderVersionsText()),
            damageChoices(), false);
    } else if (inspection.state == NotLyra) {
        QString text = tr("This entry is not in Lyra's format. It is shown as it is stored, "
                          "read-only.");
        if (inspection.damage)
            text = tr("%1\n%2.").arg(text, documents::damageText(*inspection.damage));
        m_banner->showMessage(documents::Tone::Warning, text, damageChoices(), false);
    } else if (inspection.transaction == store::TransactionState::Pending) {
        m_banner->showMessage(
            documents::Tone::Warning,
            tr("This key is inside a transaction that is not finished. What is shown "
               "is the data before it; the key cannot be saved until it is over."),
            {{tr("Check again"), [this] { m_document->reload(); }}}, false);
    } else {
        m_banner->dismiss();
    }
}

void RecordPanel::showContextMenu(const QPoint& at)
{
    QMenu* menu = m_actions->makeContextMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->popup(m_tree->viewport()->mapToGlobal(at));
}

void RecordPanel::showTypeMenu()
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions(m_actions->typeActions());
    const QRect row = m_tree->visualRect(
        m_tree->currentIndex().siblingAtColumn(documents::JsonTreeModel::ValueColumn));
    menu->popup(m_tree->viewport()->mapToGlobal(row.bottomLeft()));
}

} // namespace plectrum::ui

#include "moc_record_panel.cpp"
