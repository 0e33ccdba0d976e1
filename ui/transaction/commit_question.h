// SPDX-License-Identifier: MIT
// Asks before a commit: shows what changes in each key. Deletes itself; confirmed() is the yes.
#pragma once

#include "documents/transaction/transaction_document.h"

#include <QDialog>

namespace plectrum::ui {

class CommitQuestion final : public QDialog
{
    Q_OBJECT

public:
    /// Shows these drafts; whoever writes after confirmed() writes them and nothing else.
    CommitQuestion(const documents::TransactionDrafts& drafts, bool isStepwise,
                   QWidget* parent = nullptr);

    /// "Commit changes to 2 keys"
    static QString commitText(std::size_t keys);

signals:
    void confirmed();

private:
    QWidget* makeDifferences(const documents::TransactionDrafts& drafts);
    QWidget* makeButtons(const QString& text);
};

} // namespace plectrum::ui
