// SPDX-License-Identifier: MIT
#include "ui/locks/lock_actions.h"

#include "documents/locks/lock_status.h"
#include "ui/locks/break_lock_dialog.h"
#include "ui/widgets/action_table.h"

#include <QAction>
#include <QWidget>

#include <algorithm>

namespace plectrum::ui {

using namespace Qt::StringLiterals;

LockActions::LockActions(documents::LockStatus* status, QWidget* widget)
    : QObject(widget)
    , m_status(status)
    , m_widget(widget)
{
    add("lock.look"_L1, &LockActions::refresh);
    add("lock.wait"_L1, &LockActions::wait);
    add("lock.cancelWait"_L1, &LockActions::cancelWait);
    add("lock.break"_L1, &LockActions::askToBreak);
    connect(status, &documents::LockStatus::changed, this, &LockActions::update);
    connect(status, &documents::LockStatus::waitingChanged, this, &LockActions::update);
    update();
}

QAction* LockActions::find(const QString& name) const
{
    const auto found = std::ranges::find(m_actions, name, &QAction::objectName);
    Q_ASSERT(found != m_actions.end());
    return *found;
}

void LockActions::add(QLatin1StringView id, void (LockActions::*does)())
{
    QAction* action = makeAction(id, m_widget);
    connect(action, &QAction::triggered, this, does);
    m_actions.append(action);
}

void LockActions::update()
{
    const bool isAnothers = m_status->view().state == editing::LockState::Another;
    find(u"lock.look"_s)->setEnabled(m_status->hasLock());
    find(u"lock.wait"_s)->setEnabled(isAnothers && !m_status->isWaiting());
    find(u"lock.cancelWait"_s)->setEnabled(m_status->isWaiting());
    find(u"lock.break"_s)->setEnabled(isAnothers);
}

void LockActions::refresh()
{
    m_status->poll();
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
