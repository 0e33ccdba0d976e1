// SPDX-License-Identifier: MIT
#include "ui/locks/lockless_dialog.h"

#include "documents/basics/tone.h"
#include "editing/lock_consent.h"
#include "ui/widgets/dialog_text.h"
#include "ui/widgets/focus_return.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

namespace plectrum::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int locklessWidth = 520;

} // namespace

LocklessDialog::LocklessDialog(editing::LockConsent& consent, QWidget* parent)
    : QDialog(parent)
    , m_consent(consent)
    , m_typed(new QLineEdit(this))
    , m_confirm(new QPushButton(tr("Allow for This Session"), this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(u"lockless"_s);
    setWindowTitle(tr("Write Without Lock"));
    QLabel* title = makeDialogTitle(tr("Write records without their lock?"), this);
    m_typed->setObjectName(u"lockless.typed"_s);
    m_typed->setPlaceholderText(sentence());
    m_typed->setAccessibleName(tr("The sentence, typed to confirm"));
    m_confirm->setObjectName(u"lockless.confirm"_s);
    m_confirm->setDefault(true);
    m_confirm->setEnabled(false);
    auto* cancel = new QPushButton(tr("Cancel"), this);
    cancel->setObjectName(u"lockless.cancel"_s);
    cancel->setAutoDefault(false);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(documents::spacing::small);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_confirm);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(documents::spacing::large, documents::spacing::large,
                               documents::spacing::large, documents::spacing::large);
    column->setSpacing(documents::spacing::medium);
    column->addWidget(title);
    column->addWidget(makeDialogText(
        tr("The locks of this universe cannot be reached, so a live server may hold a key "
           "that you write. It does not see your write: its next save of that player "
           "overwrites it, and what you changed is only in the history then."),
        this));
    column->addWidget(
        makeDialogText(tr("With a place id and a key that may run scripts in it, Plectrum "
                          "takes the lock as a server does, and nothing of this can happen."),
                       this));
    column->addWidget(makeDialogText(tr("Type \u201c%1\u201d to go on.").arg(sentence()), this));
    column->addWidget(m_typed);
    column->addStretch(1);
    column->addLayout(buttons);
    connect(m_typed, &QLineEdit::textChanged, this,
            [this](const QString& text) { m_confirm->setEnabled(text == sentence()); });
    connect(m_confirm, &QPushButton::clicked, this, &LocklessDialog::confirm);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    m_typed->setFocus();
    resize(locklessWidth, sizeHint().height());
    returnFocusAfter(this);
}

QString LocklessDialog::sentence()
{
    return tr("write without lock");
}

void LocklessDialog::confirm()
{
    m_consent.give();
    accept();
    emit agreed();
}

void askLockless(editing::LockConsent& consent, QWidget* parent, std::function<void()> goOn)
{
    auto* dialog = new LocklessDialog(consent, parent);
    QObject::connect(dialog, &LocklessDialog::agreed, parent, std::move(goOn));
    dialog->open();
}

QString locklessText()
{
    return LocklessDialog::tr("Write without lock…");
}

QList<MessageBar::Choice> locklessChoices(editing::LockConsent& consent, QWidget* parent,
                                          std::function<void()> goOn)
{
    if (!consent.isWanted())
        return {};
    return {{locklessText(),
             [&consent, parent, goOn = std::move(goOn)] { askLockless(consent, parent, goOn); }}};
}

} // namespace plectrum::ui

#include "moc_lockless_dialog.cpp"
