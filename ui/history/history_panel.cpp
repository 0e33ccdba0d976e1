// SPDX-License-Identifier: MIT
#include "ui/history/history_panel.h"

#include "documents/basics/failure_text.h"
#include "documents/basics/tone.h"
#include "documents/basics/version_text.h"
#include "documents/history/record_history.h"
#include "documents/history/version_list_model.h"
#include "documents/locks/keep_trying.h"
#include "documents/locks/lock_status.h"
#include "documents/record/record_document.h"
#include "ui/history/version_timeline.h"
#include "ui/locks/lockless_dialog.h"
#include "ui/save/restore_question.h"
#include "ui/save/save_dialog.h"
#include "ui/widgets/action_table.h"
#include "ui/widgets/diff_view.h"
#include "ui/widgets/edit_host.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/tone_label.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>

namespace plectrum::ui {

using namespace Qt::StringLiterals;

namespace {

/// Narrower than that the restore button shows its icon only.
constexpr int roomForWords = 620;

QLabel* label(const QString& name, documents::Tone meaning, QWidget* parent)
{
    auto* made = new ToneLabel(meaning, parent);
    made->setObjectName(name);
    made->setAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    return made;
}

} // namespace

HistoryPanel::HistoryPanel(documents::RecordDocument* document, QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_history(new documents::RecordHistory(document->address(), document->records(), this))
    , m_model(new documents::VersionListModel(m_history, this))
    , m_timeline(new VersionTimeline(
          m_model,
          [document] { return document->records().clock().now().time_since_epoch().count(); },
          this))
    , m_diff(new DiffView(this))
    , m_count(label(u"history.count"_s, documents::Tone::Muted, this))
    , m_chosen(label(u"history.chosen"_s, documents::Tone::Name, this))
    , m_hint(label(u"history.hint"_s, documents::Tone::Muted, this))
    , m_retry(new QToolButton(this))
    , m_keepTrying(new QToolButton(this))
    , m_restoreButton(new QToolButton(this))
{
    makeActions();
    auto* splitter = new QSplitter(Qt::Vertical, this);
    splitter->setHandleWidth(1);
    splitter->addWidget(m_timeline);
    splitter->addWidget(m_diff);
    splitter->setStretchFactor(0, 0);
    splitter->setStretchFactor(1, 1);
    splitter->setCollapsible(0, false);
    splitter->setCollapsible(1, false);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_header = makeHeader();
    layout->addWidget(m_header);
    layout->addSpacing(1); // for the line that paintEvent() draws
    layout->addWidget(splitter, 1);
    m_diff->setColumnTitles(tr("Now"), tr("This version"));
    m_diff->setEqualText(tr("The same data as now"),
                         tr("Restoring this version would not change the data."));
    m_isStrip = true;
    connectDocument();
    showHistoryState();
    if (m_document->phase() != documents::RecordDocument::Phase::Loading)
        reload();
}

HistoryPanel::~HistoryPanel() = default;

void HistoryPanel::makeActions()
{
    m_restore = makeAction("history.restore"_L1, this);
    m_reload = makeAction("history.reload"_L1, this);
    m_zoomIn = makeAction("history.zoomIn"_L1, this);
    m_zoomOut = makeAction("history.zoomOut"_L1, this);
    m_showAll = makeAction("history.showAll"_L1, this);
    m_close = makeAction("history.close"_L1, this);
    connect(m_close, &QAction::triggered, m_timeline, [this] { m_timeline->choose({}); });
    connect(m_restore, &QAction::triggered, this, &HistoryPanel::askToRestore);
    connect(m_reload, &QAction::triggered, this, &HistoryPanel::reload);
    connect(m_zoomIn, &QAction::triggered, m_timeline, &VersionTimeline::zoomIn);
    connect(m_zoomOut, &QAction::triggered, m_timeline, &VersionTimeline::zoomOut);
    connect(m_showAll, &QAction::triggered, m_timeline, &VersionTimeline::showAll);
}

QWidget* HistoryPanel::makeHeader()
{
    auto* header = new QWidget(this);
    auto* row = new QHBoxLayout(header);
    row->setContentsMargins(documents::spacing::medium, documents::spacing::tiny,
                            documents::spacing::small, documents::spacing::tiny);
    row->setSpacing(documents::spacing::small);
    const auto dress = [](QToolButton* button, QAction* action) {
        button->setDefaultAction(action);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
        return button;
    };
    m_retry->setText(tr("Retry"));
    m_retry->setObjectName(u"history.retry"_s);
    connect(m_retry, &QToolButton::clicked, m_reload, &QAction::trigger);
    m_keepTrying->setObjectName(u"history.keepTrying"_s);
    m_keepTrying->hide();
    connect(m_keepTrying, &QToolButton::clicked, this, &HistoryPanel::keepTryingOrStop);
    m_restoreButton->setObjectName(u"history.restoreButton"_s);
    m_restoreButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    row->addWidget(m_chosen);
    row->addWidget(m_count);
    row->addWidget(m_retry);
    row->addWidget(m_hint);
    row->addWidget(m_keepTrying);
    for (QAction* action : {m_zoomOut, m_zoomIn, m_showAll})
        row->addWidget(dress(new QToolButton(header), action));
    row->addWidget(dress(m_restoreButton, m_restore));
    row->addWidget(dress(new QToolButton(header), m_close));
    m_hint->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    // No stretch: a row that is short of room would give it none.
    m_hint->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    m_chosen->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    QFont strong = font();
    strong.setWeight(QFont::DemiBold);
    m_chosen->setFont(strong);
    return header;
}

void HistoryPanel::connectDocument()
{
    connect(m_document, &documents::RecordDocument::loaded, this, &HistoryPanel::reload);
    connect(m_document, &documents::RecordDocument::saveFinished, this, &HistoryPanel::showOutcome);
    connect(m_document, &documents::RecordDocument::saveFailed, this, &HistoryPanel::noteFailure);
    connect(m_document, &documents::RecordDocument::modifiedChanged, this,
            &HistoryPanel::updateRestore);
    connect(m_document, &documents::RecordDocument::phaseChanged, this,
            &HistoryPanel::updateRestore);
    connect(m_history, &documents::RecordHistory::versionsChanged, this,
            &HistoryPanel::showHistoryState);
    connect(m_history, &documents::RecordHistory::loadingChanged, this,
            &HistoryPanel::showHistoryState);
    connect(m_history, &documents::RecordHistory::failed, this, &HistoryPanel::showHistoryState);
    connect(m_history, &documents::RecordHistory::versionReady, this,
            &HistoryPanel::compareWithNow);
    connect(m_history, &documents::RecordHistory::versionFailed, this,
            &HistoryPanel::showVersionFailure);
    connect(m_timeline, &VersionTimeline::chosenChanged, this, [this] {
        m_outcome.clear();
        m_refused.reset();
        showVersion();
    });
    connect(m_diff, &DiffView::compared, this, &HistoryPanel::updateHeader);
}

documents::RecordHistory* HistoryPanel::history() const
{
    return m_history;
}

VersionTimeline* HistoryPanel::timeline() const
{
    return m_timeline;
}

DiffView* HistoryPanel::diffView() const
{
    return m_diff;
}

QList<QAction*> HistoryPanel::historyActions() const
{
    return {m_restore, m_reload, m_zoomIn, m_zoomOut, m_showAll, m_close};
}

void HistoryPanel::reload()
{
    m_history->reload();
}

/// The list is new, or on its way, or could not be had.
void HistoryPanel::showHistoryState()
{
    const bool isEmpty = m_history->versions().empty();
    m_timeline->setVisible(!isEmpty || m_history->isLoading());
    if (!isEmpty) {
        if (!m_history->isLoading())
            showVersion();
    } else if (m_history->isLoading()
               || m_document->phase() == documents::RecordDocument::Phase::Loading) {
        m_diff->showState(tr("Reading the history…"), {});
    } else if (!m_history->failure().isEmpty()) {
        m_diff->showState(tr("The history could not be read"), m_history->failure());
    } else {
        m_diff->showState(tr("No history yet"),
                          tr("The first write to this key makes its first version."));
    }
    updateHeader();
    updateRestore();
}

void HistoryPanel::showVersion()
{
    const documents::VersionPoint* point = m_timeline->chosenPoint();
    m_diff->setNote({});
    if (!point) {
        m_diff->showState(tr("Choose a version to see what differs from now"),
                          tr("Click one in the timeline, or press Left and Right there."));
    } else if (point->current && !point->deleted) {
        m_diff->showState(tr("This is what stands there now"),
                          tr("Choose an older version to see what has changed since."));
    } else if (point->deleted) {
        const auto state = stateWithoutData(*point, {});
        m_diff->showState(state->title, state->explanation);
    } else {
        m_diff->showState(tr("Reading the version…"), {});
        m_history->fetch(point->version.toStdString());
    }
    updateHeader();
    updateRestore();
}

void HistoryPanel::compareWithNow()
{
    const documents::VersionPoint* point = m_timeline->chosenPoint();
    const auto* version = point ? m_history->inspection(point->version.toStdString()) : nullptr;
    if (!version)
        return;
    m_diff->setNote(transactionNote(*version));
    if (const auto state = stateWithoutData(*point, *version))
        m_diff->showState(state->title, state->explanation);
    else
        m_diff->compare(m_document->inspection().data, version->data);
    updateRestore();
}

void HistoryPanel::showVersionFailure(const QString& version, const QString& why)
{
    if (version != m_timeline->chosenVersion())
        return;
    m_diff->showState(tr("The version could not be read"), why);
    m_retry->show();
}

void HistoryPanel::updateHeader()
{
    const auto count = static_cast<int>(m_history->versions().size());
    const documents::VersionPoint* point = m_timeline->chosenPoint();
    const bool hasFailed = !m_history->isLoading() && !m_history->failure().isEmpty();
    QString counted = count == 0 ? tr("none yet")
        : count == 1             ? tr("1 version")
                                 : tr("%n versions", nullptr, count);
    if (point) {
        counted = documents::ageText(
            point->time, m_document->records().clock().now().time_since_epoch().count());
        if (!m_diff->summary().isEmpty())
            counted += u" · "_s + tr("against now: %1").arg(m_diff->summary());
    } else if (m_history->isLoading()) {
        counted = tr("reading…");
    } else if (hasFailed) {
        counted = tr("could not be read");
    }
    m_chosen->setText(point ? documents::momentText(point->time) : tr("History"));
    m_count->setText(counted);
    m_retry->setVisible(hasFailed);
    for (QAction* action : {m_zoomIn, m_zoomOut, m_showAll})
        action->setEnabled(count > 0);
    m_close->setEnabled(point);
    fitHeight();
}

/// Without a version to be compared the room belongs to the record.
void HistoryPanel::fitHeight()
{
    constexpr int smallest = 144;
    const bool hasFailed = !m_history->isLoading() && !m_history->failure().isEmpty();
    const bool isStrip = !m_timeline->chosenPoint() && !hasFailed;
    m_diff->setVisible(!isStrip);
    const int low = m_header->sizeHint().height() + 1 + m_timeline->sizeHint().height();
    setMinimumHeight(isStrip ? low : smallest);
    setMaximumHeight(isStrip ? low : QWIDGETSIZE_MAX);
    if (isStrip != m_isStrip) {
        m_isStrip = isStrip;
        emit stripChanged(isStrip);
    }
}

void HistoryPanel::updateRestore()
{
    const documents::VersionPoint* point = m_timeline->chosenPoint();
    const auto* version = point ? m_history->inspection(point->version.toStdString()) : nullptr;
    const QString obstacle =
        point ? obstacleToRestore(*m_document, *point, version) : tr("Choose a version first.");
    m_restore->setEnabled(obstacle.isEmpty());
    QString explanation = tr("Writes the old data as the newest version, with that version's own "
                             "list of applied migrations; keeps user ids and attributes.");
    const QString migrations =
        version ? migrationsChange(m_document->inspection(), *version) : QString();
    if (!migrations.isEmpty())
        explanation += u' ' + migrations;
    m_restore->setToolTip(obstacle.isEmpty() ? explanation : obstacle);
    m_restore->setStatusTip(m_restore->toolTip());
    const bool tells = point && !point->current && !point->deleted && version;
    const bool isQuiet = m_outcome.isEmpty() && !point;
    m_hint->setText(!m_outcome.isEmpty() ? m_outcome
                        : isQuiet        ? tr("UTC. Roblox keeps one version an hour.")
                        : tells          ? obstacle
                                         : QString());
    // Facts of the service: the hours of versions, by its own documentation of data stores.
    m_hint->setToolTip(isQuiet ? tr("The first save in an hour of UTC makes a version. Each later "
                                    "save in that hour takes its place, so that two saves can be "
                                    "one version.")
                               : m_hint->text());
    m_keepTrying->setText(m_isTrying ? documents::stopTryingText() : documents::keepTryingText());
    m_keepTrying->setVisible(m_isTrying || (m_refused && !m_isRestoring));
}

// --- restoring

void HistoryPanel::askToRestore()
{
    if (!commitEdits(window(), m_document))
        return;
    if (m_document->lock()->needsConsent())
        return askLockless(m_document->lock()->lockConsent(), this, [this] { askToRestore(); });
    updateRestore(); // what was typed may stand in the way now
    const documents::VersionPoint* point = m_timeline->chosenPoint();
    const auto* version = point ? m_history->inspection(point->version.toStdString()) : nullptr;
    if (!version || !obstacleToRestore(*m_document, *point, version).isEmpty())
        return;
    auto* dialog = new SaveDialog(
        restoreQuestion(m_document->inspection(), *point, *version, m_document->now()), this);
    dialog->setObjectName(u"history.restoreDialog"_s);
    connect(
        dialog, &SaveDialog::confirmed, this,
        [this, agreed = m_document->toRestore(point->version.toStdString())] { restore(agreed); });
    dialog->open();
}

void HistoryPanel::restore(const documents::VersionToRestore& agreed, bool keepsTrying)
{
    m_outcome = keepsTrying ? documents::tryingText(m_document->title()) : QString();
    m_refused = std::make_unique<documents::VersionToRestore>(agreed);
    m_isRestoring = true;
    m_isTrying = keepsTrying;
    m_document->restore(agreed, keepsTrying);
    updateRestore();
}

void HistoryPanel::keepTryingOrStop()
{
    if (m_isTrying)
        m_document->stopTrying();
    else if (m_refused)
        restore(documents::VersionToRestore(*m_refused), true);
}

void HistoryPanel::noteFailure(const QString& why, bool isOfLock)
{
    if (std::exchange(m_isRestoring, false)) {
        m_isTrying = false;
        m_outcome = why;
        if (!isOfLock)
            m_refused.reset();
    }
    updateRestore();
}

void HistoryPanel::showOutcome(const editing::SaveResult& result)
{
    using editing::SaveOutcome;
    const bool isOurs = std::exchange(m_isRestoring, false);
    if (result.outcome == SaveOutcome::Saved || result.outcome == SaveOutcome::Conflicts)
        reload();
    if (!isOurs)
        return;
    const bool wasTrying = std::exchange(m_isTrying, false);
    m_refused.reset();
    switch (result.outcome) {
    case SaveOutcome::Saved:
        m_outcome = tr("Restored.");
        break;
    case SaveOutcome::Unchanged:
        m_outcome = tr("Nothing to restore: the newest version is the same.");
        break;
    case SaveOutcome::Conflicts:
        m_outcome = tr("Not restored: the key has changed since. Reload it and try again.");
        break;
    case SaveOutcome::Locked:
        m_outcome = wasTrying ? documents::triedInVainText()
                              : tr("Not restored: a game server holds the lock of this key.");
        break;
    case SaveOutcome::NotWritable:
        m_outcome = result.damage
            ? tr("Not restored: %1").arg(documents::damageText(*result.damage))
            : tr("Not restored: what stands there now must not be overwritten.");
        break;
    case SaveOutcome::Refused:
        m_outcome = tr("Not restored: it does not pass the schema. %1")
                        .arg(QString::fromStdString(result.schemaProblem));
        break;
    }
    updateRestore();
}

// --- looks

void HistoryPanel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(0, m_header->geometry().bottom() + 1, width(), 1,
                     documents::tone(documents::Tone::Line, palette()));
}

void HistoryPanel::resizeEvent(QResizeEvent* event)
{
    m_restoreButton->setToolButtonStyle(width() < roomForWords ? Qt::ToolButtonIconOnly
                                                               : Qt::ToolButtonTextBesideIcon);
    QWidget::resizeEvent(event);
}

} // namespace plectrum::ui

#include "moc_history_panel.cpp"
