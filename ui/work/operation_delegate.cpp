// SPDX-License-Identifier: MIT
#include "ui/work/operation_delegate.h"

#include "documents/tone.h"
#include "documents/work/operation_list.h"
#include "ui/widgets/elided_text.h"
#include "ui/widgets/icon.h"

#include <QLocale>
#include <QPainter>

namespace plectrum::ui {

using namespace Qt::StringLiterals;

QString OperationDelegate::detail(const QModelIndex& index)
{
    if (const QString failure = index.data(documents::OperationList::FailureRole).toString();
        !failure.isEmpty())
        return failure;
    const QLocale locale;
    const qlonglong done = index.data(documents::OperationList::DoneRole).toLongLong();
    const qlonglong total = index.data(documents::OperationList::TotalRole).toLongLong();
    if (total > 0)
        return tr("%1 of %2").arg(locale.toString(done), locale.toString(total));
    return done > 0 ? tr("%1 so far").arg(locale.toString(done)) : tr("Running");
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
    icon(hasFailed ? u"error"_s : u"clock"_s)
        .paint(painter, QRect(area.left(), area.top() + 1, 16, 16));
    const QRect text = area.adjusted(16 + documents::spacing::small, 0, 0, 0);
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
