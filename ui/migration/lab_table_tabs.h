// SPDX-License-Identifier: MIT
// The tables of the migration lab as tabs with their counts, one search field for all of them.
#pragma once

#include "documents/migration/lab_tables.h"

#include <QTabWidget>

#include <array>
#include <cstddef>
#include <optional>

class QLabel;
class QLineEdit;
class QSortFilterProxyModel;
class QTreeView;

namespace plectrum::documents {
class LabDocument;
} // namespace plectrum::documents

namespace plectrum::ui {

class LabTableTabs final : public QTabWidget
{
    Q_OBJECT

public:
    /// The document must outlive the tabs.
    explicit LabTableTabs(documents::LabDocument& document, QWidget* parent = nullptr);

    documents::LabTable table() const; ///< that is looked at
    /// The chosen row of it, by LabRow::index.
    std::optional<std::size_t> chosen() const;
    /// Goes to a table and chooses its first row.
    void showTable(documents::LabTable table);
    QTreeView* view(documents::LabTable table) const;

signals:
    void chosenChanged();

private:
    struct Part
    {
        documents::LabTableModel* model = nullptr;
        QSortFilterProxyModel* sorted = nullptr;
        QTreeView* view = nullptr;
    };
    QWidget* makePage(documents::LabTable table);
    void update();
    void showTitles();

    documents::LabDocument& m_document;
    QLineEdit* m_search;
    std::array<Part, documents::labTableCount> m_parts;
};

} // namespace plectrum::ui
