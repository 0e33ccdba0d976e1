// SPDX-License-Identifier: MIT
#include "ui/game/bind_dialog.h"

#include "documents/basics/tone.h"
#include "documents/game/game_binding.h"
#include "ui/widgets/dialog_text.h"
#include "ui/widgets/focus_return.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/source_view.h"

#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHeaderView>
#include <QIntValidator>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpressionValidator>
#include <QToolButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <chrono>
#include <utility>

namespace plectrum::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr QSize bindDialogSize{780, 640};
constexpr int findingsHeight = 150;
constexpr int sourceHeight = 170;
constexpr std::chrono::milliseconds restOfChoosing{250};

enum FindingRole
{
    CallRole = Qt::UserRole,
    ScriptRole,
    LineRole
};

/// Null when nobody wants it any more.
std::shared_ptr<const documents::LoadedGame> loadGame(const documents::GameSpec& spec,
                                                      std::stop_token stop)
{
    try {
        return documents::LoadedGame::load(spec, std::move(stop));
    } catch (const std::exception&) {
        return nullptr;
    }
}

QString placeText(const documents::CodePlace& place)
{
    const QString script = QString::fromStdString(place.script);
    return place.line > 0 ? script % u':' % QString::number(place.line) : script;
}

QTreeWidgetItem* addRow(QTreeWidget* tree, const QString& kind, const QString& iconName,
                        const std::string& what, const documents::CodePlace& place)
{
    auto* row = new QTreeWidgetItem(tree);
    row->setText(0, kind);
    row->setIcon(0, icon(iconName));
    row->setText(1, QString::fromStdString(what));
    row->setToolTip(1, row->text(1));
    row->setText(2, placeText(place));
    row->setToolTip(2, row->text(2));
    row->setData(0, ScriptRole, QString::fromStdString(place.script));
    row->setData(0, LineRole, place.line);
    return row;
}

std::optional<std::int64_t> idIn(const QLineEdit& field)
{
    bool isNumber = false;
    const qint64 id = field.text().trimmed().toLongLong(&isNumber);
    return isNumber ? std::optional<std::int64_t>(id) : std::nullopt;
}

} // namespace

BindDialog::BindDialog(const Start& start, QWidget* parent)
    : QDialog(parent)
    , m_loading([this](std::shared_ptr<const documents::LoadedGame> game) {
        if (game)
            showGame(std::move(game));
    })
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(u"bindDialog"_s);
    setWindowTitle(tr("Bind Game Code"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(documents::spacing::huge, documents::spacing::large,
                               documents::spacing::huge, documents::spacing::large);
    column->setSpacing(documents::spacing::medium);
    column->addWidget(makeDialogTitle(tr("The game's own code for a store"), this));
    column->addWidget(makeDialogText(
        tr("Its schema then checks what you edit and save, new keys start from its template, and "
           "its migration steps can be tried. The code runs in a sandbox and changes nothing."),
        this));
    column->addLayout(makeForm(start));
    column->addWidget(makeFindings(), 1);
    column->addWidget(makeButtons(start.known.has_value()));
    m_soon.setSingleShot(true);
    m_soon.setInterval(restOfChoosing);
    m_soon.callOnTimeout(this, &BindDialog::load);
    fill(start.known.value_or(documents::GameSpec()));
    for (QLineEdit* field : {m_file, m_project, m_call, m_gameId, m_placeId})
        connect(field, &QLineEdit::textChanged, this, &BindDialog::loadSoon);
    resize(bindDialogSize);
    returnFocusAfter(this);
    m_file->setFocus();
    load();
}

QLineEdit* BindDialog::addField(QFormLayout* form, const QString& name, const QString& label,
                                const QString& hint, const QString& filter)
{
    auto* edit = new QLineEdit(this);
    edit->setObjectName(u"bind."_s + name);
    edit->setPlaceholderText(hint);
    edit->setAccessibleName(QString(label).remove(u'&'));
    auto* title = new QLabel(label, this);
    title->setBuddy(edit);
    if (filter.isEmpty()) {
        form->addRow(title, edit);
        return edit;
    }
    auto* browse = new QToolButton(this);
    browse->setObjectName(u"bind."_s + name + u".browse"_s);
    browse->setIcon(icon(u"folder"_s));
    browse->setToolTip(tr("Choose a file"));
    browse->setAccessibleName(browse->toolTip());
    connect(browse, &QToolButton::clicked, this, [this, edit, filter] { choose(edit, filter); });
    auto* row = new QHBoxLayout;
    row->addWidget(edit, 1);
    row->addWidget(browse);
    form->addRow(title, row);
    return edit;
}

QFormLayout* BindDialog::makeForm(const Start& start)
{
    auto* fields = new QFormLayout;
    fields->setHorizontalSpacing(documents::spacing::large);
    fields->setVerticalSpacing(documents::spacing::small);
    m_store = new QComboBox(this);
    m_store->setObjectName(u"bind.store"_s);
    m_store->addItems(start.stores);
    if (m_store->findText(start.store) < 0 && !start.store.isEmpty())
        m_store->addItem(start.store);
    m_store->setCurrentText(start.store);
    auto* store = new QLabel(tr("&Store"), this);
    store->setBuddy(m_store);
    fields->addRow(store, m_store);
    m_file =
        addField(fields, u"file"_s, tr("&File"), tr("The module or script that creates the store"),
                 tr("Luau files (*.luau *.lua)"));
    m_project =
        addField(fields, u"project"_s, tr("&Project"), tr("The one that is found above the file"),
                 tr("Rojo projects (*.project.json sourcemap.json)"));
    m_call = addField(fields, u"call"_s, tr("C&all"),
                      tr("Where a function creates the store: DataService.new()"));
    m_gameId = addField(fields, u"gameId"_s, tr("&Game id"), tr("game.GameId; may stay empty"));
    m_placeId = addField(fields, u"placeId"_s, tr("Pl&ace id"), tr("game.PlaceId; may stay empty"));
    static const QRegularExpression digits(u"\\d{0,18}"_s);
    for (QLineEdit* field : {m_gameId, m_placeId})
        field->setValidator(new QRegularExpressionValidator(digits, field));
    m_codeStore = new QComboBox(this);
    m_codeStore->setObjectName(u"bind.codeStore"_s);
    m_codeStore->setToolTip(tr("Which of the stores that the code creates it is"));
    auto* code = new QLabel(tr("Store in the c&ode"), this);
    code->setBuddy(m_codeStore);
    fields->addRow(code, m_codeStore);
    return fields;
}

QWidget* BindDialog::makeFindings()
{
    auto* part = new QWidget(this);
    m_findings = new QTreeWidget(part);
    m_findings->setObjectName(u"bind.findings"_s);
    m_findings->setAccessibleName(tr("What was found in the code"));
    m_findings->setHeaderLabels({tr("Kind"), tr("What"), tr("Where")});
    m_findings->setRootIsDecorated(false);
    m_findings->setUniformRowHeights(true);
    m_findings->header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    m_findings->header()->setSectionResizeMode(1, QHeaderView::Stretch);
    m_findings->header()->setStretchLastSection(false);
    m_findings->header()->setSectionResizeMode(2, QHeaderView::ResizeToContents);
    m_findings->setMinimumHeight(findingsHeight);
    connect(m_findings, &QTreeWidget::currentItemChanged, this,
            [this](const QTreeWidgetItem* row) { showSource(row); });
    connect(m_findings, &QTreeWidget::itemActivated, this,
            [this](const QTreeWidgetItem* row) { useCall(row); });
    m_source = new SourceView(part);
    m_source->setObjectName(u"bind.source"_s);
    m_source->setMinimumHeight(sourceHeight);
    m_source->hide();
    m_state = makeDialogText({}, part);
    m_state->setObjectName(u"bind.state"_s);
    m_state->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(documents::spacing::small);
    column->addWidget(m_state);
    column->addWidget(m_findings, 1);
    column->addWidget(m_source, 1);
    return part;
}

QWidget* BindDialog::makeButtons(bool isBound)
{
    auto* bar = new QWidget(this);
    auto* unbind = new QPushButton(tr("&Unbind"), bar);
    unbind->setObjectName(u"bind.unbind"_s);
    unbind->setVisible(isBound);
    auto* cancel = new QPushButton(tr("Cancel"), bar);
    cancel->setObjectName(u"bind.cancel"_s);
    m_bind = new QPushButton(tr("&Bind"), bar);
    m_bind->setObjectName(u"bind.bind"_s);
    m_bind->setDefault(true);
    for (QPushButton* button : {unbind, cancel})
        button->setAutoDefault(false);
    connect(unbind, &QPushButton::clicked, this, [this] {
        emit unbindWanted(m_store->currentText());
        accept();
    });
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_bind, &QPushButton::clicked, this, &BindDialog::bind);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(documents::spacing::small);
    row->addWidget(unbind);
    row->addStretch(1);
    row->addWidget(cancel);
    row->addWidget(m_bind);
    return bar;
}

void BindDialog::fill(const documents::GameSpec& known)
{
    m_file->setText(QString::fromStdString(known.file));
    m_project->setText(QString::fromStdString(known.project));
    m_call->setText(QString::fromStdString(known.call));
    m_gameId->setText(known.gameId ? QString::number(*known.gameId) : QString());
    m_placeId->setText(known.placeId ? QString::number(*known.placeId) : QString());
    m_wantedStore = QString::fromStdString(known.codeStore);
}

documents::GameSpec BindDialog::spec() const
{
    const auto text = [](const QLineEdit* field) { return field->text().trimmed().toStdString(); };
    const QString code = m_codeStore->currentText();
    return {.file = text(m_file),
            .project = text(m_project),
            .call = text(m_call),
            .codeStore = code == m_store->currentText() ? std::string() : code.toStdString(),
            .gameId = idIn(*m_gameId),
            .placeId = idIn(*m_placeId)};
}

void BindDialog::choose(QLineEdit* field, const QString& filter)
{
    const QString known = field->text().isEmpty() ? m_file->text() : field->text();
    auto* dialog =
        new QFileDialog(this, tr("Choose a File"), QFileInfo(known).absolutePath(), filter);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, field, &QLineEdit::setText);
    dialog->open();
}

void BindDialog::loadSoon()
{
    m_loading.cancel();
    m_soon.start();
}

void BindDialog::load()
{
    m_bind->setEnabled(!m_file->text().trimmed().isEmpty());
    if (m_file->text().trimmed().isEmpty())
        return setState(tr("Choose the file first."), false);
    setState(tr("Loading…"), false);
    m_loading.start(
        [spec = spec()](std::stop_token stop) { return loadGame(spec, std::move(stop)); });
}

void BindDialog::showGame(std::shared_ptr<const documents::LoadedGame> game)
{
    m_game = std::move(game);
    const documents::GameReport& report = m_game->report();
    m_findings->clear();
    showStores(report);
    showNotes(report);
    showState(report);
    const auto& failure = report.failure;
    m_source->setVisible(failure && !failure->source.empty());
    if (failure)
        m_source->showSource(QString::fromStdString(failure->source), failure->place.line);
}

void BindDialog::showStores(const documents::GameReport& report)
{
    const QString wanted = m_codeStore->count() > 0 ? m_codeStore->currentText() : m_wantedStore;
    m_codeStore->clear();
    for (const documents::GameStoreInfo& store : report.stores) {
        m_codeStore->addItem(QString::fromStdString(store.name));
        const QString kind = store.forPlayers ? tr("Player store") : tr("Store");
        addRow(m_findings, kind, u"store"_s, store.name, store.place);
        for (const std::string& step : store.steps)
            addRow(m_findings, tr("Migration step"), u"migration"_s, step, {});
    }
    for (const QString& name : {m_store->currentText(), wanted})
        if (m_codeStore->findText(name) >= 0)
            m_codeStore->setCurrentText(name);
}

void BindDialog::showNotes(const documents::GameReport& report)
{
    for (const documents::GameNote& one : report.creators) {
        QTreeWidgetItem* row =
            addRow(m_findings, tr("Creates a store"), u"script"_s, one.what, one.place);
        row->setData(0, CallRole, QString::fromStdString(one.what));
        row->setToolTip(0, tr("A double click makes it what is called"));
    }
    for (const documents::GameNote& one : report.missing)
        addRow(m_findings, tr("Not there"), u"help"_s, one.what, one.place);
    for (const documents::GameNote& one : report.problems)
        addRow(m_findings, tr("Problem"), u"warning"_s, one.what, one.place);
}

void BindDialog::showState(const documents::GameReport& report)
{
    if (report.failure)
        return setState(documents::failureLine(*report.failure), true);
    if (const std::string why = documents::noStoreReason(report); !why.empty())
        return setState(QString::fromStdString(why), true);
    QString text = tr("It loads and creates %n store(s).", nullptr, int(report.stores.size()));
    if (m_codeStore->findText(m_store->currentText()) < 0)
        text += u' '
            % tr("None of them is called %1: choose which one it is.").arg(m_store->currentText());
    setState(text, false);
}

void BindDialog::setState(const QString& text, bool isWrong)
{
    QPalette colours = palette();
    if (isWrong)
        colours.setColor(QPalette::WindowText, documents::tone(documents::Tone::Danger, palette()));
    m_state->setPalette(colours);
    m_state->setText(text);
}

/// The line that a row speaks of.
void BindDialog::showSource(const QTreeWidgetItem* row)
{
    const QString script = row ? row->data(0, ScriptRole).toString() : QString();
    if (script.isEmpty() || !m_game)
        return;
    const std::string text = m_game->sourceOf(script.toStdString());
    if (text.empty())
        return;
    m_source->showSource(QString::fromStdString(text), row->data(0, LineRole).toInt());
    m_source->show();
}

void BindDialog::useCall(const QTreeWidgetItem* row)
{
    if (const QString call = row->data(0, CallRole).toString(); !call.isEmpty())
        m_call->setText(call);
}

void BindDialog::bind()
{
    emit bindWanted(m_store->currentText(), spec());
    accept();
}

} // namespace plectrum::ui

#include "moc_bind_dialog.cpp"
