// SPDX-License-Identifier: MIT
#include "ui/migration/migration_lab_page.h"

#include "documents/basics/tone.h"
#include "documents/basics/visible_name.h"
#include "documents/migration/lab_text.h"
#include "documents/workspace.h"
#include "ui/migration/apply_question.h"
#include "ui/migration/lab_details.h"
#include "ui/migration/lab_table_tabs.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/message_bar.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QLabel>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <QSplitter>
#include <QVBoxLayout>

#include <utility>

namespace plectrum::ui {

using namespace Qt::StringLiterals;
using documents::LabDocument;
using documents::LabTable;
using Kind = gamecode::KeySelection::Kind;

namespace {

constexpr int defaultSample = 100;
constexpr int maxSample = 1'000'000;

QHBoxLayout* makeRow(QWidget* part)
{
    auto* row = new QHBoxLayout(part);
    row->setContentsMargins(documents::spacing::medium, documents::spacing::small,
                            documents::spacing::medium, 0);
    row->setSpacing(documents::spacing::small);
    return row;
}

QLabel* makeBuddy(const QString& text, QWidget* field)
{
    auto* label = new QLabel(text, field->parentWidget());
    label->setBuddy(field);
    return label;
}

} // namespace

MigrationLabPage::MigrationLabPage(documents::Workspace& workspace, QWidget* parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_document(workspace)
    , m_apply(workspace)
    , m_message(new MessageBar(this))
{
    setObjectName(u"migrationLab"_s);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_message->setObjectName(u"lab.message"_s);
    m_tables = new LabTableTabs(m_document, this);
    m_details = new LabDetails(m_document, *m_tables, this);
    auto* floors = new QSplitter(Qt::Vertical, this);
    floors->setObjectName(u"labFloors"_s);
    floors->setChildrenCollapsible(false);
    floors->setHandleWidth(1);
    floors->addWidget(m_tables);
    floors->addWidget(m_details);
    floors->setSizes({260, 340});
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeWhat());
    column->addWidget(makeHow());
    column->addWidget(makeState());
    column->addWidget(m_message);
    column->addWidget(floors, 1);
    setFocusProxy(m_run);
    connect(&workspace, &documents::Workspace::storesChanged, this, &MigrationLabPage::fillStores);
    connect(&m_document, &LabDocument::phaseChanged, this, &MigrationLabPage::showPhase);
    connect(&m_document, &LabDocument::found, this, &MigrationLabPage::showProgress);
    connect(&m_document, &LabDocument::exported, this, &MigrationLabPage::showExported);
    connect(&m_apply, &documents::LabApply::changed, this, &MigrationLabPage::showApply);
    connect(m_details, &LabDetails::recordWanted, this, [this](const std::string& key) {
        if (!key.empty())
            emit recordWanted(m_document.store(), key);
    });
    fillStores();
    showPhase();
}

/// The store and the code that is bound to it.
QWidget* MigrationLabPage::makeWhat()
{
    auto* part = new QWidget(this);
    m_store = new QComboBox(part);
    m_store->setObjectName(u"lab.store"_s);
    m_store->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    connect(m_store, &QComboBox::activated, this,
            [this] { setStore(m_store->currentText().toStdString()); });
    m_codeIcon = new QLabel(part);
    m_code = new QLabel(part);
    m_code->setObjectName(u"lab.code"_s);
    m_code->setTextFormat(Qt::PlainText);
    m_code->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto* bind = new QPushButton(icon(u"script"_s), tr("Game Code…"), part);
    bind->setObjectName(u"lab.bind"_s);
    connect(bind, &QPushButton::clicked, this, [this] { emit gameWanted(m_document.store()); });
    QHBoxLayout* row = makeRow(part);
    row->addWidget(makeBuddy(tr("S&tore"), m_store));
    row->addWidget(m_store);
    row->addSpacing(documents::spacing::medium);
    row->addWidget(m_codeIcon);
    row->addWidget(m_code, 1);
    row->addWidget(bind);
    return part;
}

/// Which keys, and what is done with them.
QWidget* MigrationLabPage::makeHow()
{
    auto* part = new QWidget(this);
    m_keys = new QComboBox(part);
    m_keys->setObjectName(u"lab.keysChoice"_s);
    m_keys->addItem(tr("All records"), int(Kind::All));
    m_keys->addItem(tr("Those with steps pending"), int(Kind::Pending));
    m_keys->addItem(tr("A sample of"), int(Kind::Sample));
    m_sample = new QSpinBox(part);
    m_sample->setObjectName(u"lab.sample"_s);
    m_sample->setRange(1, maxSample);
    m_sample->setValue(defaultSample);
    m_sample->setAccessibleName(tr("Records of the sample"));
    connect(m_keys, &QComboBox::currentIndexChanged, this, &MigrationLabPage::chooseKeys);
    connect(m_sample, &QSpinBox::valueChanged, this, &MigrationLabPage::chooseKeys);
    m_follow = new QCheckBox(tr("Run again when the code chan&ges"), part);
    m_follow->setObjectName(u"lab.follow"_s);
    m_follow->setChecked(true);
    connect(m_follow, &QCheckBox::toggled, this,
            [this](bool isOn) { m_document.setFollowing(isOn); });
    m_export = new QPushButton(icon(u"download"_s), tr("&Export"), part);
    m_export->setObjectName(u"lab.export"_s);
    auto* formats = new QMenu(m_export);
    using Format = LabDocument::ReportFormat;
    for (const auto& [format, text] :
         {std::pair(Format::Html, tr("&HTML in one file…")), std::pair(Format::Json, tr("&JSON…")),
          std::pair(Format::JUnit, tr("J&Unit XML…"))})
        connect(formats->addAction(text), &QAction::triggered, this,
                [this, format] { askForFile(format); });
    m_export->setMenu(formats);
    m_applyButton = new QPushButton(icon(u"migration"_s), tr("&Apply to the Universe…"), part);
    m_applyButton->setObjectName(u"lab.apply"_s);
    connect(m_applyButton, &QPushButton::clicked, this, &MigrationLabPage::wantApply);
    m_preview = new QPushButton(icon(u"search"_s), tr("Read What Is &Pending"), part);
    m_preview->setObjectName(u"lab.preview"_s);
    m_preview->setToolTip(tr("Reads all records of the store"));
    connect(m_preview, &QPushButton::clicked, this, [this] { m_document.preview(); });
    m_run = new QPushButton(part);
    m_run->setObjectName(u"lab.run"_s);
    m_run->setDefault(true);
    connect(m_run, &QPushButton::clicked, this, &MigrationLabPage::runOrStop);
    QHBoxLayout* row = makeRow(part);
    row->addWidget(makeBuddy(tr("Re&cords"), m_keys));
    row->addWidget(m_keys);
    row->addWidget(m_sample);
    row->addSpacing(documents::spacing::medium);
    row->addWidget(m_follow);
    row->addStretch(1);
    row->addWidget(m_preview);
    row->addWidget(m_export);
    row->addWidget(m_applyButton);
    row->addWidget(m_run);
    chooseKeys();
    return part;
}

QWidget* MigrationLabPage::makeState()
{
    auto* part = new QWidget(this);
    m_status = new QLabel(part);
    m_status->setObjectName(u"lab.status"_s);
    m_status->setTextFormat(Qt::PlainText);
    m_status->setWordWrap(true);
    m_status->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_progress = new QProgressBar(part);
    m_progress->setObjectName(u"lab.progress"_s);
    m_progress->setAccessibleName(tr("Progress of the run"));
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(160);
    QHBoxLayout* row = makeRow(part);
    row->setContentsMargins(documents::spacing::medium, documents::spacing::small,
                            documents::spacing::medium, documents::spacing::small);
    row->addWidget(m_status, 1);
    row->addWidget(m_progress);
    return part;
}

void MigrationLabPage::fillStores()
{
    const QSignalBlocker quiet(m_store);
    m_store->clear();
    for (const editing::StoreListing& store : m_workspace.stores())
        if (store.kind == store::KeyAddress::Kind::Lyra)
            m_store->addItem(QString::fromStdString(store.name));
    if (const QString now = QString::fromStdString(m_document.store()); !now.isEmpty()) {
        if (m_store->findText(now) < 0)
            m_store->addItem(now);
        m_store->setCurrentText(now);
    }
}

void MigrationLabPage::setStore(const std::string& store)
{
    m_message->dismiss();
    m_appliesAfterRun = false;
    m_document.setStore(store);
    fillStores();
    showPhase();
}

QString MigrationLabPage::storeTitle() const
{
    return documents::visibleName(m_document.store());
}

void MigrationLabPage::chooseKeys()
{
    gamecode::KeySelection keys;
    keys.kind = Kind(m_keys->currentData().toInt());
    keys.sampleSize = std::size_t(m_sample->value());
    m_sample->setVisible(keys.kind == Kind::Sample);
    m_document.setKeys(keys);
}

void MigrationLabPage::runOrStop()
{
    if (m_document.isBusy()) {
        m_appliesAfterRun = false;
        return m_document.stop();
    }
    m_hasShownFailure = false;
    m_message->dismiss();
    m_document.run();
}

void MigrationLabPage::showBinding()
{
    const documents::GameBinding* const bound = m_document.binding();
    m_code->setText(bound ? bound->statusText() : tr("No game code is bound to this store."));
    m_code->setToolTip(bound ? QString::fromStdString(bound->spec().file) : QString());
    if (bound && bound->report().failure)
        m_details->showFailure(*bound->report().failure);
    const bool isWrong = !bound || bound->state() == documents::GameBinding::State::Failed;
    m_codeIcon->setPixmap(icon(isWrong ? u"warning"_s : u"script"_s).pixmap(16, 16));
}

void MigrationLabPage::showPhase()
{
    using enum LabDocument::Phase;
    const LabDocument::Phase phase = m_document.phase();
    const bool isNew = std::exchange(m_shown, phase) != phase;
    showBinding();
    const bool isBusy = m_document.isBusy();
    m_run->setText(isBusy ? tr("&Stop") : tr("&Run"));
    m_run->setIcon(icon(isBusy ? u"stop"_s : u"go"_s));
    m_run->setEnabled(isBusy || (m_document.binding() && !m_apply.isBusy()));
    m_keys->setEnabled(!isBusy);
    m_sample->setEnabled(!isBusy);
    m_export->setEnabled(phase == Done || phase == Stopped);
    m_preview->setVisible(!m_workspace.isPlayground());
    m_preview->setEnabled(!isBusy && m_document.binding());
    m_applyButton->setEnabled(!isBusy && m_document.binding() && !m_apply.isBusy());
    m_applyButton->setToolTip(tr("Migrates the records now instead of at each player's next load; "
                                 "a dry run comes first"));
    if (isNew && phase == Running)
        m_hasShownFailure = false;
    showProgress();
    if (isNew && (phase == Done || phase == Failed))
        showOutcome();
}

/// What wants to be seen first.
void MigrationLabPage::showOutcome()
{
    if (m_document.phase() == LabDocument::Phase::Failed) {
        m_appliesAfterRun = false;
        m_details->showFailure(m_document.failure());
        m_details->pages()->setCurrentIndex(LabDetails::SourcePage);
        return;
    }
    const auto* const results = m_document.findings().results;
    if (results && results->failures.empty() && !results->rejections.empty())
        m_tables->showTable(LabTable::Rejections);
    if (std::exchange(m_appliesAfterRun, false))
        askToApply();
}

void MigrationLabPage::showProgress()
{
    const gamecode::LabProgress now = m_document.progress();
    const bool isBusy = m_document.isBusy();
    m_progress->setVisible(isBusy);
    m_progress->setMaximum(now.total ? int(*now.total) : 0);
    m_progress->setValue(now.total ? int(now.done) : -1);
    m_status->setText(m_document.statusText());
    const auto* const results = m_document.findings().results;
    if (!results || results->failures.empty() || std::exchange(m_hasShownFailure, true))
        return;
    // The first failure with its line, at once.
    m_tables->showTable(LabTable::Failures);
    m_details->pages()->setCurrentIndex(LabDetails::SourcePage);
}

/// The dry run comes first: of the code as it is now.
void MigrationLabPage::wantApply()
{
    if (const QString why = m_apply.refusal(); !why.isEmpty())
        return m_message->showMessage(documents::Tone::Warning, why);
    if (m_document.phase() == LabDocument::Phase::Done)
        return askToApply();
    m_appliesAfterRun = true;
    m_hasShownFailure = false;
    m_document.run();
}

void MigrationLabPage::askToApply()
{
    const auto* const results = m_document.findings().results;
    if (!results || results->migrated == 0)
        return m_message->showMessage(documents::Tone::Accent,
                                      tr("There is nothing to apply: no record can be migrated."));
    auto* question = new ApplyQuestion(m_workspace.universeTitle(), storeTitle(), *results, this);
    connect(question, &ApplyQuestion::confirmed, this, [this] {
        const gamecode::LabRequest tried = m_document.request();
        gamecode::ApplyRequest request;
        request.store = tried.store;
        request.configuration = tried.configuration;
        request.keys = tried.keys;
        m_apply.start(std::move(request));
    });
    question->open();
}

void MigrationLabPage::showApply()
{
    QList<MessageBar::Choice> choices;
    using Phase = documents::LabApply::Phase;
    if (m_apply.isBusy())
        choices.append({tr("Stop"), [this] { m_apply.stop(); }});
    if (m_apply.phase() == Phase::Stopped)
        choices.append({tr("Resume"), [this] { m_apply.resume(); }});
    if (m_apply.canUndo())
        choices.append({tr("Undo all"), [this] { m_apply.undo(); }});
    m_message->showMessage(m_apply.meaning(), m_apply.statusText(), choices, !m_apply.isBusy());
    // What is pending is another now.
    if (!m_apply.isBusy() && !m_document.isBusy() && m_workspace.isPlayground())
        m_document.preview();
    showPhase();
}

void MigrationLabPage::askForFile(LabDocument::ReportFormat format)
{
    using Format = LabDocument::ReportFormat;
    const QString ending = format == Format::Html ? u"html"_s
        : format == Format::Json                  ? u"json"_s
                                                  : u"xml"_s;
    auto* dialog = new QFileDialog(this, tr("Export the Report"));
    dialog->setObjectName(u"lab.exportDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(u"*."_s % ending);
    dialog->setDefaultSuffix(ending);
    dialog->selectFile(u"migrations-"_s % QString::fromStdString(m_document.store()) % u'.'
                       % ending);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, format](const QString& path) { m_document.exportTo(path, format); });
    dialog->open();
}

void MigrationLabPage::showExported(const QString& path, const QString& why)
{
    if (why.isEmpty())
        m_message->showMessage(documents::Tone::Added, tr("Written to %1.").arg(path));
    else
        m_message->showMessage(documents::Tone::Danger, tr("Not written to %1: %2").arg(path, why));
}

} // namespace plectrum::ui

#include "moc_migration_lab_page.cpp"
