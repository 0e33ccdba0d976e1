// SPDX-License-Identifier: MIT
#include "ui/activity/journal_delegate.h"

#include "ui/activity/journal_model.h"
#include "ui/activity/journal_text.h"
#include "ui/icon.h"
#include "ui/tone.h"

namespace plectrum::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int rowHeight = 24;

QString iconOf(WriteState state)
{
    switch (state) {
    case WriteState::Pending:
        return u"clock"_s;
    case WriteState::Done:
        return u"check"_s;
    case WriteState::Failed:
        return u"error"_s;
    case WriteState::Unknown:
        return u"warning"_s;
    case WriteState::Undone:
        return u"undo"_s;
    }
    return {};
}

Tone toneOf(WriteState state)
{
    switch (state) {
    case WriteState::Done:
        return Tone::Added;
    case WriteState::Failed:
        return Tone::Danger;
    case WriteState::Unknown:
        return Tone::Warning;
    default:
        return Tone::Muted;
    }
}

} // namespace

QSize JournalDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    return {QStyledItemDelegate::sizeHint(option, index).width() + spacing::small, rowHeight};
}

void JournalDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const auto state = WriteState(index.data(JournalModel::StateRole).toInt());
    const bool isState = index.column() == JournalModel::StateColumn;
    const bool isSecondary =
        index.column() == JournalModel::WhenColumn || index.column() == JournalModel::AskerColumn;
    if (isState) {
        option->features |= QStyleOptionViewItem::HasDecoration;
        option->icon = icon(iconOf(state));
        option->decorationSize = {16, 16};
    }
    if (state == WriteState::Undone && index.column() == JournalModel::WriteColumn)
        option->font.setStrikeOut(true);
    if (option->state.testFlag(QStyle::State_Selected))
        return;
    if (isState)
        option->palette.setColor(QPalette::Text, tone(toneOf(state), option->palette));
    else if (isSecondary || state == WriteState::Undone)
        option->palette.setColor(QPalette::Text, tone(Tone::Muted, option->palette));
}

} // namespace plectrum::ui

#include "moc_journal_delegate.cpp"
