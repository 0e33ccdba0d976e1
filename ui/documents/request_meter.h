// SPDX-License-Identifier: MIT
// What a universe's requests draw on: a budget for each kind, who waits, what is throttled. The
// window shows it; app brings it along.
#pragma once

#include <QList>
#include <QObject>
#include <QString>

#include <chrono>
#include <cstdint>
#include <optional>

namespace plectrum::documents {

struct RequestBudget
{
    QString kind; ///< "Reading entries"
    std::int64_t used = 0; ///< in the last minute
    std::int64_t allowed = 0; ///< in a minute: our share
    std::int64_t waiting = 0; ///< requests that have not gone yet
    std::optional<std::chrono::seconds>
        throttledFor{}; ///< how much longer the service wants silence

    friend bool operator==(const RequestBudget&, const RequestBudget&) = default;
};

class RequestMeter : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    virtual QList<RequestBudget> budgets() const = 0; ///< of each kind that was used
    virtual bool isPaused() const = 0;
    /// What has not gone yet waits until resume(); locks go on.
    virtual void pause() = 0;
    virtual void resume() = 0;

    /// For the status bar: the fullest budget, what waits, what is throttled.
    QString statusText() const;
    /// The part of the fullest budget that is used, 0 to 1.
    double fullest() const;
    bool isThrottled() const;

signals:
    void changed();
};

/// For panels: "12 of 150 in this minute, 3 waiting, throttled for 20 s".
QString budgetText(const RequestBudget& budget);

} // namespace plectrum::documents
