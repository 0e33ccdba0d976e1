// SPDX-License-Identifier: MIT
// Shows what the keys of a file would become, before anything is written: new, replaced, unchanged,
// refused, and of the chosen one the difference. Opened with open(), answers by confirmed();
// deletes itself when closed.
#pragma once

#include "editing/import_plan.h"

#include <QDialog>
#include <QString>

#include <vector>

class QPushButton;
class QTreeWidget;

namespace plectrum::ui {

class DiffView;

class ImportQuestion final : public QDialog
{
    Q_OBJECT

public:
    ImportQuestion(const QString& file, std::vector<editing::ImportItem> items,
                   QWidget* parent = nullptr);

    QTreeWidget* list() const { return m_list; }

signals:
    /// With those that would be written.
    void confirmed(const std::vector<plectrum::editing::ImportItem>& items);

private:
    void build(const QString& file);
    void fill();
    void showChosen();
    void confirm();
    QString countsText() const;
    std::size_t countOf(editing::ImportEffect effect) const;

    std::vector<editing::ImportItem> m_items;
    QTreeWidget* m_list;
    DiffView* m_diff;
    QPushButton* m_confirm;
};

} // namespace plectrum::ui
