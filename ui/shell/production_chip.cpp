// SPDX-License-Identifier: MIT
#include "ui/shell/production_chip.h"

#include "documents/basics/tone.h"
#include "documents/production.h"
#include "ui/widgets/icon.h"

#include <QAction>
#include <QPainter>
#include <QStyleOptionToolButton>
#include <QStylePainter>

namespace plectrum::ui {

using namespace Qt::StringLiterals;

ProductionChip::ProductionChip(documents::Production& production, QAction* toggle, QWidget* parent)
    : QToolButton(parent)
    , m_production(production)
{
    setObjectName(u"productionChip"_s);
    setIconSize({16, 16});
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setAutoRaise(true);
    setFocusPolicy(Qt::TabFocus);
    connect(this, &QToolButton::clicked, toggle, &QAction::trigger);
    connect(&production, &documents::Production::changed, this, &ProductionChip::showStatus);
    showStatus();
}

void ProductionChip::showStatus()
{
    const bool isWritable = m_production.isWritable();
    const QString status = m_production.statusText();
    setIcon(ui::icon(isWritable ? u"lock-break"_s : u"lock"_s));
    setText(status);
    setAccessibleName(status);
    setToolTip(isWritable ? tr("Players are in it. Click to make it read-only now.")
                          : tr("Nothing can be written. Click to unlock it for a time."));
    update();
}

/// On a ground of its colour: that of danger while it may be written.
void ProductionChip::paintEvent(QPaintEvent* /*event*/)
{
    using documents::Tone;
    const Tone tone = m_production.isWritable() ? Tone::Danger : Tone::Warning;
    QStylePainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(documents::toneFill(tone, palette()));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 4, 4);
    QStyleOptionToolButton option;
    initStyleOption(&option);
    option.palette.setColor(QPalette::ButtonText, documents::tone(tone, palette()));
    painter.drawComplexControl(QStyle::CC_ToolButton, option);
}

} // namespace plectrum::ui

#include "moc_production_chip.cpp"
