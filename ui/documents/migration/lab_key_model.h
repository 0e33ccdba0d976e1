// SPDX-License-Identifier: MIT
// Keys of records that the lab speaks of, many thousands of them, and those of them that contain a
// text.
#pragma once

#include <QAbstractListModel>
#include <QString>

#include <cstddef>
#include <string>
#include <vector>

namespace plectrum::documents {

class LabKeyModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    void setKeys(std::vector<std::string> keys);
    /// Shows only keys that contain it, in any case of ASCII letters.
    void setFilter(const QString& text);
    const std::vector<std::string>& keys() const { return m_keys; }
    std::string key(const QModelIndex& index) const; ///< empty for none

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    void filter();

    std::vector<std::string> m_keys;
    std::vector<std::size_t> m_shown;
    std::string m_text;
};

} // namespace plectrum::documents
