// SPDX-License-Identifier: MIT
#include "ui/keys/key_question.h"

#include "datastore/limits.h"
#include "documents/basics/tone.h"
#include "documents/basics/visible_name.h"
#include "documents/keys/key_list_model.h"
#include "ui/widgets/confirm_button.h"
#include "ui/widgets/dialog_text.h"
#include "ui/widgets/diff_view.h"
#include "ui/widgets/focus_return.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/tone_label.h"

#include <QComboBox>
#include <QCompleter>
#include <QFormLayout>
#include <QFrame>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace plectrum::ui {

using namespace Qt::StringLiterals;

namespace {

/// How long typing rests before what stands at the key is looked at.
constexpr int typingRest = 200;

} // namespace

KeyQuestion::KeyQuestion(const Question& question, QWidget* parent)
    : QDialog(parent)
    , m_stores(question.stores)
    , m_confirmText(question.confirmText)
    , m_key(new QLineEdit(question.key, this))
    , m_store(new QComboBox(this))
    , m_diff(new DiffView(this))
    , m_note(new ToneLabel(documents::Tone::Muted, this))
    , m_confirm(new ConfirmButton({}, this))
    , m_rest(new QTimer(this))
{
    setObjectName(u"keyQuestion"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(question.title);
    setAccessibleDescription(question.explanation);
    returnFocusAfter(this);
    build(question);
    m_rest->setSingleShot(true);
    m_rest->setInterval(typingRest);
    connect(m_rest, &QTimer::timeout, this, &KeyQuestion::lookNow);
    connect(m_key, &QLineEdit::textChanged, this, &KeyQuestion::noteTyping);
    connect(m_store, &QComboBox::currentIndexChanged, this, &KeyQuestion::noteTyping);
    connect(m_diff, &DiffView::compared, this, &KeyQuestion::showCounts);
    connect(m_confirm, &QPushButton::clicked, this, &KeyQuestion::confirm);
    m_key->setFocus();
    m_key->selectAll();
    noteTyping();
}

void KeyQuestion::build(const Question& question)
{
    m_key->setObjectName(u"keyQuestion.key"_s);
    m_store->setObjectName(u"keyQuestion.store"_s);
    m_confirm->setObjectName(u"keyQuestion.confirm"_s);
    m_note->setObjectName(u"keyQuestion.note"_s);
    m_note->setWordWrap(true);
    for (const auto& store : m_stores)
        m_store->addItem(
            icon(store.kind == store::KeyAddress::Kind::Lyra ? u"store"_s : u"table"_s),
            documents::visibleName(store.name));
    if (const auto found = std::ranges::find(m_stores, question.store); found != m_stores.end())
        m_store->setCurrentIndex(static_cast<int>(found - m_stores.begin()));
    m_diff->setColumnTitles(tr("Now"), tr("After"));
    m_diff->setEqualText(tr("No difference in the data"), {});
    auto* form = new QFormLayout;
    form->setSpacing(documents::spacing::small);
    form->addRow(tr("&Key"), m_key);
    form->addRow(tr("&Store"), m_store);
    auto* frame = new QFrame(this);
    frame->setFrameShape(QFrame::Box);
    frame->setFrameShadow(QFrame::Plain);
    frame->setForegroundRole(QPalette::Mid);
    auto* framed = new QVBoxLayout(frame);
    framed->setContentsMargins(1, 1, 1, 1);
    framed->addWidget(m_diff);
    auto* cancel = new QPushButton(tr("Cancel"), this);
    cancel->setObjectName(u"keyQuestion.cancel"_s);
    cancel->setAutoDefault(false);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(documents::spacing::small);
    buttons->addWidget(m_note, 1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_confirm);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(documents::spacing::large, documents::spacing::large,
                               documents::spacing::large, documents::spacing::large);
    column->setSpacing(documents::spacing::medium);
    column->addWidget(makeDialogTitle(question.title, this));
    column->addWidget(makeDialogText(question.explanation, this));
    column->addLayout(form);
    column->addWidget(frame, 1);
    column->addLayout(buttons);
    resize(760, 500);
}

void KeyQuestion::setLoadedKeys(documents::KeyListModel* keys)
{
    auto* completer = new QCompleter(keys, m_key);
    completer->setCompletionRole(documents::KeyListModel::KeyRole);
    completer->setFilterMode(Qt::MatchContains);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_key->setCompleter(completer);
}

store::KeyAddress KeyQuestion::address() const
{
    store::KeyAddress address;
    const auto at = static_cast<std::size_t>(std::max(0, m_store->currentIndex()));
    if (at < m_stores.size()) {
        address.kind = m_stores[at].kind;
        address.store = m_stores[at].name;
    }
    address.key = m_key->text().toStdString();
    return address;
}

QString KeyQuestion::lengthProblem() const
{
    const auto length = address().key.size();
    if (m_stores.empty())
        return tr("This universe has no stores yet.");
    if (length == 0)
        return tr("Type the key.");
    if (length > datastore::limits::keyLength)
        return tr("A key has at most %1 bytes; this has %2.")
            .arg(datastore::limits::keyLength)
            .arg(length);
    return {};
}

void KeyQuestion::noteTyping()
{
    m_shown.reset();
    m_confirm->setEnabled(false);
    m_confirm->setText(m_confirmText.arg(documents::visibleName(address().key)));
    const QString problem = lengthProblem();
    if (problem.isEmpty()) {
        m_note->setText(tr("Looking at what stands there…"));
        m_rest->start();
        return;
    }
    m_rest->stop();
    m_note->setText(problem);
    m_diff->showState(problem, {});
}

void KeyQuestion::lookNow()
{
    emit addressTyped(address());
}

void KeyQuestion::showEffect(const store::KeyAddress& shown, std::optional<json::Value> before,
                             std::optional<json::Value> after, const QString& problem)
{
    if (shown != address())
        return; // another key was typed since
    m_confirm->setEnabled(problem.isEmpty());
    if (!problem.isEmpty()) {
        m_note->setText(problem);
        m_diff->showState(problem, {});
        return;
    }
    m_shown = shown;
    m_diff->compare(std::move(before), std::move(after));
}

void KeyQuestion::showCounts()
{
    const QString summary = m_diff->summary();
    m_note->setText(summary.isEmpty() ? tr("No difference in the data") : summary);
}

void KeyQuestion::confirm()
{
    if (!m_shown || *m_shown != address())
        return;
    emit confirmed(*m_shown);
    accept();
}

} // namespace plectrum::ui

#include "moc_key_question.cpp"
