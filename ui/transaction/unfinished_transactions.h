// SPDX-License-Identifier: MIT
// The page of unfinished transactions: the list, what each one holds before and after, and the
// buttons that finish it or roll it back.
#pragma once

#include "editing/transaction_access.h"

#include <QWidget>

class QLabel;
class QListView;
class QPushButton;
class QSplitter;

namespace plectrum::documents {
class UnfinishedModel;
class Workspace;
} // namespace plectrum::documents

namespace plectrum::ui {

class MessageBar;
class ToneLabel;

class UnfinishedTransactions final : public QWidget
{
    Q_OBJECT

public:
    /// Begins to look at once. `workspace` must outlive the page.
    explicit UnfinishedTransactions(documents::Workspace& workspace, QWidget* parent = nullptr);

    documents::UnfinishedModel* model() const;
    QString message() const;

private:
    QWidget* makeBar();
    QWidget* makeDetails();
    void showState();
    void showCurrent();
    void showRecords(const editing::FoundTransaction& found);
    void ask(bool isFinish);
    void report(const editing::EndResult& result, bool isFinish);
    void offerToGoOn(const editing::FoundTransaction& found, bool isFinish, const QString& why);

    documents::UnfinishedModel* m_model;
    MessageBar* m_message;
    QListView* m_list;
    ToneLabel* m_status = nullptr;
    QPushButton* m_scan = nullptr;
    QLabel* m_facts = nullptr;
    QSplitter* m_records = nullptr;
    QPushButton* m_finish = nullptr;
    QPushButton* m_rollBack = nullptr;
};

} // namespace plectrum::ui
