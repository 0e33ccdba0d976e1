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

    /// What the key is wanted for, and the word of the button; then none is made.
    void setPurpose(const QString& title, const QString& openText);
    /// The keys of one of the stores as far as they are loaded, to complete from. Must outlive the
    /// dialog.
    void setLoadedKeys(documents::KeyListModel* keys);

signals:
    void chosen(const plectrum::store::KeyAddress& address);
    void newRecordWanted(const plectrum::store::KeyAddress& address); ///< it is not there: make it

private:
    void check();
    void choose();
    void complete();
    void make();
    bool isLoaded() const;
    store::KeyAddress address() const;

    std::vector<editing::StoreListing> m_stores;
    QComboBox* m_store;
    QLineEdit* m_key;
    QLabel* m_note;
    QPushButton* m_open;
    QPushButton* m_make;
    documents::KeyListModel* m_loaded = nullptr;
};

} // namespace plectrum::ui
