// SPDX-License-Identifier: MIT
#include "ui/locks/break_lock_dialog.h"

#include "documents/basics/tone.h"
#include "documents/basics/visible_name.h"
#include "documents/locks/lock_status.h"
#include "ui/widgets/dialog_text.h"
#include "ui/widgets/icon.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace plectrum::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int defaultWidth = 560;

} // namespace

BreakLockDialog::BreakLockDialog(documents::LockStatus* status, QWidget* parent)
    : QDialog(parent)
    , m_status(status)
    , m_seen(status->view().locks)
    , m_state(makeDialogText({}, this))
    , m_typed(new QLineEdit(this))
    , m_confirm(new QPushButton(tr("Break the lock"), this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(u"breakLock"_s);
    setWindowTitle(tr("Break the lock"));
    build();
    connect(m_typed, &QLineEdit::textChanged, this, &BreakLockDialog::update);
    connect(status, &documents::LockStatus::changed, this, &BreakLockDialog::update);
    connect(m_confirm, &QPushButton::clicked, this, &BreakLockDialog::confirm);
    status->setWatched(this, true);
    update();
    m_typed->setFocus();
}

void BreakLockDialog::build()
{
    const QString key = documents::visibleName(m_status->address().key);
    QLabel* title = makeDialogTitle(tr("Break the lock of %1?").arg(key), this);
    m_state->setObjectName(u"breakLock.state"_s);
    m_typed->setObjectName(u"breakLock.key"_s);
    m_typed->setPlaceholderText(key);
    auto* ask = new QLabel(tr("&Type the key to show that you mean it:"), this);
    ask->setBuddy(m_typed);
    m_typed->setAccessibleName(tr("The key, typed to confirm"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(documents::spacing::large, documents::spacing::large,
                               documents::spacing::large, documents::spacing::large);
    column->setSpacing(documents::spacing::medium);
    column->addWidget(title);
    column->addWidget(m_state);
    column->addWidget(makeRisks());
    column->addWidget(ask);
    column->addWidget(m_typed);
    column->addStretch(1);
    column->addWidget(makeButtons());
    resize(defaultWidth, sizeHint().height());
}

QWidget* BreakLockDialog::makeRisks()
{
    const QStringList risks{
        tr("Items can come to exist twice. The server goes on with its own copy of the data and "
           "learns of the loss only with its next refresh, up to 60 s from now. What is traded "
           "away or spent there in that time stays in the copy that you save."),
        tr("Until then it also writes: it can overwrite what you save now, or you what it saved."),
        tr("Once it learns of the loss, the player's progress that it has not saved is gone."),
        tr("If its server has crashed, waiting is enough: a lock that nobody refreshes ends by "
           "itself within 90 s."),
    };
    auto* part = new QWidget(this);
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(documents::spacing::small);
    for (const QString& risk : risks) {
        const bool isAdvice = &risk == &risks.last();
        auto* picture = new QLabel(part);
        picture->setPixmap(icon(isAdvice ? u"clock"_s : u"warning"_s).pixmap(16, 16));
        auto* row = new QHBoxLayout;
        row->setSpacing(documents::spacing::small);
        row->addWidget(picture, 0, Qt::AlignTop);
        row->addWidget(makeDialogText(risk, part), 1);
        column->addLayout(row);
    }
    setAccessibleDescription(risks.join(u' '));
    return part;
}

QWidget* BreakLockDialog::makeButtons()
{
    auto* bar = new QWidget(this);
    auto* wait = new QPushButton(tr("Wait instead"), bar);
    auto* cancel = new QPushButton(tr("Cancel"), bar);
    wait->setObjectName(u"breakLock.wait"_s);
    cancel->setObjectName(u"breakLock.cancel"_s);
    m_confirm->setObjectName(u"breakLock.confirm"_s);
    for (QPushButton* button : {wait, cancel, m_confirm})
        button->setAutoDefault(false); // Enter never breaks anything
    connect(wait, &QPushButton::clicked, this, &BreakLockDialog::waitInstead);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(documents::spacing::small);
    row->addWidget(wait);
    row->addStretch(1);
    row->addWidget(cancel);
    row->addWidget(m_confirm);
    return bar;
}

void BreakLockDialog::update()
{
    const editing::LockView& view = m_status->view();
    const bool isSame =
        view.state == editing::LockState::Another && store::isSameHolder(view.locks, m_seen);
    if (isSame)
        m_state->setText(m_status->explanation());
    else if (view.state == editing::LockState::Another)
        m_state->setText(tr("Another holder has taken the lock since this was opened. Close this "
                            "and look again."));
    else if (view.state == editing::LockState::Free)
        m_state->setText(tr("The lock is free now: there is nothing to break."));
    else
        m_state->setText(m_status->explanation());
    // What cannot be seen can hardly be typed: then the key as it is shown will do.
    const std::string& key = m_status->address().key;
    const QString typed = m_typed->text();
    m_confirm->setEnabled(isSame
                          && (typed.toStdString() == key || typed == documents::visibleName(key)));
}

void BreakLockDialog::confirm()
{
    m_status->breakLock(m_seen);
    accept();
}

void BreakLockDialog::waitInstead()
{
    m_status->wait();
    reject();
}

/// Enter presses the button that has the focus and no other.
void BreakLockDialog::keyPressEvent(QKeyEvent* event)
{
    if (event->key() != Qt::Key_Return && event->key() != Qt::Key_Enter) {
        QDialog::keyPressEvent(event);
        return;
    }
    auto* button = qobject_cast<QPushButton*>(focusWidget());
    if (button && button != m_confirm)
        button->click();
}

} // namespace plectrum::ui

#include "moc_break_lock_dialog.cpp"
