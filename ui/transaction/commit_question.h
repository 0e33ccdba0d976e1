// SPDX-License-Identifier: MIT
// Asks before a commit: shows what changes in each key. Deletes itself; confirmed() is the yes.
#pragma once

#include <QDialog>

namespace plectrum::ui {

class TransactionDocument;

class CommitQuestion final : public QDialog
{
    Q_OBJECT

public:
    CommitQuestion(const TransactionDocument& transaction, bool isStepwise,
                   QWidget* parent = nullptr);

    /// "Commit changes to 2 keys"
    static QString commitText(std::size_t keys);

signals:
    void confirmed();

private:
    QWidget* makeDifferences(const TransactionDocument& transaction);
    QWidget* makeButtons(const QString& text);
};

} // namespace plectrum::ui
