// SPDX-License-Identifier: MIT
// Something that lives in the open universe beside the user, such as a simulated game server. The
// window shows it and switches it on and off; app brings it along.
#pragma once

#include "async/task.h"

#include <QObject>
#include <QString>

namespace plectrum::documents {

class Simulation : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    virtual QString name() const = 0; ///< for menus: "Simulated Game Server"
    virtual QString description() const = 0; ///< what it does, in a sentence or two
    virtual QString statusText() const = 0; ///< "Game server: 6 players online"
    virtual bool isRunning() const = 0;

    virtual void start() = 0; ///< does nothing while it runs
    virtual void stop() = 0; ///< begins to; stopped() tells when it did
    /// Comes back when it does not run and nothing of it is under way. Cannot be cancelled: what it
    /// works on may go only then.
    virtual async::Task<void> stopped() = 0;

signals:
    /// isRunning() or statusText() is another.
    void statusChanged();
};

} // namespace plectrum::documents
