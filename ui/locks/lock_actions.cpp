// SPDX-License-Identifier: MIT
#include "ui/locks/lock_actions.h"

#include "ui/icon.h"
#include "ui/locks/break_lock_dialog.h"
#include "ui/locks/lock_status.h"

#include <QAction>
#include <QWidget>

#include <algorithm>

namespace plectrum::ui {

using namespace Qt::StringLiterals;

LockActions::LockActions(LockStatus* status, QWidget* widget)
    : QObject(widget)
    , m_status(status)
    , m_widget(widget)
{
    add(u"lock.look"_s, u"reload"_s, tr("&Look again at the lock"),
        QKeySequence(Qt::SHIFT | Qt::Key_F5), &LockActions::look);
    add(u"lock.wait"_s, u"clock"_s, tr("&Wait until the lock is free"),
        QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_W), &LockActions::wait);
    add(u"lock.cancelWait"_s, u"stop"_s, tr("S&top waiting for the lock"),
        QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_S), &LockActions::cancelWait);
    add(u"lock.break"_s, u"lock-break"_s, tr("&Break the lock…"), {}, &LockActions::askToBreak);
    connect(status, &LockStatus::changed, this, &LockActions::update);
    connect(status, &LockStatus::waitingChanged, this, &LockActions::update);
    update();
}

QAction* LockActions::find(const QString& name) const
{
    const auto found = std::ranges::find(m_actions, name, &QAction::objectName);
    Q_ASSERT(found != m_actions.end());
    return *found;
}

QAction* LockActions::add(const QString& name, const QString& iconName, const QString& text,
                          const QKeySequence& shortcut, void (LockActions::*does)())
{
    auto* action = new QAction(icon(iconName), text, this);
    action->setObjectName(name);
    const QString plain = QString(text).remove(u'&').remove(QChar(0x2026));
    action->setToolTip(shortcut.isEmpty()
                           ? plain
                           : tr("%1 (%2)").arg(plain, shortcut.toString(QKeySequence::NativeText)));
    action->setShortcut(shortcut);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    m_widget->addAction(action);
    connect(action, &QAction::triggered, this, does);
    m_actions.append(action);
    return action;
}

void LockActions::update()
{
    const bool isAnothers = m_status->view().state == editing::LockState::Another;
    find(u"lock.look"_s)->setEnabled(m_status->hasLock());
    find(u"lock.wait"_s)->setEnabled(isAnothers && !m_status->isWaiting());
    find(u"lock.cancelWait"_s)->setEnabled(m_status->isWaiting());
    find(u"lock.break"_s)->setEnabled(isAnothers);
}

void LockActions::look()
{
    m_status->look();
}

void LockActions::wait()
{
    m_status->wait();
}

void LockActions::cancelWait()
{
    m_status->cancelWait();
}

void LockActions::askToBreak()
{
    (new BreakLockDialog(m_status, m_widget))->open();
}

} // namespace plectrum::ui

#include "moc_lock_actions.cpp"
