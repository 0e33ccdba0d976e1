// SPDX-License-Identifier: MIT
// Asks for a key that is to be made, and shows what would stand there and what stands there now.
// What is shown is what a yes writes: while it is not known there is no yes. Opened with open(),
// answers by confirmed(); deletes itself when closed.
#pragma once

#include "editing/record_access.h"
#include "json/value.h"

#include <QDialog>
#include <QString>

#include <optional>
#include <vector>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QTimer;

namespace plectrum::documents {
class KeyListModel;
} // namespace plectrum::documents

namespace plectrum::ui {

class DiffView;

class KeyQuestion final : public QDialog
{
    Q_OBJECT

public:
    struct Question
    {
        QString title; ///< "New Record"
        QString explanation; ///< a sentence or more
        QString confirmText; ///< "Make %1", with the key
        QString key; ///< to begin with; may be empty
        std::vector<editing::StoreListing> stores; ///< to choose from
        std::optional<editing::StoreListing> store; ///< chosen at first
    };
    KeyQuestion(const Question& question, QWidget* parent);

    /// Of one store as far as they are loaded, to complete from; must outlive the dialog.
    void setLoadedKeys(documents::KeyListModel* keys);
    store::KeyAddress address() const; ///< as it is typed now
    /// What a yes would do there. With a problem (a sentence) there is none.
    void showEffect(const store::KeyAddress& address, std::optional<json::Value> before,
                    std::optional<json::Value> after, const QString& problem);

signals:
    /// Asks for showEffect(); a moment after it was typed.
    void addressTyped(const plectrum::store::KeyAddress& address);
    void confirmed(const plectrum::store::KeyAddress& address);

private:
    void build(const Question& question);
    void noteTyping();
    void lookNow();
    void showCounts();
    void confirm();
    QString lengthProblem() const;

    std::vector<editing::StoreListing> m_stores;
    QString m_confirmText;
    QLineEdit* m_key;
    QComboBox* m_store;
    DiffView* m_diff;
    QLabel* m_note;
    QPushButton* m_confirm;
    QTimer* m_rest;
    std::optional<store::KeyAddress> m_shown; ///< can be confirmed
};

} // namespace plectrum::ui
