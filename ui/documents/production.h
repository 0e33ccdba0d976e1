// SPDX-License-Identifier: MIT
// A production universe as the window shows it: read-only until it is unlocked on purpose, for a
// time. Ends by itself.
#pragma once

#include "async/clock.h"
#include "async/task_owner.h"
#include "datastore/write_guard.h"

#include <QObject>
#include <QString>

#include <chrono>

namespace plectrum::documents {

class Production final : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::minutes defaultTime{15};
    static constexpr std::chrono::minutes maxTime{8 * 60};

    /// `name` is what the universe is called where the user set it up; it is typed to unlock it.
    /// Guard and clock must outlive it.
    Production(datastore::WriteGuard& guard, async::Clock& clock, QString name,
               QObject* parent = nullptr);

    const QString& name() const { return m_name; }
    datastore::WriteGuard& guard() const { return m_guard; }
    bool isWritable() const;
    /// How long it stays so; zero when it is read-only.
    std::chrono::seconds remaining() const;
    /// For the window's title, its tabs and the status bar: "PRODUCTION, read-only".
    QString statusText() const;
    /// Unlocks when the name is right; gives whether it was.
    bool unlock(const QString& typedName, std::chrono::minutes time);
    void lock();

signals:
    /// Also every second while it is unlocked.
    void changed();

private:
    async::Task<void> tick(std::stop_token stop);

    datastore::WriteGuard& m_guard;
    async::Clock& m_clock;
    QString m_name;
    bool m_isTicking = false;
    async::TaskOwner m_tasks;
};

} // namespace plectrum::documents
