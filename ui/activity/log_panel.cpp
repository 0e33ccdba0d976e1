// SPDX-License-Identifier: MIT
#include "ui/activity/log_panel.h"

#include "documents/activity/log_export.h"
#include "ui/activity/log_view.h"
#include "ui/widgets/action_table.h"
#include "ui/widgets/empty_note.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/panel_action.h"
#include "ui/widgets/tone_label.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QLocale>
#include <QSaveFile>
#include <QScrollBar>
#include <QStackedLayout>
#include <QToolButton>

#include <algorithm>
#include <chrono>
#include <utility>

namespace plectrum::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds typingPause{150};

} // namespace

LogPanel::LogPanel(std::shared_ptr<documents::LogBuffer> buffer, QWidget* parent)
    : QWidget(parent)
    , m_model(new documents::LogModel(std::move(buffer), this))
    , m_level(new QComboBox(this))
    , m_words(new QLineEdit(this))
    , m_counts(new ToneLabel(documents::Tone::Muted, this))
    , m_message(new MessageBar(this))
    , m_view(new LogView(*m_model, this))
    , m_empty(new EmptyState(this))
    , m_pages(new QStackedLayout)
{
    setObjectName(u"logPanel"_s);
    makeActions();
    m_pages->addWidget(m_empty);
    m_pages->addWidget(m_view);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeTop());
    layout->addWidget(m_message);
    layout->addLayout(m_pages, 1);
    setFocusProxy(m_view);
    connectAll();
    applyFilter();
}

void LogPanel::makeActions()
{
    m_follow = makeAction("log.follow"_L1, this);
    m_follow->setChecked(true);
    m_copy = makeAction("log.copy"_L1, m_view);
    m_export = makeAction("log.export"_L1, this);
    m_clear = makeAction("log.clear"_L1, this);
    m_search = makeAction("log.search"_L1, this);
    m_view->addActions({m_follow, m_export, m_clear});
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
}

QWidget* LogPanel::makeTop()
{
    m_level->setObjectName(u"log.level"_s);
    m_level->setAccessibleName(tr("Level"));
    using enum store::LogLevel;
    m_level->addItem(tr("Errors only"), int(Error));
    m_level->addItem(tr("Warnings and graver"), int(Warn));
    m_level->addItem(tr("Info and graver"), int(Info));
    m_level->addItem(tr("Debug and graver"), int(Debug));
    m_level->addItem(tr("All levels"), int(Trace));
    m_level->setCurrentIndex(m_level->findData(int(Debug)));
    m_words->setObjectName(u"log.words"_s);
    m_words->setAccessibleName(tr("Filter the log"));
    m_words->setPlaceholderText(tr("Filter: words, or key=player_1"));
    m_words->setClearButtonEnabled(true);
    m_words->addAction(icon(u"filter"_s), QLineEdit::LeadingPosition);
    m_counts->setObjectName(u"log.counts"_s);
    auto* top = new QWidget(this);
    auto* row = new QHBoxLayout(top);
    row->setContentsMargins(documents::spacing::small, documents::spacing::tiny,
                            documents::spacing::small, documents::spacing::tiny);
    row->setSpacing(documents::spacing::tiny);
    row->addWidget(m_words, 1);
    row->addWidget(m_level);
    row->addWidget(m_counts);
    row->addWidget(makePanelButton(m_follow, top));
    row->addWidget(makePanelButton(m_copy, top, false));
    row->addWidget(makePanelButton(m_clear, top, false));
    row->addWidget(makePanelButton(m_export, top));
    return top;
}

void LogPanel::connectAll()
{
    m_delay.setSingleShot(true);
    m_delay.setInterval(typingPause);
    connect(&m_delay, &QTimer::timeout, this, &LogPanel::applyFilter);
    connect(m_words, &QLineEdit::textChanged, &m_delay, qOverload<>(&QTimer::start));
    connect(m_level, &QComboBox::currentIndexChanged, this, &LogPanel::applyFilter);
    connect(m_follow, &QAction::toggled, this, &LogPanel::followTail);
    connect(m_copy, &QAction::triggered, this, &LogPanel::copyChosen);
    connect(m_export, &QAction::triggered, this, &LogPanel::askForFile);
    connect(m_clear, &QAction::triggered, m_model, &documents::LogModel::clear);
    connect(m_search, &QAction::triggered, m_words, qOverload<>(&QWidget::setFocus));
    connect(m_model, &documents::LogModel::countsChanged, this, &LogPanel::showCounts);
    connect(m_view->verticalScrollBar(), &QScrollBar::rangeChanged, this, &LogPanel::followTail);
    connect(m_view->verticalScrollBar(), &QAbstractSlider::actionTriggered, this,
            &LogPanel::noteScroll);
}

bool LogPanel::isFollowing() const
{
    return m_follow->isChecked();
}

void LogPanel::focusList()
{
    m_view->setFocus(Qt::ShortcutFocusReason);
}

void LogPanel::applyFilter()
{
    m_model->setFilter(
        documents::LogFilter(store::LogLevel(m_level->currentData().toInt()), m_words->text()));
    followTail();
}

void LogPanel::showCounts()
{
    const QLocale locale;
    const auto shown = qlonglong(m_model->rowCount());
    const auto all = qlonglong(m_model->lineCount());
    m_counts->setText(shown == all
                          ? tr("%1 lines").arg(locale.toString(all))
                          : tr("%1 of %2 lines").arg(locale.toString(shown), locale.toString(all)));
    m_pages->setCurrentIndex(shown > 0 ? 1 : 0);
    m_export->setEnabled(shown > 0);
    m_copy->setEnabled(shown > 0);
    m_clear->setEnabled(all > 0);
    if (all > 0)
        m_empty->say(tr("No line fits the filter"),
                     tr("Choose “All levels” or clear the filter to see the %n line(s) that are "
                        "kept.",
                        nullptr, int(all)));
    else
        m_empty->say(
            tr("Nothing was logged yet"),
            tr("What the engine does in this universe is logged here: loads, saves, locks, "
               "retries. In the demo, start the game server to see it at work."));
}

void LogPanel::followTail()
{
    if (isFollowing())
        m_view->verticalScrollBar()->setValue(m_view->verticalScrollBar()->maximum());
}

/// Who scrolls away wants to read; who scrolls back to the end wants to follow.
void LogPanel::noteScroll()
{
    const QScrollBar* bar = m_view->verticalScrollBar();
    m_follow->setChecked(bar->sliderPosition() >= bar->maximum());
}

void LogPanel::copyChosen()
{
    auto rows = m_view->selectionModel()->selectedRows();
    std::ranges::sort(rows, {}, &QModelIndex::row);
    QByteArray text;
    for (const QModelIndex& row : std::as_const(rows))
        text += documents::printed(m_model->line(row.row()), documents::LogFormat::Text);
    if (!text.isEmpty())
        QGuiApplication::clipboard()->setText(QString::fromUtf8(text));
}

void LogPanel::askForFile()
{
    auto* dialog = new QFileDialog(this, tr("Export the log"));
    dialog->setObjectName(u"logExportDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("Text (*.log *.txt)"), tr("JSON lines (*.jsonl)")});
    dialog->setDefaultSuffix(u"log"_s);
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString& filter) {
        dialog->setDefaultSuffix(filter.contains("jsonl"_L1) ? u"jsonl"_s : u"log"_s);
    });
    connect(dialog, &QFileDialog::fileSelected, this, &LogPanel::exportTo);
    dialog->open();
}

bool LogPanel::exportTo(const QString& path)
{
    QSaveFile file(path);
    const documents::LogFormat format = documents::logFormatFor(path);
    bool isGood = file.open(QIODevice::WriteOnly);
    const int rows = m_model->rowCount();
    for (int row = 0; isGood && row < rows; ++row)
        isGood = file.write(documents::printed(m_model->line(row), format)) >= 0;
    isGood = isGood && file.commit();
    if (isGood)
        m_message->showMessage(documents::Tone::Added,
                               tr("%n line(s) written to %1.", nullptr, rows).arg(path));
    else
        m_message->showMessage(
            documents::Tone::Danger,
            tr("The log was not written to %1: %2.").arg(path, file.errorString()));
    return isGood;
}

} // namespace plectrum::ui

#include "moc_log_panel.cpp"
