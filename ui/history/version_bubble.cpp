// SPDX-License-Identifier: MIT
#include "ui/history/version_bubble.h"

#include "documents/basics/tone.h"

#include <QFontMetrics>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace plectrum::ui {

namespace {

constexpr int tipSize = 6;
constexpr int radius = 6;

QPainterPath outline(const QRectF& box, double tip, bool isAbove)
{
    QPainterPath path;
    path.addRoundedRect(box, radius, radius);
    QPainterPath arrow;
    const double base = isAbove ? box.bottom() - 0.5 : box.top() + 0.5;
    const double point = isAbove ? base + tipSize : base - tipSize;
    arrow.moveTo(tip - tipSize, base);
    arrow.lineTo(tip, point);
    arrow.lineTo(tip + tipSize, base);
    arrow.closeSubpath();
    return path.united(arrow);
}

} // namespace

VersionToolTip::VersionToolTip(QWidget* window)
    : QWidget(window)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAttribute(Qt::WA_NoSystemBackground);
    setFocusPolicy(Qt::NoFocus);
    hide();
}

QFont VersionToolTip::strongFont() const
{
    QFont strong = font();
    strong.setWeight(QFont::DemiBold);
    return strong;
}

QSize VersionToolTip::contentSize() const
{
    const QFontMetrics strong(strongFont());
    const QFontMetrics plain(font());
    int width = 0;
    for (qsizetype i = 0; i < m_lines.size(); ++i)
        width = std::max(width, (i == 0 ? strong : plain).horizontalAdvance(m_lines[i]));
    return {width, strong.height() + plain.lineSpacing() * static_cast<int>(m_lines.size() - 1)};
}

void VersionToolTip::showLines(const QStringList& lines, const QRect& target)
{
    m_lines = lines;
    const QSize box =
        contentSize() + QSize(2 * documents::spacing::medium, 2 * documents::spacing::small);
    const QRect window = parentWidget()->rect();
    m_isAbove = target.top() - box.height() - tipSize - 2 >= window.top();
    const int widest = std::max(window.left(), window.right() - box.width());
    const int left = std::clamp(target.center().x() - box.width() / 2, window.left(), widest);
    const int top = m_isAbove ? target.top() - box.height() - tipSize - 2 : target.bottom() + 2;
    m_tip = std::clamp<double>(target.center().x() - left, radius + tipSize,
                               std::max(radius + tipSize, box.width() - radius - tipSize));
    setGeometry(left, top, box.width(), box.height() + tipSize);
    raise();
    show();
    update();
}

void VersionToolTip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QRectF box = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    m_isAbove ? box.setBottom(box.bottom() - tipSize) : box.setTop(box.top() + tipSize);
    painter.setPen(QPen(documents::tone(documents::Tone::Line, palette()), 1));
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawPath(outline(box, m_tip, m_isAbove));

    const QFontMetrics strong(strongFont());
    double y = box.top() + documents::spacing::small;
    for (qsizetype i = 0; i < m_lines.size(); ++i) {
        painter.setFont(i == 0 ? strongFont() : font());
        painter.setPen(
            documents::tone(i == 0 ? documents::Tone::Name : documents::Tone::Muted, palette()));
        const double height = i == 0 ? strong.height() : fontMetrics().lineSpacing();
        painter.drawText(QRectF(box.left() + documents::spacing::medium, y, box.width(), height),
                         Qt::AlignLeft | Qt::AlignVCenter, m_lines[i]);
        y += height;
    }
}

} // namespace plectrum::ui

#include "moc_version_bubble.cpp"
