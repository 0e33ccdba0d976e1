// SPDX-License-Identifier: MIT
#include "ui/activity/log_view.h"

#include "documents/activity/log_model.h"
#include "ui/activity/log_delegate.h"

#include <QHeaderView>

namespace plectrum::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int logRowHeight = 24;
constexpr int timeWidth = 100;
constexpr int levelWidth = 92;
constexpr int sourceWidth = 104;
constexpr int messageWidth = 320;

} // namespace

LogView::LogView(documents::LogModel& model, QWidget* parent)
    : QTableView(parent)
{
    setObjectName(u"log.list"_s);
    setAccessibleName(tr("Log"));
    setModel(&model);
    setItemDelegate(new LogDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(logRowHeight);
    QHeaderView* header = horizontalHeader();
    header->setFixedHeight(logRowHeight);
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setStretchLastSection(true);
    header->resizeSection(documents::LogModel::TimeColumn, timeWidth);
    header->resizeSection(documents::LogModel::LevelColumn, levelWidth);
    header->resizeSection(documents::LogModel::SourceColumn, sourceWidth);
    header->resizeSection(documents::LogModel::MessageColumn, messageWidth);
}

} // namespace plectrum::ui

#include "moc_log_view.cpp"
