// SPDX-License-Identifier: MIT
#include "ui/transaction/transaction_lanes.h"

#include "documents/basics/tone.h"
#include "documents/transaction/lane_model.h"
#include "ui/widgets/elided_text.h"
#include "ui/widgets/icon.h"

#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace plectrum::ui {

namespace {

constexpr int nameWidth = 150;
constexpr int disc = 18;
constexpr int stateWidth = 3;

} // namespace

TransactionLanes::TransactionLanes(documents::LaneModel* model, QWidget* parent)
    : QAbstractScrollArea(parent)
    , m_model(model)
{
    setObjectName(QStringLiteral("transaction.lanes"));
    setAccessibleName(tr("Steps of the transaction"));
    setFrameShape(NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setBackgroundRole(QPalette::Base);
    connect(model, &QAbstractItemModel::modelReset, this, &TransactionLanes::follow);
    connect(model, &QAbstractItemModel::columnsInserted, this, &TransactionLanes::follow);
}

int TransactionLanes::laneHeight() const
{
    return fontMetrics().height() + disc + documents::spacing::small;
}

int TransactionLanes::stepWidth() const
{
    return std::max(64,
                    fontMetrics().horizontalAdvance(tr("Released")) + documents::spacing::medium);
}

QSize TransactionLanes::sizeHint() const
{
    const int lanes = std::min(m_model->rowCount(), 5);
    return {640,
            lanes * laneHeight() + 2 * documents::spacing::small + horizontalScrollBar()->height()};
}

void TransactionLanes::measure()
{
    const int wide = nameWidth + m_model->columnCount() * stepWidth() + documents::spacing::large;
    const int high = m_model->rowCount() * laneHeight() + 2 * documents::spacing::small;
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setRange(0, std::max(0, wide - viewport()->width()));
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setRange(0, std::max(0, high - viewport()->height()));
}

void TransactionLanes::follow()
{
    updateGeometry();
    measure();
    horizontalScrollBar()->setValue(horizontalScrollBar()->maximum());
    setAccessibleDescription(m_model->lastSentence());
    viewport()->update();
}

void TransactionLanes::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    measure();
}

void TransactionLanes::scrollContentsBy(int /*dx*/, int /*dy*/)
{
    viewport()->update();
}

void TransactionLanes::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    for (int lane = 0; lane < m_model->rowCount(); ++lane)
        paintLane(painter, lane);
    paintNames(painter);
}

void TransactionLanes::paintLane(QPainter& painter, int lane) const
{
    const int top = documents::spacing::small + lane * laneHeight() - verticalScrollBar()->value();
    const int middle = top + disc / 2 + 2;
    const auto stepX = [this](int step) {
        return nameWidth + stepWidth() / 2 + step * stepWidth() - horizontalScrollBar()->value();
    };
    const int last = m_model->columnCount() - 1;
    for (int step = 0; step <= last; ++step) {
        const QModelIndex index = m_model->index(lane, step);
        const documents::Tone meaning =
            static_cast<documents::Tone>(index.data(documents::LaneModel::StateToneRole).toInt());
        painter.setPen(QPen(documents::tone(meaning, palette()),
                            meaning == documents::Tone::Line ? 1 : stateWidth));
        const int end = step < last ? stepX(step + 1) : stepX(step) + stepWidth() / 2;
        painter.drawLine(stepX(step), middle, end, middle);
    }
    for (int step = 0; step <= last; ++step)
        paintStep(painter, lane, step, {stepX(step), middle});
}

void TransactionLanes::paintStep(QPainter& painter, int lane, int step, const QPoint& at) const
{
    const QModelIndex index = m_model->index(lane, step);
    const QString word = index.data(documents::LaneModel::WordRole).toString();
    if (word.isEmpty())
        return;
    const documents::Tone meaning =
        static_cast<documents::Tone>(index.data(documents::LaneModel::ToneRole).toInt());
    const QColor colour = documents::tone(meaning, palette());
    const QRect rect(at.x() - disc / 2, at.y() - disc / 2, disc, disc);
    painter.setPen(QPen(colour, 1.5));
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawEllipse(rect);
    icon(index.data(documents::LaneModel::IconRole).toString())
        .paint(&painter, rect.adjusted(4, 4, -4, -4));
    painter.setPen(colour);
    const QRect text(at.x() - stepWidth() / 2, rect.bottom() + 2, stepWidth(),
                     fontMetrics().height());
    painter.drawText(text, Qt::AlignHCenter | Qt::AlignTop, word);
}

/// Over the steps that are scrolled under them.
void TransactionLanes::paintNames(QPainter& painter) const
{
    painter.fillRect(0, 0, nameWidth, viewport()->height(), palette().color(QPalette::Base));
    for (int lane = 0; lane < m_model->rowCount(); ++lane) {
        const int top =
            documents::spacing::small + lane * laneHeight() - verticalScrollBar()->value();
        const QRect rect(documents::spacing::medium, top, nameWidth - documents::spacing::large,
                         disc + 4);
        painter.setPen(lane == 0 ? documents::tone(documents::Tone::Muted, palette())
                                 : palette().color(QPalette::Text));
        const QString name = m_model->headerData(lane, Qt::Vertical).toString();
        drawElided(painter, rect, name, Qt::ElideMiddle);
    }
}

} // namespace plectrum::ui

#include "moc_transaction_lanes.cpp"
