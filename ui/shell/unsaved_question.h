// SPDX-License-Identifier: MIT
// Asks what becomes of what is not saved when it is to be closed: kept on disk for the next start,
// saved, discarded, or nothing closed. Shows everything that would be written, and after saving
// what was written, what was not, and why. Opened with open(), deletes itself.
#pragma once

#include "async/computation.h"
#include "documents/history/difference.h"
#include "documents/unsaved/unsaved_work.h"

#include <QDialog>

#include <memory>
#include <vector>

class QLabel;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace plectrum::ui {

class DiffView;

class UnsavedQuestion final : public QDialog
{
    Q_OBJECT

public:
    enum class Answer
    {
        Keep, ///< what is not saved is on disk and may be closed
        Saved, ///< nothing is left
        Discard,
        Cancel ///< nothing may be closed
    };
    Q_ENUM(Answer)

    /// At least one.
    explicit UnsavedQuestion(std::vector<std::unique_ptr<documents::UnsavedWork>> works,
                             QWidget* parent = nullptr);
    ~UnsavedQuestion() override;

signals:
    void answered(plectrum::ui::UnsavedQuestion::Answer answer);

public slots:
    void reject() override; ///< not while something is being written

private:
    struct Item
    {
        std::unique_ptr<documents::UnsavedWork> work;
        QTreeWidgetItem* row = nullptr;
        bool isWritten = false;
        bool isOfLock = false; ///< not written for an error of a lock
    };
    struct Compared
    {
        documents::Difference all;
        std::vector<std::size_t> counts; ///< of changes, by work
    };

    QWidget* makeButtons();
    QPushButton* makeButton(const QString& name, const QString& text,
                            void (UnsavedQuestion::*does)());
    void fillRows();
    void compareLeft();
    void showCompared(const Compared& compared);
    void showState(const Item& item, const QString& state, bool isBad);
    void save();
    editing::LockConsent* wantedConsent() const;
    void keepTryingOrStop();
    void goWithoutLocks();
    void start(bool keepsTrying);
    void saveNext();
    void noteEnded(std::size_t index, bool isWritten, const QString& outcome, bool isOfLock);
    void endSaving();
    void keep();
    void discard();
    void finish(Answer answer);
    std::size_t countLeft() const;
    void showTexts();

    std::vector<Item> m_items;
    QLabel* m_title;
    QLabel* m_explanation;
    QTreeWidget* m_rows;
    DiffView* m_diff;
    QPushButton* m_cancel = nullptr;
    QPushButton* m_discard = nullptr;
    QPushButton* m_save = nullptr;
    QPushButton* m_keep = nullptr;
    QPushButton* m_keepTrying = nullptr; ///< offered after an error of a lock, and stops it
    QPushButton* m_lockless = nullptr;
    async::Computation<Compared> m_comparing;
    std::size_t m_next = 0; ///< to be written
    bool m_isSaving = false;
    bool m_isTrying = false; ///< errors of the locks are waited out
    bool m_canKeep = false;
};

} // namespace plectrum::ui
