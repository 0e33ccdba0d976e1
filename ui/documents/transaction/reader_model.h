// SPDX-License-Identifier: MIT
// What a reader is given after a crash, key by key, beside what stood there and what was to stand
// there; of the data only the places that the transaction changes.
#pragma once

#include "documents/transaction/transaction_document.h"

#include <QAbstractTableModel>

#include <array>
#include <vector>

namespace plectrum::documents {

class ReaderModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        KeyColumn,
        BeforeColumn,
        AfterColumn,
        ReaderColumn,
        VerdictColumn,
        ColumnCount
    };

    explicit ReaderModel(QObject* parent = nullptr);
    void setReaders(const std::vector<ReaderView>& readers);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

private:
    std::vector<std::array<QString, ColumnCount>> m_rows;
};

} // namespace plectrum::documents
