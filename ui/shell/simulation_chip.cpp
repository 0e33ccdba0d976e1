// SPDX-License-Identifier: MIT
#include "ui/shell/simulation_chip.h"

#include "documents/basics/tone.h"
#include "ui/widgets/icon.h"

#include <QAction>
#include <QPainter>

namespace plectrum::ui {

using namespace Qt::StringLiterals;

SimulationChip::SimulationChip(documents::Simulation& simulation, QAction* toggle, QWidget* parent)
    : QToolButton(parent)
    , m_simulation(simulation)
{
    setObjectName(u"simulationChip"_s);
    setIcon(ui::icon(u"server"_s));
    setIconSize({16, 16});
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setAutoRaise(true);
    setFocusPolicy(Qt::TabFocus);
    connect(this, &QToolButton::clicked, toggle, &QAction::trigger);
    connect(&simulation, &documents::Simulation::statusChanged, this, &SimulationChip::showStatus);
    showStatus();
}

void SimulationChip::showStatus()
{
    const QString status = m_simulation.statusText();
    setText(status);
    setAccessibleName(status);
    const QString hint =
        m_simulation.isRunning() ? tr("Click to stop it.") : tr("Click to start it.");
    setToolTip(m_simulation.description() + u"\n"_s + hint);
    update();
}

/// With a small lamp at the corner of the picture while it runs.
void SimulationChip::paintEvent(QPaintEvent* event)
{
    QToolButton::paintEvent(event);
    if (!m_simulation.isRunning())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(documents::tone(documents::Tone::Added, palette()));
    constexpr qreal size = 5;
    const qreal left = documents::spacing::tiny + 12.0;
    painter.drawEllipse(QRectF(left, height() / 2.0 + 3, size, size));
}

} // namespace plectrum::ui

#include "moc_simulation_chip.cpp"
