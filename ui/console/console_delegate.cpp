// SPDX-License-Identifier: MIT
#include "ui/console/console_delegate.h"

#include "documents/basics/tone.h"
#include "documents/console/console_model.h"

#include <QApplication>
#include <QPainter>

#include <optional>

namespace plectrum::ui {

using namespace Qt::StringLiterals;
using documents::ConsoleLine;
using documents::Tone;

namespace {

constexpr int signWidth = 24;
constexpr int longestShown = 4000; ///< characters; all of it is in what is copied
constexpr int mostShownLines = 40;

ConsoleLine::Kind consoleKind(const QModelIndex& index)
{
    return ConsoleLine::Kind(index.data(documents::ConsoleModel::KindRole).toInt());
}

QString signOf(ConsoleLine::Kind kind)
{
    switch (kind) {
    case ConsoleLine::Kind::Input:
        return u"›"_s;
    case ConsoleLine::Kind::Result:
        return u"="_s;
    case ConsoleLine::Kind::Warning:
        return u"!"_s;
    case ConsoleLine::Kind::Error:
        return u"×"_s;
    case ConsoleLine::Kind::Log:
    case ConsoleLine::Kind::Note:
        return u"·"_s;
    case ConsoleLine::Kind::Print:
        break;
    }
    return {};
}

/// None: as all text is.
std::optional<Tone> consoleTone(const QModelIndex& index)
{
    switch (consoleKind(index)) {
    case ConsoleLine::Kind::Input:
        return Tone::Accent;
    case ConsoleLine::Kind::Result:
        return Tone::String;
    case ConsoleLine::Kind::Warning:
        return Tone::Warning;
    case ConsoleLine::Kind::Error:
        return Tone::Danger;
    case ConsoleLine::Kind::Note:
        return Tone::Muted;
    case ConsoleLine::Kind::Log:
        break;
    case ConsoleLine::Kind::Print:
        return std::nullopt;
    }
    const auto level = store::LogLevel(index.data(documents::ConsoleModel::LevelRole).toInt());
    if (level <= store::LogLevel::Error)
        return Tone::Danger;
    return level == store::LogLevel::Warn ? Tone::Warning : Tone::Muted;
}

QString shownText(const QModelIndex& index)
{
    const QString text = index.data().toString();
    const QStringList lines =
        text.first(std::min<qsizetype>(text.size(), longestShown)).split(u'\n');
    if (text.size() <= longestShown && lines.size() <= mostShownLines)
        return text;
    return lines.first(std::min<qsizetype>(lines.size(), mostShownLines)).join(u'\n') + u"\n…"_s;
}

constexpr int textFlags = int(Qt::AlignLeft) | int(Qt::AlignTop) | int(Qt::TextWordWrap)
    | int(Qt::TextWrapAnywhere) | int(Qt::TextExpandTabs);

} // namespace

void ConsoleDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                            const QModelIndex& index) const
{
    QStyleOptionViewItem row = option;
    initStyleOption(&row, index);
    row.text.clear();
    const QStyle* style = row.widget ? row.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &row, painter, row.widget);
    const bool isSelected = row.state.testFlag(QStyle::State_Selected);
    const auto meaning = consoleTone(index);
    const QColor plain = row.palette.color(isSelected ? QPalette::HighlightedText : QPalette::Text);
    const QColor colour = meaning && !isSelected ? documents::tone(*meaning, row.palette) : plain;
    painter->save();
    painter->setFont(row.font);
    painter->setPen(colour);
    const QRect inside =
        row.rect.adjusted(documents::spacing::small, 2, -documents::spacing::small, -2);
    const bool isReversed = row.direction == Qt::RightToLeft;
    const QRect sign(isReversed ? inside.right() - signWidth : inside.left(), inside.top(),
                     signWidth, row.fontMetrics.height());
    painter->drawText(sign, Qt::AlignCenter, signOf(consoleKind(index)));
    const bool isQuiet = meaning == Tone::Muted || consoleKind(index) == ConsoleLine::Kind::Warning
        || consoleKind(index) == ConsoleLine::Kind::Error;
    painter->setPen(isQuiet ? colour : plain);
    painter->drawText(isReversed ? inside.adjusted(0, 0, -signWidth, 0)
                                 : inside.adjusted(signWidth, 0, 0, 0),
                      textFlags, shownText(index));
    painter->restore();
}

QSize ConsoleDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyleOptionViewItem row = option;
    initStyleOption(&row, index);
    const int width = std::max(80, row.rect.width()) - 2 * documents::spacing::small - signWidth;
    const QRect room(0, 0, width, 1 << 20);
    const int height =
        QFontMetrics(row.font).boundingRect(room, textFlags, shownText(index)).height();
    return {80, std::max(height, QFontMetrics(row.font).height()) + 4};
}

} // namespace plectrum::ui

#include "moc_console_delegate.cpp"
