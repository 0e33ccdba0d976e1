// SPDX-License-Identifier: MIT
#include "ui/connect/connect_dialog.h"

#include "documents/basics/failure_text.h"
#include "documents/basics/tone.h"
#include "secrets/error.h"
#include "ui/connect/letter_tile.h"
#include "ui/widgets/focus_return.h"
#include "ui/widgets/icon.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QEvent>
#include <QFormLayout>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <utility>

namespace plectrum::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int defaultWidth = 760;
constexpr int findingsHeight = 176;

QLabel* makeNote(const QString& name, QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

QString answerText(documents::KeyFinding::Answer answer)
{
    switch (answer) {
    case documents::KeyFinding::Answer::Yes:
        return ConnectDialog::tr("Granted");
    case documents::KeyFinding::Answer::No:
        return ConnectDialog::tr("Refused");
    case documents::KeyFinding::Answer::Unknown:
        break;
    }
    return ConnectDialog::tr("Cannot be told");
}

documents::Tone toneOf(documents::KeyFinding::Answer answer)
{
    return answer == documents::KeyFinding::Answer::Yes ? documents::Tone::Added
        : answer == documents::KeyFinding::Answer::No   ? documents::Tone::Danger
                                                        : documents::Tone::Muted;
}

QString iconOf(documents::KeyFinding::Answer answer)
{
    return answer == documents::KeyFinding::Answer::Yes ? u"check"_s
        : answer == documents::KeyFinding::Answer::No   ? u"close"_s
                                                        : u"help"_s;
}

} // namespace

ConnectDialog::ConnectDialog(documents::CloudDesk& desk, const documents::Connection& known,
                             QWidget* parent)
    : QDialog(parent)
    , m_desk(desk)
    , m_tasks([](const std::exception_ptr&) { })
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(u"connectDialog"_s);
    setWindowTitle(tr("Connect to Open Cloud"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(documents::spacing::huge, documents::spacing::large,
                               documents::spacing::huge, documents::spacing::large);
    column->setSpacing(documents::spacing::medium);
    column->addWidget(makeTitle());
    column->addLayout(makeForm());
    column->addWidget(makeTrial());
    column->addWidget(makeButtons());
    fill(known);
    resize(defaultWidth, sizeHint().height());
    returnFocusAfter(this);
    if (known.spec.universeId > 0)
        m_tasks.start(askForKey(known.spec, m_tasks.stopToken()));
}

QWidget* ConnectDialog::makeTitle()
{
    auto* part = new QWidget(this);
    m_tile = new QLabel(part);
    m_title = makeNote(u"connect.title"_s, part);
    QFont strong = m_title->font();
    strong.setPointSizeF(strong.pointSizeF() * 1.25);
    strong.setWeight(QFont::DemiBold);
    m_title->setFont(strong);
    auto* row = new QHBoxLayout(part);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(documents::spacing::medium);
    row->addWidget(m_tile);
    row->addWidget(m_title, 1);
    return part;
}

ConnectDialog::Field ConnectDialog::addField(QFormLayout* form, const QString& name,
                                             const QString& label, const QString& hint)
{
    auto* edit = new QLineEdit(this);
    edit->setObjectName(u"connect."_s + name);
    edit->setPlaceholderText(hint);
    edit->setAccessibleName(QString(label).remove(u'&'));
    auto* problem = makeNote(u"connect."_s + name + u".problem"_s, this);
    problem->hide();
    auto* part = new QVBoxLayout;
    part->setSpacing(documents::spacing::tiny);
    part->addWidget(edit);
    part->addWidget(problem);
    auto* title = new QLabel(label, this);
    title->setBuddy(edit);
    form->addRow(title, part);
    connect(edit, &QLineEdit::textChanged, this, &ConnectDialog::showProblems);
    return {edit, problem};
}

QFormLayout* ConnectDialog::makeForm()
{
    auto* fields = new QFormLayout;
    fields->setHorizontalSpacing(documents::spacing::large);
    fields->setVerticalSpacing(documents::spacing::small);
    m_universe = addField(fields, u"universe"_s, tr("&Universe id"), tr("1234567890"));
    m_key = addField(fields, u"key"_s, tr("API &key"), tr("Entered once, never shown again"));
    m_key.edit->setEchoMode(QLineEdit::Password);
    m_key.edit->setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText);
    m_session = new QCheckBox(tr("For this &session only, not in the keychain"), this);
    m_session->setObjectName(u"connect.session"_s);
    if (const QString keychain = m_desk.keychainName(); !keychain.isEmpty())
        m_session->setToolTip(tr("The keychain of this system: %1. Another desktop may have "
                                 "another one, which does not know the key.")
                                  .arg(keychain));
    fields->addRow(QString(), m_session);
    m_name = addField(fields, u"name"_s, tr("&Name"), tr("My game, production"));
    m_kind = new QComboBox(this);
    m_kind->setObjectName(u"connect.kind"_s);
    m_kind->addItem(tr("Production: players are in it"), true);
    m_kind->addItem(tr("Test: nothing real hangs on it"), false);
    auto* kind = new QLabel(tr("&Treat as"), this);
    kind->setBuddy(m_kind);
    fields->addRow(kind, m_kind);
    m_kindNote = makeNote(u"connect.kind.note"_s, this);
    m_kindNote->setForegroundRole(QPalette::PlaceholderText);
    fields->addRow(QString(), m_kindNote);
    m_share = new QSpinBox(this);
    m_share->setObjectName(u"connect.share"_s);
    m_share->setRange(1, 100);
    m_share->setSuffix(tr(" % of the request budget"));
    m_share->setToolTip(tr("The live game draws on the same budget, and so does every other "
                           "program: each Plectrum that runs takes this share for itself."));
    auto* share = new QLabel(tr("&Share"), this);
    share->setBuddy(m_share);
    fields->addRow(share, m_share);
    m_place = addField(fields, u"place"_s, tr("&Place id"), tr("For locks; may stay empty"));
    m_wire = new QComboBox(this);
    m_wire->setObjectName(u"connect.wire"_s);
    using Wire = datastore::CloudSpec::Wire;
    m_wire->addItem(tr("Automatic"), QVariant::fromValue(int(Wire::Automatic)));
    m_wire->addItem(tr("v2 only"), QVariant::fromValue(int(Wire::V2)));
    m_wire->addItem(tr("v1 only"), QVariant::fromValue(int(Wire::V1)));
    auto* wire = new QLabel(tr("Advanced: &version"), this);
    wire->setBuddy(m_wire);
    m_base = addField(fields, u"base"_s, tr("Advanced: &base URL"), u"https://apis.roblox.com"_s);
    fields->addRow(wire, m_wire);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &ConnectDialog::showProblems);
    connect(m_universe.edit, &QLineEdit::textChanged, this, &ConnectDialog::readHubUrl);
    return fields;
}

QWidget* ConnectDialog::makeTrial()
{
    auto* part = new QWidget(this);
    m_findings = new QTreeWidget(part);
    m_findings->setObjectName(u"connect.findings"_s);
    m_findings->setAccessibleName(tr("What the key may do"));
    m_findings->setHeaderLabels({tr("Scope"), tr("This key"), tr("For"), tr("Why")});
    m_findings->setRootIsDecorated(false);
    m_findings->setUniformRowHeights(true);
    m_findings->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_findings->header()->setSectionResizeMode(3, QHeaderView::Stretch); // all of it in a tool tip
    m_findings->setMinimumHeight(findingsHeight);
    m_findings->hide();
    m_state = makeNote(u"connect.state"_s, part);
    m_state->hide();
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(documents::spacing::small);
    column->addWidget(m_findings, 1);
    column->addWidget(m_state);
    return part;
}

QWidget* ConnectDialog::makeButtons()
{
    auto* bar = new QWidget(this);
    m_lookUp = new QPushButton(icon(u"search"_s), tr("&Look up"), bar);
    m_try = new QPushButton(icon(u"key"_s), tr("&Test this key"), bar);
    auto* copy = new QPushButton(icon(u"copy"_s), tr("Copy needed &scopes"), bar);
    auto* cancel = new QPushButton(tr("Cancel"), bar);
    m_connect = new QPushButton(tr("&Connect"), bar);
    copy->setObjectName(u"connect.copyScopes"_s);
    copy->setToolTip(tr("The list of scopes that an API key for Plectrum needs"));
    m_lookUp->setObjectName(u"connect.lookUp"_s);
    m_try->setObjectName(u"connect.try"_s);
    cancel->setObjectName(u"connect.cancel"_s);
    m_connect->setObjectName(u"connect.connect"_s);
    m_connect->setDefault(true);
    for (QPushButton* button : {m_lookUp, m_try, copy, cancel})
        button->setAutoDefault(false);
    connect(m_lookUp, &QPushButton::clicked, this, &ConnectDialog::lookUp);
    connect(m_try, &QPushButton::clicked, this, &ConnectDialog::tryKey);
    connect(m_connect, &QPushButton::clicked, this, &ConnectDialog::finish);
    connect(copy, &QPushButton::clicked, this,
            [] { QGuiApplication::clipboard()->setText(documents::neededScopes().join(u'\n')); });
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(documents::spacing::small);
    row->addWidget(m_lookUp);
    row->addWidget(m_try);
    row->addWidget(copy);
    row->addStretch(1);
    row->addWidget(cancel);
    row->addWidget(m_connect);
    return bar;
}

void ConnectDialog::fill(const documents::Connection& known)
{
    const documents::ConnectionForm filled = documents::ConnectionForm::of(known);
    m_universe.edit->setText(filled.universeId);
    m_name.edit->setText(filled.name);
    m_place.edit->setText(filled.placeId);
    m_base.edit->setText(filled.baseUrl);
    m_share->setValue(filled.sharePercent);
    m_kind->setCurrentIndex(filled.isProduction ? 0 : 1);
    m_wire->setCurrentIndex(m_wire->findData(int(filled.wire)));
    showTitleOf({});
    showProblems();
}

documents::ConnectionForm ConnectDialog::form() const
{
    return {.name = m_name.edit->text(),
            .universeId = m_universe.edit->text(),
            .placeId = m_place.edit->text(),
            .baseUrl = m_base.edit->text(),
            .sharePercent = m_share->value(),
            .wire = datastore::CloudSpec::Wire(m_wire->currentData().toInt()),
            .isProduction = m_kind->currentData().toBool()};
}

/// An address of the Creator Hub that is pasted fills in both ids.
void ConnectDialog::readHubUrl(const QString& text)
{
    const auto ids = documents::idsInHubUrl(text);
    if (!ids)
        return;
    m_universe.edit->setText(ids->universeId);
    if (!ids->placeId.isEmpty())
        m_place.edit->setText(ids->placeId);
}

documents::CloudDesk::Key ConnectDialog::key() const
{
    if (m_key.edit->text().isEmpty())
        return std::nullopt;
    return secrets::Secret(m_key.edit->text().toStdString());
}

bool ConnectDialog::isKeyRight() const
{
    const QString text = m_key.edit->text();
    return (text.isEmpty() && m_hasKey) || documents::keyProblem(text).isEmpty();
}

/// What is missing is told only when somebody wanted to go on; what is wrong at once.
void ConnectDialog::showProblems()
{
    const documents::ConnectionForm now = form();
    const auto show = [this](const Field& field, const QString& problem) {
        const bool isReported = !problem.isEmpty() && (m_showsAll || !field.edit->text().isEmpty());
        QPalette colours = palette();
        colours.setColor(QPalette::WindowText, documents::tone(documents::Tone::Danger, palette()));
        field.problem->setPalette(colours);
        field.problem->setText(problem);
        field.problem->setVisible(isReported);
        field.edit->setAccessibleDescription(isReported ? problem : QString());
    };
    show(m_name, now.nameProblem());
    show(m_universe, now.universeProblem());
    show(m_place, now.placeProblem());
    show(m_base, now.baseProblem());
    show(m_key, isKeyRight() ? QString() : documents::keyProblem(m_key.edit->text()));
    m_kindNote->setText(now.isProduction
                            ? tr("Opens read-only. Writing is unlocked on purpose, for a time.")
                            : tr("Opens for reading and writing."));
    for (QPushButton* button : {m_lookUp, m_try, m_connect})
        button->setEnabled(!m_isBusy);
}

void ConnectDialog::showTitleOf(const QString& universe)
{
    m_universeTitle = universe;
    m_title->setText(universe.isEmpty() ? tr("A universe behind Open Cloud") : universe);
    m_tile->setPixmap(letterTile(universe, palette(), devicePixelRatio()));
    if (!universe.isEmpty() && m_name.edit->text().isEmpty())
        m_name.edit->setText(universe);
}

void ConnectDialog::showFindings(const QList<documents::KeyFinding>& findings)
{
    m_found = findings;
    m_findings->clear();
    for (const documents::KeyFinding& finding : findings) {
        auto* row = new QTreeWidgetItem(m_findings);
        row->setText(0, finding.scope);
        row->setText(1, answerText(finding.answer));
        row->setIcon(1, icon(iconOf(finding.answer)));
        row->setForeground(1, documents::tone(toneOf(finding.answer), palette()));
        row->setText(2, documents::scopePurpose(finding.scope));
        row->setText(3, finding.why);
        row->setToolTip(3, finding.why);
    }
    m_findings->setVisible(!findings.isEmpty());
}

/// Colours that no widget takes from the palette by itself.
void ConnectDialog::changeEvent(QEvent* event)
{
    QDialog::changeEvent(event);
    if (event->type() != QEvent::PaletteChange || !m_connect)
        return;
    for (int i = 0; i < m_findings->topLevelItemCount(); ++i)
        m_findings->topLevelItem(i)->setForeground(
            1, documents::tone(toneOf(m_found.at(i).answer), palette()));
    m_tile->setPixmap(letterTile(m_universeTitle, palette(), devicePixelRatio()));
    showProblems();
}

void ConnectDialog::setBusy(const QString& what)
{
    m_isBusy = !what.isEmpty();
    showMessage(what);
    showProblems();
}

void ConnectDialog::showMessage(const QString& text)
{
    m_state->setText(text);
    m_state->setVisible(!text.isEmpty());
}

bool ConnectDialog::begin(bool isReady, const QString& what)
{
    if (!isReady || !isKeyRight()) {
        m_showsAll = true;
        showProblems();
        return false;
    }
    setBusy(what); // first: a task may be over at once
    return true;
}

void ConnectDialog::lookUp()
{
    if (begin(form().canBeAsked(), tr("Looking the universe up…")))
        m_tasks.start(loadTitle(form().connection().spec, key(), m_tasks.stopToken()));
}

void ConnectDialog::tryKey()
{
    if (begin(form().canBeAsked(), tr("Testing the key. Nothing is changed by it…")))
        m_tasks.start(probe(form().connection().spec, key(), m_tasks.stopToken()));
}

void ConnectDialog::finish()
{
    if (begin(form().isRight(), tr("Keeping the key…")))
        m_tasks.start(
            keep(form().connection(), key(), m_session->isChecked(), m_tasks.stopToken()));
}

/// Until it is known the key is asked for. A keychain that does not answer is told of when a key
/// shall be kept there.
async::Task<void> ConnectDialog::askForKey(datastore::CloudSpec spec, std::stop_token stop)
{
    bool hasKey = false;
    try {
        hasKey = co_await m_desk.hasKey(std::move(spec));
    } catch (const secrets::Error&) {
        hasKey = false;
    }
    async::throwIfStopped(stop);
    m_hasKey = hasKey;
    // A question of the system that was closed looks like a key that is not there.
    m_key.edit->setPlaceholderText(hasKey
                                       ? tr("Kept; type another to replace it")
                                       : tr("None found: none is kept, or the keychain is locked"));
    showProblems();
}

async::Task<void> ConnectDialog::loadTitle(datastore::CloudSpec spec, documents::CloudDesk::Key key,
                                           std::stop_token stop)
{
    std::exception_ptr error;
    QString title;
    try {
        title = co_await m_desk.lookUpTitle(std::move(spec), std::move(key), stop);
    } catch (...) {
        error = std::current_exception();
    }
    async::throwIfStopped(stop);
    setBusy({});
    if (error)
        showFailure(error);
    else
        showTitleOf(title);
}

async::Task<void> ConnectDialog::probe(datastore::CloudSpec spec, documents::CloudDesk::Key key,
                                       std::stop_token stop)
{
    std::exception_ptr error;
    QList<documents::KeyFinding> findings;
    try {
        findings = co_await m_desk.tryKey(std::move(spec), std::move(key), stop);
    } catch (...) {
        error = std::current_exception();
    }
    async::throwIfStopped(stop);
    setBusy({});
    showFindings(findings);
    if (error)
        showFailure(error);
}

async::Task<void> ConnectDialog::keep(documents::Connection connection,
                                      documents::CloudDesk::Key key, bool isForSession,
                                      std::stop_token stop)
{
    std::exception_ptr error;
    try {
        if (key)
            co_await m_desk.keepKey(connection.spec, *std::move(key), isForSession);
    } catch (...) {
        error = std::current_exception();
    }
    async::throwIfStopped(stop);
    setBusy({});
    if (error) {
        showFailure(error);
        co_return;
    }
    m_key.edit->clear();
    emit connectionMade(connection);
    accept();
}

void ConnectDialog::showFailure(const std::exception_ptr& error)
{
    try {
        std::rethrow_exception(error);
    } catch (const secrets::Error& failure) {
        using enum secrets::Problem;
        const QString what = failure.problem() == NoKeychain
            ? tr("No keychain answers on this system.")
            : failure.problem() == Refused ? tr("The keychain did not allow it.")
                                           : tr("The keychain could not be used.");
        showMessage(
            tr("%1 The key can be held for this session only: tick that box and connect again.")
                .arg(what));
        m_session->setFocus();
    } catch (...) {
        showMessage(documents::failureText(error));
    }
}

} // namespace plectrum::ui

#include "moc_connect_dialog.cpp"
