// SPDX-License-Identifier: MIT
#include "ui/migration/lab_details.h"

#include "documents/basics/tone.h"
#include "documents/basics/visible_name.h"
#include "documents/migration/lab_key_model.h"
#include "documents/migration/lab_text.h"
#include "ui/migration/lab_table_tabs.h"
#include "ui/widgets/dialog_text.h"
#include "ui/widgets/diff_view.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/source_view.h"

#include <QFontDatabase>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QVBoxLayout>

namespace plectrum::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int labKeysWidth = 230;
constexpr int labStepsWidth = 210;

QString outcomeText(gamecode::StepOutcome outcome)
{
    using enum gamecode::StepOutcome;
    switch (outcome) {
    case AlreadyApplied:
        return LabDetails::tr("applied before");
    case Applied:
        return LabDetails::tr("applied");
    case Failed:
        return LabDetails::tr("failed");
    case NotReached:
        return LabDetails::tr("not reached");
    }
    return {};
}

QString outcomeIcon(gamecode::StepOutcome outcome)
{
    using enum gamecode::StepOutcome;
    return outcome == Applied ? u"check"_s : outcome == Failed ? u"error"_s : u"dot"_s;
}

QString sourceName(gamecode::LoadTrialLine::Source source)
{
    using enum gamecode::LoadTrialLine::Source;
    switch (source) {
    case Trial:
        return LabDetails::tr("trial");
    case Store:
        return LabDetails::tr("store");
    case Game:
        return LabDetails::tr("game");
    }
    return {};
}

QString loadText(const gamecode::LoadTrial& trial)
{
    QStringList parts;
    if (!trial.data)
        parts << LabDetails::tr("The load fails: %1").arg(QString::fromStdString(trial.error));
    else if (trial.isNew)
        parts << LabDetails::tr("The load succeeds, with data that is new.");
    else
        parts << LabDetails::tr("The load succeeds.");
    if (trial.isLocked)
        parts << LabDetails::tr("A live lock stands at the key now: a server would wait for it.");
    if (trial.schemaProblem)
        parts << LabDetails::tr("The library does not ask the schema after a load, so the player "
                                "gets in; the first update fails: %1")
                     .arg(QString::fromStdString(*trial.schemaProblem));
    return parts.join(u'\n');
}

} // namespace

LabDetails::LabDetails(documents::LabDocument& document, LabTableTabs& tables, QWidget* parent)
    : QSplitter(Qt::Horizontal, parent)
    , m_document(document)
    , m_tables(tables)
    , m_keys(new documents::LabKeyModel(this))
{
    setObjectName(u"labDetails"_s);
    setChildrenCollapsible(false);
    addWidget(makeKeys());
    m_pages = new QTabWidget(this);
    m_pages->setObjectName(u"lab.pages"_s);
    m_pages->setDocumentMode(true);
    m_pages->addTab(makeSteps(), tr("Step by step"));
    m_pages->addTab(makeSource(), tr("Source"));
    m_pages->addTab(makeLoad(), tr("What players would see"));
    addWidget(m_pages);
    setStretchFactor(1, 1);
    setSizes({labKeysWidth, 4 * labKeysWidth});
    connect(&tables, &LabTableTabs::chosenChanged, this, &LabDetails::showChosen);
    connect(&document, &documents::LabDocument::found, this, &LabDetails::showChosen);
    connect(&document, &documents::LabDocument::phaseChanged, this,
            [this] { m_shownFailure.reset(); }); // its source may be another now
    connect(&document, &documents::LabDocument::recordTried, this, &LabDetails::showTrial);
    connect(&document, &documents::LabDocument::loadTried, this, &LabDetails::showLoad);
    connect(&document, &documents::LabDocument::trialFailed, this, &LabDetails::showTrialFailure);
    showChosen();
}

QWidget* LabDetails::makeKeys()
{
    auto* part = new QWidget(this);
    auto* filter = new QLineEdit(part);
    filter->setObjectName(u"lab.keyFilter"_s);
    filter->setPlaceholderText(tr("Filter these records"));
    filter->setAccessibleName(filter->placeholderText());
    filter->setClearButtonEnabled(true);
    filter->addAction(icon(u"filter"_s), QLineEdit::LeadingPosition);
    connect(filter, &QLineEdit::textChanged, m_keys, &documents::LabKeyModel::setFilter);
    m_keyView = new QListView(part);
    m_keyView->setObjectName(u"lab.keys"_s);
    m_keyView->setAccessibleName(tr("Records of the chosen row"));
    m_keyView->setModel(m_keys);
    m_keyView->setUniformItemSizes(true);
    m_keyView->setLayoutMode(QListView::Batched);
    m_keyView->setFrameShape(QFrame::NoFrame);
    connect(m_keyView->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &LabDetails::chooseKey);
    connect(m_keyView, &QAbstractItemView::activated, this,
            [this] { emit recordWanted(currentKey()); });
    m_keyCount = new QLabel(part);
    m_keyCount->setObjectName(u"lab.keyCount"_s);
    m_keyCount->setForegroundRole(QPalette::PlaceholderText);
    m_load = new QPushButton(icon(u"user"_s), tr("What Players Would See"), part);
    m_load->setObjectName(u"lab.load"_s);
    m_load->setToolTip(tr("Loads the record on a copy, exactly as a server of the game would"));
    connect(m_load, &QPushButton::clicked, this, [this] { m_document.tryLoad(currentKey()); });
    m_open = new QPushButton(icon(u"go"_s), tr("Open Record"), part);
    m_open->setObjectName(u"lab.open"_s);
    connect(m_open, &QPushButton::clicked, this, [this] { emit recordWanted(currentKey()); });
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(documents::spacing::small, documents::spacing::small,
                               documents::spacing::small, documents::spacing::small);
    column->setSpacing(documents::spacing::small);
    column->addWidget(filter);
    column->addWidget(m_keyView, 1);
    column->addWidget(m_keyCount);
    column->addWidget(m_load);
    column->addWidget(m_open);
    return part;
}

QWidget* LabDetails::makeSteps()
{
    auto* part = new QSplitter(Qt::Horizontal, this);
    part->setChildrenCollapsible(false);
    m_steps = new QListWidget(part);
    m_steps->setObjectName(u"lab.steps"_s);
    m_steps->setAccessibleName(tr("Steps of the record"));
    m_steps->setFrameShape(QFrame::NoFrame);
    connect(m_steps, &QListWidget::currentRowChanged, this, &LabDetails::showStep);
    m_diff = new DiffView(part);
    m_diff->setObjectName(u"lab.diff"_s);
    m_diff->setColumnTitles(tr("Before"), tr("After"));
    m_diff->setEqualText(tr("No change"), tr("The step leaves this record as it is."));
    part->addWidget(m_steps);
    part->addWidget(m_diff);
    part->setStretchFactor(1, 1);
    part->setSizes({labStepsWidth, 3 * labStepsWidth});
    return part;
}

QWidget* LabDetails::makeSource()
{
    auto* part = new QWidget(this);
    m_place = makeDialogText({}, part);
    m_place->setObjectName(u"lab.failure"_s);
    m_place->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_place->setContentsMargins(documents::spacing::small, documents::spacing::small,
                                documents::spacing::small, documents::spacing::small);
    m_source = new SourceView(part);
    m_source->setObjectName(u"lab.source"_s);
    m_source->setFrameShape(QFrame::NoFrame);
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_place);
    column->addWidget(m_source, 1);
    return part;
}

QWidget* LabDetails::makeLoad()
{
    auto* part = new QSplitter(Qt::Vertical, this);
    part->setChildrenCollapsible(false);
    auto* top = new QWidget(part);
    m_loadText = makeDialogText(tr("Choose a record and press “What Players Would See”."), top);
    m_loadText->setObjectName(u"lab.loadText"_s);
    m_loadText->setMargin(documents::spacing::small);
    m_log = new QPlainTextEdit(top);
    m_log->setObjectName(u"lab.log"_s);
    m_log->setAccessibleName(tr("Log of the load"));
    m_log->setReadOnly(true);
    m_log->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_log->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_log->setFrameShape(QFrame::NoFrame);
    auto* column = new QVBoxLayout(top);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_loadText);
    column->addWidget(m_log, 1);
    m_loadDiff = new DiffView(part);
    m_loadDiff->setColumnTitles(tr("Stored"), tr("What the game gets"));
    m_loadDiff->setEqualText(tr("The same"), tr("The game gets what is stored."));
    m_loadDiff->showState(tr("Nothing loaded yet"), {});
    part->addWidget(top);
    part->addWidget(m_loadDiff);
    return part;
}

std::string LabDetails::currentKey() const
{
    return m_keys->key(m_keyView->currentIndex());
}

void LabDetails::showChosen()
{
    const documents::LabFindings findings = m_document.findings();
    const auto chosen = m_tables.chosen();
    const documents::LabTable table = m_tables.table();
    const std::string before = currentKey();
    m_keys->setKeys(chosen ? documents::keysOf(table, *chosen, findings)
                           : std::vector<std::string>());
    m_step = chosen ? documents::stepOf(table, *chosen, findings) : std::nullopt;
    m_keyCount->setText(tr("%n record(s)", nullptr, int(m_keys->keys().size())));
    if (chosen)
        if (const auto failure = documents::failureOf(table, *chosen, findings))
            showFailure(*failure);
    if (!m_keyView->currentIndex().isValid() && m_keys->rowCount() > 0)
        m_keyView->setCurrentIndex(m_keys->index(0));
    else if (currentKey() == before)
        chooseKey();
    m_load->setEnabled(!currentKey().empty());
    m_open->setEnabled(!currentKey().empty());
}

/// Not while a run is under way: the code is busy, and the record would only be one of many.
void LabDetails::chooseKey()
{
    const std::string key = currentKey();
    m_load->setEnabled(!key.empty());
    m_open->setEnabled(!key.empty());
    const auto& trial = m_document.trial();
    if (key.empty() || m_document.isBusy())
        return;
    if (trial && trial->key == key)
        showTrial();
    else if (m_document.triedKey() != key)
        m_document.tryRecord(key);
}

void LabDetails::showTrial()
{
    const auto& trial = m_document.trial();
    const documents::LabFindings findings = m_document.findings();
    const gamecode::CodeInfo* code = findings.results ? &findings.results->code
        : findings.preview                            ? &findings.preview->code
                                                      : nullptr;
    if (!trial || !code)
        return;
    {
        const QSignalBlocker quiet(m_steps);
        m_steps->clear();
        m_steps->addItem(new QListWidgetItem(icon(u"migration"_s), tr("All steps")));
        for (std::size_t i = 0; i < trial->report.steps.size(); ++i) {
            const auto outcome = trial->report.steps[i].outcome;
            const QString name = i < code->stepNames.size()
                ? QString::fromStdString(code->stepNames[i])
                : QString::number(i + 1);
            auto* row = new QListWidgetItem(icon(outcomeIcon(outcome)),
                                            tr("%1: %2").arg(name, outcomeText(outcome)));
            row->setToolTip(row->text());
            m_steps->addItem(row);
        }
    }
    m_steps->setCurrentRow(m_step ? int(*m_step) + 1 : 0);
    showStep(m_steps->currentRow());
}

void LabDetails::showStep(int row)
{
    const auto& trial = m_document.trial();
    if (!trial || row < 0)
        return;
    if (trial->skipped)
        return m_diff->showState(documents::skipReasonText(trial->skipped->reason),
                                 QString::fromStdString(trial->skipped->text));
    const auto& report = trial->report;
    if (row == 0) {
        m_diff->setNote(report.schemaProblem
                            ? tr("The schema rejects what comes out: %1")
                                  .arg(QString::fromStdString(*report.schemaProblem))
                            : QString());
        if (report.migrated)
            return m_diff->compare(trial->inspection.data, report.migrated);
        return m_diff->showState(tr("A step fails"), tr("Choose it in the list."));
    }
    m_diff->setNote({});
    const auto& step = report.steps.at(std::size_t(row - 1));
    using enum gamecode::StepOutcome;
    switch (step.outcome) {
    case Applied:
        return m_diff->compare(step.before, step.after);
    case Failed: {
        const documents::GameFailure failure = documents::gameFailureOf(step.failure);
        showFailure(failure);
        return m_diff->showState(tr("This step fails"), documents::failureLine(failure));
    }
    case AlreadyApplied:
        return m_diff->showState(tr("Applied before"), tr("By the record's own list."));
    case NotReached:
        return m_diff->showState(tr("Not reached"), tr("A step before it fails."));
    }
}

void LabDetails::showFailure(const documents::GameFailure& failure)
{
    if (failure == m_shownFailure)
        return; // whoever scrolled there reads on
    m_shownFailure = failure;
    const QString text = documents::failureLine(failure);
    const QString source = failure.source.empty() ? m_document.sourceOf(failure.place.script)
                                                  : QString::fromStdString(failure.source);
    const QString whole = failure.traceback.empty()
        ? text
        : text % u'\n' % QString::fromStdString(failure.traceback).trimmed();
    m_place->setText(whole);
    m_source->showSource(source, failure.place.line);
}

void LabDetails::showLoad()
{
    const auto& trial = m_document.loadTrial();
    if (!trial)
        return;
    m_loadText->setText(loadText(*trial));
    QStringList lines;
    for (const gamecode::LoadTrialLine& line : trial->lines)
        lines << u"%1 %2: %3"_s.arg(sourceName(line.source), -6)
                     .arg(QString::fromStdString(line.level), QString::fromStdString(line.text));
    m_log->setPlainText(lines.join(u'\n'));
    m_loadDiff->showState(tr("The game gets nothing"), QString::fromStdString(trial->error));
    const auto& record = m_document.trial();
    const bool isKnown = record && record->key == m_document.triedKey();
    if (trial->data)
        m_loadDiff->compare(isKnown ? record->inspection.data : std::nullopt, trial->data);
    m_pages->setCurrentIndex(LoadPage);
}

void LabDetails::showTrialFailure(const QString& why)
{
    m_diff->showState(tr("It could not be tried"), why);
    m_loadText->setText(why);
}

} // namespace plectrum::ui

#include "moc_lab_details.cpp"
