// SPDX-License-Identifier: MIT
#include "ui/console/console_delegate.h"

#include "documents/basics/tone.h"
#include "documents/console/console_model.h"

#include <QApplication>
#include <QPainter>
#include <QTextLayout>

#include <algorithm>
#include <cmath>
#include <optional>

namespace plectrum::ui {

using namespace Qt::StringLiterals;
using documents::ConsoleLine;
using documents::Tone;

namespace {

constexpr int consoleSignWidth = 24;
constexpr int longestConsoleText = 4000; ///< characters; all of it is in what is copied
constexpr int mostConsoleLines = 40;

ConsoleLine::Kind consoleKind(const QModelIndex& index)
{
    return ConsoleLine::Kind(index.data(documents::ConsoleModel::KindRole).toInt());
}

QString consoleSign(ConsoleLine::Kind kind)
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

QString consoleText(const QModelIndex& index)
{
    const QString text = index.data().toString();
    const QStringList lines =
        text.first(std::min<qsizetype>(text.size(), longestConsoleText)).split(u'\n');
    if (text.size() <= longestConsoleText && lines.size() <= mostConsoleLines)
        return text;
    return lines.first(std::min<qsizetype>(lines.size(), mostConsoleLines)).join(u'\n') + u"\n…"_s;
}

/// Wraps at words, and within one that has no room; gives the height.
qreal layOutConsole(QTextLayout& layout, int width)
{
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    layout.beginLayout();
    qreal height = 0;
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        line.setPosition({0, height});
        height += line.height();
    }
    layout.endLayout();
    return height;
}

QString consoleLayoutText(const QModelIndex& index)
{
    return consoleText(index).replace(u'\n', QChar::LineSeparator);
}

int consoleWidth(const QRect& row)
{
    return std::max(80, row.width()) - 2 * documents::spacing::small - consoleSignWidth;
}

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
    const QRect sign(isReversed ? inside.right() - consoleSignWidth : inside.left(), inside.top(),
                     consoleSignWidth, row.fontMetrics.height());
    painter->drawText(sign, Qt::AlignCenter, consoleSign(consoleKind(index)));
    const bool isQuiet = meaning == Tone::Muted || consoleKind(index) == ConsoleLine::Kind::Warning
        || consoleKind(index) == ConsoleLine::Kind::Error;
    painter->setPen(isQuiet ? colour : plain);
    QTextLayout layout(consoleLayoutText(index), row.font);
    layOutConsole(layout, consoleWidth(row.rect));
    layout.draw(painter,
                QPointF(inside.left() + (isReversed ? 0 : consoleSignWidth), inside.top()));
    painter->restore();
}

QSize ConsoleDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyleOptionViewItem row = option;
    initStyleOption(&row, index);
    QTextLayout layout(consoleLayoutText(index), row.font);
    const int height = int(std::ceil(layOutConsole(layout, consoleWidth(row.rect))));
    return {80, std::max(height, QFontMetrics(row.font).height()) + 4};
}

} // namespace plectrum::ui

#include "moc_console_delegate.cpp"
