// SPDX-License-Identifier: MIT
#include "ui/shell/request_chip.h"

#include "documents/basics/tone.h"
#include "documents/request_meter.h"
#include "ui/shell/request_panel.h"
#include "ui/widgets/icon.h"

#include <QPainter>

namespace plectrum::ui {

using namespace Qt::StringLiterals;

RequestChip::RequestChip(documents::RequestMeter& meter, QWidget* parent)
    : QToolButton(parent)
    , m_meter(meter)
{
    setObjectName(u"requestChip"_s);
    setIcon(ui::icon(u"size"_s));
    setIconSize({16, 16});
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setAutoRaise(true);
    setFocusPolicy(Qt::TabFocus);
    setToolTip(tr("What the requests to the service draw on. Click for each budget."));
    connect(this, &QToolButton::clicked, this, &RequestChip::openPanel);
    connect(&meter, &documents::RequestMeter::changed, this, &RequestChip::showStatus);
    showStatus();
}

void RequestChip::showStatus()
{
    const QString status = m_meter.statusText();
    setText(status);
    setAccessibleName(status);
    update();
}

void RequestChip::openPanel()
{
    auto* panel = new RequestPanel(m_meter, this);
    panel->adjustSize();
    panel->move(mapToGlobal(QPoint(width() - panel->width(), -panel->height())));
    panel->show();
}

/// With a bar under the words, as long as the fullest budget is full.
void RequestChip::paintEvent(QPaintEvent* event)
{
    using documents::Tone;
    QToolButton::paintEvent(event);
    QPainter painter(this);
    const bool isHeld = m_meter.isThrottled() || m_meter.isPaused();
    const double part = m_meter.fullest();
    const Tone tone = isHeld ? Tone::Danger : part > 0.8 ? Tone::Warning : Tone::Accent;
    constexpr int barHeight = 2;
    painter.fillRect(QRectF(2, height() - barHeight - 1, (width() - 4) * part, barHeight),
                     documents::tone(tone, palette()));
}

} // namespace plectrum::ui

#include "moc_request_chip.cpp"
