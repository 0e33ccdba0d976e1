// SPDX-License-Identifier: MIT
// The request budgets of a universe behind Open Cloud as the window shows them.
#pragma once

#include "async/clock.h"
#include "async/task_owner.h"
#include "backends/open_universe.h"
#include "documents/request_meter.h"

namespace plectrum::app {

class CloudMeter final : public documents::RequestMeter
{
    Q_OBJECT

public:
    /// Both must outlive it.
    CloudMeter(RequestTraffic& traffic, async::Clock& clock);
    ~CloudMeter() override;

    QList<documents::RequestBudget> budgets() const override;
    bool isPaused() const override;
    void pause() override;
    void resume() override;

private:
    void showSoon();
    async::Task<void> show(std::stop_token stop);

    RequestTraffic& m_traffic;
    async::Clock& m_clock;
    bool m_isShowing = false;
    async::TaskOwner m_tasks;
};

} // namespace plectrum::app
