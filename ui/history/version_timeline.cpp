// SPDX-License-Identifier: MIT
#include "ui/history/version_timeline.h"

#include "documents/history/version_list_model.h"
#include "ui/history/version_bubble.h"
#include "ui/history/version_painter.h"

#include <QAccessible>
#include <QAccessibleEvent>
#include <QApplication>
#include <QGestureEvent>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QPainter>
#include <QPinchGesture>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <utility>

namespace plectrum::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr double inset = 24; ///< room beside the first and the last version
constexpr double keyZoom = 1.6;
constexpr double reach = 5; ///< pixels around a sign that still hit it

} // namespace

VersionTimeline::VersionTimeline(const documents::VersionListModel* model,
                                 std::function<qint64()> now, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_now(std::move(now))
{
    setObjectName(u"history.timeline"_s);
    setAccessibleName(tr("Version timeline"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    grabGesture(Qt::PinchGesture);
    connect(model, &QAbstractItemModel::modelReset, this, &VersionTimeline::readModel);
    readModel();
}

VersionTimeline::~VersionTimeline()
{
    delete m_bubble.data();
}

void VersionTimeline::readModel()
{
    const QString chosen = chosenVersion();
    m_points.clear();
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const QModelIndex index = m_model->index(row);
        documents::VersionPoint point;
        point.version = index.data(documents::VersionListModel::VersionRole).toString();
        point.time = index.data(documents::VersionListModel::TimeRole).toLongLong();
        point.size = index.data(documents::VersionListModel::SizeRole).toLongLong();
        point.deleted = index.data(documents::VersionListModel::DeletedRole).toBool();
        point.current = index.data(documents::VersionListModel::CurrentRole).toBool();
        const QVariant expiry = index.data(documents::VersionListModel::ExpiryRole);
        if (expiry.isValid())
            point.expiry = expiry.toLongLong();
        m_points.push_back(std::move(point));
    }
    if (!m_points.empty())
        m_axis.setBounds(static_cast<double>(m_points.back().time),
                         static_cast<double>(m_points.front().time));
    m_chosen = -1;
    hideBubble();
    layOut();
    choosePoint(m_model->rowOf(chosen));
    if (m_chosen < 0 && !chosen.isEmpty())
        emit chosenChanged({});
}

void VersionTimeline::layOut()
{
    std::vector<double> positions;
    positions.reserve(m_points.size());
    for (const documents::VersionPoint& point : m_points)
        positions.push_back(m_axis.xOf(static_cast<double>(point.time)));
    m_clusters = documents::clustersOf(positions, {});
    m_hovered = -1;
    update();
}

// --- choosing

QString VersionTimeline::chosenVersion() const
{
    const documents::VersionPoint* point = chosenPoint();
    return point ? point->version : QString();
}

const documents::VersionPoint* VersionTimeline::chosenPoint() const
{
    return m_chosen < 0 ? nullptr : &m_points[static_cast<std::size_t>(m_chosen)];
}

const std::vector<documents::VersionPoint>& VersionTimeline::points() const
{
    return m_points;
}

void VersionTimeline::choose(const QString& version)
{
    choosePoint(m_model->rowOf(version));
}

void VersionTimeline::choosePoint(int point)
{
    if (point == m_chosen) {
        update();
        return;
    }
    m_chosen = point;
    if (const documents::VersionPoint* chosen = chosenPoint())
        m_axis.reveal(static_cast<double>(chosen->time));
    layOut();
    describe();
    emit chosenChanged(chosenVersion());
}

/// Older versions stand to the left and later in the list.
void VersionTimeline::step(int by)
{
    if (m_points.empty())
        return;
    const int last = static_cast<int>(m_points.size()) - 1;
    choosePoint(m_chosen < 0 ? 0 : std::clamp(m_chosen - by, 0, last));
}

void VersionTimeline::describe()
{
    const documents::VersionPoint* point = chosenPoint();
    setAccessibleDescription(point
                                 ? tr("Version %1 of %2: %3")
                                       .arg(m_points.size() - static_cast<std::size_t>(m_chosen))
                                       .arg(m_points.size())
                                       .arg(documents::versionLines(*point, m_now()).join(u", "_s))
                                 : tr("%1 versions, none chosen").arg(m_points.size()));
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
}

// --- zoom and pan

const documents::TimeAxis& VersionTimeline::axis() const
{
    return m_axis;
}

void VersionTimeline::zoomAt(double factor, double x)
{
    m_axis.zoom(factor, x);
    hideBubble();
    layOut();
}

/// Around the chosen version while it is in sight, else around the middle.
void VersionTimeline::zoomIn()
{
    const documents::VersionPoint* point = chosenPoint();
    const double x = point ? m_axis.xOf(static_cast<double>(point->time)) : -1;
    zoomAt(keyZoom, x >= 0 && x <= width() ? x : width() / 2.0);
}

void VersionTimeline::zoomOut()
{
    zoomAt(1 / keyZoom, width() / 2.0);
}

void VersionTimeline::showAll()
{
    m_axis.showAll();
    hideBubble();
    layOut();
}

bool VersionTimeline::panKey(int key)
{
    const double page = width() * 0.8;
    const double distance = key == Qt::Key_Left ? width() / 8.0
        : key == Qt::Key_Right                  ? -width() / 8.0
        : key == Qt::Key_PageUp                 ? page
        : key == Qt::Key_PageDown               ? -page
                                                : 0;
    if (distance == 0)
        return false;
    m_axis.pan(distance);
    hideBubble();
    layOut();
    return true;
}

bool VersionTimeline::zoomKey(int key)
{
    if (key == Qt::Key_Plus || key == Qt::Key_Equal || key == Qt::Key_Up)
        zoomIn();
    else if (key == Qt::Key_Minus || key == Qt::Key_Underscore || key == Qt::Key_Down)
        zoomOut();
    else if (key == Qt::Key_0)
        showAll();
    else
        return false;
    return true;
}

void VersionTimeline::keyPressEvent(QKeyEvent* event)
{
    const int key = event->key();
    const bool isShifted = event->modifiers().testFlag(Qt::ShiftModifier);
    if (zoomKey(key))
        return;
    if ((isShifted || key == Qt::Key_PageUp || key == Qt::Key_PageDown) && panKey(key))
        return;
    if (key == Qt::Key_Left)
        step(-1);
    else if (key == Qt::Key_Right)
        step(1);
    else if (key == Qt::Key_Home)
        choosePoint(static_cast<int>(m_points.size()) - 1);
    else if (key == Qt::Key_End)
        choosePoint(m_points.empty() ? -1 : 0);
    else if (key == Qt::Key_Escape && m_chosen >= 0)
        choosePoint(-1);
    else
        QWidget::keyPressEvent(event);
}

void VersionTimeline::wheelEvent(QWheelEvent* event)
{
    const QPoint turned = event->pixelDelta().isNull() ? event->angleDelta() : event->pixelDelta();
    const bool isSideways = event->modifiers().testFlag(Qt::ShiftModifier)
        || std::abs(turned.x()) > std::abs(turned.y());
    if (isSideways) {
        m_axis.pan(std::abs(turned.x()) > std::abs(turned.y()) ? turned.x() : turned.y());
        hideBubble();
        layOut();
    } else {
        zoomAt(std::pow(2.0, event->angleDelta().y() / 360.0), event->position().x());
    }
    event->accept();
}

bool VersionTimeline::pinch(QNativeGestureEvent* event)
{
    if (event->gestureType() != Qt::ZoomNativeGesture)
        return false;
    zoomAt(std::max(0.1, 1 + event->value()), event->position().x());
    return true;
}

bool VersionTimeline::pinch(QGestureEvent* event)
{
    const auto* gesture = static_cast<QPinchGesture*>(event->gesture(Qt::PinchGesture));
    if (!gesture)
        return false;
    zoomAt(gesture->scaleFactor(), mapFromGlobal(gesture->centerPoint()).x());
    event->accept();
    return true;
}

bool VersionTimeline::event(QEvent* event)
{
    if (event->type() == QEvent::NativeGesture && pinch(static_cast<QNativeGestureEvent*>(event)))
        return true;
    if (event->type() == QEvent::Gesture && pinch(static_cast<QGestureEvent*>(event)))
        return true;
    return QWidget::event(event);
}

// --- mouse

void VersionTimeline::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_isPressed = true;
    m_isDragging = false;
    m_pressedAt = event->position();
    m_draggedTo = event->position().x();
}

void VersionTimeline::mouseMoveEvent(QMouseEvent* event)
{
    if (!m_isPressed) {
        hover(clusterAt(event->position()));
        return;
    }
    const double moved = std::abs(event->position().x() - m_pressedAt.x());
    if (!m_isDragging && moved < QApplication::startDragDistance())
        return;
    m_isDragging = true;
    setCursor(Qt::ClosedHandCursor);
    m_axis.pan(event->position().x() - std::exchange(m_draggedTo, event->position().x()));
    hideBubble();
    layOut();
}

void VersionTimeline::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || !std::exchange(m_isPressed, false))
        return;
    unsetCursor();
    if (std::exchange(m_isDragging, false))
        return;
    const int cluster = clusterAt(event->position());
    if (cluster >= 0)
        choosePoint(static_cast<int>(m_clusters[static_cast<std::size_t>(cluster)].first));
}

/// Opens a cluster: zooms to where its versions stand apart.
void VersionTimeline::mouseDoubleClickEvent(QMouseEvent* event)
{
    const int at = clusterAt(event->position());
    if (at < 0 || m_clusters[static_cast<std::size_t>(at)].count() < 2)
        return;
    const documents::VersionCluster& cluster = m_clusters[static_cast<std::size_t>(at)];
    const auto newest = static_cast<double>(m_points[cluster.first].time);
    const auto oldest = static_cast<double>(m_points[cluster.last].time);
    m_axis.show(oldest - (newest - oldest) / 4, newest + (newest - oldest) / 4);
    hideBubble();
    layOut();
}

int VersionTimeline::clusterAt(QPointF position) const
{
    const TimelinePicture seen = picture();
    int best = -1;
    double bestDistance = 1e9;
    for (std::size_t i = 0; i < m_clusters.size(); ++i) {
        const QRectF rect = markerRect(seen, m_clusters[i]);
        const double distance = std::abs(rect.center().x() - position.x());
        if (rect.adjusted(-reach, -reach, reach, reach).contains(position)
            && distance < bestDistance) {
            best = static_cast<int>(i);
            bestDistance = distance;
        }
    }
    return best;
}

void VersionTimeline::hover(int cluster)
{
    if (cluster == m_hovered)
        return;
    m_hovered = cluster;
    update();
    if (cluster < 0) {
        hideBubble();
        return;
    }
    const documents::VersionCluster& seen = m_clusters[static_cast<std::size_t>(cluster)];
    QStringList lines = documents::versionLines(m_points[seen.first], m_now());
    if (seen.count() > 1) {
        lines.prepend(tr("%1 versions").arg(seen.count()));
        lines[1] = tr("newest: %1").arg(lines[1]);
        lines.append(tr("oldest: %1").arg(documents::momentText(m_points[seen.last].time)));
    }
    if (!m_bubble || m_bubble->parentWidget() != window())
        m_bubble = new VersionToolTip(window());
    const QRect target = markerRect(picture(), seen).toAlignedRect();
    m_bubble->showLines(lines, QRect(mapTo(window(), target.topLeft()), target.size()));
}

void VersionTimeline::hideBubble()
{
    m_hovered = -1;
    if (m_bubble)
        m_bubble->hide();
}

QStringList VersionTimeline::bubbleLines() const
{
    return m_bubble && m_bubble->isVisible() ? m_bubble->lines() : QStringList();
}

void VersionTimeline::leaveEvent(QEvent* event)
{
    hideBubble();
    update();
    QWidget::leaveEvent(event);
}

void VersionTimeline::hideEvent(QHideEvent* event)
{
    hideBubble();
    QWidget::hideEvent(event);
}

// --- looks

TimelinePicture VersionTimeline::picture() const
{
    TimelinePicture picture;
    picture.axis = m_axis;
    picture.versions = &m_points;
    picture.clusters = m_clusters;
    picture.chosen = m_chosen;
    picture.hovered = m_hovered;
    picture.hasFocus = hasFocus();
    picture.area = QRectF(rect());
    picture.font = font();
    picture.palette = palette();
    picture.pixelRatio = devicePixelRatioF();
    return picture;
}

QRectF VersionTimeline::signRectOf(const QString& version) const
{
    const int row = m_model->rowOf(version);
    for (const documents::VersionCluster& cluster : m_clusters)
        if (row >= static_cast<int>(cluster.first) && row <= static_cast<int>(cluster.last))
            return markerRect(picture(), cluster);
    return {};
}

void VersionTimeline::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    if (m_points.empty())
        painter.fillRect(rect(), palette().color(QPalette::Base));
    else
        paintTimeline(painter, picture());
}

void VersionTimeline::resizeEvent(QResizeEvent* event)
{
    m_axis.setWidth(width(), inset);
    hideBubble();
    layOut();
    QWidget::resizeEvent(event);
}

void VersionTimeline::changeEvent(QEvent* event)
{
    update();
    QWidget::changeEvent(event);
}

void VersionTimeline::focusInEvent(QFocusEvent* event)
{
    update();
    QWidget::focusInEvent(event);
}

void VersionTimeline::focusOutEvent(QFocusEvent* event)
{
    update();
    QWidget::focusOutEvent(event);
}

QSize VersionTimeline::sizeHint() const
{
    return {600, 92};
}

QSize VersionTimeline::minimumSizeHint() const
{
    return {160, 84};
}

} // namespace plectrum::ui

#include "moc_version_timeline.cpp"
