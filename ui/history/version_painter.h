// SPDX-License-Identifier: MIT
// Paints a timeline: days and hours, the sizes of the versions as a pale shape, and a sign for each
// version or cluster. Knows places and looks, decides nothing.
#pragma once

#include "documents/basics/version_text.h"
#include "documents/history/time_axis.h"
#include "documents/history/version_cluster.h"
#include "ui/history/axis_marks.h"

#include <QFont>
#include <QPalette>
#include <QRectF>

#include <vector>

class QPainter;

namespace plectrum::ui {

/// Everything that a picture of the timeline depends on.
struct TimelinePicture
{
    documents::TimeAxis axis;
    const std::vector<documents::VersionPoint>* versions = nullptr; ///< newest first
    std::vector<documents::VersionCluster> clusters;
    int chosen = -1; ///< of versions
    int hovered = -1; ///< of clusters
    bool hasFocus = false;
    QRectF area;
    QFont font;
    QPalette palette;
    double pixelRatio = 1;
};

/// Where things stand from top to bottom, in device-independent pixels.
struct TimelineRows
{
    QRectF spans; ///< the labels of days, months or years
    QRectF lane; ///< the versions
    QRectF marks; ///< the labels of the marks
    double line = 0; ///< the y of the versions

    static TimelineRows of(const QRectF& area, const QFont& font);
};

/// The place that a cluster's sign takes.
QRectF markerRect(const TimelinePicture& picture, const documents::VersionCluster& cluster);
/// How far marks of a unit must stand apart for their labels.
double markDistance(MarkUnit unit, const QFont& font);

void paintTimeline(QPainter& painter, const TimelinePicture& picture);

} // namespace plectrum::ui
