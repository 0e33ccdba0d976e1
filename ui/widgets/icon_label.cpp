// SPDX-License-Identifier: MIT
#include "ui/widgets/icon_label.h"

#include "ui/widgets/icon.h"

#include <QPainter>

namespace plectrum::ui {

namespace {

constexpr QSize pictureSize{16, 16};

} // namespace

IconLabel::IconLabel(const QString& name, QWidget* parent)
    : QWidget(parent)
    , m_icon(icon(name))
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize IconLabel::sizeHint() const
{
    return pictureSize;
}

void IconLabel::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    m_icon.paint(&painter, rect());
}

} // namespace plectrum::ui

#include "moc_icon_label.cpp"
