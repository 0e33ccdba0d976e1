// SPDX-License-Identifier: MIT
#include "ui/work/operation_delegate.h"

#include "documents/basics/tone.h"
#include "documents/locks/lock_text.h"
#include "documents/work/operation_list.h"
#include "ui/widgets/elided_text.h"
#include "ui/widgets/icon.h"

#include <QLocale>
#include <QPainter>
#include <QStringList>
#include <QStyle>

#include <chrono>

namespace plectrum::ui {

using namespace Qt::StringLiterals;

QString OperationDelegate::detail(const QModelIndex& index)
{
    if (const QString failure = index.data(documents::OperationList::FailureRole).toString();
        !failure.isEmpty())
        return failure;
    using List = documents::OperationList;
    const QLocale locale;
    const qlonglong done = index.data(List::DoneRole).toLongLong();
    const qlonglong total = index.data(List::TotalRole).toLongLong();
    QStringList parts;
    if (index.data(List::PausedRole).toBool())
        parts += tr("Paused");
    if (total > 0)
        parts += tr("%1 of %2").arg(locale.toString(done), locale.toString(total));
    else if (done > 0)
        parts += tr("%1 so far").arg(locale.toString(done));
    if (const double rate = index.data(List::RateRole).toDouble(); rate > 0)
        parts += tr("%1/s").arg(locale.toString(rate, 'f', rate < 10 ? 1 : 0));
    if (const qlonglong left = index.data(List::RemainingRole).toLongLong(); left >= 0)
        parts += tr("%1 left").arg(documents::durationText(std::chrono::seconds(left)));
    return parts.isEmpty() ? tr("Running") : parts.join(u" · "_s);
}

void OperationDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                              const QModelIndex& index) const
{
    const auto state =
        index.data(documents::OperationList::StateRole).value<documents::Operation::State>();
    const bool hasFailed = state == documents::Operation::State::Failed;
    painter->save();
    if (option.state.testFlag(QStyle::State_Selected))
        painter->fillRect(option.rect, option.palette.color(QPalette::Highlight));
    const QRect area = option.rect.adjusted(documents::spacing::medium, documents::spacing::tiny,
                                            -documents::spacing::medium, -documents::spacing::tiny);
    const auto mirrored = [&option](const QRect& rect) {
        return QStyle::visualRect(option.direction, option.rect, rect);
    };
    icon(hasFailed ? u"error"_s : u"clock"_s)
        .paint(painter, mirrored(QRect(area.left(), area.top() + 1, 16, 16)));
    const QRect text = mirrored(area.adjusted(16 + documents::spacing::small, 0, 0, 0));
    painter->setPen(option.palette.color(QPalette::Text));
    drawElided(*painter, text, index.data(documents::OperationList::TitleRole).toString(),
               Qt::ElideRight, Qt::AlignTop | Qt::AlignLeft);
    painter->setPen(documents::tone(hasFailed ? documents::Tone::Danger : documents::Tone::Muted,
                                    option.palette));
    drawElided(*painter, text, detail(index), Qt::ElideRight, Qt::AlignBottom | Qt::AlignLeft);
    painter->restore();
}

QSize OperationDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const
{
    return {0, 2 * option.fontMetrics.height() + documents::spacing::medium};
}

} // namespace plectrum::ui
