// SPDX-License-Identifier: MIT
// The page of one transaction: keys side by side, the commit with its steps as lanes, and after a
// played crash what readers get.
#pragma once

#include "documents/transaction/transaction_document.h"

#include <QWidget>

class QAction;
class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSplitter;
class QStackedWidget;
class QTreeView;
class QMenu;

namespace plectrum::documents {
class LaneModel;
class ReaderModel;
} // namespace plectrum::documents

namespace plectrum::ui {

class MessageBar;
class ToneLabel;
class TransactionColumn;
class TransactionLanes;

class TransactionComposer final : public QWidget
{
    Q_OBJECT

public:
    /// The workspace must outlive the page. Where it is a playground a crash may be played.
    explicit TransactionComposer(documents::Workspace& workspace, QWidget* parent = nullptr);

    documents::TransactionDocument& document();
    /// The store that typed keys are of while there is none yet.
    void setStore(const std::string& store);
    void addKey(const store::KeyAddress& address);
    std::vector<TransactionColumn*> columns() const;
    TransactionColumn* columnOf(const documents::RecordDocument* part) const;
    QString message() const;
    /// The actions of the row that is current in a column: move, copy, swap to other keys.
    QMenu* makeRowMenu(TransactionColumn* from);

signals:
    void titleChanged();

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    QWidget* makeBar();
    QWidget* makeEmptyPage();
    QWidget* makeSteps();
    QAction* addStackAction(QLatin1StringView id, void (documents::TransactionDocument::*does)());
    void connectParts();
    void addTypedKey();
    void addColumn(documents::RecordDocument* part);
    void removeColumn(documents::RecordDocument* part);
    void showState();
    void askToCommit();
    void begin(const documents::TransactionDrafts& agreed, bool isStepwise,
               bool keepsTrying = false);
    void showFailure(const QString& why, bool isOfLock);
    void replay(void (documents::TransactionDocument::*does)());
    void noteStep(const store::TransactionStep& step);
    void showEnd();
    void showReaders();
    void runTransfer(documents::TransferKind kind, TransactionColumn* from, TransactionColumn* to);

    documents::TransactionDocument m_document;
    bool m_isPlayground;
    documents::TransactionDrafts m_agreed; ///< what was shown when the user said yes
    bool m_agreedStepwise = false;
    bool m_isTrying = false; ///< errors of the locks are waited out
    std::string m_store;
    documents::LaneModel* m_laneModel;
    documents::ReaderModel* m_readerModel;
    QLineEdit* m_key = nullptr;
    QCheckBox* m_stepwise = nullptr;
    QPushButton* m_commit = nullptr;
    QAction* m_undo = nullptr;
    QAction* m_redo = nullptr;
    MessageBar* m_message;
    QStackedWidget* m_pages;
    QSplitter* m_columns;
    QWidget* m_stepPart = nullptr;
    TransactionLanes* m_lanes = nullptr;
    ToneLabel* m_stepText = nullptr;
    QPushButton* m_continue = nullptr;
    QPushButton* m_crash = nullptr;
    QTreeView* m_readers = nullptr;
};

} // namespace plectrum::ui
