// SPDX-License-Identifier: MIT
#include "documents/migration/lab_key_model.h"

#include "documents/basics/visible_name.h"

#include <algorithm>
#include <utility>

namespace plectrum::documents {

namespace {

char lowered(char letter)
{
    return letter >= 'A' && letter <= 'Z' ? char(letter + ('a' - 'A')) : letter;
}

bool containsText(const std::string& key, const std::string& text)
{
    const auto isSame = [](char left, char right) { return lowered(left) == lowered(right); };
    return !std::ranges::search(key, text, isSame).empty() || text.empty();
}

} // namespace

void LabKeyModel::setKeys(std::vector<std::string> keys)
{
    if (keys == m_keys)
        return;
    beginResetModel();
    m_keys = std::move(keys);
    filter();
    endResetModel();
}

void LabKeyModel::setFilter(const QString& text)
{
    beginResetModel();
    m_text = text.toStdString();
    filter();
    endResetModel();
}

void LabKeyModel::filter()
{
    m_shown.clear();
    for (std::size_t i = 0; i < m_keys.size(); ++i)
        if (containsText(m_keys[i], m_text))
            m_shown.push_back(i);
}

std::string LabKeyModel::key(const QModelIndex& index) const
{
    return index.isValid() && checkIndex(index) ? m_keys[m_shown[std::size_t(index.row())]]
                                                : std::string();
}

int LabKeyModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_shown.size());
}

QVariant LabKeyModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    return visibleName(key(index));
}

} // namespace plectrum::documents

#include "moc_lab_key_model.cpp"
