// SPDX-License-Identifier: MIT
// How the simulation is, small enough for the status bar; a click switches it on and off.
#pragma once

#include "documents/simulation.h"

#include <QToolButton>

class QAction;

namespace plectrum::ui {

class SimulationChip final : public QToolButton
{
    Q_OBJECT

public:
    /// `toggle` is triggered by a click. Both must outlive it.
    SimulationChip(documents::Simulation& simulation, QAction* toggle, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void showStatus();

    documents::Simulation& m_simulation;
};

} // namespace plectrum::ui
