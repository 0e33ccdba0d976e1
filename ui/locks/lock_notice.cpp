// SPDX-License-Identifier: MIT
#include "ui/locks/lock_notice.h"

#include "documents/basics/visible_name.h"
#include "documents/locks/lock_status.h"
#include "ui/widgets/message_bar.h"

#include <QApplication>

#include <utility>

namespace plectrum::ui {

LockNotice::LockNotice(documents::LockStatus* status, MessageBar* bar)
    : QObject(bar)
    , m_status(status)
    , m_bar(bar)
{
    connect(status, &documents::LockStatus::waitingChanged, this, &LockNotice::showWaiting);
    connect(status, &documents::LockStatus::becameFree, this, &LockNotice::showFree);
    connect(status, &documents::LockStatus::waitEnded, this, &LockNotice::showEnd);
    connect(status, &documents::LockStatus::breakFailed, this, [this](const QString& why) {
        m_bar->showMessage(documents::Tone::Danger, tr("The lock was not broken. %1").arg(why));
    });
    connect(status, &documents::LockStatus::breakEnded, this, [this](store::LockRemoval outcome) {
        using enum store::LockRemoval;
        if (outcome == Removed)
            m_bar->showMessage(
                documents::Tone::Warning,
                tr("The lock of %1 is broken. The server that held it may still write, "
                   "until its next refresh at the latest 60 s from now.")
                    .arg(key()));
        else if (outcome == Absent)
            m_bar->showMessage(documents::Tone::Accent,
                               tr("The lock of %1 was free already.").arg(key()));
        else
            m_bar->showMessage(documents::Tone::Warning,
                               tr("The lock was not broken: another holder had taken it by then."));
    });
}

void LockNotice::setOffer(std::function<Offer()> offer)
{
    m_offer = std::move(offer);
}

void LockNotice::setPurpose(const QString& purpose)
{
    m_purpose = purpose;
    if (m_status->isWaiting())
        showWaiting(true);
}

QString LockNotice::key() const
{
    return documents::visibleName(m_status->address().key);
}

void LockNotice::showWaiting(bool isWaiting)
{
    if (!isWaiting)
        return;
    QString text = tr("Waiting until the lock of %1 is free.").arg(key());
    if (!m_purpose.isEmpty())
        text = tr("%1 %2").arg(text, m_purpose);
    m_bar->showMessage(documents::Tone::Accent, text,
                       {{tr("Stop waiting"), [this] { m_status->cancelWait(); }}}, false);
}

void LockNotice::showFree()
{
    QApplication::alert(m_bar->window());
    if (!std::exchange(m_purpose, {}).isEmpty()) {
        m_bar->dismiss(); // what it was for is done now, and tells of itself
        return;
    }
    const Offer offer = m_offer ? m_offer() : Offer();
    QList<MessageBar::Choice> choices;
    if (!offer.text.isEmpty())
        choices.append({offer.text, offer.does});
    m_bar->showMessage(documents::Tone::Added, tr("The lock of %1 is free now.").arg(key()),
                       choices);
}

void LockNotice::showEnd(const QString& why)
{
    m_purpose.clear();
    if (why.isEmpty())
        m_bar->dismiss();
    else
        m_bar->showMessage(documents::Tone::Danger, tr("The wait for the lock ended. %1").arg(why));
}

} // namespace plectrum::ui

#include "moc_lock_notice.cpp"
