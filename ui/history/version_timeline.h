// SPDX-License-Identifier: MIT
// The versions of a key on a drawn axis of time: zoomed by wheel, pinch, + - 0, moved by dragging,
// Shift+arrows and Page keys; a click or Left, Right, Home, End chooses a version.
#pragma once

#include "documents/basics/version_text.h"
#include "documents/history/time_axis.h"
#include "documents/history/version_cluster.h"

#include <QPointer>
#include <QWidget>

#include <functional>
#include <vector>

class QGestureEvent;
class QNativeGestureEvent;

namespace plectrum::documents {
class VersionListModel;
} // namespace plectrum::documents

namespace plectrum::ui {

class VersionToolTip;
struct TimelinePicture;

class VersionTimeline final : public QWidget
{
    Q_OBJECT

public:
    /// `now` gives milliseconds since 1970 UTC, for ages. The model must outlive the timeline.
    VersionTimeline(const documents::VersionListModel* model, std::function<qint64()> now,
                    QWidget* parent = nullptr);
    ~VersionTimeline() override;

    QString chosenVersion() const; ///< empty when none is
    /// Chooses a version and brings it into sight; an unknown one chooses none.
    void choose(const QString& version);
    /// The chosen version, or nullptr.
    const documents::VersionPoint* chosenPoint() const;
    const std::vector<documents::VersionPoint>& points() const; ///< newest first

    const documents::TimeAxis& axis() const;
    void zoomIn();
    void zoomOut();
    void showAll();
    /// Where a version's sign stands, for tests and accessibility.
    QRectF signRectOf(const QString& version) const;
    /// What the bubble tells; empty while there is none.
    QStringList bubbleLines() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void chosenChanged(const QString& version);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void changeEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void readModel();
    void layOut();
    void choosePoint(int point);
    void step(int by);
    bool panKey(int key);
    bool zoomKey(int key);
    void zoomAt(double factor, double x);
    bool pinch(QNativeGestureEvent* event);
    bool pinch(QGestureEvent* event);
    int clusterAt(QPointF position) const;
    void hover(int cluster);
    void hideBubble();
    void describe();
    TimelinePicture picture() const;

    const documents::VersionListModel* m_model;
    std::function<qint64()> m_now;
    documents::TimeAxis m_axis;
    std::vector<documents::VersionPoint> m_points;
    std::vector<documents::VersionCluster> m_clusters;
    int m_chosen = -1;
    int m_hovered = -1;
    bool m_isPressed = false;
    bool m_isDragging = false;
    QPointF m_pressedAt;
    double m_draggedTo = 0;
    QPointer<VersionToolTip> m_bubble;
};

} // namespace plectrum::ui
