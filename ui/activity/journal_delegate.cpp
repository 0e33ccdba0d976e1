// SPDX-License-Identifier: MIT
#include "ui/activity/journal_delegate.h"

#include "documents/activity/journal_model.h"
#include "documents/activity/journal_text.h"
#include "documents/basics/tone.h"
#include "ui/widgets/icon.h"

namespace plectrum::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int rowHeight = 24;

QString iconOf(documents::WriteState state)
{
    switch (state) {
    case documents::WriteState::Pending:
        return u"clock"_s;
    case documents::WriteState::Done:
        return u"check"_s;
    case documents::WriteState::Failed:
        return u"error"_s;
    case documents::WriteState::Unknown:
        return u"warning"_s;
    case documents::WriteState::Undone:
        return u"undo"_s;
    }
    return {};
}

documents::Tone toneOf(documents::WriteState state)
{
    switch (state) {
    case documents::WriteState::Done:
        return documents::Tone::Added;
    case documents::WriteState::Failed:
        return documents::Tone::Danger;
    case documents::WriteState::Unknown:
        return documents::Tone::Warning;
    default:
        return documents::Tone::Muted;
    }
}

} // namespace

QSize JournalDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    return {QStyledItemDelegate::sizeHint(option, index).width() + documents::spacing::small,
            rowHeight};
}

void JournalDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const auto state =
        documents::WriteState(index.data(documents::JournalModel::StateRole).toInt());
    const bool isState = index.column() == documents::JournalModel::StateColumn;
    const bool isSecondary = index.column() == documents::JournalModel::WhenColumn
        || index.column() == documents::JournalModel::ActorColumn;
    if (isState) {
        option->features |= QStyleOptionViewItem::HasDecoration;
        option->icon = icon(iconOf(state));
        option->decorationSize = {16, 16};
    }
    if (state == documents::WriteState::Undone
        && index.column() == documents::JournalModel::WriteColumn)
        option->font.setStrikeOut(true);
    if (option->state.testFlag(QStyle::State_Selected))
        return;
    if (isState)
        option->palette.setColor(QPalette::Text, documents::tone(toneOf(state), option->palette));
    else if (isSecondary || state == documents::WriteState::Undone)
        option->palette.setColor(QPalette::Text,
                                 documents::tone(documents::Tone::Muted, option->palette));
}

} // namespace plectrum::ui

#include "moc_journal_delegate.cpp"
