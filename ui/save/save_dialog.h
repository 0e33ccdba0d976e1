// SPDX-License-Identifier: MIT
// Shows what a write would change and asks. Opened with open(), answers by confirmed(); deletes
// itself when closed.
#pragma once

#include "documents/history/difference.h"
#include "json/value.h"

#include <QDialog>
#include <QString>

#include <optional>

class QLabel;
class QPushButton;

namespace plectrum::ui {

class DiffView;

class SaveDialog final : public QDialog
{
    Q_OBJECT

public:
    struct Question
    {
        QString title; ///< "Save changes", "Restore version"
        QString explanation; ///< a sentence above the difference
        QString confirmText; ///< of the button: says what will happen, "Save 3 changes"
        std::optional<json::Value> before; ///< nullopt: nothing stands there
        std::optional<json::Value> after;
        /// What would change where the whole data is not known: shown instead of before and after.
        std::optional<documents::Difference> difference;
    };
    explicit SaveDialog(const Question& question, QWidget* parent = nullptr);

    /// What will happen may change while it is open.
    void setConfirmText(const QString& text);
    void setExplanation(const QString& text);

signals:
    void confirmed();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void build(const Question& question);
    void showCounts();
    void confirm();

    DiffView* m_diff;
    QLabel* m_explanation;
    QLabel* m_counts;
    QPushButton* m_confirm;
};

} // namespace plectrum::ui
