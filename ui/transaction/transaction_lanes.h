// SPDX-License-Identifier: MIT
// The steps of a transaction drawn as lanes, one for the marker and one for each key, from left to
// right. Follows a LaneModel; the newest step stays in sight.
#pragma once

#include <QAbstractScrollArea>

namespace plectrum::documents {
class LaneModel;
} // namespace plectrum::documents

namespace plectrum::ui {

class TransactionLanes final : public QAbstractScrollArea
{
    Q_OBJECT

public:
    /// `model` must outlive the lanes.
    explicit TransactionLanes(documents::LaneModel* model, QWidget* parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    void follow();
    void measure();
    int laneHeight() const;
    int stepWidth() const;
    void paintLane(QPainter& painter, int lane) const;
    void paintStep(QPainter& painter, int lane, int step, const QPoint& at) const;
    void paintNames(QPainter& painter) const;

    documents::LaneModel* m_model;
};

} // namespace plectrum::ui
