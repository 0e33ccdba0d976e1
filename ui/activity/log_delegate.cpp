// SPDX-License-Identifier: MIT
#include "ui/activity/log_delegate.h"

#include "documents/activity/log_model.h"
#include "documents/basics/tone.h"
#include "store/log.h"
#include "ui/widgets/icon.h"

namespace plectrum::ui {

using namespace Qt::StringLiterals;

namespace {

QString iconOf(store::LogLevel level)
{
    switch (level) {
    case store::LogLevel::Fatal:
    case store::LogLevel::Error:
        return u"error"_s;
    case store::LogLevel::Warn:
        return u"warning"_s;
    case store::LogLevel::Info:
        return u"info"_s;
    default:
        return u"dot"_s;
    }
}

documents::Tone toneOf(store::LogLevel level)
{
    switch (level) {
    case store::LogLevel::Fatal:
    case store::LogLevel::Error:
        return documents::Tone::Danger;
    case store::LogLevel::Warn:
        return documents::Tone::Warning;
    case store::LogLevel::Info:
        return documents::Tone::Accent;
    default:
        return documents::Tone::Muted;
    }
}

} // namespace

void LogDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const auto level = store::LogLevel(index.data(documents::LogModel::LevelRole).toInt());
    const bool isLevel = index.column() == documents::LogModel::LevelColumn;
    if (isLevel) {
        option->features |= QStyleOptionViewItem::HasDecoration;
        option->icon = icon(iconOf(level));
        option->decorationSize = {16, 16};
    }
    if (option->state.testFlag(QStyle::State_Selected))
        return;
    if (isLevel)
        option->palette.setColor(QPalette::Text, documents::tone(toneOf(level), option->palette));
    else if (index.column() != documents::LogModel::MessageColumn)
        option->palette.setColor(QPalette::Text,
                                 documents::tone(documents::Tone::Muted, option->palette));
}

} // namespace plectrum::ui

#include "moc_log_delegate.cpp"
