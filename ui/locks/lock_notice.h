// SPDX-License-Identifier: MIT
// Tells in place what becomes of waiting for a lock and of breaking it, and calls the user to the
// window when it is free.
#pragma once

#include <QObject>
#include <QString>

#include <functional>

namespace plectrum::documents {
class LockStatus;
} // namespace plectrum::documents

namespace plectrum::ui {

class MessageBar;

class LockNotice final : public QObject
{
    Q_OBJECT

public:
    /// Something that can be done now that it is free ("Save 3 changes…").
    struct Offer
    {
        QString text; ///< empty: nothing
        std::function<void()> does;
    };

    /// Both must outlive the notice.
    LockNotice(documents::LockStatus* status, MessageBar* bar);

    /// Asked whenever the lock becomes free.
    void setOffer(std::function<Offer()> offer);
    /// What comes after the wait, for its message ("3 changes are saved then."); empty for nothing.
    void setPurpose(const QString& purpose);

private:
    void showWaiting(bool isWaiting);
    void showFree();
    void showEnd(const QString& why);
    QString key() const;

    documents::LockStatus* m_status;
    MessageBar* m_bar;
    std::function<Offer()> m_offer;
    QString m_purpose;
};

} // namespace plectrum::ui
