// SPDX-License-Identifier: MIT
#include "ui/shell/command_palette.h"

#include "documents/basics/tone.h"
#include "ui/widgets/focus_return.h"
#include "ui/widgets/icon.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QStandardItemModel>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

namespace plectrum::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr QSize paletteSize{560, 420};
constexpr int mostShown = 60;
constexpr int hintRole = Qt::UserRole;

/// The text with its hint at the other end.
class PaletteDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override
    {
        QStyledItemDelegate::paint(painter, option, index);
        const bool isChosen = option.state.testFlag(QStyle::State_Selected);
        painter->setPen(
            option.palette.color(isChosen ? QPalette::HighlightedText : QPalette::PlaceholderText));
        painter->drawText(option.rect.adjusted(0, 0, -documents::spacing::small, 0),
                          Qt::AlignVCenter | Qt::AlignTrailing, index.data(hintRole).toString());
    }

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override
    {
        return {0, option.fontMetrics.height() + documents::spacing::medium};
    }
};

} // namespace

int paletteRank(const QString& text, const QString& wanted)
{
    constexpr int start = 4;
    constexpr int word = 3;
    constexpr int inside = 2;
    if (wanted.isEmpty() || text.startsWith(wanted, Qt::CaseInsensitive))
        return start;
    const qsizetype at = text.indexOf(wanted, 0, Qt::CaseInsensitive);
    if (at > 0)
        return text.contains(QString(u' ' % wanted), Qt::CaseInsensitive) ? word : inside;
    qsizetype next = 0;
    for (const QChar letter : text)
        if (next < wanted.size() && letter.toLower() == wanted[next].toLower())
            ++next;
    return next == wanted.size() ? 1 : 0;
}

CommandPalette::CommandPalette(std::vector<PaletteEntry> entries, PaletteSource more,
                               QWidget* parent)
    : QDialog(parent)
    , m_entries(std::move(entries))
    , m_more(std::move(more))
    , m_field(new QLineEdit(this))
    , m_list(new QListView(this))
    , m_model(new QStandardItemModel(this))
{
    setObjectName(u"commandPalette"_s);
    setWindowTitle(tr("Command Palette"));
    setAttribute(Qt::WA_DeleteOnClose);
    returnFocusAfter(this);
    resize(paletteSize);
    m_field->setObjectName(u"palette.field"_s);
    m_field->setPlaceholderText(tr("An action, a store, a key"));
    m_field->setAccessibleName(m_field->placeholderText());
    m_field->addAction(icon(u"search"_s), QLineEdit::LeadingPosition);
    m_field->installEventFilter(this);
    m_list->setObjectName(u"palette.list"_s);
    m_list->setAccessibleName(windowTitle());
    m_list->setModel(m_model);
    m_list->setItemDelegate(new PaletteDelegate(m_list));
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setUniformItemSizes(true);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setIconSize({16, 16});
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(documents::spacing::small, documents::spacing::small,
                               documents::spacing::small, documents::spacing::small);
    column->setSpacing(documents::spacing::small);
    column->addWidget(m_field);
    column->addWidget(m_list, 1);
    connect(m_field, &QLineEdit::textChanged, this, &CommandPalette::search);
    connect(m_field, &QLineEdit::returnPressed, this, &CommandPalette::choose);
    connect(m_list, &QListView::clicked, this, &CommandPalette::choose);
    search({});
}

void CommandPalette::search(const QString& text)
{
    std::vector<std::pair<int, const PaletteEntry*>> fitting;
    for (const PaletteEntry& entry : m_entries)
        if (const int rank = paletteRank(entry.text, text); rank > 0)
            fitting.emplace_back(rank, &entry);
    std::ranges::stable_sort(fitting, std::greater(), [](const auto& one) { return one.first; });
    m_shown.clear();
    for (const auto& [rank, entry] : fitting)
        m_shown.push_back(*entry);
    if (m_more && !text.isEmpty())
        for (PaletteEntry& entry : m_more(text, mostShown))
            m_shown.push_back(std::move(entry));
    m_model->clear();
    for (const PaletteEntry& entry : m_shown) {
        auto* row = new QStandardItem(entry.icon, entry.text);
        row->setData(entry.hint, hintRole);
        m_model->appendRow(row);
    }
    m_list->setCurrentIndex(m_model->index(0, 0));
}

/// Once the palette is gone, for what is chosen may open a dialog or need the focus.
void CommandPalette::choose()
{
    const auto row = std::size_t(m_list->currentIndex().row());
    if (row >= m_shown.size())
        return;
    QMetaObject::invokeMethod(parentWidget(), m_shown[row].run, Qt::QueuedConnection);
    accept();
}

/// The arrows move in the list while one types.
bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_field || event->type() != QEvent::KeyPress)
        return QDialog::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    const int page = std::max(1, m_list->height() / std::max(1, m_list->sizeHintForRow(0)));
    int step = 0;
    switch (key->key()) {
    case Qt::Key_Down:
        step = 1;
        break;
    case Qt::Key_Up:
        step = -1;
        break;
    case Qt::Key_PageDown:
        step = page;
        break;
    case Qt::Key_PageUp:
        step = -page;
        break;
    default:
        return QDialog::eventFilter(watched, event);
    }
    const int last = m_model->rowCount() - 1;
    const int row = std::clamp(m_list->currentIndex().row() + step, 0, std::max(0, last));
    m_list->setCurrentIndex(m_model->index(row, 0));
    return true;
}

} // namespace plectrum::ui

#include "moc_command_palette.cpp"
