// SPDX-License-Identifier: MIT
#include "ui/migration/lab_table_tabs.h"

#include "documents/basics/tone.h"
#include "documents/migration/lab_document.h"
#include "ui/widgets/dialog_text.h"
#include "ui/widgets/icon.h"

#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QSortFilterProxyModel>
#include <QStyledItemDelegate>
#include <QTreeView>
#include <QVBoxLayout>

namespace plectrum::ui {

using namespace Qt::StringLiterals;
using documents::LabTable;
using documents::LabTableModel;

namespace {

constexpr int searchWidth = 220;

/// Numbers that want attention in the colour of their meaning.
class LabDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        const QVariant meaning = index.data(LabTableModel::MeaningRole);
        if (meaning.isValid()) {
            option->palette.setColor(
                QPalette::Text, documents::tone(documents::Tone(meaning.toInt()), option->palette));
            option->font.setWeight(QFont::DemiBold);
        }
    }
};

QString titleOf(LabTable table)
{
    switch (table) {
    case LabTable::Steps:
        return LabTableTabs::tr("Steps");
    case LabTable::Failures:
        return LabTableTabs::tr("Failures");
    case LabTable::Rejections:
        return LabTableTabs::tr("Schema");
    case LabTable::Changes:
        return LabTableTabs::tr("Changes of kind");
    case LabTable::Sizes:
        return LabTableTabs::tr("Sizes");
    case LabTable::Slow:
        return LabTableTabs::tr("Slow");
    case LabTable::Warnings:
        return LabTableTabs::tr("Warnings");
    case LabTable::Skipped:
        return LabTableTabs::tr("Not tried");
    }
    return {};
}

/// What has to be known to read a table right; empty: nothing.
QString noteOf(LabTable table)
{
    switch (table) {
    case LabTable::Rejections:
        return LabTableTabs::tr("What the schema says of the data after the last step. The library "
                                "itself does not ask it after a load: such a player gets in, and "
                                "the first update fails.");
    case LabTable::Changes:
        return LabTableTabs::tr("What a step changes without saying so, by the way that data takes "
                                "through Luau and back.");
    case LabTable::Sizes:
        return LabTableTabs::tr(
            "The largest records after the last step, and those that grow most. "
            "One entry holds 4 MB; a record beyond that is cut into shards.");
    default:
        return {};
    }
}

} // namespace

LabTableTabs::LabTableTabs(documents::LabDocument& document, QWidget* parent)
    : QTabWidget(parent)
    , m_document(document)
    , m_search(new QLineEdit(this))
{
    setObjectName(u"lab.tables"_s);
    setDocumentMode(true);
    m_search->setObjectName(u"lab.search"_s);
    m_search->setPlaceholderText(tr("Search these rows"));
    m_search->setAccessibleName(m_search->placeholderText());
    m_search->setClearButtonEnabled(true);
    m_search->addAction(icon(u"search"_s), QLineEdit::LeadingPosition);
    m_search->setFixedWidth(searchWidth);
    setCornerWidget(m_search, Qt::TopRightCorner);
    for (int i = 0; i < documents::labTableCount; ++i)
        addTab(makePage(LabTable(i)), titleOf(LabTable(i)));
    connect(this, &QTabWidget::currentChanged, this, &LabTableTabs::chosenChanged);
    connect(&document, &documents::LabDocument::found, this, &LabTableTabs::update);
    update();
}

QWidget* LabTableTabs::makePage(LabTable table)
{
    auto* page = new QWidget(this);
    Part& part = m_parts[std::size_t(table)];
    part.model = new LabTableModel(page);
    part.model->setHeaders(documents::headersOf(table));
    part.sorted = new QSortFilterProxyModel(page);
    part.sorted->setSourceModel(part.model);
    part.sorted->setSortRole(LabTableModel::OrderRole);
    part.sorted->setFilterKeyColumn(-1);
    part.sorted->setFilterCaseSensitivity(Qt::CaseInsensitive);
    part.view = new QTreeView(page);
    part.view->setObjectName(u"lab.table.%1"_s.arg(int(table)));
    part.view->setAccessibleName(titleOf(table));
    part.view->setModel(part.sorted);
    part.view->setItemDelegate(new LabDelegate(part.view));
    part.view->setRootIsDecorated(false);
    part.view->setUniformRowHeights(true);
    part.view->setFrameShape(QFrame::NoFrame);
    part.view->setSortingEnabled(true);
    part.view->sortByColumn(-1, Qt::AscendingOrder); // as they were found, until somebody sorts
    connect(m_search, &QLineEdit::textChanged, part.sorted,
            &QSortFilterProxyModel::setFilterFixedString);
    connect(part.view->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &LabTableTabs::chosenChanged);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    if (const QString note = noteOf(table); !note.isEmpty()) {
        QLabel* text = makeDialogText(note, page);
        text->setForegroundRole(QPalette::PlaceholderText);
        text->setMargin(documents::spacing::small);
        column->addWidget(text);
    }
    column->addWidget(part.view, 1);
    return page;
}

void LabTableTabs::update()
{
    const documents::LabFindings findings = m_document.findings();
    for (int i = 0; i < documents::labTableCount; ++i) {
        Part& part = m_parts[std::size_t(i)];
        const bool wasEmpty = part.model->rowCount() == 0;
        part.model->setRows(documents::rowsOf(LabTable(i), findings));
        if (wasEmpty && part.model->rowCount() > 0)
            for (int column = 0; column < part.model->columnCount(); ++column)
                part.view->resizeColumnToContents(column);
    }
    showTitles();
}

void LabTableTabs::showTitles()
{
    for (int i = 0; i < documents::labTableCount; ++i) {
        const int rows = m_parts[std::size_t(i)].model->rowCount();
        const QString title = titleOf(LabTable(i));
        setTabText(i, rows > 0 ? tr("%1 (%2)").arg(title, QLocale().toString(rows)) : title);
        const bool isBad =
            rows > 0 && (LabTable(i) == LabTable::Failures || LabTable(i) == LabTable::Rejections);
        const bool isOdd = rows > 0 && LabTable(i) == LabTable::Warnings;
        setTabIcon(i, isBad ? icon(u"error"_s) : isOdd ? icon(u"warning"_s) : QIcon());
    }
}

LabTable LabTableTabs::table() const
{
    return LabTable(currentIndex());
}

std::optional<std::size_t> LabTableTabs::chosen() const
{
    const QModelIndex row = m_parts[std::size_t(currentIndex())].view->currentIndex();
    if (!row.isValid())
        return std::nullopt;
    return std::size_t(row.data(LabTableModel::IndexRole).toULongLong());
}

void LabTableTabs::showTable(LabTable table)
{
    setCurrentIndex(int(table));
    const Part& part = m_parts[std::size_t(table)];
    if (part.sorted->rowCount() > 0)
        part.view->setCurrentIndex(part.sorted->index(0, 0));
    emit chosenChanged();
}

QTreeView* LabTableTabs::view(LabTable table) const
{
    return m_parts[std::size_t(table)].view;
}

} // namespace plectrum::ui

#include "moc_lab_table_tabs.cpp"
