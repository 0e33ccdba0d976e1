// SPDX-License-Identifier: MIT
// One key of a transaction: its tree, below it the patch, and what the last commit told of it. Rows
// are dragged to other keys and dropped here.
#pragma once

#include "documents/transaction/transaction_document.h"

#include <QFrame>

class QMenu;
class QLabel;

namespace plectrum::documents {
class JsonTreeModel;
} // namespace plectrum::documents

namespace plectrum::ui {

class ConflictView;
class DiffView;
class JsonTreeView;
class MessageBar;
class ToneLabel;

class TransactionColumn final : public QFrame
{
    Q_OBJECT

public:
    /// Both must outlive the column.
    TransactionColumn(documents::TransactionDocument& transaction, documents::RecordDocument* part,
                      QWidget* parent = nullptr);

    documents::RecordDocument* part() const;
    JsonTreeView* tree() const;
    documents::PartPointer current() const;
    /// Shows what the commit told of this key; null: nothing.
    void showResult(const editing::KeyResult* result);
    QString message() const; ///< what is told of the key; may be empty

signals:
    void reported(const QString& sentence);
    /// The menu of the current row is wanted there (global).
    void menuWanted(const QPoint& at);

protected:
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    QWidget* makeHeader();
    void makeActions();
    void showState();
    void showConflicts(const editing::KeyResult& result);
    bool handleDrop(class QDropEvent* event);
    documents::PartPointer pointerAt(const QPoint& at) const;

    documents::TransactionDocument& m_transaction;
    documents::RecordDocument* m_part;
    documents::JsonTreeModel* m_model;
    JsonTreeView* m_tree;
    DiffView* m_diff;
    MessageBar* m_message;
    ConflictView* m_conflicts;
    ToneLabel* m_state = nullptr;
};

} // namespace plectrum::ui
