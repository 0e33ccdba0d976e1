// SPDX-License-Identifier: MIT
#include "ui/history/version_painter.h"

#include "documents/basics/tone.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace plectrum::ui {

using namespace Qt::StringLiterals;

namespace {

struct VersionPainter
{
    Q_DECLARE_TR_FUNCTIONS(VersionPainter)
};

constexpr double dot = 9; ///< diameter of a version
constexpr double tombstone = 11; ///< width of a tombstone
constexpr double badge = 16; ///< height of a cluster

/// The middle of a device pixel, so that a line of one pixel is one pixel.
double crisp(double at, double pixelRatio)
{
    return (std::floor(at * pixelRatio) + 0.5) / pixelRatio;
}

QFont smaller(const QFont& font)
{
    QFont small(font);
    if (font.pointSizeF() > 0)
        small.setPointSizeF(std::max(7.0, font.pointSizeF() * 0.88));
    return small;
}

QPen hairline(const TimelinePicture& picture, documents::Tone meaning)
{
    return {documents::tone(meaning, picture.palette),
            1.0 / picture.pixelRatio * std::round(picture.pixelRatio)};
}

const documents::VersionPoint& newestOf(const TimelinePicture& picture,
                                        const documents::VersionCluster& cluster)
{
    return (*picture.versions)[cluster.first];
}

bool holdsTombstone(const TimelinePicture& picture, const documents::VersionCluster& cluster)
{
    const auto begin = picture.versions->begin() + static_cast<std::ptrdiff_t>(cluster.first);
    return std::any_of(begin, begin + static_cast<std::ptrdiff_t>(cluster.count()),
                       [](const documents::VersionPoint& version) { return version.deleted; });
}

QString badgeText(const documents::VersionCluster& cluster)
{
    return QString::number(cluster.count());
}

// --- days, hours and their labels

void paintMarks(QPainter& painter, const TimelinePicture& picture, const TimelineRows& rows,
                const AxisMarks& marks)
{
    painter.setFont(smaller(picture.font));
    for (const AxisTick& mark : marks.marks) {
        const double x = crisp(picture.axis.xOf(mark.time), picture.pixelRatio);
        painter.setPen(hairline(picture, documents::Tone::Line));
        painter.drawLine(QPointF(x, rows.lane.top()), QPointF(x, rows.lane.bottom() + 3));
        painter.setPen(documents::tone(documents::Tone::Muted, picture.palette));
        const double half = painter.fontMetrics().horizontalAdvance(mark.label) / 2.0;
        if (x - half < picture.area.left() || x + half > picture.area.right())
            continue;
        const QRectF rect(x - 60, rows.marks.top(), 120, rows.marks.height());
        painter.drawText(rect, Qt::AlignHCenter | Qt::AlignVCenter, mark.label);
    }
}

/// The label stays in sight while its span does.
void paintSpan(QPainter& painter, const TimelinePicture& picture, const TimelineRows& rows,
               const AxisSpan& span)
{
    const double left = picture.axis.xOf(span.from);
    const double right = std::min(picture.axis.xOf(span.until), picture.area.right());
    if (left > picture.area.left()) {
        const double x = crisp(left, picture.pixelRatio);
        painter.setPen(hairline(picture, documents::Tone::Muted));
        painter.setOpacity(0.55);
        painter.drawLine(QPointF(x, rows.spans.top()), QPointF(x, rows.lane.bottom() + 3));
        painter.setOpacity(1);
    }
    const QFontMetricsF metrics(painter.font());
    const double from = std::max(left, picture.area.left()) + documents::spacing::small;
    for (const QString& label : {span.label, span.shortLabel}) {
        if (metrics.horizontalAdvance(label) > right - from - documents::spacing::tiny)
            continue;
        painter.setPen(documents::tone(documents::Tone::Name, picture.palette));
        painter.drawText(QRectF(from, rows.spans.top(), right - from, rows.spans.height()),
                         Qt::AlignLeft | Qt::AlignVCenter, label);
        return;
    }
}

void paintAxis(QPainter& painter, const TimelinePicture& picture, const TimelineRows& rows)
{
    const AxisMarks marks = ticksOf(
        picture.axis, [&picture](MarkUnit unit) { return markDistance(unit, picture.font); });
    paintMarks(painter, picture, rows, marks);
    painter.setFont(smaller(picture.font));
    for (const AxisSpan& span : marks.spans)
        paintSpan(painter, picture, rows, span);
    const double y = crisp(rows.line, picture.pixelRatio);
    painter.setPen(hairline(picture, documents::Tone::Line));
    painter.drawLine(QPointF(picture.area.left(), y), QPointF(picture.area.right(), y));
}

// --- sizes

/// A step from version to version as high as its size; nothing where the key was removed.
void paintSizes(QPainter& painter, const TimelinePicture& picture, const TimelineRows& rows)
{
    const auto& versions = *picture.versions;
    const auto largest = std::ranges::max_element(versions, {}, &documents::VersionPoint::size);
    if (largest == versions.end() || largest->size <= 0)
        return;
    const double height = rows.line - rows.lane.top() - 2;
    QPainterPath shape;
    double until = picture.axis.xOf(static_cast<double>(versions.front().time)) + dot;
    for (const documents::VersionPoint& version : versions) {
        const double x = picture.axis.xOf(static_cast<double>(version.time));
        const double share = static_cast<double>(version.size) / static_cast<double>(largest->size);
        if (!version.deleted && x < picture.area.right() && until > picture.area.left())
            shape.addRect(
                QRectF(QPointF(x, rows.line - height * share), QPointF(until, rows.line)));
        until = x;
    }
    QColor fill = documents::tone(documents::Tone::Accent, picture.palette);
    fill.setAlphaF(documents::isDark(picture.palette) ? 0.16F : 0.09F);
    shape.setFillRule(Qt::WindingFill);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.fillPath(shape, fill);
    painter.setRenderHint(QPainter::Antialiasing);
}

// --- versions

struct MarkerStyle
{
    QColor stroke;
    QColor fill;
    QColor text;
    double width = 1.5;
};

MarkerStyle styleOf(const TimelinePicture& picture, bool deleted, bool isChosen, bool isHovered)
{
    const QColor base = picture.palette.color(QPalette::Base);
    MarkerStyle looks{documents::tone(deleted ? documents::Tone::Danger : documents::Tone::Muted,
                                      picture.palette),
                      base,
                      {}};
    looks.text = documents::tone(documents::Tone::Name, picture.palette);
    if (isHovered)
        looks.stroke = documents::tone(deleted ? documents::Tone::Danger : documents::Tone::Accent,
                                       picture.palette);
    if (isChosen) {
        looks.stroke = documents::tone(documents::Tone::Accent, picture.palette);
        looks.fill = looks.stroke;
        looks.text = base;
    }
    return looks;
}

/// A gravestone: round above, straight below, with a cross in it.
void paintTombstone(QPainter& painter, const QRectF& rect, const MarkerStyle& looks)
{
    QPainterPath stone;
    stone.moveTo(rect.bottomLeft());
    stone.lineTo(rect.left(), rect.top() + rect.width() / 2);
    stone.arcTo(QRectF(rect.topLeft(), QSizeF(rect.width(), rect.width())), 180, -180);
    stone.lineTo(rect.bottomRight());
    stone.closeSubpath();
    painter.setPen(QPen(looks.stroke, looks.width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(looks.fill);
    painter.drawPath(stone);
    const bool isFilled = looks.fill == looks.stroke || looks.fill == looks.text;
    const QColor cross = isFilled ? looks.text : looks.stroke;
    painter.setPen(QPen(cross, 1.25, Qt::SolidLine, Qt::RoundCap));
    const QPointF middle(rect.center().x(), rect.center().y() - 0.5);
    painter.drawLine(middle - QPointF(0, 3), middle + QPointF(0, 3.5));
    painter.drawLine(middle - QPointF(2, 1), middle + QPointF(2, -1));
}

void paintBadge(QPainter& painter, const TimelinePicture& picture,
                const documents::VersionCluster& cluster, const QRectF& rect,
                const MarkerStyle& looks)
{
    painter.setPen(QPen(looks.stroke, looks.width - 0.25));
    painter.setBrush(looks.fill);
    painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2);
    painter.setPen(looks.text);
    painter.drawText(rect, Qt::AlignCenter, badgeText(cluster));
    if (holdsTombstone(picture, cluster)) { // a small stone sits on the corner
        const QColor stone = documents::tone(documents::Tone::Danger, picture.palette);
        paintTombstone(painter, QRectF(rect.right() - 6, rect.top() - 6, 7, 9),
                       {picture.palette.color(QPalette::Base), stone, stone, 1.5});
    }
}

void paintNow(QPainter& painter, const TimelinePicture& picture, const TimelineRows& rows,
              const QRectF& rect)
{
    QFont font = smaller(picture.font);
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(documents::tone(documents::Tone::Name, picture.palette));
    const QRectF below(rect.center().x() - 30, rect.bottom() + 1, 60,
                       rows.lane.bottom() - rect.bottom());
    painter.drawText(below, Qt::AlignHCenter | Qt::AlignTop, VersionPainter::tr("now"));
}

void paintVersion(QPainter& painter, const TimelinePicture& picture, const TimelineRows& rows,
                  const documents::VersionCluster& cluster, bool isHovered)
{
    const auto chosen = static_cast<std::size_t>(picture.chosen);
    const bool isChosen = picture.chosen >= 0 && cluster.first <= chosen && chosen <= cluster.last;
    const documents::VersionPoint& version = newestOf(picture, cluster);
    const QRectF rect = markerRect(picture, cluster);
    if (rect.right() < picture.area.left() || rect.left() > picture.area.right())
        return;
    painter.setFont(smaller(picture.font));
    if (cluster.count() > 1) {
        paintBadge(painter, picture, cluster, rect, styleOf(picture, false, isChosen, isHovered));
    } else if (version.deleted) {
        paintTombstone(painter, rect, styleOf(picture, true, isChosen, isHovered));
    } else {
        MarkerStyle looks = styleOf(picture, false, isChosen, isHovered);
        if (version.current && !isChosen)
            looks.fill = looks.stroke;
        painter.setPen(QPen(looks.stroke, looks.width));
        painter.setBrush(looks.fill);
        painter.drawEllipse(rect);
    }
    if (version.current)
        paintNow(painter, picture, rows, rect);
}

/// A line through the lane and a halo show where the chosen version stands, cluster or not.
void paintChosen(QPainter& painter, const TimelinePicture& picture, const TimelineRows& rows)
{
    if (picture.chosen < 0)
        return;
    const auto& version = (*picture.versions)[static_cast<std::size_t>(picture.chosen)];
    const double x = crisp(picture.axis.xOf(static_cast<double>(version.time)), picture.pixelRatio);
    painter.setPen(hairline(picture, documents::Tone::Accent));
    painter.drawLine(QPointF(x, rows.lane.top()), QPointF(x, rows.lane.bottom() + 3));
    for (const documents::VersionCluster& cluster : picture.clusters) {
        const auto chosen = static_cast<std::size_t>(picture.chosen);
        if (chosen < cluster.first || chosen > cluster.last)
            continue;
        const QRectF halo = markerRect(picture, cluster).adjusted(-4, -4, 4, 4);
        painter.setPen(Qt::NoPen);
        painter.setBrush(documents::toneFill(documents::Tone::Accent, picture.palette));
        painter.drawRoundedRect(halo, halo.height() / 2, halo.height() / 2);
    }
}

void paintFocus(QPainter& painter, const TimelinePicture& picture)
{
    painter.setPen(QPen(documents::tone(documents::Tone::Accent, picture.palette), 1.5));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(picture.area.adjusted(1.25, 1.25, -1.25, -1.25), 4, 4);
}

} // namespace

TimelineRows TimelineRows::of(const QRectF& area, const QFont& font)
{
    const double text = std::ceil(QFontMetricsF(smaller(font)).height());
    TimelineRows rows;
    rows.spans = QRectF(area.left(), area.top() + 3, area.width(), text + 2);
    rows.marks = QRectF(area.left(), area.bottom() - text - 4, area.width(), text + 2);
    rows.lane = QRectF(QPointF(area.left(), rows.spans.bottom() + 2),
                       QPointF(area.right(), rows.marks.top() - 4));
    const double below =
        std::max(badge / 2 + 2, std::min(text + badge / 2, rows.lane.height() / 2));
    rows.line = rows.lane.bottom() - below;
    return rows;
}

QRectF markerRect(const TimelinePicture& picture, const documents::VersionCluster& cluster)
{
    const double y = TimelineRows::of(picture.area, picture.font).line;
    const double x = cluster.middle();
    if (cluster.count() > 1)
        return {cluster.left, y - badge / 2, cluster.right - cluster.left, badge};
    if (newestOf(picture, cluster).deleted)
        return {x - tombstone / 2, y - 8, tombstone, 14};
    return {x - dot / 2, y - dot / 2, dot, dot};
}

double markDistance(MarkUnit unit, const QFont& font)
{
    const QFontMetricsF metrics(smaller(font));
    const QString widest = unit == MarkUnit::Day ? u"Wed 28"_s
        : unit == MarkUnit::Month                ? u"May"_s
                                                 : u"00:00"_s;
    return metrics.horizontalAdvance(widest) + documents::spacing::large;
}

void paintTimeline(QPainter& painter, const TimelinePicture& picture)
{
    const TimelineRows rows = TimelineRows::of(picture.area, picture.font);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(picture.area, picture.palette.color(QPalette::Base));
    paintSizes(painter, picture, rows);
    paintAxis(painter, picture, rows);
    paintChosen(painter, picture, rows);
    for (std::size_t i = picture.clusters.size(); i-- > 0;)
        paintVersion(painter, picture, rows, picture.clusters[i],
                     static_cast<int>(i) == picture.hovered);
    if (picture.hasFocus)
        paintFocus(painter, picture);
}

} // namespace plectrum::ui
