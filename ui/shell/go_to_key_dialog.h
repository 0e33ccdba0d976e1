// SPDX-License-Identifier: MIT
// Asks for a key by name, listed or not. Opened with open(), answers by chosen(); deletes itself
// when closed.
#pragma once

#include "editing/record_access.h"

#include <QDialog>

#include <optional>
#include <vector>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace plectrum::documents {
class KeyListModel;
}

namespace plectrum::ui {

class GoToKeyDialog final : public QDialog
{
    Q_OBJECT

public:
    /// `stores` to choose from, `current` chosen.
    GoToKeyDialog(const std::vector<editing::StoreListing>& stores,
                  const std::optional<editing::StoreListing>& current, QWidget* parent = nullptr);

    /// The keys of one of the stores as far as they are loaded, to complete from. Must outlive the
    /// dialog.
    void setLoadedKeys(documents::KeyListModel* keys);

signals:
    void chosen(const plectrum::store::KeyAddress& address);

private:
    void check();
    void choose();
    void complete();

    std::vector<editing::StoreListing> m_stores;
    QComboBox* m_store;
    QLineEdit* m_key;
    QLabel* m_note;
    QPushButton* m_open;
    documents::KeyListModel* m_loaded = nullptr;
};

} // namespace plectrum::ui
